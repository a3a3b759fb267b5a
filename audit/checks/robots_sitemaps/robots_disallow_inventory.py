"""What robots.txt keeps out of the addresses that the crawl came across, line by line: to be looked over, not to be mended.

The lines are those that decide for the crawlers of search engines, of the host of the home page. A site that is closed
because its robots.txt fails has no line, and is another fault.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1><a href="/cart/">购物车</a> <a href="/cart/pay">结算</a> <a href="/tea?sort=price">按价格</a></body></html>'

check = SiteCheck(
    id="robots-disallow-inventory",
    module=__name__,
    severity=Severity.INFO,
    scope="site",
    book=None,
    tier="extended",
    title=Text(zh="被 robots.txt 挡在外面的网址清单", en="Addresses that robots.txt keeps out, by rule"),
    message=Text(zh="第 {line} 行“{rule}”挡住 {urls} 个已发现的网址，如 {example}（对 {agents}）", en="line {line}, “{rule}”, keeps out {urls} addresses that were found, such as {example} (for {agents})"),
    why=Text(
        zh="这不是错误。购物车、账号、筛选页本来就该挡；每次改版后对照一遍，免得误伤商品和文章，那样的网页会失去摘要并慢慢掉出结果。",
        en="This is no fault: carts, accounts and filters belong here. Look it over after each change, so that no product or article is among them; such pages lose their snippets and fade from results.",
    ),
    fix=Text(
        zh="编辑：逐行看例子，问一句“这里有没有想让人搜到的网页”；有，就请开发把规则写窄，或加一条更长的 Allow。",
        en="Editor: read the examples and ask whether anything here should be found by searching; if so, have the developer narrow the rule or add a longer Allow.",
    ),
    avoid=Text(zh="不要用它删除已收录的网页，要用 noindex。", en="It does not remove what is indexed already: that takes noindex."),
    verify=Text(zh="运行 xunlu robots 网址，看是哪一行决定的。", en="xunlu robots URL tells which line decides."),
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/robots/intro",
    view="run_pages",
    applies="select url_id from temp.home_robots where status = 200",
    needs=frozenset({"robots"}),
    identity=("rule",),
    # The file has at most a few thousand lines, of which the hundred that keep out most are listed.
    sql="""
        with home as materialized (
            select h.url_id, h.robots, u.host_id from temp.home_robots h join main.urls u on u.url_id = h.url_id
            where h.status = 200
        ),
        lines as (
            select b.line, b.rule, count(distinct b.url_id) as urls, min(u.url) as example, group_concat(distinct b.agent) as agents
            from main.page_robots b join main.urls u on u.url_id = b.url_id
            where b.run_id = (select run_id from temp.current_run) and b.line > 0 and u.host_id = (select host_id from home)
            group by b.line, b.rule order by urls desc, b.line limit 100
        )
        select h.url_id, json_object('line', min(l.line), 'rule', l.rule, 'urls', l.urls, 'example', l.example,
            'agents', replace(l.agents, ',', ', '), 'robots', h.robots) as evidence
        from home h join lines l group by h.url_id, l.rule
    """,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.replace("/cart/", "/tea/")}, robots="User-agent: *\nDisallow: /cart/\nDisallow: /member/\n"),
    bad=Example({"/": PAGE}, robots="User-agent: *\nDisallow: /cart/\nDisallow: /member/\n\nUser-agent: Baiduspider\nDisallow: /*?sort=\n"),
    flags=frozenset({"/"}),
)  # fmt: skip
