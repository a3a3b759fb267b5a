"""A partner whose host leads to another domain, or names one as its canonical, has borrowed the authority it shows.

This run and the earlier ones of the store count: who did so once was not what it seemed. An honest move to a new domain looks
the same, so somebody has to look.
"""

from audit.example_probes import FRIEND, TEAHOUSE, partner
from audit.friends import FRIENDS, applies, friend_check
from audit.registry import Example, Severity
from configs.text import Text
from crawler.partner_states import UNASKED

check = friend_check(
    id="friend-link-pr-hijack",
    module=__name__,
    severity=Severity.WARNING,
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
    source="https://developers.google.com/search/docs/essentials/spam-policies#sneaky-redirects",
    applies=applies(f"state not in {UNASKED}"),
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
    with_=frozenset({"friend-link-page-not-indexable"}),
    good=Example(
        TEAHOUSE,
        probes=(
            partner("live"),
            partner("live", f"{FRIEND}links", final="https://www.example.net/links"),
        ),
    ),
    bad=Example(TEAHOUSE, probes=(partner("live", final="https://big.example.org/"),)),
)
