"""A shop that closes some training crawlers and leaves others open has decided nothing."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'

check = SiteCheck(
    id="ai-bots-inconsistent",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book=None,
    title=Text(zh="AI 训练爬虫有的禁、有的放", en="Some AI training crawlers are closed out, others are not"),
    message=Text(zh="{total} 个 AI 训练爬虫里禁了 {closed} 个（{closed_names}），{open_names} 仍可抓取", en="{closed} of {total} training crawlers are closed out ({closed_names}); {open_names} may still crawl"),
    why=Text(
        zh="这些爬虫收集网页训练模型。只挡一部分，内容照样进入别家的模型；挡不挡是经营决定，与搜索排名无关。",
        en="These crawlers gather pages for training. Closing only some leaves the content to the rest. Whether to close them is a business decision and has no bearing on rankings.",
    ),
    fix=Text(
        zh="编辑先定下态度；开发再在 robots.txt 里把这些名字叠在同一个分组上，一起禁止或一起放行。",
        en="Decide first; then the developer stacks all these names above one group in robots.txt, closing or opening them together.",
    ),
    avoid=Text(zh="不要为此连 Googlebot 一起禁掉，Google-Extended 才管训练。", en="Do not close Googlebot for it: Google-Extended is the one about training."),
    verify=Text(zh="重新抓取后，xunlu audit --select ai-bots-inconsistent。", en="After a new crawl: xunlu audit --select ai-bots-inconsistent."),
    before="User-agent: GPTBot\nDisallow: /",
    after="User-agent: GPTBot\nUser-agent: ClaudeBot\nUser-agent: CCBot\nDisallow: /",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"robots"}),
    sql="""
        with agents as (
            select r.url_id, r.robots, a.value as agent, c.value is not null as closed
            from temp.home_robots r, json_each(ai_training_agents()) a
            left join json_each(robots_closed_to(r.body, r.url, ai_training_agents())) c on c.value ->> '$.agent' = a.value
            where r.status = 200
        )
        select url_id, json_object('robots', robots, 'total', count(*), 'closed', sum(closed),
            'closed_names', group_concat(iif(closed, agent, null), ', '),
            'open_names', group_concat(iif(closed, null, agent), ', ')) as evidence
        from agents group by url_id, robots having sum(closed) between 1 and count(*) - 1
    """,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE}, robots="User-agent: *\nDisallow: /cart/\n"),
    bad=Example({"/": PAGE}, robots="User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n"),
    flags=frozenset({"/"}),
)  # fmt: skip
