"""A temporary redirect tells engines to keep the old address: wrong when the move is for good.

One crawl cannot know how long a redirect lasts: it is a notice until ``min_crawls`` runs of the site have seen it.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = (
    '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><a href="{1}">红茶</a></main></body></html>'
)

check = SiteCheck(
    id="redirect-temporary",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="网页搬家用了临时跳转（302）", en="A page moves by a temporary redirect (302)"),
    message=Text(zh="{status} 跳转到 {target}，{crawls} 次抓取都见到", en="{status} to {target}, seen in {crawls} crawls"),
    why=Text(
        zh="临时跳转表示“还会回来”，搜索引擎倾向保留旧网址，新网址收录得慢。Google 见得久了也会当成永久，其他引擎未必。真正临时的活动页用 302 是对的。",
        en="Temporary means “it will be back”: engines tend to keep the old address and take up the new one slowly. Google comes round in time, others may not. For a real interlude 302 is right.",
    ),
    fix=Text(
        zh="开发：永久搬家改成 301 或 308。很多框架的跳转函数默认就是 302，要显式写状态码；店铺后台的“网址重定向”多为 301。",
        en="Developer: use 301 or 308 for a move. Redirect functions of many frameworks send 302 unless told otherwise; “URL redirects” in shop admins are usually 301.",
    ),
    avoid=Text(zh="登录、购物车、语言选择的 302 不要改成 301，浏览器会记住。", en="Leave 302 on login, cart and language choice: browsers remember a 301."),
    verify=Text(zh="curl -I 网址，看到 301 或 308。", en="curl -I URL shows 301 or 308."),
    before="GET /tea  ->  302  Location: /tea/",
    after="GET /tea  ->  301  Location: /tea/",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/301-redirects",
    view="judged_urls",
    needs=frozenset({"links"}),
    options={"min_crawls": Option(2, "crawls")},
    sql="""
        with moved as materialized (
            select url_id, url, status, redirect_to from temp.run_pages
            where status in (302, 303, 307) and redirect_to is not null and page_type <> 'home'
                and not private_path(url) and not private_path(redirect_to)
        ),
        linked as (
            select m.* from moved m
            where exists (select 1 from main.page_graph g where g.run_id = (select run_id from temp.current_run)
                and g.url_id = m.url_id and g.inlinks > 0)
        ),
        counted as (
            select l.*, (
                select count(*) from main.runs r join main.pages h on h.run_id = r.run_id and h.url_id = l.url_id
                where r.site_id = (select site_id from main.runs where run_id = (select run_id from temp.current_run))
                    and r.run_id <= (select run_id from temp.current_run) and h.status in (302, 303, 307)
            ) as crawls
            from linked l
        )
        select url_id, json_object('status', status, 'target', redirect_to, 'crawls', crawls) as evidence,
            iif(crawls >= :min_crawls, 'warning', 'notice') as severity
        from counted
    """,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", "/tea") + '<a href="/cart">购物车</a>',
            "/tea": {"status": 301, "location": "/tea/"},
            "/tea/": PAGE.format("红茶", "/"),
            "/cart": {"status": 302, "location": "/tea/"},
        }
    ),
    bad=Example({"/": PAGE.format("茶舍", "/tea"), "/tea": {"status": 302, "location": "/tea/"}, "/tea/": PAGE.format("红茶", "/")}),
    flags=frozenset({"/tea"}),
)  # fmt: skip
