"""A page of links that its own home page does not link to is rarely visited, by engines and by people.

Judged by what was asked for: the page and the home page of its host. Other pages of the partner may link to it.
"""

from audit.example_probes import FRIEND, TEAHOUSE, partner
from audit.friends import applies, found, friend_check
from audit.registry import Example, Option, Severity
from configs.text import Text
from crawler.partner_states import THERE

check = friend_check(
    id="friend-link-page-starved",
    module=__name__,
    severity=Severity.WARNING,
    title=Text(
        zh="放我们链接的网页在对方首页没有入口",
        en="The partner's home page does not link to the page with our link",
    ),
    message=Text(
        zh="{partner} 的首页没有链接到 {page}（只看了首页，别的网页没有看）",
        en="the home page of {partner} does not link to {page} (only that page was looked at)",
    ),
    why=Text(
        zh="对方首页都不链接的网页，爬虫很少去，几乎没有权重可以传递。有的站长故意这样做。对方别的网页可能链接到它：我们只看了链接页和首页。",
        en="Engines seldom come to a page that its own home page does not link to, and it has little to pass on. Some do so on purpose. Other pages of theirs may link to it: only this page and the home page were looked at.",
    ),
    fix=Text(
        zh="运营：先看对方的导航和网站地图里有没有；没有就请对方在首页或导航里给链接页一个入口，或把链接移到首页。",
        en="Marketing: look whether their menu or site map has it; if not, ask for a link from their home page or menu to it, or for a place on the home page.",
    ),
    avoid=Text(
        zh="不要为此增加交换数量。",
        en="Do not make up for it with more exchanges.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    applies=applies(f"state in {THERE} and body ->> '$.home.title' is not null"),
    options={"min_inlinks": Option(3, "links")},
    sql=found(
        f"f.state in {THERE} and f.body ->> '$.home.title' is not null and not f.body ->> '$.home.linked'"
        " and coalesce(f.body ->> '$.inlinks', 0) < :min_inlinks"
    ),
    confidence=0.5,
    good=Example(
        TEAHOUSE,
        probes=(
            partner("live"),
            partner("live", f"{FRIEND}links", home={"url": FRIEND, "same": False, "title": "紫砂", "linked": True}),
        ),
    ),
    bad=Example(
        TEAHOUSE,
        probes=(
            partner("live", f"{FRIEND}links", home={"url": FRIEND, "same": False, "title": "紫砂", "linked": False}),
        ),
    ),
)
