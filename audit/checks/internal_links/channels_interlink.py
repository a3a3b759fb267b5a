"""Sections that link neither home nor to one another are islands.

A section is a first-level folder with an index page and three or more indexable pages (audit/sections.py).
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from audit.sections import SECTIONS
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
UP = '<a href="/">首页</a><a href="/tea/">茶叶</a><a href="/pots/">茶壶</a>'


def site(pots: str) -> dict[str, str]:
    pages = {"/": PAGE.format("茶舍", UP), "/tea/": PAGE.format("茶叶", UP), "/pots/": PAGE.format("茶壶", pots)}
    return {**pages, **{f"/{part}/{n}": PAGE.format(f"{part} {n}", UP) for part in ("tea", "pots") for n in range(3)}}


check = SiteCheck(
    id="channels-interlink",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book="4.3.4",
    title=Text(zh="频道首页没有链接首页或其他频道", en="The index page of a section links neither home nor to other sections"),
    message=Text(zh="{count} 个频道首页缺少链接，例如 {example}：{lack}", en="{count} index pages lack links, such as {example}: {lack}"),
    words={
        "home": Text(zh="没有回首页的链接", en="no link home"),
        "sections": Text(zh="没有到其他频道的链接", en="no link to another section"),
        "both": Text(zh="首页和其他频道都没有链接", en="no link home, nor to another section"),
    },
    why=Text(
        zh="访客逛完一个频道走不到另一个，只能后退；爬虫和权重也流不过去。常见于各频道用不同系统搭建的网站。",
        en="Visitors cannot get from one section to the next but by going back; neither can crawlers and weight. Typical where sections run on different systems.",
    ),
    fix=Text(
        zh="开发：所有频道共用一套页头导航，包含首页和各频道的普通链接。",
        en="Developer: give all sections one header with plain links home and to every section.",
    ),
    avoid=Text(zh="不要只在页脚用小字列出。", en="Small print in the footer is not enough."),
    verify=Text(zh="打开证据里的频道首页，看能否走到别的频道。", en="Open the index page named here: can you get to another section?"),
    before="/pots/ -> /pots/1, /pots/2",
    after="/pots/ -> /, /tea/, /pots/1, /pots/2",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/specialty/ecommerce/help-google-understand-your-ecommerce-site-structure",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"complete-crawl", "links"}),
    sql=f"""
        with {SECTIONS},
        links as materialized (
            select distinct l.source_id, l.target_id in (select url_id from homes) as home,
                l.target_id in (select url_id from sections) and l.target_id <> l.source_id as section
            from temp.internal_links l where l.source_id in (select url_id from sections)
        ),
        judged as (
            select s.url, coalesce(max(l.home), 0) as home, coalesce(max(l.section), 0) or (select count(*) from sections) < 2 as section
            from sections s left join links l on l.source_id = s.url_id group by s.url_id
        ),
        lacking as (
            select url, case when home then 'sections' when section then 'home' else 'both' end as lack
            from judged where not home or not section
        )
        select h.url_id, json_object('count', count(*), 'example', min(l.url), 'lack', l.lack, 'urls', json_group_array(l.url)) as evidence
        from lacking l, temp.home_page h group by h.url_id
    """,
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(site(UP)),
    bad=Example(site('<a href="/pots/1">壶</a>')),
    flags=frozenset({"/"}),
)  # fmt: skip
