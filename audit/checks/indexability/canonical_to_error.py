"""A page that names a dead address as its real one may be dropped in favour of nothing."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text
from crawler.causes import NOTHING

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'
LINK = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="canonical-to-error",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="网页把一个打不开的地址说成是自己的正式地址", en="A page names a dead address as its own"),
    message=Text(zh="canonical 指向 {target}，它返回 {answer}", en="canonical points to {target}, which answers {answer}"),
    words={
        **NOTHING,
        "timeout": Text(zh="超时", en="nothing in time"),
    },
    why=Text(
        zh="网页对搜索引擎说“请收录那个网址”，而那个网址打不开：引擎可能忽略声明自行判断，也可能两个都不收录。",
        en="The page tells engines to index another address, and that one is dead: they may ignore the hint, or index neither.",
    ),
    fix=Text(
        zh="开发：让模板的 canonical 指向网页自己的网址；批量改版后检查是否仍写着旧路径、测试域名或已删除的商品；SEO 插件里逐页填写的值也要清空。",
        en="Developer: let the template point the canonical to the page itself. After a relaunch look for old paths, test domains and deleted products; empty values typed in by hand in the SEO plugin.",
    ),
    avoid=Text(zh="不要只恢复旧网址来迁就错误的声明。", en="Do not revive the old address just to satisfy the wrong hint."),
    verify=Text(zh="curl -s 网址 | grep canonical，再 curl -I 其中的地址，应为 200。", en="curl -s URL | grep canonical, then curl -I that address: 200."),
    before='<link rel="canonical" href="https://shop.example/retired-kettle.html">  (404)',
    after='<link rel="canonical" href="https://shop.example/kettles/iron.html">  (200)',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    applies="select url_id from temp.html_pages where canonical is not null",
    sql="""
        select p.url_id, json_object('target', b.url, 'status', b.status, 'answer', coalesce(b.status, b.error)) as evidence
        from temp.html_pages p join temp.broken_urls b on b.url = p.canonical
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", LINK.format("/")), "/a": PAGE.format("红茶", LINK.format("/a"))}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", LINK.format("/")),
            "/a": PAGE.format("红茶", LINK.format("/gone")),
            "/gone": {"status": 404},
        }
    ),
    flags=frozenset({"/a"}),
)  # fmt: skip
