"""A language version that redirects or is gone cannot be shown to anybody. 403 and 429 are not judged."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text
from crawler.causes import NOTHING

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'
LINK = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'

check = SiteCheck(
    id="hreflang-to-non-200",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="语言版本的链接打不开或会跳转", en="The link to a language version redirects or does not open"),
    message=Text(zh="{code} 版 {target} 返回 {answer}", en="the {code} version, {target}, answers {answer}"),
    words={
        **NOTHING,
        "timeout": Text(zh="超时", en="nothing in time"),
    },
    why=Text(
        zh="引擎只采用能直接打开的最终网址。列了打不开或会跳转的网址，这一条就作废，访客会看到不合适的语言版本。",
        en="Engines use final addresses only. One that is dead or redirects voids the entry, and visitors are shown another language.",
    ),
    fix=Text(
        zh="开发：改成最终网址；翻译已下线的，两边都删掉这一条。商城插件里手填的旧网址也要检查。",
        en="Developer: name the final address; where the translation is gone, remove the entry on both sides. Look at addresses typed into the plugin, too.",
    ),
    avoid=Text(zh="不要把缺失的翻译都跳到首页。", en="Do not redirect missing translations to the home page."),
    verify=Text(zh="curl -I 其中的网址，应直接返回 200。", en="curl -I that address: 200 at once."),
    before='hreflang="en" -> /en/old  (301)',
    after='hreflang="en" -> /en/new  (200)',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    applies="select distinct source_id as url_id from temp.page_links where kind = 'alternate'",
    identity=("target",),
    sql="""
        with bad as materialized (
            select url_id, url, coalesce(status, error) as answer from temp.broken_urls
            union all
            select url_id, url, status from temp.run_pages where status between 300 and 399
        )
        select l.source_id as url_id, json_object('code', min(l.anchor), 'target', b.url, 'answer', b.answer) as evidence
        from temp.page_links l join bad b on b.url_id = l.target_id
        where l.kind = 'alternate'
        group by l.source_id, l.target_id
    """,
    effort_hours=1,
    profiles={"google": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", LINK.format("en", "/en/")), "/en/": PAGE.format("Tea", "")}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", LINK.format("en", "/en/")),
            "/a": PAGE.format("红茶", LINK.format("en", "/en/a")),
            "/en/": {"status": 301, "location": "/"},
            "/en/a": {"status": 404},
        }
    ),
    flags=frozenset({"/", "/a"}),
)  # fmt: skip
