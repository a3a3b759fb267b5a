"""A redirect from https to http sends visitors through a connection that anybody between may read and change.

Told once, of the address that does it, not again of those that lead to it. Where it leads to a site of somebody else,
that site decides about its scheme: such redirects are not judged.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><a href="/tea">红茶</a></main></body></html>'

check = SiteCheck(
    id="redirect-to-http",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    tier="extended",
    title=Text(zh="加密网址跳转到了不加密的 HTTP", en="A secure address redirects to plain http"),
    message=Text(zh="返回 {status}，跳转到 {target}，最后到 {final}", en="answers {status} and leads to {target}, in the end to {final}"),
    why=Text(
        zh="中间这一跳没有加密，可以被运营商劫持、插广告或换成假页面，Cookie 也可能泄露；装了 HSTS 的浏览器则会来回跳转。多半是后端不知道前面有 HTTPS。",
        en="That hop is open to anybody on the way: injected advertising, a false page, leaked cookies. With HSTS browsers may go in circles. Mostly the program does not know that a proxy in front of it speaks https.",
    ),
    fix=Text(
        zh="开发：跳转写成相对地址，或让程序认得代理传来的 X-Forwarded-Proto；检查店铺设置里的站点网址是不是 https 开头。运维：代理要传这个头。",
        en="Developer: redirect to relative addresses, or let the program trust X-Forwarded-Proto of the proxy; see that the site address in the shop's settings begins with https. Operations: have the proxy send it.",
    ),
    avoid=Text(zh="不要只靠再跳回 https 补救，那一跳已经暴露了。", en="A second redirect back to https does not mend it: the open hop has happened."),
    verify=Text(zh="curl -sIL 网址，每个 Location 都是 https 或相对地址。", en="curl -sIL URL: every Location is https or relative."),
    before="https://shop.example/tea  301  Location: http://shop.example/tea/",
    after="https://shop.example/tea  301  Location: /tea/",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/site-move-with-url-changes",
    view="judged_urls",
    applies="select url_id from temp.judged_urls where url like 'https:%'",
    sql="""
        with down as materialized (
            select url_id, url, status, target from temp.run_redirects
            where hop = 1 and url like 'https:%' and target like 'http:%' and registrable(target) = registrable(url)
        )
        select d.url_id, json_object('status', d.status, 'target', d.target, 'final', (
            select r.target from temp.run_redirects r where r.url_id = d.url_id order by r.hop desc limit 1)) as evidence
        from down d
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍"),
            "/tea": {"status": 301, "location": "/tea/"},
            "/tea/": PAGE.format("红茶"),
            "/go/map": {"status": 302, "location": "http://map.example.org/"},
            "/hub": {"status": 301, "location": "https://www.example.com/"},
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍"),
            "/old": {"status": 301, "location": "/tea"},
            "/tea": {"status": 301, "location": "http://example.com/tea/"},
            "/tea/": PAGE.format("红茶"),
            "/shop": {"status": 302, "location": "http://www.example.com/shop"},
        }
    ),
    flags=frozenset({"/tea", "/shop"}),
)  # fmt: skip
