"""Assistants that search the web quote only what their crawlers may read.

Judged for the home page and up to 1,000 of the indexable pages nearest to it.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1><a href="/tea">茶</a></body></html>'

check = SiteCheck(
    id="ai-search-blocked",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book=None,
    title=Text(zh="AI 搜索读不到本站的网页", en="AI search cannot read pages of the site"),
    message=Text(zh="{agent} 读不到 {pages} 个可收录网页，例如 {example}；第 {line} 行“{rule}”", en="{agent} may not read {pages} indexable pages, such as {example}; line {line}, “{rule}”"),
    why=Text(
        zh="这些爬虫为 AI 问答取资料并给出来源链接，它们不用于训练。被禁以后，问答里不会引用本站，少了一条来客渠道；普通搜索不受影响。",
        en="These crawlers fetch sources for AI answers, which link to them; they do not train models. Closed out, the site is not quoted. Ordinary search is not affected.",
    ),
    fix=Text(
        zh="开发：若是误伤，在 robots.txt 里给这个爬虫单写一组，只禁购物车等目录；若有意禁止，可忽略本项。",
        en="Developer: if unintended, give this crawler a group of its own in robots.txt that closes carts and the like only. If intended, ignore this.",
    ),
    avoid=Text(zh="不要把训练爬虫和搜索爬虫混为一谈。", en="Do not mistake search crawlers for training crawlers."),
    verify=Text(zh="重新抓取后，xunlu audit --select ai-search-blocked。", en="After a new crawl: xunlu audit --select ai-search-blocked."),
    before="User-agent: OAI-SearchBot\nDisallow: /",
    after="User-agent: OAI-SearchBot\nDisallow: /cart/",
    matters=Matters.CLICKS,
    source="https://platform.openai.com/docs/bots",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"robots"}),
    identity=("agent",),
    sql="""
        with sample as materialized (
            select url, depth from temp.indexable_pages order by coalesce(depth, 99), url_id limit 1000
        ),
        kept_out as (
            select r.url_id, r.robots, s.url, s.depth, f.value as found
            from temp.home_robots r join sample s on instr(s.url, substr(r.robots, 1, length(r.robots) - length('robots.txt'))) = 1,
                json_each(robots_closed_to(r.body, s.url, ai_answering_agents())) f
            where r.status = 200 and robots_restricts(r.body)
        )
        select url_id, json_object('agent', found ->> '$.agent', 'pages', count(*), 'example', url, 'line', found ->> '$.line',
            'rule', found ->> '$.rule', 'robots', robots, 'first', min(coalesce(depth, 99))) as evidence
        from kept_out group by url_id, found ->> '$.agent'
    """,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍"), "/tea": PAGE.format("红茶")}, robots="User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /cart/\n"),
    bad=Example({"/": PAGE.format("茶舍"), "/tea": PAGE.format("红茶")}, robots="User-agent: OAI-SearchBot\nDisallow: /tea\n"),
    flags=frozenset({"/"}),
)  # fmt: skip
