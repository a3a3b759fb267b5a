"""x-default names the page for everybody whose language is not on the list.

Google recommends it and does not ask for it. One language in several scripts or regions is no set of languages; sets that
name no other page of the site, and sites whose sitemap has an x-default, are left alone.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="{0}"><head><title>茶舍 {0}</title>{1}</head><body><h1>茶舍</h1></body></html>'
LINK = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'
BOTH = LINK.format("zh", "/") + LINK.format("en", "/en/")

check = SiteCheck(
    id="hreflang-x-default-missing",
    module=__name__,
    severity=Severity.INFO,
    book=None,
    tier="extended",
    title=Text(zh="语言版本里没有给其他访客的默认页", en="The language versions name no page for everybody else"),
    message=Text(zh="列了 {languages} 种语言（{codes}），没有 x-default", en="{languages} languages are listed ({codes}), without x-default"),
    why=Text(
        zh="语言不在列表里的访客，由引擎自己选一个版本。写上 x-default 就由您来选，例如英文页或语言选择页。它只是建议，没有也不算错。",
        en="For visitors of other languages engines choose a version. With x-default you choose: say, the English page or a page to pick a language. It is advice; sets without it are valid.",
    ),
    fix=Text(
        zh="开发：在每个版本的 hreflang 里加一条 x-default，指向最通用的那一页；它可以和某个语言版本是同一网址。",
        en="Developer: add an x-default entry to the set of every version. It may name the same address as one of the languages.",
    ),
    avoid=Text(zh="不要让 x-default 指向会按 IP 跳转的网址。", en="Do not point it to an address that redirects by IP."),
    verify=Text(zh="curl -s 网址 | grep x-default。", en="curl -s URL | grep x-default."),
    before='hreflang="zh" -> /\nhreflang="en" -> /en/',
    after='hreflang="zh" -> /\nhreflang="en" -> /en/\nhreflang="x-default" -> /en/',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where url_id in (select source_id from temp.page_links where kind = 'alternate' and source_id <> target_id)",
    sql="""
        with named as (
            select source_id, target_id, anchor as code from temp.page_links
            where kind = 'alternate' and source_id in (select url_id from temp.indexable_pages)
                and not exists (select 1 from main.probes where run_id = (select run_id from temp.current_run)
                    and kind = 'sitemap' and iif(json_valid(body), body ->> '$.languages."x-default"', 0) > 0)
        )
        select source_id as url_id, json_object('languages', count(distinct language_part(code)), 'codes', group_concat(distinct code)) as evidence
        from named group by source_id
        having sum(code = 'x-default') = 0 and sum(source_id <> target_id) > 0
            and count(distinct iif(hreflang_fault(code) = '', language_part(code), null)) > 1
    """,
    effort_hours=0.25,
    profiles={"google": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("zh", BOTH + LINK.format("x-default", "/en/")),
            "/scripts": PAGE.format("zh", LINK.format("zh-Hans", "/scripts") + LINK.format("zh-Hant", "/tw")),
            "/regions": PAGE.format("en", LINK.format("en-GB", "/regions") + LINK.format("en-US", "/us")),
            "/codes": PAGE.format("zh", LINK.format("zh", "/codes") + LINK.format("cn", "/cn")),
            "/one": PAGE.format("zh", LINK.format("zh", "/one") + LINK.format("en", "/one")),
            "/none": PAGE.format("zh", ""),
            "/noindex": PAGE.format("zh", BOTH + '<meta name="robots" content="noindex">'),
        }
    ),
    bad=Example({"/": PAGE.format("zh", BOTH), "/en/": PAGE.format("en", BOTH), "/a": PAGE.format("zh", "")}),
    flags=frozenset({"/", "/en/"}),
)  # fmt: skip
