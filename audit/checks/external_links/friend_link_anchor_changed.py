"""Text and target of the link were agreed upon; a partner who changes them changes what the link says, and of which page.

The text is compared with the agreed one (anchor of [[partners]]), else with what the earlier run of the store saw; the
target with the agreed one (target of [[partners]]) only, http or https, with or without www and a redirect of ours being
the same.
"""

from audit.example_probes import FRIEND, HOME, TEAHOUSE, partner
from audit.friends import FRIENDS, applies, friend_check
from audit.registry import Example, Severity
from configs.text import Text
from crawler.partner_states import THERE

AGREED = {"ours": HOME, "link": "", "anchor": "", "target": "", "since": ""}

check = friend_check(
    id="friend-link-anchor-changed",
    module=__name__,
    severity=Severity.WARNING,
    title=Text(
        zh="友情链接的锚文本或目标变了",
        en="The text or target of a partner's link to us has changed",
    ),
    message=Text(
        zh="{partner} 的 {page}：链接{what}“{found}”，{against}“{wanted}”",
        en="{page} of {partner}: the link {what} “{found}”; {against} “{wanted}”",
    ),
    words={
        "it-says": Text(zh="的文字是", en="says"),
        "it-leads-to": Text(zh="指向", en="leads to"),
        "agreed": Text(zh="约定为", en="agreed was"),
        "earlier": Text(zh="上次为", en="last time it was"),
    },
    why=Text(
        zh="锚文本告诉搜索引擎我们是谁，目标是得到推荐的那一页。换成别的词、图片或网页，约定的作用就变了。",
        en="The text tells engines who we are, the target is the page that is recommended. Another word, picture or page changes what was agreed.",
    ),
    fix=Text(
        zh="运营：请对方改回，或双方同意后更新 xunlu.toml 里的 anchor 和 target。",
        en="Marketing: ask for what was agreed, or agree on the new one and update anchor and target in xunlu.toml.",
    ),
    avoid=Text(
        zh="不要要求所有伙伴用同一个关键词，锚文本单一像作弊。",
        en="Do not ask all partners for one keyword: uniform anchors look like spam.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    identity=("page", "what"),
    applies=applies(f"state in {THERE}"),
    sql=f"""
        with {FRIENDS},
        told as (
            select f.*, f.body ->> '$.agreed.target' as target, f.body ->> '$.links[0].anchor' as anchor, f.body ->> '$.agreed.anchor' as agreed,
                (select e.body ->> '$.links[0].anchor' from earlier e where e.page = f.page and e.place = 1) as former
            from friends f where f.state in {THERE}
        )
        select url_id, json_object('partner', partner, 'page', page, 'what', 'it-says', 'found', anchor,
            'against', iif(agreed <> '', 'agreed', 'earlier'), 'wanted', iif(agreed <> '', agreed, former)) as evidence
        from told t
        where not exists (select 1 from json_each(t.body, '$.links') l
                where same_text(l.value ->> '$.anchor', iif(t.agreed <> '', t.agreed, t.former)))
            and coalesce(nullif(t.agreed, ''), t.former) is not null
        union all
        select url_id, json_object('partner', partner, 'page', page, 'what', 'it-leads-to',
            'found', body ->> '$.links[0].target', 'against', 'agreed', 'wanted', target) as evidence
        from told t
        where target <> '' and not exists (select 1 from json_each(t.body, '$.links') l
            where plain_address(l.value ->> '$.target') = plain_address(t.target)
                or exists (select 1 from main.urls u
                    join main.redirects d on d.url_id = u.url_id and d.run_id = (select run_id from temp.current_run)
                    join main.urls e on e.url_id = d.target_id
                    where u.url = l.value ->> '$.target' and plain_address(e.url) = plain_address(t.target)))
    """,
    good=Example(
        TEAHOUSE,
        probes=(
            partner("live", agreed={**AGREED, "anchor": "茶 舍"}),
            partner("live", f"{FRIEND}links"),
            partner("live", f"{FRIEND}tea", agreed={**AGREED, "target": "http://www.example.com"}),
        ),
    ),
    bad=Example(
        TEAHOUSE,
        probes=(
            partner("live", agreed={**AGREED, "anchor": "紫砂壶"}),
            partner("live", f"{FRIEND}tea", agreed={**AGREED, "target": f"{HOME}tea"}),
        ),
    ),
)
