"""The text of the link was agreed upon; a partner who changes it changes what the link says of us.

Compared with the agreed text (anchor of [[partners]]), else with what the earlier run of the store saw.
"""

from audit.example_probes import FRIEND, HOME, TEAHOUSE, partner
from audit.friends import FRIENDS, THERE, applies, friend_check
from audit.registry import Example, Severity
from configs.text import Text

check = friend_check(
    id="friend-link-anchor-changed",
    module=__name__,
    severity=Severity.WARNING,
    title=Text(
        zh="友情链接的锚文本变了",
        en="The text of a partner's link to us has changed",
    ),
    message=Text(
        zh="{partner} 的 {page}：锚文本是“{anchor}”，{against}“{wanted}”",
        en="{page} of {partner}: the link says “{anchor}”; {against} “{wanted}”",
    ),
    words={
        "agreed": Text(zh="约定为", en="agreed was"),
        "earlier": Text(zh="上次为", en="last time it was"),
    },
    why=Text(
        zh="锚文本告诉搜索引擎我们是谁。换成别的词、网址或图片，约定的作用就变了。",
        en="The text tells engines who we are. Another word, a bare address or a picture changes what was agreed.",
    ),
    fix=Text(
        zh="运营：请对方改回，或双方同意后更新 xunlu.toml 里的 anchor。",
        en="Marketing: ask for the agreed text, or agree on the new one and update anchor in xunlu.toml.",
    ),
    avoid=Text(
        zh="不要要求所有伙伴用同一个关键词，锚文本单一像作弊。",
        en="Do not ask all partners for one keyword: uniform anchors look like spam.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    applies=applies(f"state in {THERE}"),
    sql=f"""
        with {FRIENDS},
        told as (
            select f.*, f.body ->> '$.links[0].anchor' as anchor, f.body ->> '$.agreed.anchor' as agreed,
                (select e.body ->> '$.links[0].anchor' from earlier e where e.page = f.page and e.place = 1) as former
            from friends f where f.state in {THERE}
        )
        select url_id, json_object('partner', partner, 'page', page, 'anchor', anchor,
            'against', iif(agreed <> '', 'agreed', 'earlier'), 'wanted', iif(agreed <> '', agreed, former)) as evidence
        from told t
        where not exists (select 1 from json_each(t.body, '$.links') l
                where same_text(l.value ->> '$.anchor', iif(t.agreed <> '', t.agreed, t.former)))
            and coalesce(nullif(t.agreed, ''), t.former) is not null
    """,
    good=Example(
        TEAHOUSE,
        probes=(
            partner("live", agreed={"ours": HOME, "link": "", "anchor": "茶 舍", "target": "", "since": ""}),
            partner("live", f"{FRIEND}links"),
        ),
    ),
    bad=Example(
        TEAHOUSE,
        probes=(partner("live", agreed={"ours": HOME, "link": "", "anchor": "紫砂壶", "target": "", "since": ""}),),
    ),
)
