"""We link to one domain of a partner and the link to us comes from another.

Told where the settings name the address that our link leads to (link) and it is of another domain than the partner's page.
What seems to be a mere directory of links is a warning.
"""

from audit.example_probes import FRIEND, HOME, partner
from audit.friends import THERE, applies, found
from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGES = {
    "/": '<html lang="zh"><head><title>茶舍：紫砂壶与普洱茶</title></head><body><main><h1>茶舍</h1></main></body></html>'
}

check = SiteCheck(
    id="friend-link-three-way",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.NOTICE, Severity.WARNING),
    scope="link",
    book="4.3.7",
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
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#link-spam",
    view="run_pages",
    applies=applies(f"state in {THERE} and body ->> '$.agreed.link' <> ''"),
    needs=frozenset({"partners"}),
    identity=("page",),
    sql=found(
        f"f.state in {THERE} and f.body ->> '$.agreed.link' <> '' and link_owner(f.body ->> '$.agreed.link') <> f.partner",
        "'link', f.body ->> '$.agreed.link', 'outlinks', f.body ->> '$.outlinks'",
        "iif(f.body ->> '$.outlinks' > 100 or link_directory(f.body ->> '$.title'), 'warning', 'notice')",
    ),
    effort_hours=0.5,
    effort_unit="site",
    profiles={"baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        PAGES, probes=(partner("live", agreed={"ours": HOME, "link": FRIEND, "anchor": "", "target": "", "since": ""}),)
    ),
    bad=Example(
        PAGES,
        probes=(
            partner(
                "live",
                agreed={"ours": HOME, "link": "https://main.example.org/", "anchor": "", "target": "", "since": ""},
            ),
        ),
    ),
    flags=frozenset({"/"}),
)
