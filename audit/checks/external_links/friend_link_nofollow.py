"""A link with nofollow, ugc or sponsored asks engines not to count it; so does a page with nofollow as a whole."""

from audit.example_probes import TEAHOUSE, partner
from audit.friends import applies, found, friend_check
from audit.registry import Example, Severity
from configs.text import Text
from crawler.partner_states import THERE

check = friend_check(
    id="friend-link-nofollow",
    module=__name__,
    severity=Severity.ERROR,
    title=Text(
        zh="友情链接被加了 nofollow",
        en="A partner's link to us is nofollow",
    ),
    message=Text(
        zh="{partner} 的 {page} 给我们的链接“{anchor}”带 {mark}",
        en="the link “{anchor}” to us on {page} of {partner} is not to be followed: {mark}",
    ),
    words={
        "page": Text(zh="整页 nofollow", en="the whole page"),
        "link": Text(zh="nofollow、ugc 或 sponsored", en="nofollow, ugc or sponsored"),
    },
    why=Text(
        zh="带这些标记的链接不传递权重，对方得到的和给出的不对等。访客照样能点过来。",
        en="A link so marked passes nothing on, while ours may. Visitors can still use it.",
    ),
    fix=Text(
        zh="运营：请对方去掉标记；对方不愿意，就给我们的链接也加上 nofollow，或结束交换。",
        en="Marketing: ask them to remove the mark. If they will not, mark our link the same way or end the exchange.",
    ),
    avoid=Text(
        zh="不要用隐藏链接报复。",
        en="Do not answer with hidden links.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    applies=applies(f"state in {THERE}"),
    sql=found(
        "f.state = 'nofollow'",
        "'anchor', f.body ->> '$.links[0].anchor', 'mark', iif(f.body ->> '$.nofollow', 'page', 'link')",
    ),
    good=Example(TEAHOUSE, probes=(partner("live"),)),
    bad=Example(TEAHOUSE, probes=(partner("nofollow"),)),
)
