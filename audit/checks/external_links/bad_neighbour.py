"""Who links to bad sites is counted among them: parked domains, gambling, hosts of a list.

Found from what was asked for outside: redirects of external links that end at a seller of domains, and partners that are
parked or have become something else. A host is on the list when the option ``hosts`` names it or its domain. A link with
words of gambling in its text counts where the host bears them, too: a newspaper may write of casinos.
"""

from audit.example_probes import FRIEND, partner
from audit.friends import FRIENDS
from audit.outside import LEADING_OUT
from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍：紫砂壶与普洱茶</title></head><body><main><h1>茶舍</h1></main><footer>{0}</footer></body></html>'

check = SiteCheck(
    id="bad-neighbour",
    module=__name__,
    severity=Severity.ERROR,
    scope="link",
    book="4.3.8",
    title=Text(zh="链接到问题网站", en="A link leads to a bad site"),
    message=Text(zh="“{anchor}”链接到 {target}：{problem}（{detail}）", en="“{anchor}” links to {target}: {problem} ({detail})"),
    words={
        "listed": Text(zh="在黑名单上", en="on the block list"),
        "parked": Text(zh="域名停放或出售", en="parked or for sale"),
        "spam": Text(zh="博彩、色情之类", en="gambling or the like"),
    },
    why=Text(
        zh="域名过期后常被博彩站买走，旧链接就成了给它们的推荐；搜索引擎看一个网站，也看它链接谁。",
        en="Expired domains are often bought by gambling sites, and old links become recommendations of them. Engines judge a site by those it links to, too.",
    ),
    fix=Text(
        zh="编辑：马上删掉这个链接；不认得来历的，按网站被入侵查一遍模板和最近的改动。",
        en="Editor: remove the link at once. Where nobody knows how it came, treat it as a break-in: look through templates and recent changes.",
    ),
    avoid=Text(zh="不要只加 nofollow 留着。", en="Do not keep it with nofollow."),
    verify=Text(zh="重新抓取后看 xunlu links domains。", en="Crawl again, then look at xunlu links domains."),
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies",
    applies=LEADING_OUT,
    needs=frozenset({"outside-asked"}),
    options={"hosts": Option((), "hosts")},
    identity=("target",),
    sql=f"""
        with {FRIENDS},
        ended as materialized (
            select r.url_id, parking_host(r.final) as host from main.v_resources r
            where r.run_id = (select run_id from temp.current_run) and r.final <> '' and parking_host(r.final) <> ''
                and parking_host(r.url) = ''
        ),
        partners as materialized (
            select bare_host(page) as host, min(iif(parked <> '', 'parked', 'spam')) as problem,
                coalesce(nullif(parked, ''), spam_word(title)) as detail
            from (select page, body ->> '$.title' as title,
                coalesce(nullif(body ->> '$.parked', ''), body ->> '$.home.parked', '') as parked from friends)
            where parked <> '' or spam_word(title) <> '' group by 1
        ),
        targets as materialized (
            select l.target_id, l.target, bare_host(l.target) as host, link_owner(l.target) as domain
            from temp.page_links l where l.kind = 'a' and not l.internal group by l.target_id
        ),
        bad as materialized (
            select t.target_id, t.target, case when h.value is not null then 'listed' when e.host is not null then 'parked'
                    else p.problem end as problem, coalesce(h.value, e.host, p.detail) as detail
            from targets t left join ended e on e.url_id = t.target_id left join partners p on p.host = t.host
            left join json_each(:hosts) h on lower(h.value) in (t.host, t.domain)
            where h.value is not null or e.host is not null or p.problem is not null or spam_host(t.target)
        ),
        outgoing as (
            select l.source_id as url_id, min(l.ordinal) as first, l.anchor, b.target,
                coalesce(b.problem, iif(spam_word(l.anchor) <> '', 'spam', null)) as problem,
                coalesce(b.detail, spam_word(l.anchor)) as detail
            from temp.page_links l join bad b on b.target_id = l.target_id
            where l.kind = 'a' and l.source_id in (select url_id from temp.html_pages) group by l.source_id, l.target_id
        )
        select url_id, json_object('target', target, 'anchor', substr(anchor, 1, 80), 'problem', problem, 'detail', detail) as evidence
        from outgoing where problem is not null
    """,
    confidence=0.85,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    with_=frozenset({"friend-link-unhealthy"}),
    good=Example(
        {"/": PAGE.format(f'<a href="{FRIEND}">紫砂</a><a href="https://news.example.org/">澳门赌场税收新闻</a>')},
        probes=(partner("live"),),
        files=({"kind": "external", "url": "https://news.example.org/", "final": "https://www.example.org/news", "final_status": 200},),
    ),
    bad=Example(
        {"/": PAGE.format(f'<a href="{FRIEND}">紫砂</a><a href="https://old.example.org/">茶友会</a>')},
        probes=(partner("live", title="紫砂壶 百家乐在线开户"),),
        files=({"kind": "external", "url": "https://old.example.org/", "final": "https://www.hugedomains.com/x", "final_status": 200},),
    ),
    flags=frozenset({"/"}),
)  # fmt: skip
