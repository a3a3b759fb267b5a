"""Canonicals that lead on to a third page, or in a circle, leave engines without a clear answer."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'
LINK = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="canonical-chain",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="规范网址一个指一个，没有定论", en="Canonical addresses point on and on"),
    message=Text(zh="canonical 指向 {target}，它又指向 {next}（{shape}）", en="canonical points to {target}, which points on to {next} ({shape})"),
    words={"loop": Text(zh="互相指", en="a loop"), "chain": Text(zh="连环指", en="a chain")},
    why=Text(
        zh="引擎只把 canonical 当提示。甲指乙、乙又指丙，或者甲乙互指，它就可能都不采用，自行决定收录哪个网址。",
        en="Canonicals are hints. When A names B and B names C, or A and B name each other, engines may follow neither and decide for themselves.",
    ),
    fix=Text(
        zh="开发：让同一内容的所有网址都直接指向最终那一个，最终的网页指向自己。常见原因：参数页指向分类页，分类页模板又指向首页或旧网址。",
        en="Developer: let all addresses of one content name the final one directly, and that one itself. Often a filter page names the category, and the category's template names something else.",
    ),
    avoid=Text(zh="不要随便删掉其中一个 canonical，先确定正式网址。", en="Do not just delete one of them: decide on the real address first."),
    verify=Text(zh="curl -s canonical 中的网址 | grep canonical，应指向自己。", en="curl -s the canonical address | grep canonical: it names itself."),
    before="/tea?a=1 -> /tea -> /c/tea/",
    after="/tea?a=1 -> /c/tea/    /tea -> /c/tea/    /c/tea/ -> /c/tea/",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    applies="select url_id from temp.html_pages where canonical is not null",
    sql="""
        select p.url_id,
            json_object('target', b.url, 'next', b.canonical, 'shape', iif(b.canonical = p.url, 'loop', 'chain')) as evidence
        from temp.html_pages p join temp.html_pages b on b.url = p.canonical
        where b.url_id <> p.url_id and b.canonical <> b.url
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", LINK.format("/")), "/a?b=1": PAGE.format("红茶", LINK.format("/a")), "/a": PAGE.format("红茶", LINK.format("/a"))}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", LINK.format("/")),
            "/one": PAGE.format("红茶", LINK.format("/two")),
            "/two": PAGE.format("红茶", LINK.format("/three")),
            "/three": PAGE.format("红茶", LINK.format("/three")),
            "/left": PAGE.format("绿茶", LINK.format("/right")),
            "/right": PAGE.format("绿茶", LINK.format("/left")),
        }
    ),
    flags=frozenset({"/one", "/left", "/right"}),
)  # fmt: skip
