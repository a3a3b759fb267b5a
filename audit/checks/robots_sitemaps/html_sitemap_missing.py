"""A page that lists the sections helps visitors of a large site; where the home page lists them all, it is not missed.

A section is a first-level folder with an index page and three or more indexable pages (audit/sections.py).
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from audit.sections import SECTIONS
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
UP = '<a href="/tea/">茶叶</a><a href="/pots/">茶壶</a>'


def site(home: str) -> dict[str, str]:
    pages = {"/": PAGE.format("茶舍", home), "/tea/": PAGE.format("茶叶", ""), "/pots/": PAGE.format("茶壶", "")}
    return {**pages, **{f"/{part}/{n}": PAGE.format(f"{part} {n}", "") for part in ("tea", "pots") for n in range(30)}}


check = SiteCheck(
    id="html-sitemap-missing",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book="4.3.4",
    title=Text(zh="没有一个网页列出网站的全部频道", en="No page lists all sections of the site"),
    message=Text(zh="{pages} 个网页，{sections} 个频道：{state}（{example}）", en="{pages} pages, {sections} sections: {state} ({example})"),
    words={
        "missing": Text(zh="没有网站地图页，也没有网页链接到全部频道", en="no sitemap page, and no page that links to all sections"),
        "too-many": Text(zh="网站地图页上的链接太多", en="the sitemap page has too many links"),
    },
    why=Text(
        zh="网页多的站点，给访客一张目录能帮他们找到入口，也给引擎多一条路。导航已列全频道的，不必专门再做。",
        en="On a large site a table of contents helps visitors find their way and gives engines one more path. Where the menu lists all sections it is not needed.",
    ),
    fix=Text(
        zh="编辑：做一个“网站地图”页，列出各频道和主要分类，从页脚链接；链接多了就按频道分成几页。",
        en="Editor: make a sitemap page with the sections and main categories and link it in the footer; split it by section when it grows long.",
    ),
    avoid=Text(zh="不要把全部商品列在一页上。", en="Do not list every product on one page."),
    verify=Text(zh="重新完整抓取后，xunlu audit --select html-sitemap-missing。", en="After a complete crawl: xunlu audit --select html-sitemap-missing."),
    before="/ -> /tea/",
    after="/map -> /tea/, /pots/, /guide/",
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/fundamentals/seo-starter-guide",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"complete-crawl", "links"}),
    options={"min_pages": Option(50, "HTML pages"), "max_links": Option(100, "distinct targets")},
    sql=f"""
        with {SECTIONS},
        maps as materialized (
            select url_id, url, outlinks from temp.html_pages
            where lower(url_path(url)) glob '*site[-_]map*' or lower(url_path(url)) glob '*sitemap*' or title like '%网站地图%'
                or title like '%站点地图%' or title like 'site map%' or title like 'sitemap%'
        ),
        listing as materialized (
            select l.source_id from temp.internal_links l where l.target_id in (select url_id from sections)
            and l.target_id <> l.source_id
            group by l.source_id
            having count(distinct l.target_id) + (l.source_id in (select url_id from sections)) >= (select count(*) from sections)
        ),
        judged as (
            select 'too-many' as state, url as example from maps where outlinks > :max_links
            union all
            select 'missing', (select url from sections limit 1)
            where not exists (select 1 from maps) and not exists (select 1 from listing) and (select count(*) from sections) >= 2
        )
        select h.url_id, json_object('state', state, 'example', example, 'sections', (select count(*) from sections),
            'pages', (select count(*) from temp.html_pages)) as evidence
        from judged, temp.home_page h
        where (select count(*) from temp.html_pages) > :min_pages limit 1
    """,
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(site(UP)),
    bad=Example({**site(""), "/": PAGE.format("茶舍", '<a href="/tea/1">茶</a>')}),
    flags=frozenset({"/"}),
)  # fmt: skip
