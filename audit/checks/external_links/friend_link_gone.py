"""A partner who takes our link away while ours stays: exchanged links are worth something only while both stand.

The raw HTML of the page counts, as engines read it first; scheme, www, a slash at the end and case are ignored.
"""

from audit.example_probes import FRIEND, TEAHOUSE, partner
from audit.friends import applies, found, friend_check
from audit.registry import Example, Severity
from configs.text import Text
from crawler.partner_states import READ

check = friend_check(
    id="friend-link-gone",
    module=__name__,
    severity=Severity.ERROR,
    title=Text(
        zh="对方撤下了我们的友情链接",
        en="A partner has taken our link away",
    ),
    message=Text(
        zh="{partner} 的 {page} 上已没有指向我们的链接",
        en="{page} of {partner} has no link to us any more",
    ),
    why=Text(
        zh="我们还在给对方链接，对方却没有回链，这个交换只剩付出。",
        en="We still link to them and nothing comes back: the exchange has become a gift.",
    ),
    fix=Text(
        zh="运营：联系对方，问清是改版漏掉还是有意撤下；不恢复就撤下我们这边的链接。",
        en="Marketing: ask whether a redesign lost it or it was meant. If it does not come back, take ours away, too.",
    ),
    avoid=Text(
        zh="不要为补回外链去买链接。",
        en="Do not buy links to make up for it.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    applies=applies(f"state in {READ}"),
    sql=found("f.state = 'gone'"),
    good=Example(
        TEAHOUSE,
        probes=(
            partner("live"),
            partner("unreachable", f"{FRIEND}links", final_status=503),
        ),
    ),
    bad=Example(TEAHOUSE, probes=(partner("gone"),)),
)
