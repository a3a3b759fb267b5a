"""A canonical that names a redirecting address points past the page that is really shown."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'
LINK = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="canonical-to-redirect",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="规范网址指向一个会跳转的地址", en="The canonical address redirects elsewhere"),
    message=Text(zh="canonical 指向 {target}，它 {status} 跳转到 {final}", en="canonical points to {target}, which redirects ({status}) to {final}"),
    why=Text(
        zh="网页说“正式地址是那个”，那个地址又跳到别处：两个信号互相矛盾，引擎可能不理会 canonical，自己挑一个网址展示。",
        en="The page names another address as the real one, and that one leads elsewhere: the signals contradict each other, and engines may choose an address of their own.",
    ),
    fix=Text(
        zh="开发：让 canonical 直接写跳转后的最终网址。常见原因：换成 https 或换域名后，模板或 SEO 插件的站点地址仍是旧的；网址少了或多了末尾斜杠。",
        en="Developer: name the final address. Usual causes: template or SEO plugin still use the old http or domain after a move, or the trailing slash differs.",
    ),
    avoid=Text(zh="不要取消跳转来迁就 canonical。", en="Do not remove the redirect to suit the canonical."),
    verify=Text(zh="curl -I canonical 中的网址，应直接返回 200。", en="curl -I the canonical address: it answers 200 at once."),
    before='<link rel="canonical" href="http://shop.example/tea">  (301)',
    after='<link rel="canonical" href="https://shop.example/tea/">  (200)',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    applies="select url_id from temp.html_pages where canonical is not null",
    sql="""
        select p.url_id,
            json_object('target', b.url, 'status', b.status, 'final', (
                select d.target from temp.run_redirects d where d.url_id = b.url_id order by d.hop desc limit 1
            )) as evidence
        from temp.html_pages p join temp.run_pages b on b.url = p.canonical
        where b.redirect_to is not null
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", LINK.format("/")), "/a": PAGE.format("红茶", LINK.format("/a"))}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", LINK.format("/")),
            "/a/": PAGE.format("红茶", LINK.format("/a")),
            "/a": {"status": 301, "location": "/a/"},
        }
    ),
    flags=frozenset({"/a/"}),
)  # fmt: skip
