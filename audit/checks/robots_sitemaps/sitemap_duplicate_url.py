"""An address that is listed twice, in one file or in several, wastes room and shows a careless generator."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1></body></html>'
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
URL = "<url><loc>https://example.com{}</loc></url>"

check = SiteCheck(
    id="sitemap-duplicate-url",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    title=Text(zh="站点地图重复列出同一个网址", en="The sitemaps list an address more than once"),
    message=Text(zh="列了 {listed} 次：{sitemap}，{other}", en="listed {listed} times: {sitemap}, {other}"),
    words={"same-file": Text(zh="都在这一个文件里", en="all in this file")},
    why=Text(
        zh="重复条目不会受罚，只是浪费文件的条数上限；两处的 lastmod 若不一致，引擎不知道信哪个。常因分类文件互相重叠。",
        en="Repeats are not punished, but use up the limit of a file; where their lastmod differs, engines do not know which to believe. Often files by category overlap.",
    ),
    fix=Text(
        zh="开发：生成时按网址去重；一个商品属于几个分类时只在一个文件里列出；同时保留新旧两份地图的，删掉旧的。",
        en="Developer: remove doubles while generating; list a product of several categories in one file only; delete an old sitemap beside the new one.",
    ),
    avoid=Text(zh="不要因此删掉整个文件。", en="Do not delete whole files for it."),
    verify=Text(zh="curl 站点地图 | grep -o \"<loc>[^<]*\" | sort | uniq -d。", en="curl the sitemap | grep -o \"<loc>[^<]*\" | sort | uniq -d."),
    before="<loc>https://shop.example/tea</loc>\n<loc>https://shop.example/tea</loc>",
    after="<loc>https://shop.example/tea</loc>",
    matters=Matters.INDIRECT,
    source="https://www.sitemaps.org/protocol.html",
    view="run_pages",
    applies="select url_id from temp.run_sitemap",
    needs=frozenset({"sitemap", "sitemap-files"}),
    sql="""
        select x.url_id, json_object('listed', x.listed, 'sitemap', m.url, 'other', coalesce(o.url, 'same-file')) as evidence
        from main.sitemap_urls x
        join main.sitemaps m on m.sitemap_id = x.sitemap_id
        left join main.sitemaps o on o.sitemap_id = x.also_id
        where x.run_id = (select run_id from temp.current_run) and x.listed > 1
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍"), "/sitemap.xml": URLSET.format(URL.format("/"))}),
    bad=Example({"/": PAGE.format("茶舍"), "/sitemap.xml": URLSET.format(URL.format("/") * 2 + URL.format("/tea"))}),
    flags=frozenset({"/"}),
)  # fmt: skip
