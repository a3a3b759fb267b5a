"""A sitemap is a list of pages to be indexed: one that must not be is a contradiction."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'

check = SiteCheck(
    id="sitemap-lists-non-indexable",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="站点地图列出了不能收录的网页", en="The sitemap lists a page that may not be indexed"),
    message=Text(zh="{sitemap} 列出了它，但{reason}", en="listed in {sitemap}, but {reason}"),
    words={
        "noindex": Text(zh="网页设置了 noindex", en="the page says noindex"),
        "canonicalised": Text(zh="网页声明了别的规范网址", en="the page names another canonical address"),
        "disallowed": Text(zh="robots.txt 禁止抓取", en="robots.txt closes it"),
    },
    why=Text(
        zh="一边请引擎收录，一边又不让收录，引擎只好自己判断，还会觉得这份地图不可靠。多数时候其中一个设置是失误。",
        en="Asking for indexing and forbidding it at once leaves engines to guess, and they trust the list less. Mostly one of the two is a mistake.",
    ),
    fix=Text(
        zh="编辑：先决定这页要不要收录。要：去掉 noindex、改正 canonical 或放开 robots.txt；不要：让开发把它从站点地图的生成条件里排除。",
        en="Editor: decide whether the page is wanted. If so, remove noindex, correct the canonical or open robots.txt; if not, let the developer keep it out of the sitemap.",
    ),
    avoid=Text(zh="不要把全站的 noindex 一起去掉。", en="Do not remove every noindex of the site."),
    verify=Text(zh="curl -si 网址 | grep -i \"noindex\\|canonical\"；重新抓取后消失。", en="curl -si URL | grep -i \"noindex\\|canonical\"; gone after a new crawl."),
    before="<loc>https://shop.example/p/7?color=red</loc>",
    after="<loc>https://shop.example/p/7</loc>",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap",
    view="run_pages",
    applies="select s.url_id from temp.run_sitemap s join temp.run_pages p on p.url_id = s.url_id",
    needs=frozenset({"sitemap"}),
    sql="""
        select p.url_id, json_object('reason', p.indexable_reason, 'sitemap', s.sitemap, 'canonical', p.canonical) as evidence
        from temp.run_sitemap s join temp.run_pages p on p.url_id = s.url_id
        where p.indexable_reason in ('noindex', 'canonicalised', 'disallowed')
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", ""), "/thanks": PAGE.format("谢谢", '<meta name="robots" content="noindex">')}, sitemap=("/",)),
    bad=Example(
        {
            "/": PAGE.format("茶舍", ""),
            "/a": PAGE.format("红茶", '<meta name="robots" content="noindex">'),
            "/b": PAGE.format("绿茶", '<link rel="canonical" href="https://example.com/">'),
            "/c": {"error": "robots"},
        },
        sitemap=("/", "/a", "/b", "/c"),
    ),
    flags=frozenset({"/a", "/b", "/c"}),
)  # fmt: skip
