"""A language version that must not be indexed cannot be shown in its place."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'
LINK = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'
CANONICAL = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="hreflang-to-non-indexable",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="列出的语言版本不允许收录", en="A language version that is listed may not be indexed"),
    message=Text(zh="{code} 版 {target}：{reason}", en="the {code} version, {target}: {reason}"),
    words={
        "noindex": Text(zh="它设置了 noindex", en="it says noindex"),
        "canonicalised": Text(zh="它声明了别的规范网址", en="it names another canonical address"),
        "disallowed": Text(zh="robots.txt 禁止抓取它", en="robots.txt closes it"),
        "own-canonical": Text(zh="本页的规范网址是它，却不在列表里", en="it is this page's canonical address, yet not on the list"),
    },
    why=Text(
        zh="引擎不会展示不能收录的网页，这一条因此作废。最常见的错误是把各语言的 canonical 都写成中文版，外语版就不会被收录。",
        en="Engines do not show a page that may not be indexed, so the entry is void. Most often the canonical of every language points to one of them, and the others are dropped.",
    ),
    fix=Text(
        zh="开发：每个语言版本的 canonical 指向自己，去掉 noindex；hreflang 列的网址要与各自的 canonical 一致。",
        en="Developer: let each version name itself as canonical, without noindex; hreflang must list exactly these addresses.",
    ),
    avoid=Text(zh="不要把翻译页的 canonical 指向原文。", en="Do not point a translation's canonical to the original."),
    verify=Text(zh="curl -s 该网址 | grep \"canonical\\|noindex\"。", en="curl -s that URL | grep \"canonical\\|noindex\"."),
    before='/en/ : canonical -> /',
    after='/en/ : canonical -> /en/',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    applies="select distinct source_id as url_id from temp.page_links where kind = 'alternate'",
    identity=("target", "reason"),
    sql="""
        with named as materialized (
            select source_id, target_id, min(anchor) as code from temp.page_links where kind = 'alternate' group by source_id, target_id
        ),
        found as (
            select n.source_id, n.code, t.url as target, t.indexable_reason as reason
            from named n join temp.run_pages t on t.url_id = n.target_id
            where t.indexable_reason in ('noindex', 'canonicalised', 'disallowed') and n.target_id <> n.source_id
            union all
            select p.url_id, min(n.code), p.canonical, 'own-canonical'
            from temp.html_pages p join named n on n.source_id = p.url_id
            where p.canonical <> p.url
            group by p.url_id having sum(n.target_id = (select u.url_id from main.urls u where u.url = p.canonical)) = 0
        )
        select source_id as url_id, json_object('code', code, 'target', target, 'reason', reason) as evidence from found
    """,
    effort_hours=1,
    profiles={"google": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", LINK.format("zh", "/") + LINK.format("en", "/en/") + CANONICAL.format("/")), "/en/": PAGE.format("Tea", CANONICAL.format("/en/")), "/?a=1": PAGE.format("茶舍", LINK.format("zh", "/") + CANONICAL.format("/"))}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", LINK.format("zh", "/") + LINK.format("en", "/en/")),
            "/en/": PAGE.format("Tea", CANONICAL.format("/")),
            "/a": PAGE.format("红茶", LINK.format("zh", "/a") + CANONICAL.format("/b")),
        }
    ),
    flags=frozenset({"/", "/a"}),
)  # fmt: skip
