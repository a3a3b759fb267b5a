"""A link into nowhere stops a visitor on the way to buying, and wastes what the link would have passed on."""

from audit.needs import SHUT_OUT
from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text
from crawler.causes import NOTHING

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'

check = SiteCheck(
    id="link-broken-internal",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE),
    scope="link",
    book="4.3.8",
    title=Text(zh="网页上的链接点进去打不开", en="A link on the page leads nowhere"),
    message=Text(
        zh="{position}里的“{anchor}”链接到 {target}，它返回 {answer}", en="“{anchor}” in the {position} links to {target}, which answers {answer}"
    ),
    words={
        "main": Text(zh="正文", en="text"),
        "nav": Text(zh="导航", en="navigation"),
        "header": Text(zh="页头", en="header"),
        "footer": Text(zh="页脚", en="footer"),
        "aside": Text(zh="侧栏", en="sidebar"),
        "head": Text(zh="文件头", en="head"),
        **NOTHING,
        "timeout": Text(zh="超时", en="nothing in time"),
    },
    why=Text(
        zh="访客在购买路上走进死胡同，爬虫白跑一趟，本可传给别的网页的权重也丢了。个别死链不影响整站排名，主要伤害体验和转化。",
        en="Visitors hit a dead end on the way to buying, crawlers waste a request, and what the link could pass on is lost. A few do not lower the site's rankings; they cost sales.",
    ),
    fix=Text(
        zh="编辑：在来源网页把链接改到现有网页，或删掉；多页同时出现时，开发改模板、菜单或“搭配推荐”的数据源。403、429 只作提醒：也许只是拒绝爬虫。",
        en="Editor: point the link to an existing page, or remove it. When many pages have it, the developer changes template, menu or the list it comes from. 403 and 429 are notices: they may refuse crawlers only.",
    ),
    avoid=Text(zh="不要只加 nofollow，访客仍会点。", en="Do not just add nofollow: visitors still click."),
    verify=Text(zh="curl -I 目标网址；重新抓取后本项消失。", en="curl -I the target; crawl again and this is gone."),
    before='<a href="/p/retired-kettle.html">手工铁壶</a>  (404)',
    after='<a href="/p/iron-kettle.html">手工铁壶</a>',
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    identity=("target",),
    # The first link of a page to a target stands for all of them; min() fixes the other columns to its row.
    # Refusals are told where they are few: of a site that turns the crawler away they say nothing.
    sql=f"""
        with dead as materialized (
            select url_id, url, status, coalesce(status, error) as answer, 'error' as severity from temp.broken_urls
            union all
            select url_id, url, status, status, 'notice' from temp.run_pages
            where status in (403, 429) and challenge is null and not exists ({SHUT_OUT})
        ),
        found as (
            select l.source_id as url_id, min(l.ordinal) as first, count(*) as links, l.anchor, l.position,
                d.url as target, d.status, d.answer, d.severity
            from temp.internal_links l join dead d on d.url_id = l.target_id
            where l.source_id in (select url_id from temp.html_pages)
            group by l.source_id, l.target_id
        )
        select url_id, json_object('target', target, 'status', status, 'answer', answer, 'anchor', substr(anchor, 1, 120),
            'position', position, 'links', links) as evidence, severity
        from found
    """,
    effort_hours=0.25,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", '<a href="/a">红茶</a>'), "/a": PAGE.format("红茶", '<a href="/">首页</a>')}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", '<a href="/a">红茶</a><a href="/gone">铁壶</a>'),
            "/a": PAGE.format("红茶", '<a href="/gone">铁壶</a><a href="/gone">再看铁壶</a><a href="/down">刻字</a>'),
            "/b": PAGE.format("白茶", '<a href="/staff">员工</a>'),
            "/gone": {"status": 404},
            "/down": {"error": "timeout"},
            "/staff": {"status": 403},
        }
    ),
    flags=frozenset({"/", "/a", "/b"}),
)  # fmt: skip
