"""A link to us that readers cannot see is worth nothing, and looks like spam of both sides.

Only what the markup proves counts, as for hidden-link; style sheets are not read.
"""

from audit.checks.spam.hidden_link import METHODS
from audit.example_probes import HOME, TEAHOUSE, partner
from audit.friends import applies, found, friend_check
from audit.registry import Example, Severity
from configs.text import Text
from crawler.partner_states import THERE

check = friend_check(
    id="friend-link-hidden",
    module=__name__,
    severity=Severity.ERROR,
    title=Text(
        zh="对方把我们的友情链接藏起来了",
        en="A partner hides the link to us",
    ),
    message=Text(
        zh="{partner} 的 {page} 上“{anchor}”看不见：{method}",
        en="“{anchor}” on {page} of {partner} cannot be seen: {method}",
    ),
    words=METHODS,
    why=Text(
        zh="访客看不到的链接，搜索引擎当作弊处理，不传递权重，还可能连累双方。",
        en="Engines treat links that readers cannot see as spam: they pass nothing on and may hurt both sides.",
    ),
    fix=Text(
        zh="运营：请对方把链接放到看得见的地方，不改就结束交换。",
        en="Marketing: ask for a place where it can be seen, or end the exchange.",
    ),
    avoid=Text(
        zh="不要用同样的办法隐藏对方的链接。",
        en="Do not hide theirs in return.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    source="https://developers.google.com/search/docs/essentials/spam-policies#hidden-text-and-links",
    applies=applies(f"state in {THERE}"),
    sql=found(
        f"f.state in {THERE} and f.body ->> '$.links[0].hidden' <> ''",
        "'anchor', f.body ->> '$.links[0].anchor', 'method', f.body ->> '$.links[0].hidden'",
    ),
    confidence=0.85,
    good=Example(TEAHOUSE, probes=(partner("live"),)),
    bad=Example(
        TEAHOUSE,
        probes=(
            partner(
                "hidden",
                links=[
                    {"target": HOME, "anchor": "茶舍", "followed": True, "hidden": "off-screen", "position": "main"}
                ],
            ),
        ),
    ),
)
