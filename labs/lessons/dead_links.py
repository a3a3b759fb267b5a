"""Lesson 1: status codes and dead links."""

from __future__ import annotations

from random import Random

from configs.text import Text
from labs.lessons.lesson import Lesson, Option, Task, always, some
from labs.lessons.measures import planted, sources
from labs.planting import Planter
from labs.shop import Shop


def _plant(planter: Planter, rng: Random) -> None:
    single, shelves = (
        planter.catalogue.single,
        rng.sample(["teaware", "oolong", "puer", "jasmine", "hongcha", "gift"], 4),
    )
    old = rng.sample(range(100, 1000), 4)
    planter.dead_page(f"/p/retired-{old[0]}.html", some(planter, rng, "zh", shelves[0], 6), "搭配：手工铁壶")
    planter.dead_page(f"/en/p/retired-{old[1]}.html", some(planter, rng, "en", shelves[0], 6), "Pair it with the tray")
    planter.dead_page(
        f"/guide/calendar-{old[2]}.html", planter.all_of("guide", rng.choice(["zh", "en"])), "Tea calendar"
    )
    planter.dead_page(f"/en/press-{old[3]}.html", [single("about", "en")], "Press room", 410)
    planter.dead_page("/services/engraving.html", [single("contact", "zh"), single("shipping", "zh")], "刻字服务", 500)
    planter.soft_404([*some(planter, rng, "zh", shelves[1], 4), *some(planter, rng, "en", shelves[2], 3)])


def _most_linked(shop: Shop) -> str:
    return next(path for path in sources(shop) if path in planted(shop, "http-4xx"))


LESSON = Lesson(
    number=1,
    name=Text(zh="状态码与死链", en="Status codes and dead links"),
    level=1,
    minutes=25,
    sections=("4.3.4", "4.3.8"),
    goal=Text(
        zh="列出死链，找到改一处就能修好一大片的那个模板，分清 404、410、500 和“假 200”。",
        en="List dead links, find the one template whose repair mends most of them, and tell 404, 410, 500 and soft 404 apart.",
    ),
    plant=_plant,
    tasks=(
        Task(
            kind="urls",
            question=always(
                "哪些站内地址被链接着，却回答 404 或 410？",
                "Which addresses of the shop are linked and answer 404 or 410?",
            ),
            truth=lambda shop: planted(shop, "http-4xx"),
            why=always(
                "检查项 http-4xx；导出见 xunlu export broken-links。",
                "The check http-4xx; xunlu export broken-links has them.",
            ),
            hints=(
                Text(zh="状态码 4xx 的网址。", en="URLs with a status of 4xx."),
                Text(
                    zh="410 也算：它说明网页是故意删掉的。",
                    en="410 counts, too: it says that the page was removed on purpose.",
                ),
                Text(
                    zh='xunlu sql "select url from v_pages where status in (404, 410)"',
                    en='xunlu sql "select url from v_pages where status in (404, 410)"',
                ),
            ),
        ),
        Task(
            kind="number",
            question=lambda shop: Text(
                zh=f"有多少个网页链接到 {_most_linked(shop)}？", en=f"How many pages link to {_most_linked(shop)}?"
            ),
            truth=lambda shop: float(sources(shop)[_most_linked(shop)]),
            why=always(
                "同一个模板上的一条链接：改模板一处，全部修好。",
                "It is one link of one template: one change mends all of them.",
            ),
            hints=(
                Text(zh="要数来源网页，不是链接的条数。", en="Count the pages it stands on, not the links."),
                Text(zh="xunlu links to 地址", en="xunlu links to ADDRESS"),
                Text(
                    zh="报告“链接”一节的死链表按目标归并。",
                    en="The table of broken links in the report is grouped by target.",
                ),
            ),
        ),
        Task(
            kind="urls",
            question=always(
                "哪些网页回答 200，内容却说商品不在了？",
                "Which pages answer 200 although their text says that the product is gone?",
            ),
            truth=lambda shop: planted(shop, "soft-404"),
            why=always(
                "检查项 soft-404：搜索引擎会当作空页收进去。",
                "The check soft-404: engines take them in as empty pages.",
            ),
            hints=(
                Text(zh="看标题和正文，不看状态码。", en="Look at titles and texts, not at the status."),
                Text(zh="xunlu rule soft-404", en="xunlu rule soft-404"),
                Text(
                    zh="xunlu sql \"select url from v_findings where check_id = 'soft-404'\"",
                    en="xunlu sql \"select url from v_findings where check_id = 'soft-404'\"",
                ),
            ),
        ),
        Task(
            kind="choice",
            question=always(
                "下架的商品页返回 404，最好怎么办？", "Product pages that were taken down answer 404. What is best?"
            ),
            truth=lambda _: "b",
            why=always(
                "先改链接来源；有替代品才跳转，没有就留 404 或 410。",
                "Mend the links first; redirect where there is a successor, else leave 404 or 410.",
            ),
            options={
                "a": Option(
                    Text(zh="全部 301 到首页", en="Redirect all of them to the home page with 301"),
                    Text(
                        zh="搜索引擎把它当软 404，访客也找不到要的东西。",
                        en="Engines take that for a soft 404, and visitors do not find what they wanted.",
                    ),
                ),
                "b": Option(
                    Text(
                        zh="改掉指向它们的链接；有替代品的 301 到替代品",
                        en="Change the links to them; redirect those with a successor to it",
                    ),
                    Text(
                        zh="对：从来源改起，跳转只给有去处的。",
                        en="Right: begin at the source, and redirect only what has somewhere to go.",
                    ),
                ),
                "c": Option(
                    Text(zh="给 404 页加 noindex", en="Put noindex on the 404 page"),
                    Text(
                        zh="404 本来就不会收录，链接还是断的。",
                        en="A 404 is not indexed anyway, and the links stay broken.",
                    ),
                ),
                "d": Option(
                    Text(zh="在 robots.txt 里禁止抓取", en="Disallow them in robots.txt"),
                    Text(zh="那样搜索引擎永远看不到它们已经没了。", en="Then engines never see that they are gone."),
                ),
            },
            hints=(
                Text(zh="想想点了链接的访客。", en="Think of the visitor who follows the link."),
                Text(zh="跳转只在有去处时才有用。", en="A redirect helps only where there is somewhere to go."),
                Text(
                    zh="xunlu rule link-broken-internal 的“怎么改”。",
                    en="“How to fix” of xunlu rule link-broken-internal.",
                ),
            ),
        ),
        Task(
            kind="fix",
            question=always(
                "改掉指向死链的链接：编辑 lab start 写出的网页文件夹，再运行 lab check。不能引出新的问题。",
                "Change the links that lead to dead addresses: edit the folder of pages that lab start wrote, then run lab check. Nothing new may break.",
            ),
            truth=lambda _: 0.0,
            checks=("link-broken-internal", "http-4xx"),
            why=always(
                "改文件后重新抓取，问题不再出现，也没有新的。",
                "After the files are changed and crawled again the findings are gone, and none is new.",
            ),
            hints=(
                Text(zh="文件名就是网址的路径。", en="The name of a file is the path of its address."),
                Text(
                    zh="编辑器的“在文件中查找”能一次找到全部。",
                    en="“Find in files” of an editor finds all of them at once.",
                ),
                Text(zh="xunlu export findings 列出每一处。", en="xunlu export findings lists every place."),
            ),
        ),
    ),
)
