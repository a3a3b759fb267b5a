"""Most exchanges are of home pages; a link from an inner page has less to pass on."""

from audit.example_probes import FRIEND, TEAHOUSE, partner
from audit.friends import applies, found, friend_check
from audit.registry import Example, Matters, Severity
from configs.text import Text
from crawler.partner_states import THERE

check = friend_check(
    id="friend-link-not-home",
    module=__name__,
    severity=Severity.INFO,
    title=Text(
        zh="友情链接不在对方首页",
        en="The link to us is not on the partner's home page",
    ),
    message=Text(
        zh="{partner} 把我们的链接放在 {page}，不是首页",
        en="{partner} has the link to us on {page}, not on its home page",
    ),
    why=Text(
        zh="内页的权重一般低于首页。若约定如此，没有问题。",
        en="An inner page mostly has less to pass on. Where that was agreed nothing is wrong.",
    ),
    fix=Text(
        zh="运营：对照约定；我们给的是首页，可以请对方也放首页。",
        en="Marketing: compare with what was agreed; for a link on our home page one on theirs may be asked.",
    ),
    avoid=Text(
        zh="不要为此撤掉相关性很好的链接。",
        en="Do not give up a well-related link for it.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    matters=Matters.INDIRECT,
    applies=applies(f"state in {THERE}"),
    sql=found(f"f.state in {THERE} and not f.body ->> '$.home.same'"),
    good=Example(TEAHOUSE, probes=(partner("live"),)),
    bad=Example(
        TEAHOUSE,
        probes=(
            partner("live", f"{FRIEND}links", home={"url": FRIEND, "same": False, "title": "紫砂", "linked": True}),
        ),
    ),
)
