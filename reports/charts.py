"""The charts: counts over the pages of a run, as tables whose bars are drawn by CSS."""

from __future__ import annotations

from collections.abc import Iterable

from configs.text import Text
from reports.numbers import plain, share
from reports.parts import Bar, Chart
from reports.reader import ASKED, Reader
from reports.words import INDEXABLE, named

DEEPEST = 10  # click depths with a bar of their own
TITLE_STEP, TITLE_LAST = 10, 70  # display columns of a bar, start of the last bar

URLS = Text(zh="网址", en="URLs")
PAGES = Text(zh="网页", en="pages")

STATUS = {
    2: (Text(zh="2xx 成功", en="2xx OK"), "good"),
    3: (Text(zh="3xx 重定向", en="3xx redirect"), "fair"),
    4: (Text(zh="4xx 找不到或拒绝", en="4xx client error"), "poor"),
    5: (Text(zh="5xx 服务器错误", en="5xx server error"), "poor"),
    0: (Text(zh="无响应", en="No response"), "poor"),
    -1: (Text(zh="未请求：robots.txt 禁止", en="Not requested: disallowed"), "none"),
}


def charts(reader: Reader, discovered: int) -> tuple[Chart, ...]:
    """All charts of the report; ``discovered`` is the number of known URLs, crawled or not."""
    made = (
        funnel(reader, discovered),
        statuses(reader),
        depths(reader),
        reasons(reader),
        title_widths(reader),
        page_types(reader),
    )
    return tuple(chart for chart in made if chart.bars)


def funnel(reader: Reader, discovered: int) -> Chart:
    """Strictly nested sets: each row is part of the row above."""
    row = reader.row(
        f"""
        select total({ASKED}) as crawled, total(status = 200) as ok, total(status = 200 and indexable) as indexable,
            total(status = 200 and indexable and url_id not in (
                select url_id from findings where run_id = :run and severity = 'error')) as clean
        from v_pages where run_id = :run
        """
    )
    crawled, ok, indexable, clean = (int(row[name]) for name in ("crawled", "ok", "indexable", "clean"))
    steps = [
        (Text(zh="已发现", en="Discovered"), max(discovered, crawled)),
        (Text(zh="已抓取", en="Crawled"), crawled),
        (Text(zh="状态 200", en="Status 200"), ok),
        (Text(zh="可编入索引", en="Indexable"), indexable),
        (Text(zh="且没有错误", en="And without an error"), clean),
    ]
    bars: list[Bar] = []
    whole = above = steps[0][1]
    for label, count in steps:
        part = share(count, whole)
        bars.append(Bar(label, count, part, part, "step", lost=share(above - count, above) if bars else None))
        above = count
    remark = Text(
        zh="每一步都是上一步的一部分；右侧是比上一步少了多少。",
        en="Every step is part of the step above; on the right, what was lost since that step.",
    )
    title = Text(zh="收录漏斗", en="Indexing funnel")
    return Chart("funnel", title, URLS, tuple(bars) if crawled else (), remark, funnel=True)


def statuses(reader: Reader) -> Chart:
    """Crawled URLs by class of HTTP status."""
    rows = reader.rows(
        f"select iif({ASKED}, coalesce(status / 100, 0), -1) as class, count(*) as n from v_pages"
        " where run_id = :run group by 1"
    )
    found = {int(row["class"]): int(row["n"]) for row in rows}
    known = [(STATUS[key][0], found[key], STATUS[key][1]) for key in STATUS if found.get(key)]
    other = [(plain(f"{key}xx"), count, "none") for key, count in sorted(found.items()) if key not in STATUS]
    return Chart("status", Text(zh="HTTP 状态码", en="HTTP status"), URLS, _bars(known + other))


def depths(reader: Reader) -> Chart:
    """Complete HTML pages by clicks from the start URLs; deep ones share a bar, unreachable ones come last."""
    rows = reader.rows(
        "select min(depth, :deepest) as depth, count(*) as n from v_pages"
        " where run_id = :run and is_html and status between 200 and 299 group by 1 order by depth is null, depth",
        deepest=DEEPEST,
    )
    bars = [(_depth_name(row["depth"]), int(row["n"]), _depth_tone(row["depth"])) for row in rows]
    remark = Text(
        zh="从首页起最少点几次能到；超过 3 次的网页较少被抓取，得到的权重也少。",
        en="Fewest clicks from the start page; pages beyond 3 clicks are crawled less and receive less weight.",
    )
    return Chart("depth", Text(zh="点击深度", en="Click depth"), PAGES, _bars(bars), remark)


