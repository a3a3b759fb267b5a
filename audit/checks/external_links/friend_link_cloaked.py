"""A partner who shows the link to visitors and not to spiders, or the other way round.

Asked for only of partners who agreed to it (consent = true). A difference counts when it stays on asking again; names that
the server turns away are left out.
"""

from audit.example_probes import TEAHOUSE, partner
from audit.friends import applies, found, friend_check
from audit.registry import Example, Severity
from configs.text import Text

check = friend_check(
    id="friend-link-cloaked",
    module=__name__,
    severity=Severity.ERROR,
    title=Text(
        zh="友情链接对蜘蛛和访客不一样",
        en="The link to us differs for spiders",
    ),
    message=Text(
        zh="{partner} 的 {page}：{who}，{name} 相反",
        en="{page} of {partner}: {who}; for {name} it is the other way round",
    ),
    words={
        "visitor": Text(zh="访客看得到链接", en="visitors are shown the link"),
        "spider": Text(zh="访客看不到链接", en="visitors are not shown the link"),
    },
    why=Text(
        zh="只给访客看、不给爬虫看的链接不传递权重；反过来则是隐藏链接。两种都是伪装。",
        en="A link that spiders are not shown passes nothing on; one that only they are shown is a hidden link. Both are cloaking.",
    ),
    fix=Text(
        zh="运营：把两次结果发给对方，请其查按 User-Agent 分支的代码或插件；不改就结束交换。",
        en="Marketing: show them both results and ask for the code or plug-in that branches by User-Agent, or end the exchange.",
    ),
    avoid=Text(
        zh="没有对方同意，不要打开这项检查。",
        en="Do not switch this on without their consent.",
    ),
    verify=Text(
        zh="用浏览器和 curl -A Baiduspider 各看一次。",
        en="Look with a browser and with curl -A Baiduspider.",
    ),
    source="https://developers.google.com/search/docs/essentials/spam-policies#cloaking",
    applies=applies(
        "exists (select 1 from json_each(body, '$.views') where value ->> '$.link' is not null"
        " and value ->> '$.visitor' is not null)"
    ),
    identity=("page", "name"),
    sql=found(
        "v.value ->> '$.link' <> v.value ->> '$.visitor'",
        "'who', iif(v.value ->> '$.visitor', 'visitor', 'spider'), 'name', v.value ->> '$.as'",
        joined="join json_each(f.body, '$.views') v",
    ),
    confidence=0.85,
    good=Example(
        TEAHOUSE,
        probes=(
            partner(
                "live",
                views=[
                    {"as": "Googlebot", "link": True, "visitor": True},
                    {"as": "Baiduspider", "link": None, "visitor": True},
                ],
            ),
        ),
    ),
    bad=Example(TEAHOUSE, probes=(partner("live", views=[{"as": "Baiduspider", "link": False, "visitor": True}]),)),
)
