"""The same parameters in another order, or in capitals, are another address to a crawler."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><main><h1>{0}</h1></main></body></html>'
LINK = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="duplicate-param-order",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="参数换个顺序，又成了一个新网址", en="The same parameters in another order make another address"),
    message=Text(zh="与 {other} 只差参数的顺序或大小写，内容相同", en="differs from {other} only in order or case of its parameters; same content"),
    why=Text(
        zh="对爬虫来说，参数顺序不同就是不同网址。几个筛选条件可以排出许多组合，内容全都一样，抓取被白白占用，收录的是哪一个也说不准。",
        en="To a crawler another order is another address. A few filters make many orders with the same content; crawling is wasted, and which one is indexed is left to chance.",
    ),
    fix=Text(
        zh="开发：生成筛选链接时，参数名一律小写、按固定顺序排列；收到其他顺序的请求时 301 到标准顺序，或让 canonical 指向它。",
        en="Developer: print filter links with lower-case keys in one fixed order; 301 other orders to it, or let their canonical name it.",
    ),
    avoid=Text(zh="不要随意改参数名，已收录的网址会失效。", en="Do not rename parameters at will: indexed addresses break."),
    verify=Text(zh="重新抓取后，xunlu audit --select duplicate-param-order。", en="After a new crawl: xunlu audit --select duplicate-param-order."),
    before="/tea?color=red&size=s    /tea?size=s&color=red",
    after="/tea?color=red&size=s",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    view="html_pages",
    applies="select url_id from temp.html_pages where instr(url, '?') > 0",
    # Pages that already agree on a canonical are no duplicates to an engine.
    sql="""
        with asked as materialized (
            select url_id, url, text_hash, visible_chars, coalesce(canonical, url) as target, sorted_query(url) as same
            from temp.html_pages where instr(url, '?') > 0 and text_hash is not null
        ),
        groups as materialized (
            select same, text_hash, visible_chars, min(url) as first, max(url) as last
            from asked group by same, text_hash, visible_chars having count(*) > 1 and count(distinct target) > 1
        )
        select a.url_id, json_object('other', iif(a.url = g.first, g.last, g.first)) as evidence
        from asked a join groups g on g.same = a.same and g.text_hash = a.text_hash and g.visible_chars = a.visible_chars
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", ""),
            "/tea?a=1&b=2": PAGE.format("红茶", LINK.format("/tea")),
            "/tea?b=2&a=1": PAGE.format("红茶", LINK.format("/tea")),
            "/tea?id=A": PAGE.format("白茶", ""),
            "/tea?id=a": PAGE.format("绿茶", ""),
        }
    ),
    bad=Example({"/": PAGE.format("茶舍", ""), "/tea?a=1&b=2": PAGE.format("红茶", ""), "/tea?B=2&A=1": PAGE.format("红茶", "")}),
    flags=frozenset({"/tea?a=1&b=2", "/tea?B=2&A=1"}),
)  # fmt: skip
