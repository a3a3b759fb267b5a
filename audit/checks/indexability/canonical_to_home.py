"""An inner page that calls the home page its real address asks to be left out of the index."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1><p>{0}的介绍。</p></body></html>'
LINK = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="canonical-to-home",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.4",
    title=Text(zh="内页说自己的正式地址是首页", en="An inner page calls the home page its real address"),
    message=Text(zh="canonical 指向首页 {target}（共 {pages} / {total} 个内页如此）", en="canonical points to the home page {target} ({pages} of {total} inner pages do)"),
    why=Text(
        zh="这等于请搜索引擎不要收录这个网页。引擎有时看出不合理而忽略它，有时照办，商品就从结果里消失。",
        en="It asks engines not to index this page. Sometimes they see that it makes no sense and ignore it; sometimes they obey, and the product is gone from the results.",
    ),
    fix=Text(
        zh="开发：canonical 多半写死在公共模板里，或 SEO 插件填了全站统一的值；改成输出每页自己的网址。",
        en="Developer: the address is probably hard-coded in a shared template, or entered once for the whole site in an SEO plugin; print each page's own address.",
    ),
    avoid=Text(zh="不要为了“集中权重”把内页指向首页，没有这种效果。", en="Do not point pages to home to “gather” value: that does not work."),
    verify=Text(zh="curl -s 网址 | grep canonical，应是网页自己。", en="curl -s URL | grep canonical shows the page's own address."),
    before='<link rel="canonical" href="https://shop.example/">  (/tea/)',
    after='<link rel="canonical" href="https://shop.example/tea/">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    applies="select url_id from temp.html_pages where canonical is not null and page_type <> 'home'",
    options={"min_share": Option(0.5, "share of the inner pages, 0-1")},
    # The home page under another address, with tracking codes or the same text, is right to name it.
    sql="""
        with homes as materialized (
            select url, text_hash from temp.start_pages
        ),
        inner_pages as materialized (
            select url_id, url, canonical, text_hash from temp.html_pages where page_type <> 'home'
        ),
        pointing as (
            select p.url_id, h.url as target
            from inner_pages p join homes h on h.url = p.canonical
            where substr(p.url, 1, instr(p.url || '?', '?') - 1) <> h.url and p.text_hash is not h.text_hash
        ),
        counted as (
            select url_id, target, count(*) over () as pages, (select count(*) from inner_pages) as total from pointing
        )
        select url_id, json_object('target', target, 'pages', pages, 'total', total) as evidence,
            iif(pages >= :min_share * total, 'error', 'warning') as severity
        from counted
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", LINK.format("/")), "/a": PAGE.format("红茶", LINK.format("/a")), "/?utm_source=x": PAGE.format("茶舍", LINK.format("/"))}),
    bad=Example({"/": PAGE.format("茶舍", LINK.format("/")), "/a": PAGE.format("红茶", LINK.format("/")), "/b": PAGE.format("绿茶", LINK.format("/b"))}),
    flags=frozenset({"/a"}),
)  # fmt: skip
