"""A crawler obeys the group that names it and no other: the general rules do not hold for it.

A group that allows everything in so many words (an empty Disallow, Allow: /) does so on purpose and is no finding.
Groups of crawlers other than search engines' are left out.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
GENERAL = "User-agent: *\nDisallow: /cart/\nDisallow: /search\n\n"

check = SiteCheck(
    id="robots-group-override",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book="4.3.8",
    title=Text(zh="给某个爬虫单写规则后，通用规则对它失效", en="General rules no longer hold for a crawler that has its own group"),
    message=Text(zh="{agent} 有自己的分组，通用的 {dropped} 条规则对它无效，例如第 {line} 行“{rule}”", en="{agent} has its own group, so {dropped} general rules do not hold for it, such as line {line}, “{rule}”"),
    why=Text(
        zh="爬虫只看点名它的分组，不再看“*”。常见的失误是只给百度写了抓取间隔，购物车和搜索页就对它敞开，白白消耗抓取。",
        en="A crawler reads the group that names it and no longer “*”. Often only a crawl delay was meant, and carts and search pages are open to it, which wastes crawling.",
    ),
    fix=Text(
        zh="开发：把通用分组的 Disallow 也抄进这个分组；或把几行 User-agent 叠在同一组规则上。",
        en="Developer: repeat the general Disallow lines in that group, or stack several User-agent lines above one set of rules.",
    ),
    avoid=Text(zh="不要以为两个分组会合并。", en="Do not expect the groups to add up."),
    verify=Text(zh="重新抓取后本项消失；用各站长平台的 robots 检测试一个被封的网址。", en="Crawl again and this is gone; try a closed address in the engine's robots tester."),
    before=GENERAL + "User-agent: Baiduspider\nCrawl-delay: 1",
    after=GENERAL + "User-agent: Baiduspider\nCrawl-delay: 1\nDisallow: /cart/\nDisallow: /search",
    matters=Matters.INDEXING,
    source="https://www.rfc-editor.org/rfc/rfc9309.html#section-2.2.1",
    view="run_pages",
    applies="select url_id from temp.home_robots where status = 200",
    needs=frozenset({"robots"}),
    identity=("agent",),
    sql="""
        select r.url_id, json_object('agent', f.value ->> '$.agent', 'dropped', f.value ->> '$.dropped', 'line', f.value ->> '$.line',
            'rule', f.value ->> '$.rule', 'examples', f.value -> '$.examples', 'robots', r.robots) as evidence
        from temp.home_robots r, json_each(robots_dropped_rules(r.body, r.url)) f
        where r.status = 200
    """,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE}, robots=GENERAL + "User-agent: Baiduspider\nDisallow: /cart\nDisallow: /search\n\nUser-agent: GPTBot\nDisallow: /\n\nUser-agent: Mediapartners-Google\nDisallow:\n"),
    bad=Example({"/": PAGE}, robots=GENERAL + "User-agent: Baiduspider\nCrawl-delay: 1\n"),
    flags=frozenset({"/"}),
)  # fmt: skip
