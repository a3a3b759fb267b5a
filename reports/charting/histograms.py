"""Histograms over the indexable pages: click depth, width of titles, length of main text."""

from __future__ import annotations

from configs.text import Text
from reports.charting.making import INDEXABLE, PAGES, SHARE, Row, absent, bars, pages, says
from reports.charting.shares import NONE_INDEXABLE
from reports.model_charts import Chart
from reports.numbers import integer, percent, plain, share
from reports.reader import Reader

NEAR, DEEPEST = 3, 10  # click depths: near enough, and the first of those that share a bar
TITLE_STEP, TITLE_LAST, TITLE_FITS = 10, 70, 60  # display columns of a bar, start of the last bar, what results show
LENGTHS = (0, 1, 50, 100, 200, 300, 500, 1_000, 2_000)  # words: where each bar begins
SHORT = 200

NOT_LINKED = Text(zh="还没有分析链接：运行 xunlu links", en="links are not analysed yet: run xunlu links")
NO_WORDS = Text(zh="还没有分析关键词：运行 xunlu keywords", en="keywords are not analysed yet: run xunlu keywords")


def depths(reader: Reader, *, linked: bool) -> Chart:
    """Indexable pages by clicks from the start URLs; deep ones share a bar, unreachable ones come last."""
    title = Text(zh="点击深度", en="Click depth")
    if not linked:
        return absent("depth", title, NOT_LINKED)
    counted = reader.rows(
        "select min(depth, :deepest) as depth, count(*) as n from v_pages"
        " where run_id = :run and indexable group by 1 order by depth is null, depth",
        deepest=DEEPEST,
    )
    found = {row["depth"]: int(row["n"]) for row in counted}
    if not found:
        return absent("depth", title, NONE_INDEXABLE)
    known = [depth for depth in found if depth is not None]
    rows = [_depth(depth, found.get(depth, 0)) for depth in range(max(known, default=-1) + 1)]
    rows += [_depth(None, found[None])] if None in found else []
    near, whole = sum(found[depth] for depth in known if depth <= NEAR), sum(found.values())
    out = found.get(None, 0)
    told = says(
        f"{percent(share(near, whole))} 的网页点 {NEAR} 次以内就到"
        + (f"；{integer(out)} 个从首页点不到。" if out else "。"),
        f"{percent(share(near, whole))} of the pages are within {NEAR} clicks"
        + (f"; {integer(out)} cannot be clicked to from the start page." if out else "."),
    )
    remark = Text(
        zh="从首页起最少点几次能到；超过 3 次的网页较少被抓取，得到的权重也少。",
        en="Fewest clicks from the start page; pages beyond 3 clicks are crawled less and receive less weight.",
    )
    return Chart("depth", "columns", title, PAGES, bars(rows), SHARE, says=told, remark=remark)


def _depth(depth: int | None, count: int) -> Row:
    if depth is None:
        return Row(Text(zh="点不到", en="No path"), count, "poor", pages(indexable=INDEXABLE, depth="-"))
    more = "+" if depth == DEEPEST else ""
    label = Text(zh=f"{depth}{more} 次", en=f"{depth}{more} {'click' if depth == 1 else 'clicks'}")
    tone = "good" if depth <= NEAR else "fair" if depth <= 5 else "poor"
    return Row(label, count, tone, pages(indexable=INDEXABLE, depth=f">={depth}" if more else depth))


