"""A group of equal pages of which none is named as the real one leaves the choice to the engine.

One finding a group: equal are complete pages with the same main text and the same length that are not noindex.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><main><h1>{0}</h1></main></body></html>'
LINK = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="duplicate-no-canonical",
    module=__name__,
    severity=Severity.ERROR,
    scope="site",
    book="4.3.4",
    title=Text(zh="一组相同的网页没有指定哪个是正式的", en="Equal pages do not say which one is the real one"),
    message=Text(zh="{pages} 个相同网页{state}，例如 {other}", en="{pages} equal pages {state}, such as {other}"),
    words={
        "none": Text(zh="都没有 canonical", en="have no canonical"),
        "several": Text(zh="的 canonical 指向不同网址", en="name different canonicals"),
    },
    why=Text(
        zh="没有指定时，搜索引擎自己选一个展示，可能选中带参数的丑网址，下次又换一个。指定 canonical 只是提示，但多数时候会被采用。",
        en="Without a choice of yours, engines pick one, perhaps an address with parameters, and another next time. A canonical is a hint, but mostly followed.",
    ),
    fix=Text(
        zh="开发：选最短、最干净的网址为正式，这一组网页的 canonical 全部写它，包括它自己；站内链接和站点地图也只用它。",
        en="Developer: choose the shortest, cleanest address; let the canonical of all pages of the group name it, itself included. Link to it only, and list it only.",
    ),
    avoid=Text(zh="不要让每个重复页都指向自己。", en="Do not let each duplicate name itself."),
    verify=Text(zh="curl -s 各网址 | grep canonical，应都相同。", en="curl -s each URL | grep canonical: all the same."),
    before="/tea -> /tea    /tea?from=list -> /tea?from=list",
    after="/tea -> /tea    /tea?from=list -> /tea",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    applies="select url_id from temp.html_pages where text_hash is not null",
    sql="""
        with members as materialized (
            select url_id, url, canonical, text_hash, visible_chars from temp.html_pages
            where text_hash is not null and not noindex
        ),
        groups as (
            select text_hash, visible_chars, count(*) as pages, count(canonical) as named,
                count(distinct coalesce(canonical, url)) as targets, min(length(url) || ':' || url) as first, max(url) as last, min(url) as least
            from members group by text_hash, visible_chars having count(*) > 1
        ),
        picked as (
            select g.*, substr(first, instr(first, ':') + 1) as url from groups g
            where targets > 1
        )
        select m.url_id,
            json_object('pages', p.pages, 'state', iif(p.named = 0, 'none', 'several'), 'other', iif(p.last = m.url, p.least, p.last)) as evidence
        from picked p join members m on m.url = p.url
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", LINK.format("/")),
            "/a": PAGE.format("红茶", LINK.format("/a")),
            "/a?from=list": PAGE.format("红茶", LINK.format("/a")),
        }
    ),
    bad=Example({"/": PAGE.format("茶舍", LINK.format("/")), "/a": PAGE.format("红茶", ""), "/a?from=list": PAGE.format("红茶", "")}),
    flags=frozenset({"/a"}),
)  # fmt: skip
