"""A link that a script writes, or that leads through a page of the partner's, is none that engines count.

Looked for only where the page has no plain link to us.
"""

from audit.example_probes import FRIEND, HOME, TEAHOUSE, partner
from audit.friends import applies, found, friend_check
from audit.registry import Example, Severity
from configs.text import Text
from crawler.partner_states import READ

check = friend_check(
    id="friend-link-indirect",
    module=__name__,
    severity=Severity.ERROR,
    title=Text(
        zh="友情链接由脚本输出或经中转",
        en="A partner's link to us is not a plain link",
    ),
    message=Text(
        zh="{partner} 的 {page} 没有直接链接，{kind}：{by}",
        en="{page} of {partner} has no plain link to us but {kind}: {by}",
    ),
    words={
        "script": Text(zh="网址只出现在脚本里", en="our address in a script"),
        "redirect": Text(zh="经对方的网页中转", en="a page of theirs that leads on"),
    },
    why=Text(
        zh="脚本写出的链接爬虫未必看得到；go.php 之类的中转页常被 robots.txt 禁止，权重留在对方站内。",
        en="Crawlers may not see what scripts write, and pages such as go.php are often closed to them: the strength of the link stays with the partner.",
    ),
    fix=Text(
        zh="运营：请对方改成普通的 <a href>，直接写我们的网址。",
        en="Marketing: ask for a plain <a href> with our address.",
    ),
    avoid=Text(
        zh="不要也用中转对付对方。",
        en="Do not answer with a detour of our own.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    before='<a href="/go.php?url=https://tea.example/">茶舍</a>',
    after='<a href="https://tea.example/">茶舍</a>',
    applies=applies(f"state in {READ}"),
    sql=found("f.state = 'indirect'", "'kind', f.body ->> '$.indirect[0]', 'by', f.body ->> '$.indirect[1]'"),
    confidence=0.85,
    good=Example(TEAHOUSE, probes=(partner("live"),)),
    bad=Example(TEAHOUSE, probes=(partner("indirect", indirect=["redirect", f"{FRIEND}go.php?url={HOME}"]),)),
)
