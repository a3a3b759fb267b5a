"""A file beyond the limits of the protocol is refused as a whole."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
LIST = "https://example.com/\n"

check = SiteCheck(
    id="sitemap-over-limit",
    module=__name__,
    severity=Severity.ERROR,
    scope="site",
    book="4.3.4",
    title=Text(zh="站点地图文件超过引擎的上限", en="A sitemap file is larger than engines accept"),
    message=Text(zh="{sitemap} 有 {urls} 个网址、{mb} MB（上限 {max_urls} 个、{max_mb} MB）", en="{sitemap} has {urls} URLs and {mb} MB (at most {max_urls} and {max_mb} MB)"),
    why=Text(
        zh="单个文件最多 5 万个网址、解压后 50 MB，百度要求 10 MB 以内。超过以后引擎可能整个不读，里面的网址都白列了。",
        en="A file may hold 50,000 URLs and 50 MB unpacked, 10 MB for Baidu. Beyond that engines may refuse the whole file.",
    ),
    fix=Text(
        zh="开发：按类别或编号拆成多个文件，用一个索引文件列出；压缩成 .gz 只省流量，不放宽上限。",
        en="Developer: split it by category or number and list the parts in an index. Packing as .gz saves traffic but does not lift the limit.",
    ),
    avoid=Text(zh="不要靠删掉旧商品来凑上限。", en="Do not drop pages to stay below the limit."),
    verify=Text(zh="重新抓取后本项消失。", en="Crawl again and this is gone."),
    before="sitemap.xml  (80,000 URLs)",
    after="sitemap_index.xml -> sitemap-1.xml, sitemap-2.xml",
    matters=Matters.INDEXING,
    source="https://www.sitemaps.org/protocol.html#index",
    view="run_pages",
    applies="select url_id from temp.start_pages where exists (select 1 from main.sitemaps m where m.run_id = (select run_id from temp.current_run) and m.kind <> '')",
    needs=frozenset({"sitemap-files"}),
    identity=("sitemap",),
    options={
        "max_urls": Option(50000, "URLs of one file", "https://www.sitemaps.org/protocol.html#index"),
        "max_mb": Option(50, "MB (1,048,576 bytes) of one file, unpacked", "https://www.sitemaps.org/protocol.html#index"),
    },
    # Reading stops at 50 MB.
    sql="""
        select h.url_id, json_object('sitemap', m.url, 'urls', m.urls, 'mb', round(m.size_bytes / 1048576.0, 1), 'max_urls', :max_urls,
            'max_mb', :max_mb) as evidence
        from main.sitemaps m, temp.home_page h
        where m.run_id = (select run_id from temp.current_run) and m.kind <> ''
            and (m.urls > :max_urls or m.size_bytes > :max_mb * 1048576 or m.error = 'too-large')
    """,
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {"thresholds": {"max_mb": 10}}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE, "/robots.txt": "Sitemap: https://example.com/urls.txt", "/urls.txt": {"html": LIST}}),
    bad=Example({"/": PAGE, "/robots.txt": "Sitemap: https://example.com/urls.txt", "/urls.txt": {"html": LIST * 50_001}}),
    flags=frozenset({"/"}),
)  # fmt: skip
