"""A home page with two addresses collects its links under two names.

Only aliases that the crawl came across are judged; addresses that nobody links to are not guessed.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title>{0}</head><body><main><h1>{1}</h1></main></body></html>'

check = SiteCheck(
    id="home-aliases",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    scope="site",
    book="4.3.4",
    title=Text(zh="首页有不止一个网址", en="The home page has more than one address"),
    message=Text(zh="{alias} 也打开首页 {home}，站内有 {inlinks} 个网页链接它", en="{alias} shows the home page {home} too; {inlinks} pages link to it"),
    why=Text(
        zh="外部链接和站内链接分散到两个网址，搜索引擎要猜哪个是首页。猜对的时候居多，影响不大，但改起来也很容易。",
        en="Links are split between two addresses, and engines have to guess which is the home page. Mostly they guess right, so the effect is small, but so is the repair.",
    ),
    fix=Text(
        zh="编辑：菜单、店标和面包屑一律链接到“/”。开发：在服务器上把 /index.html 之类 301 到“/”。",
        en="Editor: let menu, logo and breadcrumbs link to “/”. Developer: 301 /index.html and the like to “/” on the server.",
    ),
    avoid=Text(zh="不要 301 成循环：服务器内部仍要能读取 index 文件。", en="Do not make a loop: the server itself must still find its index file."),
    verify=Text(zh="curl -I 首页/index.html，应 301 到“/”。", en="curl -I HOME/index.html answers 301 to “/”."),
    before='<a href="/index.html">首页</a>',
    after='<a href="/">首页</a>',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    view="start_pages",
    # An alias whose canonical is the home page is forgiven down to a notice.
    sql="""
        with homes as materialized (
            select url, text_hash from temp.html_pages where url in (select url from temp.start_pages) and not home_alias(url)
        ),
        aliases as materialized (
            select p.url_id, p.url, p.canonical, p.text_hash, coalesce(p.inlinks, 0) as inlinks
            from temp.html_pages p where home_alias(p.url)
        ),
        same as (
            select a.url_id, a.url as alias, h.url as home, a.inlinks, a.canonical is h.url as declared
            from aliases a join homes h on h.text_hash = a.text_hash and h.url = substr(a.url, 1, length(h.url))
        )
        select url_id, json_object('alias', alias, 'home', home, 'inlinks', inlinks) as evidence,
            iif(declared, 'notice', 'warning') as severity
        from same
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("", "茶舍"), "/index.html": {"status": 301, "location": "/"}, "/home": PAGE.format("", "家居")}),
    bad=Example({"/": PAGE.format("", "茶舍"), "/index.html": PAGE.format("", "茶舍")}),
    flags=frozenset({"/index.html"}),
)  # fmt: skip
