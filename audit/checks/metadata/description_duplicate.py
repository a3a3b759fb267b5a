"""The same summary on many pages tells nobody which of them to choose."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="{0}"><head><title>{1}</title><meta name="description" content="{2}"></head><body><h1>{1}</h1></body></html>'


check = SiteCheck(
    id="description-duplicate",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.6",
    title=Text(zh="几个网页用了同一段介绍", en="Several pages share one summary"),
    message=Text(
        zh="{pages} 个网页的介绍都是“{description}”，例如 {other}",
        en="{pages} pages share “{description}”, such as {other}",
    ),
    why=Text(
        zh="访客在结果里看到几条一样的介绍，分不清该点哪条；引擎多半弃之不用，另从正文截取。排名不受影响。",
        en="People see several results that read alike and cannot choose; engines mostly drop such a summary and quote the text. Ranking is not affected.",
    ),
    fix=Text(
        zh="开发：模板用商品卖点、规格生成各自的介绍，没有就留空；编辑：先给首页、分类和热销商品各写一段。",
        en="Developer: build each summary from the product's facts, or leave it out. Editor: write your own for home, categories and best sellers first.",
    ),
    avoid=Text(zh="不要只在末尾加编号。", en="Do not just append a number."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select description-duplicate。",
        en="After a new crawl: xunlu audit --select description-duplicate.",
    ),
    before='<meta name="description" content="茶舍，好茶好壶。">  × 120',
    after='<meta name="description" content="云南凤庆滇红，蜜香甜润，100 克试饮装。">',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/snippet",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where description <> ''",
    sql="""
        with told as (
            select url_id, url, description, matching_copy(description) as same, lower(substr(lang, 1, 2)) as tongue
            from temp.indexable_pages where trim(description) <> ''
        ),
        groups as materialized (
            select same, tongue, count(*) as pages, min(url) as first, max(url) as last,
                min(page_series(url)) = max(page_series(url)) as series
            from told group by same, tongue having count(*) > 1
        )
        select
            t.url_id,
            json_object('pages', g.pages, 'description', substr(t.description, 1, 200),
                'other', iif(t.url = g.first, g.last, g.first)) as evidence,
            iif(g.series, 'notice', 'warning') as severity
        from told t join groups g on g.same = t.same and g.tongue = t.tongue
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("zh", "茶", "好茶"), "/b": PAGE.format("zh", "壶", "好壶"), "/en": PAGE.format("en", "Tea", "好茶")}),
    bad=Example(
        {
            "/": PAGE.format("zh", "茶舍", "首页的介绍"),
            "/a": PAGE.format("zh", "茶", "ＴＥＡ 好茶"),
            "/b": PAGE.format("zh-CN", "壶", "tea  好茶"),
            "/list?page=2": PAGE.format("zh", "列表", "列表的介绍"),
            "/list?page=3": PAGE.format("zh", "列表", "列表的介绍"),
        }
    ),
    flags=frozenset({"/a", "/b", "/list?page=2", "/list?page=3"}),
)  # fmt: skip
