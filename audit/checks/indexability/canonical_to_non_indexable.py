"""A page that gives its place to another, which must not be indexed, may end up with neither in the index."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'
LINK = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="canonical-to-non-indexable",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="规范网址指向一个不允许收录的网页", en="The canonical points to a page that must not be indexed"),
    message=Text(zh="canonical 指向 {target}，{reason}", en="canonical points to {target}, which {reason}"),
    words={
        "noindex": Text(zh="它设置了 noindex", en="is noindex"),
        "disallowed": Text(zh="它被 robots.txt 禁止抓取", en="robots.txt disallows"),
    },
    why=Text(
        zh="网页把收录机会让给另一个网址，而那个网址又不许收录：引擎可能两个都不展示。",
        en="The page hands its place to another address that may not be indexed: engines may show neither.",
    ),
    fix=Text(
        zh="开发：确定哪一个是正式网址；正式的那个去掉 noindex、放开 robots.txt，或让 canonical 改指网页自己。",
        en="Developer: decide which address is the real one; remove noindex there and open robots.txt, or let the canonical name the page itself.",
    ),
    avoid=Text(zh="不要用 noindex 处理重复页，那不会合并信号。", en="Do not use noindex against duplicates: it merges nothing."),
    verify=Text(zh="curl -si canonical 中的网址 | grep -i noindex，应无结果。", en="curl -si the canonical address | grep -i noindex finds nothing."),
    before="/tea?sort=new  ->  canonical /tea  (noindex)",
    after="/tea?sort=new  ->  canonical /tea  (index)",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    applies="select url_id from temp.html_pages where canonical is not null",
    needs=frozenset({"robots"}),
    sql="""
        select p.url_id, json_object('target', b.url, 'reason', b.indexable_reason) as evidence
        from temp.html_pages p join temp.run_pages b on b.url = p.canonical
        where b.url_id <> p.url_id and b.indexable_reason in ('noindex', 'disallowed')
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", LINK.format("/")), "/a?b=1": PAGE.format("红茶", LINK.format("/a")), "/a": PAGE.format("红茶", "")}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", LINK.format("/")),
            "/a?b=1": PAGE.format("红茶", LINK.format("/a")),
            "/a": PAGE.format("红茶", '<meta name="robots" content="noindex">'),
            "/b?c=1": PAGE.format("绿茶", LINK.format("/shut/b")),
            "/shut/b": PAGE.format("绿茶", ""),
        },
        robots="User-agent: *\nDisallow: /shut/\n",
    ),
    flags=frozenset({"/a?b=1", "/b?c=1"}),
)  # fmt: skip
