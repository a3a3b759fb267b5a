"""Language versions must name each other: what one side alone claims does not count.

Judged where the other page was crawled; pages that are not indexable are another check's.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="{0}"><head><title>茶舍 {0}</title>{1}</head><body><h1>茶舍</h1></body></html>'
LINK = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'
BOTH = LINK.format("zh", "/") + LINK.format("en", "/en/")

check = SiteCheck(
    id="hreflang-no-return",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="语言版本没有互相指认", en="Language versions do not name each other"),
    message=Text(zh="本页把 {target} 列为 {code} 版，对方{state}", en="names {target} as its {code} version, which {state}"),
    words={
        "absent": Text(zh="没有列出本页", en="does not name this page"),
        "other-code": Text(zh="用另一个代码列出本页", en="names this page under another code"),
    },
    why=Text(
        zh="为防止冒认，Google 只采信双方互相列出的语言版本。单方声明会被忽略，两个版本可能被当成重复内容，访客也会看到错误的语言。",
        en="So that nobody can claim another's pages, Google believes only versions that name each other. One-sided claims are ignored, and visitors may get the wrong language.",
    ),
    fix=Text(
        zh="开发：让每个版本输出同一组 hreflang，包括自己；没有对应翻译的网页，两边都不要列。",
        en="Developer: print the same set of hreflang links on all versions, themselves included; pages without a translation name none.",
    ),
    avoid=Text(zh="不要都指向对方的首页。", en="Do not point them all to the other home page."),
    verify=Text(zh="curl -s 两个网址 | grep hreflang，应完全相同。", en="curl -s both URLs | grep hreflang: the same set."),
    before='/ : hreflang en -> /en/\n/en/ : (0)',
    after='/ : hreflang zh -> /, en -> /en/\n/en/ : hreflang zh -> /, en -> /en/',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    applies="select distinct source_id as url_id from temp.page_links where kind = 'alternate'",
    identity=("target", "code"),
    sql="""
        with named as materialized (
            select distinct source_id, target_id, anchor as code from temp.page_links where kind = 'alternate'
        ),
        own as materialized (
            select source_id, min(code) as code, json_group_array(code) as codes from named
            where source_id = target_id and code <> 'x-default' group by source_id
        ),
        returned as materialized (
            select source_id, target_id, json_group_array(code) as codes from named
            where source_id <> target_id and code <> 'x-default' group by source_id, target_id
        ),
        judged as (
            select n.source_id, n.target_id, n.code, case
                when r.source_id is null and d.source_id is null then 'absent'
                when r.source_id is not null and o.code is not null
                    and not exists (select 1 from json_each(r.codes) a join json_each(o.codes) b on a.value = b.value) then 'other-code'
                end as state
            from named n
            join temp.indexable_pages t on t.url_id = n.target_id
            left join returned r on r.source_id = n.target_id and r.target_id = n.source_id
            left join named d on d.source_id = n.target_id and d.target_id = n.source_id and d.code = 'x-default'
            left join own o on o.source_id = n.source_id
            where n.source_id <> n.target_id and n.source_id in (select url_id from temp.indexable_pages)
        )
        select j.source_id as url_id, json_object('target', u.url, 'code', j.code, 'state', j.state) as evidence
        from judged j join main.urls u on u.url_id = j.target_id where j.state is not null
    """,
    effort_hours=1,
    profiles={"google": {}, "shop": {}},
    good=Example({"/": PAGE.format("zh", BOTH), "/en/": PAGE.format("en", BOTH)}),
    bad=Example(
        {
            "/": PAGE.format("zh", BOTH),
            "/en/": PAGE.format("en", ""),
            "/tea": PAGE.format("zh", LINK.format("zh", "/tea") + LINK.format("en", "/en/tea")),
            "/en/tea": PAGE.format("en", LINK.format("zh-tw", "/tea") + LINK.format("en", "/en/tea")),
        }
    ),
    flags=frozenset({"/", "/tea"}),
)  # fmt: skip
