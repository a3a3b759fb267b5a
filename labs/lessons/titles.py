"""Lesson 3: titles, and their width in columns."""

from __future__ import annotations

from random import Random

from configs.text import Text
from labs.copywriting import columns
from labs.lessons.lesson import Lesson, Option, Task, always, some
from labs.lessons.measures import planted
from labs.planting import Planter
from labs.shop import Shop
from labs.wording import Lang


def _plant(planter: Planter, rng: Random) -> None:
    shelves = rng.sample(["longjing", "oolong", "puer", "jasmine", "hongcha", "baicha"], 5)
    planter.no_titles([*some(planter, rng, "zh", shelves[0], 4), *some(planter, rng, "en", shelves[0], 3)])
    pairs: tuple[tuple[Lang, int], ...] = (("zh", 3), ("en", 2))
    for lang, most in pairs:
        pages = planter.products(lang, shelves[1])
        planter.same_titles(
            sorted(rng.sample(pages, min(len(pages) // 2, rng.randint(1, most)) * 2), key=lambda page: page.path)
        )
    planter.long_titles([*some(planter, rng, "zh", shelves[2], 5), *some(planter, rng, "en", shelves[3], 4)])
    planter.flag(some(planter, rng, rng.choice(["zh", "en"]), shelves[4], 6), "no_description", "description-missing")


def _groups(shop: Shop) -> float:
    return float(len({one.evidence["title"] for one in shop.defects if one.check_id == "title-duplicate"}))


def _measured(shop: Shop) -> tuple[str, str]:
    """The page whose title is to be measured, a Chinese one with Latin in it, and that title."""
    path = min(path for path in planted(shop, "title-too-long") if not path.startswith("/en/"))
    return path, shop.site.plan.titles[path]


LESSON = Lesson(
    number=3,
    name=Text(zh="标题与描述", en="Titles and descriptions"),
    level=1,
    minutes=30,
    sections=("4.3.6", "10.5"),
    goal=Text(
        zh="找出没有标题、标题重复、标题过宽和没有描述的网页；会用“列”量宽度：汉字 2 列，字母 1 列。",
        en="Find pages without a title or description, with that of another page, or too wide; measure width in columns: Han 2, Latin 1.",
    ),
    plant=_plant,
    tasks=(
        Task(
            kind="urls",
            question=always("哪些网页没有标题？", "Which pages have no title?"),
            truth=lambda shop: planted(shop, "title-missing"),
            why=always("检查项 title-missing。", "The check title-missing."),
            hints=(
                Text(zh="v_pages 的 title 为空。", en="The title of v_pages is empty."),
                Text(zh="只看 HTML 网页。", en="Look at HTML pages only."),
                Text(
                    zh="xunlu sql \"select url from v_pages where is_html and status = 200 and title = ''\"",
                    en="xunlu sql \"select url from v_pages where is_html and status = 200 and title = ''\"",
                ),
            ),
        ),
        Task(
            kind="number",
            question=always("有几组网页共用一个标题？", "How many groups of pages share a title?"),
            truth=_groups,
            why=always("按标题分组，数有两页以上的组。", "Group by title and count the groups of two pages or more."),
            hints=(
                Text(zh="数组，不是数网页。", en="Count groups, not pages."),
                Text(zh="没有标题的网页不算一组。", en="Pages without a title are no group."),
                Text(
                    zh="xunlu sql \"select title, count(*) from v_pages where is_html and title <> '' group by 1 having count(*) > 1\"",
                    en="xunlu sql \"select title, count(*) from v_pages where is_html and title <> '' group by 1 having count(*) > 1\"",
                ),
            ),
            slips=lambda shop: {
                float(len(planted(shop, "title-duplicate"))): Text(
                    zh="这是网页数，不是组数。", en="These are the pages, not the groups."
                ),
                _groups(shop) + 1: Text(
                    zh="没有标题的网页也算进去了？", en="Did you count the pages without a title as a group?"
                ),
            },
        ),
        Task(
            kind="urls",
            question=always(
                "哪些网页的标题太宽（检查项 title-too-long）？",
                "Which pages have a title that is too wide (check title-too-long)?",
            ),
            truth=lambda shop: planted(shop, "title-too-long"),
            why=always(
                "界限以列计，见 xunlu rule title-too-long。", "The limit is in columns, see xunlu rule title-too-long."
            ),
            hints=(
                Text(zh="列不是字符：一个汉字 2 列。", en="Columns are not characters: a Han character is 2."),
                Text(zh="v_pages 有 title_width。", en="v_pages has title_width."),
                Text(
                    zh="xunlu sql \"select url from v_findings where check_id = 'title-too-long'\"",
                    en="xunlu sql \"select url from v_findings where check_id = 'title-too-long'\"",
                ),
            ),
        ),
        Task(
            kind="number",
            question=lambda shop: Text(
                zh=f"{_measured(shop)[0]} 的标题有多少列宽？",
                en=f"How many columns wide is the title of {_measured(shop)[0]}?",
            ),
            truth=lambda shop: float(columns(_measured(shop)[1])),
            why=lambda shop: Text(zh=f"标题：{_measured(shop)[1]}", en=f"The title: {_measured(shop)[1]}"),
            tolerance=1,
            hints=(
                Text(
                    zh="汉字和全角标点 2 列，字母、数字、空格 1 列。",
                    en="Han and full-width signs are 2 columns; letters, digits and spaces 1.",
                ),
                Text(zh="xunlu page 地址 会打印标题宽度。", en="xunlu page ADDRESS prints the width of the title."),
                Text(zh="看 title_width。", en="Look at title_width."),
            ),
            slips=lambda shop: {
                float(len(_measured(shop)[1])): Text(
                    zh="这是字符数：汉字要算 2 列。", en="These are characters: Han counts 2 columns."
                ),
                float(len(_measured(shop)[1].encode())): Text(zh="这是字节数。", en="These are bytes."),
            },
        ),
        Task(
            kind="urls",
            question=always("哪些网页没有 meta 描述？", "Which pages have no meta description?"),
            truth=lambda shop: planted(shop, "description-missing"),
            why=always("检查项 description-missing。", "The check description-missing."),
            hints=(
                Text(zh="v_pages 的 description 为空。", en="The description of v_pages is empty."),
                Text(zh="只看 HTML 网页。", en="Look at HTML pages only."),
                Text(
                    zh="xunlu sql \"select url from v_pages where is_html and status = 200 and description = ''\"",
                    en="xunlu sql \"select url from v_pages where is_html and status = 200 and description = ''\"",
                ),
            ),
        ),
        Task(
            kind="choice",
            question=always(
                "上百个商品页标题过宽，先改什么？",
                "The titles of a hundred product pages are too wide. What do you change first?",
            ),
            truth=lambda _: "c",
            why=always("标题来自模板，改模板一处就够。", "Titles come from the template; one change there will do."),
            options={
                "a": Option(
                    Text(zh="逐页手工改短", en="Shorten them by hand, page by page"),
                    Text(zh="下一个新品又会过宽。", en="The next new product is too wide again."),
                ),
                "b": Option(
                    Text(zh="把店名去掉", en="Leave the name of the shop out"),
                    Text(
                        zh="店名在末尾，截断的是前面的话太多；去掉它还少了品牌。",
                        en="It stands at the end; the words before it are too many, and the brand is lost.",
                    ),
                ),
                "c": Option(
                    Text(
                        zh="改标题模板：品名在前，少说一句，店名在后",
                        en="Change the template: product first, fewer words, shop last",
                    ),
                    Text(zh="对：一处改动，全部网页受益。", en="Right: one change, and every page gains."),
                ),
            },
            hints=(
                Text(zh="这些标题是谁写的？", en="Who wrote these titles?"),
                Text(zh="报告里“一个原因，许多网页”。", en="“One cause, many pages” in the report."),
                Text(zh="改一处、全部好的那个。", en="The one whose single change mends all."),
            ),
        ),
        Task(
            kind="fix",
            question=always(
                "改好这些标题：编辑 lab start 写出的网页文件夹，再运行 lab check。不能引出新的问题。",
                "Mend the titles: edit the folder of pages that lab start wrote, then run lab check. Nothing new may break.",
            ),
            truth=lambda _: 0.0,
            checks=("title-missing", "title-duplicate", "title-too-long"),
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
