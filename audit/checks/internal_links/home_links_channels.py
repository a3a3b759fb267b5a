"""The home page hands out most weight: a section it does not link to starts with a handicap.

A section is a first-level folder with an index page and three or more indexable pages (audit/sections.py).
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from audit.sections import SECTIONS
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
UP = '<a href="/">首页</a><a href="/tea/">茶叶</a><a href="/pots/">茶壶</a>'


def site(home: str) -> dict[str, str]:
    pages = {"/": PAGE.format("茶舍", home), "/tea/": PAGE.format("茶叶", UP), "/pots/": PAGE.format("茶壶", UP)}
    return {**pages, **{f"/{part}/{n}": PAGE.format(f"{part} {n}", UP) for part in ("tea", "pots") for n in range(3)}}


check = SiteCheck(
    id="home-links-channels",
    module=__name__,
    severity=Severity.WARNING,
    scope="site",
    book="4.3.4",
    title=Text(zh="首页没有链接到全部频道", en="The home page does not link to every section"),
    message=Text(zh="{total} 个频道里有 {missing} 个不在首页上，例如 {example}", en="{missing} of {total} sections are not on the home page, such as {example}"),
    why=Text(
        zh="首页得到的外部链接最多，从首页直达的频道更容易被发现、被看重；访客也指望在首页看到全部大类。",
        en="The home page has most links from elsewhere: sections linked from it are found and valued sooner, and visitors expect to see all of them there.",
    ),
    fix=Text(
        zh="开发：在首页导航里补上证据中的频道；若某个频道已经停办，把它下线或并入别的频道。",
        en="Developer: add the sections named here to the menu of the home page; where one is closed, remove it or merge it into another.",
    ),
    avoid=Text(zh="不要把所有子分类都堆上首页。", en="Do not put every sub-category on the home page."),
    verify=Text(zh="重新完整抓取后，xunlu audit --select home-links-channels。", en="After a complete crawl: xunlu audit --select home-links-channels."),
    before="/ -> /tea/",
    after="/ -> /tea/, /pots/",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/specialty/ecommerce/help-google-understand-your-ecommerce-site-structure",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"complete-crawl", "links"}),
    options={"min_share": Option(1.0, "share of the sections, 0-1")},
    sql=f"""
        with {SECTIONS},
        linked as materialized (
            select distinct coalesce(d.target, l.target) as url
            from temp.internal_links l left join temp.run_redirects d on d.url_id = l.target_id
            where l.source_id = (select url_id from temp.home_page)
        ),
        judged as (
            select s.url, s.url in (select url from linked) as linked from sections s, temp.home_page h
            where resolved(s.url, '/') = resolved(h.url, '/')
        ),
        counted as (
            select count(*) as total, sum(not linked) as missing, min(iif(linked, null, url)) as example,
                json_group_array(url) filter (where not linked) as urls
            from judged
        )
        select h.url_id, json_object('total', total, 'missing', missing, 'example', example, 'urls', json(urls)) as evidence
        from counted, temp.home_page h
        where missing > 0 and total - missing < :min_share * total
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(site(UP)),
    bad=Example(site('<a href="/tea/">茶叶</a>')),
    flags=frozenset({"/"}),
)  # fmt: skip
