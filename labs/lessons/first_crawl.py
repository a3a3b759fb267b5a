"""Lesson 0: the first crawl, on a clean shop."""

from __future__ import annotations

from configs.text import Text
from labs.lessons.lesson import Lesson, Task, always
from labs.lessons.measures import depths, page_paths, sizes
from labs.shop import Shop


def _deepest(shop: Shop) -> float:
    return float(max(depths(shop).values()))


def _heaviest(shop: Shop) -> frozenset[str]:
    found = sizes(shop)
    return frozenset(path for path, size in found.items() if size == max(found.values()))


LESSON = Lesson(
    number=0,
    name=Text(zh="热身：第一次抓取", en="Warm-up: the first crawl"),
    level=1,
    minutes=15,
    sections=("4.3.1–4.3.3", "10.4"),
    goal=Text(
        zh="用一条命令抓取一家店，读懂摘要和报告的第一屏。",
        en="Crawl a shop with one command, and read the summary and the first screen of the report.",
    ),
    tasks=(
        Task(
            kind="crawl",
            question=always(
                "抓取整家店：xunlu run 网址，不要设上限。", "Crawl the whole shop: xunlu run URL, without a limit."
            ),
            truth=lambda shop: float(len(page_paths(shop))),
            why=always("一次完整的运行是一切比较的基础。", "A complete run is what everything else rests on."),
            hints=(
                Text(zh="网址就是 lab start 打印的那个。", en="The URL is the one that lab start printed."),
                Text(
                    zh="在另一个终端里运行，别关掉 lab start。",
                    en="Run it in another terminal, and leave lab start open.",
                ),
                Text(zh="xunlu list runs 应显示 complete。", en="xunlu list runs should say complete."),
            ),
        ),
        Task(
            kind="number",
            question=always("抓到多少个 HTML 网页？", "How many HTML pages were crawled?"),
            truth=lambda shop: float(len(page_paths(shop))),
            why=always(
                "v_runs 的 html_pages，摘要里的网页数。", "html_pages of v_runs, the number of pages in the summary."
            ),
            hints=(
                Text(zh="摘要的第一行就有。", en="It stands in the first line of the summary."),
                Text(zh="xunlu list runs 也有。", en="xunlu list runs has it, too."),
                Text(zh='xunlu sql "select html_pages from v_runs"', en='xunlu sql "select html_pages from v_runs"'),
            ),
        ),
        Task(
            kind="number",
            question=always("离首页最远的网页要点几次？", "How many clicks from home is the farthest page?"),
            truth=_deepest,
            why=always(
                "点击深度是从首页出发的最短路径；越深的网页越少被抓取。",
                "Click depth is the shortest path from home; the deeper a page, the less it is crawled.",
            ),
            hints=(
                Text(zh="报告“图表”一节的“点击深度”。", en="The chart “Click depth” of the report."),
                Text(zh="深度从 0 算起：首页是 0。", en="Depth begins at 0: that is the home page."),
                Text(zh='xunlu sql "select max(depth) from v_pages"', en='xunlu sql "select max(depth) from v_pages"'),
            ),
            slips=lambda shop: {
                _deepest(shop) + 1: Text(zh="首页的深度是 0，不是 1。", en="The home page has depth 0, not 1."),
            },
        ),
        Task(
            kind="urls",
            question=always("哪个网页最大（字节）？", "Which page is the largest, in bytes?"),
            truth=_heaviest,
            why=always(
                "size_bytes 是解压后的大小，不是传输的大小。",
                "size_bytes is the size after unpacking, not on the wire.",
            ),
            hints=(
                Text(zh="v_pages 有一列 size_bytes。", en="v_pages has a column size_bytes."),
                Text(zh="按它从大到小排。", en="Sort by it, the largest first."),
                Text(
                    zh='xunlu sql "select url from v_pages order by size_bytes desc limit 1"',
                    en='xunlu sql "select url from v_pages order by size_bytes desc limit 1"',
                ),
            ),
        ),
    ),
)
