"""Case, slashes and doubled slashes make other addresses of what is one page.

Only variants that the crawl came across are judged, among pages that engines may index.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><main><h1>{0}</h1></main></body></html>'

check = SiteCheck(
    id="url-variants",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.4",
    title=Text(zh="同一网页的网址有大小写、斜杠等不同写法", en="One page answers to addresses spelled differently"),
    message=Text(zh="与 {other} 只差{kind}，都能打开同一内容", en="differs from {other} only by {kind}; both show the same content"),
    words={
        "slash": Text(zh="末尾斜杠", en="a trailing slash"),
        "case": Text(zh="大小写", en="upper and lower case"),
        "double-slash": Text(zh="双斜杠", en="a doubled slash"),
    },
    why=Text(
        zh="对搜索引擎来说，路径的大小写、末尾斜杠不同就是不同的网址：同一内容抓取两遍，链接分散到两处，收录哪个看运气。",
        en="To engines, another case or slash in the path is another address: the content is crawled twice, links are split, and which one is indexed is left to chance.",
    ),
    fix=Text(
        zh="开发：选一种写法（建议小写，斜杠与平台默认一致），其余在服务器上 301 过去；模板和菜单里的链接统一。",
        en="Developer: choose one spelling (lower case, slash as the platform has it), 301 the others on the server, and let templates and menus link to it only.",
    ),
    avoid=Text(zh="不要一改了之而不做跳转，旧链接会失效。", en="Do not change it without redirects: old links would break."),
    verify=Text(zh="curl -I 另一种写法，应返回 301。", en="curl -I the other spelling answers 301."),
    before="/Tea/  200    /tea  200",
    after="/tea/  200    /Tea/, /tea  301",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    view="indexable_pages",
    sql="""
        with keyed as materialized (
            select url_id, url, text_hash, folded_path(url) as folded from temp.indexable_pages where text_hash is not null
        ),
        groups as materialized (
            select folded, text_hash, min(url) as first, max(url) as last from keyed group by folded, text_hash having count(*) > 1
        ),
        paired as (
            select k.url_id, k.url, iif(k.url = g.first, g.last, g.first) as other
            from groups g join keyed k on k.folded = g.folded and k.text_hash = g.text_hash
        )
        select url_id, json_object('other', other, 'kind', spelling(url, other)) as evidence
        from paired
    """,
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", ""), "/tea/": PAGE.format("红茶", ""), "/tea": {"status": 301, "location": "/tea/"}, "/Tea": PAGE.format("花茶", "")}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", ""),
            "/tea/": PAGE.format("红茶", ""),
            "/tea": PAGE.format("红茶", ""),
            "/Cup": PAGE.format("茶杯", ""),
            "/cup": PAGE.format("茶杯", ""),
            "/a//pot": PAGE.format("茶壶", ""),
            "/a/pot": PAGE.format("茶壶", ""),
        }
    ),
    flags=frozenset({"/tea/", "/tea", "/Cup", "/cup", "/a//pot", "/a/pot"}),
)  # fmt: skip