def title_widths(reader: Reader) -> Chart:
    """Indexable pages by display width of their title, in columns (a Han character is 2)."""
    title = Text(zh="标题宽度", en="Title width")
    counted = reader.rows(
        "select case when title = '' then -1 else min(max(title_width - 1, 0) / :step, :last) end as step,"
        " count(*) as n from v_pages where run_id = :run and indexable group by 1 order by 1",
        step=TITLE_STEP,
        last=TITLE_LAST // TITLE_STEP,
    )
    found = {int(row["step"]): int(row["n"]) for row in counted}
    if not found:
        return absent("titles", title, NONE_INDEXABLE)
    rows = [_title(step, found.get(step, 0)) for step in range(-1 if -1 in found else 0, max(found) + 1)]
    whole, bare = sum(found.values()), found.get(-1, 0)
    wide = sum(count for step, count in found.items() if step >= TITLE_FITS // TITLE_STEP)
    told = says(
        f"{percent(share(whole - wide - bare, whole))} 的标题放得下（不超过 {TITLE_FITS} 列）；{integer(wide)} 个太宽，{integer(bare)} 个没有标题。",
        f"{percent(share(whole - wide - bare, whole))} of the titles fit (up to {TITLE_FITS} columns); wider: {integer(wide)}, missing: {integer(bare)}.",
    )
    remark = Text(
        zh=f"单位为列：一个汉字 2 列，一个字母 1 列。搜索结果大约显示到 {TITLE_FITS} 列。",
        en=f"In display columns: a Han character is 2, a letter 1. Result pages show about {TITLE_FITS}.",
    )
    return Chart("titles", "columns", title, PAGES, bars(rows), SHARE, says=told, remark=remark)


def _title(step: int, count: int) -> Row:
    if step < 0:
        return Row(Text(zh="没有", en="None"), count, "poor", pages(indexable=INDEXABLE, title_width=0))
    first, last = step * TITLE_STEP + 1, (step + 1) * TITLE_STEP
    if last > TITLE_LAST:
        label = Text(zh=f"> {TITLE_LAST}", en=f"> {TITLE_LAST}")
        return Row(label, count, "fair", pages(indexable=INDEXABLE, title_width=f">{TITLE_LAST}"))
    target = pages(indexable=INDEXABLE, title_width=f">={first} <={last}")
    return Row(plain(f"{first}–{last}"), count, "good" if last <= TITLE_FITS else "fair", target)


def text_lengths(reader: Reader, *, judged: bool) -> Chart:
    """Indexable pages by words of their main text."""
    title = Text(zh="正文长度", en="Length of main text")
    if not judged:
        return absent("lengths", title, NO_WORDS)
    steps = " ".join(f"when words < {end} then {number}" for number, end in enumerate(LENGTHS[1:]))
    counted = reader.rows(
        f"select case {steps} else {len(LENGTHS) - 1} end as step, count(*) as n from v_pages"
        " where run_id = :run and indexable and words is not null group by 1"
    )
    found = {int(row["step"]): int(row["n"]) for row in counted}
    if not found:
        return absent("lengths", title, NONE_INDEXABLE)
    rows = [_length(step, found.get(step, 0)) for step in range(min(found), max(found) + 1)]
    whole = sum(found.values())
    short = sum(count for step, count in found.items() if LENGTHS[step] < SHORT)
    told = says(
        f"{percent(share(short, whole))} 的网页正文不到 {SHORT} 个词（{integer(short)} 个）。",
        f"{percent(share(short, whole))} of the pages have fewer than {SHORT} words of main text ({integer(short)}).",
    )
    remark = Text(
        zh="单位为词：中文按结巴分词，英文按空格；导航、页头、页脚不算正文。",
        en="In words: Chinese as jieba cuts it, English by spaces; navigation, header and footer are no main text.",
    )
    return Chart("lengths", "columns", title, PAGES, bars(rows), SHARE, says=told, remark=remark)


def _length(step: int, count: int) -> Row:
    first = LENGTHS[step]
    if step == len(LENGTHS) - 1:
        return Row(plain(f"{first:,}+"), count, target=pages(indexable=INDEXABLE, words=f">={first}"))
    last = LENGTHS[step + 1] - 1
    if first == last:
        return Row(plain(str(first)), count, "poor", pages(indexable=INDEXABLE, words=first))
    return Row(plain(f"{first:,}–{last:,}"), count, target=pages(indexable=INDEXABLE, words=f">={first} <={last}"))
