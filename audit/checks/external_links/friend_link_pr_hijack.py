"""A partner whose host leads to another domain, or names one as its canonical, has borrowed the authority it shows.

This run and the earlier ones of the store count: who did so once was not what it seemed. An honest move to a new domain looks
the same, so somebody has to look.
"""

from audit.example_probes import FRIEND, partner
from audit.friends import FRIENDS, applies
from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGES = {
    "/": '<html lang="zh"><head><title>茶舍：紫砂壶与普洱茶</title></head><body><main><h1>茶舍</h1></main></body></html>'
}

check = SiteCheck(
    id="friend-link-pr-hijack",
    module=__name__,
    severity=Severity.WARNING,
    scope="link",
    book="4.3.7",
    title=Text(
        zh="对方网站的权重可能是借来的",
        en="The authority of a partner may be borrowed",
    ),
    message=Text(
        zh="{partner} 的 {page} {how}指向 {to}（{moment}）",
        en="{page} of {partner} leads to {to} by {how} ({moment})",
    ),
    words={
        "redirect": Text(zh="经跳转", en="redirect"),
        "canonical": Text(zh="用 canonical ", en="canonical"),
        "now": Text(zh="这次", en="in this run"),
        "earlier": Text(zh="以前某次", en="in an earlier run"),
    },
    why=Text(
        zh="用跳转或 canonical 指向大站，工具显示的权重就是别人的（PR 劫持）；也可能只是换了域名。",
        en="A redirect or canonical to a strong site makes tools show its strength as theirs (PR hijacking). It may also be a mere change of domain.",
    ),
    fix=Text(
        zh="运营：问清原因。换了域名就更新链接和名单，否则结束交换。",
        en="Marketing: ask why. After a change of domain update link and list; otherwise end the exchange.",
    ),
    avoid=Text(
        zh="不要只看工具里的权重数字决定交换。",
        en="Do not choose partners by the figures of tools alone.",
    ),
    verify=Text(
        zh="curl -sIL 对方首页，看最后落在哪个域名。",
        en="curl -sIL their home page and see where it ends.",
    ),
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#sneaky-redirects",
    view="run_pages",
    applies=applies("state not in ('not-asked', 'disallowed', 'refused')"),
    needs=frozenset({"partners"}),
    identity=("page",),
    sql=f"""
        with {FRIENDS},
        seen as (
            select page, body, 'now' as moment from friends union all select page, body, 'earlier' from earlier
        ),
        led as (
            select page, moment, 'redirect' as how, body ->> '$.final' as target from seen
            union all select page, moment, 'redirect', body ->> '$.home.final' from seen
            union all select page, moment, 'canonical', body ->> '$.canonical' from seen
            union all select page, moment, 'canonical', body ->> '$.home.canonical' from seen
        )
        select f.url_id, json_object('partner', f.partner, 'page', f.page, 'how', l.how, 'to', l.target,
            'moment', l.moment, 'first', min(l.moment = 'earlier')) as evidence
        from friends f join led l on l.page = f.page
        where l.target <> '' and link_owner(l.target) <> f.partner group by f.url_id, f.page
    """,
    confidence=0.5,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"baidu": {}, "book-2016": {}, "shop": {}},
    with_=frozenset({"friend-link-page-not-indexable"}),
    good=Example(
        PAGES,
        probes=(
            partner("live"),
            partner("live", f"{FRIEND}links", final="https://www.example.net/links"),
        ),
    ),
    bad=Example(PAGES, probes=(partner("live", final="https://big.example.org/"),)),
    flags=frozenset({"/"}),
)
