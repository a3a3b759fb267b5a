"""Pages that share a title compete with each other for the same query, and visitors cannot tell them apart."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="{0}"><head><title>{1}</title></head><body><h1>{1}</h1></body></html>'

check = SiteCheck(
    id="title-duplicate",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE),
    book="4.3.6",
    title=Text(zh="几个网页用了同一个标题", en="Several pages share one title"),
    message=Text(zh="{pages} 个网页的标题都是“{title}”，例如 {other}", en="{pages} pages are titled “{title}”, such as {other}"),
    why=Text(
        zh="引擎和访客都分不清哪一页才是要找的，几页争同一个词，可能都排不好；也常常说明商品页互相重复。翻页列表同名只是小问题。",
        en="Neither engines nor visitors can tell the pages apart; they compete for one phrase, and none may do well. It often points to duplicate products. Same titles over a paginated list matter little.",
    ),
    fix=Text(
        zh="编辑：把区别写进标题，如规格、颜色、产地；开发：让模板自动带上这些字段，翻页加“第 2 页”。确属重复的网页请合并，旧网址 301。",
        en="Editor: put the difference into the title: size, colour, origin. Developer: let the template add these fields, and “page 2”. Merge true duplicates and 301 the old address.",
    ),
    avoid=Text(zh="不要只在标题后加编号。", en="Do not just append a number."),
    verify=Text(zh="重新抓取后，xunlu audit --select title-duplicate。", en="After a new crawl: xunlu audit --select title-duplicate."),
    before="<title>普洱茶饼 | 茶舍</title>  × 2",
    after="<title>普洱生茶饼 357 克 | 茶舍</title>\n<title>普洱熟茶饼 200 克 | 茶舍</title>",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/appearance/title-link",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where title <> ''",
    sql="""
        with titled as (
            select url_id, url, title, matching_copy(title) as same, lower(substr(lang, 1, 2)) as tongue
            from temp.indexable_pages where trim(title) <> ''
        ),
        groups as materialized (
            select same, tongue, count(*) as pages, min(url) as first, max(url) as last,
                min(page_series(url)) = max(page_series(url)) as series
            from titled group by same, tongue having count(*) > 1
        )
        select
            t.url_id,
            json_object('pages', g.pages, 'title', t.title, 'other', iif(t.url = g.first, g.last, g.first)) as evidence,
            iif(g.series, 'notice', 'error') as severity
        from titled t join groups g on g.same = t.same and g.tongue = t.tongue
    """,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {"severity": "warning"}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("zh", "茶"), "/b": PAGE.format("zh", "茶具"), "/en": PAGE.format("en", "茶")}),
    bad=Example(
        {
            "/": PAGE.format("zh", "茶舍"),
            "/a": PAGE.format("zh", "ＴＥＡ 茶"),
            "/b": PAGE.format("zh-CN", "tea  茶"),
            "/list?page=2": PAGE.format("zh", "列表"),
            "/list?page=3": PAGE.format("zh", "列表"),
        }
    ),
    flags=frozenset({"/a", "/b", "/list?page=2", "/list?page=3"}),
)  # fmt: skip
