"""A page of links that its own home page does not link to is rarely visited, by engines and by people.

Judged by what was asked for: the page and the home page of its host. Other pages of the partner may link to it.
"""

from audit.example_probes import FRIEND, TEAHOUSE, partner
from audit.friends import THERE, applies, found, friend_check
from audit.registry import Example, Option, Severity
from configs.text import Text

check = friend_check(
    id="friend-link-page-starved",
    module=__name__,
    severity=Severity.WARNING,
    title=Text(
        zh="放我们链接的网页自己也没有入口",
        en="The page with the link to us is hardly linked itself",
    ),
    message=Text(
        zh="{partner} 的首页没有链接到 {page}",
        en="the home page of {partner} does not link to {page}",
    ),
    why=Text(
        zh="对方首页都不链接的网页，爬虫很少去，几乎没有权重可以传递。有的站长故意这样做。",
        en="Engines seldom come to a page that its own home page does not link to, and it has little to pass on. Some do so on purpose.",
    ),
    fix=Text(
        zh="运营：请对方在首页或导航里给链接页一个入口，或把链接移到首页。",
        en="Marketing: ask for a link from their home page or menu to it, or for a place on the home page.",
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
