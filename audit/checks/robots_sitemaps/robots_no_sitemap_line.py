"""A Sitemap line in robots.txt tells every engine where the list of pages is, without any account."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'

check = SiteCheck(
    id="robots-no-sitemap-line",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book="4.3.4",
    title=Text(zh="robots.txt 没有写站点地图在哪里", en="robots.txt does not say where the sitemap is"),
    message=Text(zh="{robots} 没有 Sitemap 行", en="{robots} has no Sitemap line"),
    why=Text(
        zh="写上一行 Sitemap，所有引擎都能自己找到站点地图，不必逐家提交；已在站长平台提交的引擎不受影响。它只帮助发现网页，不影响排名。",
        en="One Sitemap line lets every engine find the sitemap without a submission. Engines where it was submitted do not need it. It helps discovery, not ranking.",
    ),
    fix=Text(
        zh="开发：在 robots.txt 末尾加一行，写完整网址；有多个站点地图就写多行，或只写索引文件。",
        en="Developer: add one line with the whole URL at the end of robots.txt; several sitemaps take several lines, or just the index.",
    ),
    avoid=Text(zh="不要写相对路径，也不要写已失效的旧地址。", en="No relative path, no outdated address."),
    verify=Text(zh="curl 网址/robots.txt | grep -i sitemap。", en="curl URL/robots.txt | grep -i sitemap."),
    before="User-agent: *\nDisallow: /cart/",
    after="User-agent: *\nDisallow: /cart/\nSitemap: https://shop.example/sitemap.xml",
    matters=Matters.INDEXING,
    source="https://www.sitemaps.org/protocol.html#submit_robots",
    view="run_pages",
    applies="select url_id from temp.home_robots where status = 200",
    needs=frozenset({"robots"}),
    sql="""
        select url_id, json_object('robots', robots) as evidence from temp.home_robots
        where status = 200 and robots_sitemap_lines(body) = 0 and substr(ltrim(body, char(65279, 32, 9, 10, 13)), 1, 1) <> '<'
    """,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE}, robots="User-agent: *\nDisallow:\n\nsitemap: https://example.com/sitemap.xml\n"),
    bad=Example({"/": PAGE}, robots="User-agent: *\nDisallow: /cart/\n"),
    flags=frozenset({"/"}),
)  # fmt: skip
