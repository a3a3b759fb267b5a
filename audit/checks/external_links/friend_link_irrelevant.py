"""Links between sites of unrelated trades look exchanged for engines' sake.

Compared are title and description of both home pages, and all our titles, by TF-IDF. Where one says too little or is
written in another script, nothing is known.
"""

from audit.example_probes import FRIEND, TEAHOUSE, partner
from audit.friends import FRIENDS, applies, friend_check
from audit.registry import Example, Matters, Option, Severity
from configs.text import Text
from crawler.partner_states import READ

check = friend_check(
    id="friend-link-irrelevant",
    module=__name__,
    severity=Severity.NOTICE,
    title=Text(
        zh="友情链接的对方与我们不相关",
        en="A partner is off our topic",
    ),
    message=Text(
        zh="{partner}（{title}）与我们的内容相似度 {cosine}，低于 {limit}",
        en="{partner} ({title}) is off our topic: likeness {cosine}, under {limit}",
    ),
    why=Text(
        zh="不同行业之间的友情链接很少带来访客，像是只为搜索引擎交换的。",
        en="Links between unrelated trades bring hardly any visitors and look made for engines.",
    ),
    fix=Text(
        zh="运营：优先与同行、上下游和同一人群的网站交换；不相关的到期不再续。",
        en="Marketing: prefer sites of the trade, suppliers, and those with the same readers; let unrelated exchanges end.",
    ),
    avoid=Text(
        zh="不要为了相似度改自己的标题。",
        en="Do not change our title for the sake of likeness.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/essentials/spam-policies#link-spam",
    applies=applies(f"state in {READ}"),
    options={"min_cosine": Option(0.05, "cosine")},
    sql=f"""
        with {FRIENDS},
        ours as materialized (
            select vocabulary(p.text) as known, (select h.title || ' ' || coalesce(h.description, '') from temp.run_pages h
                where h.url_id = (select url_id from temp.home_page)) as home
            from (select title || ' ' || coalesce(description, '') as text from temp.html_pages limit 5000) p
        ),
        told as (
            select f.*, coalesce(f.body ->> '$.home.title', f.body ->> '$.title') as title,
                coalesce(f.body ->> '$.home.description', f.body ->> '$.description', '') as description
            from friends f where f.state in {READ}
        ),
        compared as (
            select t.*, topic_cosine(o.known, o.home, t.title || ' ' || t.description) as cosine from told t, ours o
        )
        select url_id, json_object('partner', partner, 'page', page, 'title', title, 'cosine', round(cosine, 3),
            'limit', :min_cosine) as evidence
        from compared where cosine < :min_cosine
    """,
    confidence=0.5,
    good=Example(
        TEAHOUSE,
        probes=(
            partner("live"),
            partner("live", f"{FRIEND}en", title="Pottery", description=""),
        ),
    ),
    bad=Example(
        TEAHOUSE, probes=(partner("live", title="小额贷款与信用卡办理", description="当天放款，无需抵押，信用卡代还"),)
    ),
)
