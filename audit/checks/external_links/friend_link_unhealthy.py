"""A partner that does not answer, is for sale, or has become another site is a bad neighbour.

Refusals of crawlers (401, 403, 429, challenges) say nothing and are left out; so is a changed title where no earlier run has one.
"""

from audit.example_probes import FRIEND, TEAHOUSE, partner
from audit.friends import FRIENDS, applies, friend_check
from audit.registry import Example, Option, Severity
from configs.text import Text
from crawler.causes import NOTHING
from crawler.partner_states import UNASKED

check = friend_check(
    id="friend-link-unhealthy",
    module=__name__,
    severity=Severity.ERROR,
    title=Text(
        zh="友情链接的对方网站异常",
        en="A partner's site is not what it was",
    ),
    message=Text(
        zh="{partner} 的 {page}：{problem}（{detail}）",
        en="{page} of {partner}: {problem} ({detail})",
    ),
    words={
        "status": Text(zh="打不开", en="it does not answer well"),
        "parked": Text(zh="域名停放或出售", en="the domain is parked or for sale"),
        "spam": Text(zh="标题有博彩、色情等词", en="its title has words of gambling or the like"),
        "changed": Text(zh="标题与上次完全不同", en="its title is another than last time"),
        **NOTHING,
    },
    why=Text(
        zh="链接到打不开、被停放或变成博彩的网站，访客会离开，搜索引擎也会降低对我们的信任。",
        en="Links to sites that are down, parked or turned into gambling lose visitors and the trust of engines.",
    ),
    fix=Text(
        zh="运营：马上撤下我们给它的链接；只是临时故障的，过两天再看一次。",
        en="Marketing: take our link to it away at once; if it may be down for a moment only, look again in two days.",
    ),
    avoid=Text(
        zh="不要只加 nofollow 留着，访客照样会点。",
        en="Do not keep it with nofollow: visitors still click.",
    ),
    verify=Text(
        zh="在浏览器里打开对方首页；重新抓取后看 xunlu links friends。",
        en="Open their home page in a browser; crawl again and look at xunlu links friends.",
    ),
    source="https://developers.google.com/search/docs/essentials/spam-policies",
    applies=applies(f"state not in {UNASKED}"),
    options={"min_jaccard": Option(0.3, "share of tokens")},
    sql=f"""
        with {FRIENDS},
        told as (
            select f.*, coalesce(f.body ->> '$.home.title', f.body ->> '$.title') as name,
                (select coalesce(e.body ->> '$.home.title', e.body ->> '$.title') from earlier e
                    where e.page = f.page and e.place = 1) as former,
                f.body ->> '$.title' as title, coalesce(nullif(f.body ->> '$.parked', ''), f.body ->> '$.home.parked') as parked,
                f.body ->> '$.home.status' as home
            from friends f where f.state not in {UNASKED}
        ),
        judged as (
            select *, case
                when state = 'unreachable' or (home >= 400 and home not in (401, 403, 407, 429, 999)) then 'status'
                when parked <> '' then 'parked'
                when spam_word(name) <> '' or spam_word(title) <> '' then 'spam'
                when title_likeness(name, former) < :min_jaccard then 'changed'
            end as problem
            from told
        )
        select url_id, json_object('partner', partner, 'page', page, 'problem', problem, 'detail', case problem
            when 'status' then coalesce(iif(state = 'unreachable', coalesce(body ->> '$.final_status', body ->> '$.error'), home), '-')
            when 'parked' then parked when 'changed' then former || ' → ' || name else coalesce(name, title) end) as evidence
        from judged where problem is not null
    """,
    confidence=0.85,
    good=Example(
        TEAHOUSE,
        probes=(
            partner("live"),
            partner("refused", f"{FRIEND}shut", final_status=403),
        ),
    ),
    bad=Example(TEAHOUSE, probes=(partner("unreachable", final_status=503, links=[]),)),
)
