"""The text of the link was agreed upon; a partner who changes it changes what the link says of us.

Compared with the agreed text (anchor of [[partners]]), else with what the earlier run of the store saw.
"""

from audit.example_probes import FRIEND, HOME, partner
from audit.friends import FRIENDS, THERE, applies
from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGES = {
    "/": '<html lang="zh"><head><title>茶舍：紫砂壶与普洱茶</title></head><body><main><h1>茶舍</h1></main></body></html>'
}

check = SiteCheck(
    id="friend-link-anchor-changed",
    module=__name__,
    severity=Severity.WARNING,
    scope="link",
    book="4.3.7",
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
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links",
    view="run_pages",
    applies=applies(f"state in {THERE}"),
    needs=frozenset({"partners"}),
    identity=("page",),
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
    effort_hours=0.5,
    effort_unit="site",
    profiles={"baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        PAGES,
        probes=(
            partner("live", agreed={"ours": HOME, "link": "", "anchor": "茶 舍", "target": "", "since": ""}),
            partner("live", f"{FRIEND}links"),
        ),
    ),
    bad=Example(
        PAGES,
        probes=(partner("live", agreed={"ours": HOME, "link": "", "anchor": "紫砂壶", "target": "", "since": ""}),),
    ),
    flags=frozenset({"/"}),
)
