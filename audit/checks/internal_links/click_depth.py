"""What lies many clicks from the home page is visited, crawled and valued less."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><a href="{1}">下一篇</a></main></body></html>'
PATHS = ("/", "/1", "/2", "/3", "/4", "/5", "/6")
CHAIN = {path: PAGE.format(f"手记 {n}", PATHS[min(n + 1, 6)]) for n, path in enumerate(PATHS)}

check = SiteCheck(
    id="click-depth",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="从首页要点很多次才能到这个网页", en="It takes many clicks to get from home to this page"),
    message=Text(zh="离首页 {depth} 次点击，超过 {limit} 次", en="{depth} clicks from home, more than {limit}"),
    why=Text(
        zh="埋得深的网页访客少、链接少，引擎来得也少，通常被当作不重要。点击深度本身不是排名因素，但与链接数量密切相关。",
        en="Deep pages get few visitors, few links and rare crawls, and are usually taken for unimportant. Depth itself is no ranking factor, but it goes with few links.",
    ),
    fix=Text(
        zh="编辑：从首页、分类页或热门文章给重要网页加链接；开发：长列表的翻页加上跳页（1 2 3 … 20），增加子分类，商品页加“相关商品”。",
        en="Editor: link important pages from home, categories or popular articles. Developer: let long lists offer page numbers (1 2 3 … 20), add sub-categories, and related products on product pages.",
    ),
    avoid=Text(zh="不要在首页放几百个链接。", en="Do not put hundreds of links on the home page."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select click-depth。",
        en="After a new crawl: xunlu audit --select click-depth.",
    ),
    before="首页 -> 手记 -> 1 -> 2 -> 3 -> 4 -> 5",
    after="首页 -> 手记（1 2 3 4 5）-> 5",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/fundamentals/seo-starter-guide",
    needs=frozenset({"depths", "links"}),
    applies="select url_id from temp.html_pages where depth is not null",
    options={"notice": Option(3, "clicks"), "warning": Option(4, "clicks"), "error": Option(5, "clicks")},
    sql="""
        with deep as (
            select url_id, depth,
                case when depth > :error then 'error' when depth > :warning then 'warning' else 'notice' end as severity
            from temp.html_pages where depth > :notice
        )
        select url_id, json_object('depth', depth,
            'limit', case severity when 'error' then :error when 'warning' then :warning else :notice end) as evidence, severity
        from deep
    """,
    effort_hours=4,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({path: CHAIN[path] for path in PATHS[:4]}),
    bad=Example(CHAIN),
    flags=frozenset({"/4", "/5", "/6"}),
)  # fmt: skip
