"""We link to one domain of a partner and the link to us comes from another.

Told where the settings name the address that our link leads to (link) and it is of another domain than the partner's page.
What seems to be a mere directory of links is a warning.
"""

from audit.example_probes import FRIEND, HOME, TEAHOUSE, partner
from audit.friends import applies, found, friend_check
from audit.registry import Example, Severity
from configs.text import Text
from crawler.partner_states import THERE

check = friend_check(
    id="friend-link-three-way",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.NOTICE, Severity.WARNING),
    title=Text(
        zh="三向链接：回链来自另一个域名",
        en="A three-way exchange: the link to us comes from another domain",
    ),
    message=Text(
        zh="我们链接 {link}，回链在 {partner} 的 {page}（导出链接 {outlinks} 个）",
        en="we link to {link}; the link to us is on {page} of {partner} (with {outlinks} outgoing links)",
    ),
    why=Text(
        zh="对方用主站换我们的链接，却用次要的站还。若是垃圾目录，我们的付出远大于所得。",
        en="They take the link for their main site and return it from a lesser one. From a junk directory it is worth next to nothing.",
    ),
    fix=Text(
        zh="运营：确认当初是否这样约定；不是就请对方从同一个站回链。",
        en="Marketing: make sure that this was agreed; if not, ask for the link from the same site.",
    ),
    avoid=Text(
        zh="不要组建互链的站群，那是链轮作弊。",
        en="Do not build rings of sites: link wheels are spam.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    source="https://developers.google.com/search/docs/essentials/spam-policies#link-spam",
    applies=applies(f"state in {THERE} and body ->> '$.agreed.link' <> ''"),
    sql=found(
        f"f.state in {THERE} and f.body ->> '$.agreed.link' <> '' and link_owner(f.body ->> '$.agreed.link') <> f.partner",
        "'link', f.body ->> '$.agreed.link', 'outlinks', f.body ->> '$.outlinks'",
        "iif(f.body ->> '$.outlinks' > 100 or link_directory(f.body ->> '$.title'), 'warning', 'notice')",
    ),
    good=Example(
        TEAHOUSE,
        probes=(partner("live", agreed={"ours": HOME, "link": FRIEND, "anchor": "", "target": "", "since": ""}),),
    ),
    bad=Example(
        TEAHOUSE,
        probes=(
            partner(
                "live",
                agreed={"ours": HOME, "link": "https://main.example.org/", "anchor": "", "target": "", "since": ""},
            ),
        ),
    ),
)
