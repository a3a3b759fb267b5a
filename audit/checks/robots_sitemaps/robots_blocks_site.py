"""One line left over from the test server can take a whole shop out of the search engines."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'

check = SiteCheck(
    id="robots-blocks-site",
    module=__name__,
    severity=Severity.ERROR,
    scope="site",
    book="4.3.8",
    title=Text(zh="robots.txt 把整个网站对搜索引擎关上了", en="robots.txt closes the whole site to a search engine"),
    message=Text(zh="robots.txt 第 {line} 行“{rule}”不让 {agent} 抓取整个网站", en="line {line} of robots.txt, “{rule}”, keeps {agent} out of the whole site"),
    why=Text(
        zh="被全站禁止的引擎读不到任何网页，现有的排名会逐渐消失。最常见的原因是上线时带上了测试站的 robots.txt。",
        en="An engine that is kept out of everything reads no page, and existing rankings fade. Mostly the robots.txt of a test server went live.",
    ),
    fix=Text(
        zh="开发：删掉证据里的那一行，或改成要封闭的具体目录；测试站改用密码保护。确实不想被某个引擎收录时可以忽略。",
        en="Developer: remove that line, or name the folders to be closed; protect test servers with a password. Ignore this where an engine is shut out on purpose.",
    ),
    avoid=Text(zh="不要只加一行 Sitemap，被封的网页仍读不到。", en="Do not just add a Sitemap line: closed pages stay unread."),
    verify=Text(zh="curl 网址/robots.txt；用站长平台的抓取诊断试首页。", en="curl URL/robots.txt; test the home page with the engines' inspection tools."),
    before="User-agent: *\nDisallow: /",
    after="User-agent: *\nDisallow: /cart/",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/robots/intro",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"robots"}),
    identity=("agent",),
    sql="""
        select r.url_id, json_object('agent', f.value ->> '$.agent', 'line', f.value ->> '$.line', 'rule', f.value ->> '$.rule',
            'robots', r.robots) as evidence
        from temp.home_robots r, json_each(robots_site_closed_to(r.body, r.url)) f
        where r.status = 200
    """,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE}, robots="User-agent: *\nDisallow: /\nAllow: /$\nAllow: /tea/\n\nUser-agent: Googlebot\nDisallow: /cart/\n"),
    bad=Example({"/": PAGE}, robots="User-agent: Baiduspider\nUser-agent: 360Spider\nDisallow: /\n"),
    flags=frozenset({"/"}),
)  # fmt: skip
