"""robots.txt that fails stops crawlers from reading anything; one that is missing lets them read everything.

403 is not judged: it may refuse unknown crawlers only. Where the crawl itself was stopped, there is no page to judge.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'

check = SiteCheck(
    id="robots-unavailable",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE),
    scope="site",
    book="4.3.8",
    title=Text(zh="爬虫取不到 robots.txt", en="Crawlers cannot get robots.txt"),
    message=Text(zh="{robots} {state}（{answer}）", en="{robots} {state} ({answer})"),
    words={
        "missing": Text(zh="不存在，等于全部允许抓取", en="does not exist: everything may be crawled"),
        "html": Text(zh="返回的是网页，不是文本文件", en="is a web page instead of a text file"),
        "redirects": Text(zh="跳转太多", en="redirects too often"),
        "failing": Text(zh="出错，搜索引擎可能暂停抓取全站", en="fails: engines may stop crawling the whole site"),
    },
    why=Text(
        zh="返回 5xx 或超时，Google 会当作全站禁止抓取，时间一长网页会掉出索引。返回 404 则等于全部允许，不影响收录，只是无法声明站点地图。",
        en="With 5xx or timeouts Google treats the whole site as closed; if it lasts, pages drop out. A 404 means that everything is allowed and harms nothing, but no sitemap can be named.",
    ),
    fix=Text(
        zh="运维：让 /robots.txt 直接返回 200 的纯文本，不经过登录、防火墙验证或前端路由；没有规则就写“User-agent: *”和“Allow: /”。",
        en="Operations: serve /robots.txt as plain text with 200, past logins, firewall challenges and front-end routing; without rules write “User-agent: *” and “Allow: /”.",
    ),
    avoid=Text(zh="不要用 503 来阻止抓取。", en="Do not answer 503 to keep crawlers away."),
    verify=Text(zh="curl -i 网址/robots.txt，应为 200、text/plain。", en="curl -i URL/robots.txt: 200 and text/plain."),
    before="GET /robots.txt -> 503",
    after="GET /robots.txt -> 200 text/plain",
    matters=Matters.INDEXING,
    source="https://www.rfc-editor.org/rfc/rfc9309.html",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"robots"}),
    options={"max_redirects": Option(5, "redirects followed", "https://www.rfc-editor.org/rfc/rfc9309.html")},
    sql="""
        with judged as (
            select url_id, robots, case
                when status = 200 then iif(substr(ltrim(body, char(65279, 32, 9, 10, 13)), 1, 1) = '<', 'html', '')
                when error = 'too-many-redirects' then 'redirects'
                when status is null or status >= 500 or status = 429 then 'failing'
                when status between 400 and 499 and status <> 403 then 'missing'
                else '' end as state, coalesce(status, error) as answer
            from temp.home_robots
        )
        select url_id, json_object('robots', robots, 'state', state, 'answer', answer, 'max_redirects', :max_redirects) as evidence,
            iif(state = 'missing', 'notice', 'error') as severity
        from judged where state <> ''
    """,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE}, robots="User-agent: *\nDisallow: /cart/\n"),
    bad=Example({"/": PAGE, "/robots.txt": {"error": "timeout"}}),
    flags=frozenset({"/"}),
)  # fmt: skip
