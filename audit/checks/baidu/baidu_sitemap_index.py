"""Baidu no longer reads sitemap indexes: what only an index lists, it does not learn of."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1></body></html>'

check = SiteCheck(
    id="baidu-sitemap-index",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book="4.3.4",
    title=Text(zh="站点地图是索引文件，百度不处理", en="The sitemap is an index, which Baidu does not read"),
    message=Text(zh="{sitemap} 是索引，含 {children} 个文件", en="{sitemap} is an index of {children} files"),
    why=Text(
        zh="百度自 2020 年 7 月起不再处理索引型站点地图，提交它等于没有提交。Google 和必应照常读取。",
        en="Since July 2020 Baidu processes no sitemap indexes: submitting one is like submitting none. Google and Bing read it as ever.",
    ),
    fix=Text(
        zh="运维：在百度搜索资源平台里逐个提交索引下面的文件，索引文件留给其他引擎。",
        en="Operations: submit the files below the index one by one in Baidu's webmaster tools; keep the index for other engines.",
    ),
    avoid=Text(zh="不要为百度删掉索引，也不要把几百万网址塞进一个文件。", en="Do not delete the index, nor squeeze everything into one file."),
    verify=Text(zh="在平台的“普通收录 - sitemap”里看每个文件的状态。", en="Look at the state of each file in the platform's sitemap page."),
    before="https://shop.example/sitemap_index.xml",
    after="https://shop.example/sitemap-products-1.xml\nhttps://shop.example/sitemap-products-2.xml",
    matters=Matters.INDEXING,
    source="https://ziyuan.baidu.com/linksubmit/",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"sitemap"}),
    sql="""
        select h.url_id, json_object('sitemap', min(m.url), 'children', sum(m.urls), 'indexes', count(*)) as evidence
        from main.sitemaps m
        join (select url_id from temp.start_pages order by length(url), url limit 1) h
        where m.run_id = (select run_id from temp.current_run) and m.kind = 'index'
        group by h.url_id
    """,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"baidu": {}, "book-2016": {}},
    good=Example({"/": PAGE.format("茶舍")}, sitemap=("/",)),
    bad=Example({"/": PAGE.format("茶舍")}, sitemap=("/sitemap-tea.xml", "/sitemap-pots.xml", "/")),
    flags=frozenset({"/"}),
)  # fmt: skip