def _depth_name(depth: int | None) -> Text:
    if depth is None:
        return Text(zh="没有链接路径", en="No link path")
    more = "+" if depth == DEEPEST else ""
    return Text(zh=f"{depth}{more} 次", en=f"{depth}{more} {'click' if depth == 1 else 'clicks'}")


def _depth_tone(depth: int | None) -> str:
    return "poor" if depth is None else "good" if depth <= 3 else "fair" if depth <= 5 else "poor"


def reasons(reader: Reader) -> Chart:
    """Crawled URLs by why they can, or cannot, be indexed."""
    rows = reader.rows(
        "select coalesce(indexable_reason, '') as reason, count(*) as n from v_pages"
        " where run_id = :run group by 1 order by reason <> 'ok', n desc, reason"
    )
    bars = [
        (named(INDEXABLE, row["reason"]), int(row["n"]), "good" if row["reason"] == "ok" else "none") for row in rows
    ]
    return Chart("indexable", Text(zh="可索引性", en="Indexability"), URLS, _bars(bars))


def title_widths(reader: Reader) -> Chart:
    """Complete HTML pages by display width of their title, in columns (a Han character is 2)."""
    rows = reader.rows(
        "select case when title = '' then -1 else min(max(title_width - 1, 0) / :step, :last) end as step,"
        " count(*) as n from v_pages where run_id = :run and is_html and status between 200 and 299"
        " group by 1 order by 1",
        step=TITLE_STEP,
        last=TITLE_LAST // TITLE_STEP,
    )
    found = {int(row["step"]): int(row["n"]) for row in rows}
    bars = [(*_title_step(step), found.get(step, 0)) for step in range(-1, max(found, default=-2) + 1)]
    remark = Text(
        zh="单位为列：一个汉字 2 列，一个字母 1 列。搜索结果大约显示到 60 列。",
        en="In display columns: a Han character is 2, a letter 1. Result pages show about 60.",
    )
    made = _bars([(label, count, tone) for label, tone, count in bars])
    return Chart("titles", Text(zh="标题宽度", en="Title width"), PAGES, made, remark)


def _title_step(step: int) -> tuple[Text, str]:
    if step < 0:
        return Text(zh="没有标题", en="No title"), "poor"
    first, last = step * TITLE_STEP + 1, (step + 1) * TITLE_STEP
    if last > TITLE_LAST:
        return Text(zh=f"超过 {TITLE_LAST}", en=f"over {TITLE_LAST}"), "fair"
    return plain(f"{first}–{last}"), "good" if last <= 60 else "fair"


def page_types(reader: Reader) -> Chart:
    """Complete HTML pages by page type; types are few, templates are not."""
    rows = reader.rows(
        "select coalesce(page_type, '') as kind, count(*) as n from v_pages"
        " where run_id = :run and is_html and status between 200 and 299 group by 1 order by n desc, kind limit 12"
    )
    bars = [(named(TYPES, row["kind"]), int(row["n"]), "") for row in rows]
    return Chart("types", Text(zh="网页类型", en="Page types"), PAGES, _bars(bars))


TYPES = {
    "home": Text(zh="首页", en="Home"),
    "category": Text(zh="分类页", en="Category"),
    "product": Text(zh="商品页", en="Product"),
    "article": Text(zh="文章页", en="Article"),
    "list": Text(zh="列表页", en="List"),
    "account": Text(zh="账户页", en="Account"),
    "legal": Text(zh="条款页", en="Legal"),
    "other": Text(zh="其他", en="Other"),
    "": Text(zh="未分类", en="Unclassified"),
}


def _bars(rows: Iterable[tuple[Text, int, str]]) -> tuple[Bar, ...]:
    """Bars against the longest of them, shares of their sum."""
    listed = list(rows)
    whole, longest = sum(count for _, count, _ in listed), max((count for _, count, _ in listed), default=0)
    return tuple(Bar(label, count, share(count, whole), share(count, longest), tone) for label, count, tone in listed)
