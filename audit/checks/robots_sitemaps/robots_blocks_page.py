"""A page that robots.txt closes cannot be read by engines: at best its bare address is listed."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

AGENTS = ("*", "Googlebot", "bingbot", "Baiduspider", "Sogou web spider", "360Spider", "YisouSpider")
PAGE = '<html lang="zh"><title>{0}</title><h1>{0}</h1><nav><a href="/topic/tea">茶话</a></nav></html>'

check = SiteCheck(
    id="robots-blocks-page",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book="4.3.8",
    title=Text(zh="robots.txt 不让搜索引擎读这个网页", en="A page is closed to search engines by robots.txt"),
    message=Text(zh="robots.txt 第 {line} 行“{rule}”不让 {agent} 抓取，{reason}", en="line {line} of robots.txt, “{rule}”, keeps {agent} out; {reason}"),
    words={
        "in-sitemap": Text(zh="但它在站点地图里", en="yet it is in the sitemap"),
        "product-or-category": Text(zh="但它是商品页或分类页", en="yet it is a product or category page"),
        "linked-from-home-or-navigation": Text(zh="但首页或导航链接到它", en="yet the home page or navigation links to it"),
        "linked": Text(zh="但站内有链接指向它", en="yet the site links to it"),
        "private": Text(zh="像购物车或账户页，可能是有意的", en="it looks like a cart or account page, so this may be intended"),
    },
    why=Text(
        zh="被封的网页内容不会被读取，几乎得不到搜索流量，它传出的链接也失效。购物车、搜索结果等页面封掉是对的。",
        en="Engines cannot read a blocked page: hardly any search traffic, and its links count for nothing. Blocking carts and search results is right.",
    ),
    fix=Text(
        zh="开发：打开 robots.txt，找到证据里的那一行，缩小路径或加更长的 Allow；编辑：若本来就不想被抓，把它移出站点地图和导航。",
        en="Developer: open robots.txt, find the line named here and narrow its path, or add a longer Allow. Editor: if blocking is intended, take the page out of sitemap and navigation.",
    ),
    avoid=Text(zh="不要用 robots.txt 阻止收录，那要用 noindex，并允许抓取。", en="Do not use robots.txt to keep a page out of the index: that takes noindex and an open door."),
    verify=Text(zh="重新抓取后本项消失；Google、百度站长平台都有 robots 检测。", en="Crawl again and this is gone; Search Console and Baidu have robots testers."),
    before="Disallow: /topic/",
    after="Disallow: /topic/drafts/",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/robots/intro",
    view="judged_urls",
    applies="select url_id from temp.judged_urls union select url_id from temp.run_robots",
    needs=frozenset({"robots"}),
    options={"agents": Option(AGENTS, "user agents")},
    # line 0: the whole site is closed by the status of robots.txt, which is no page's fault.
    sql="""
        with verdicts as (
            select b.url_id, b.url, b.agent, b.line, b.rule, a.key as rank
            from temp.run_robots b join json_each(:agents) a on a.value = b.agent
            where b.line > 0
        ),
        blocked as materialized (
            select v.url_id, v.url, v.agent, v.line, v.rule, w.agents
            from verdicts v
            join (select url_id, min(rank) as rank, json_group_array(agent) as agents from verdicts group by url_id) w
                on w.url_id = v.url_id and w.rank = v.rank
        ),
        prominent as materialized (
            select distinct l.target_id as url_id
            from temp.internal_links l
            left join temp.start_pages h on h.url_id = l.source_id
            where l.target_id in (select url_id from blocked) and (l.position in ('nav', 'header') or h.url_id is not null)
        ),
        reasoned as (
            select b.*, case
                when b.url_id in (select url_id from temp.run_sitemap) then 'in-sitemap'
                when p.page_type in ('product', 'category') then 'product-or-category'
                when private_path(b.url) then 'private'
                when b.url_id in (select url_id from prominent) then 'linked-from-home-or-navigation'
                else 'linked' end as reason
            from blocked b left join temp.run_pages p on p.url_id = b.url_id
        )
        select
            url_id,
            json_object('agent', agent, 'agents', json(agents), 'line', line, 'rule', rule, 'reason', reason) as evidence,
            case reason when 'linked' then 'warning' when 'private' then 'notice' else 'error' end as severity
        from reasoned
    """,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍"), "/topic/tea": PAGE.format("茶话")}, robots="User-agent: *\nDisallow: /cart/\n"),
    bad=Example({"/": PAGE.format("茶舍"), "/topic/tea": PAGE.format("茶话")}, robots="User-agent: *\nDisallow: /topic/\n"),
    flags=frozenset({"/topic/tea"}),
)  # fmt: skip
