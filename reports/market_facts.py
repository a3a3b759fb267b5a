"""Facts of every site of the market side by side: size, index, content, links, speed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from configs.text import Text
from reports.model_market import Fact, FactGroup
from reports.numbers import decimal, integer, milliseconds, percent, plain, share
from reports.reader import ASKED, BAD, Reader
from reports.sites import MEDIANS, median

Format = Callable[[float | None], str]


def kilobytes(value: float | None) -> str:
    """Bytes as KB; a dash for nothing."""
    return "–" if value is None else f"{decimal(value / 1024)} KB"


@dataclass(frozen=True, slots=True)
class Kind:
    """A fact: its name, how it is shown, and whether more (1) or less (-1) of it is better; 0: neither."""

    key: str
    name: Text
    form: Format
    better: int = 0


GROUPS: tuple[tuple[Text, tuple[Kind, ...]], ...] = (
    (
        Text(zh="规模", en="Size"),
        (
            Kind("crawled", Text(zh="已抓取网址", en="URLs crawled"), integer),
            Kind("html", Text(zh="HTML 网页", en="HTML pages"), integer),
            Kind("indexable", Text(zh="可编入索引", en="Indexable pages"), integer),
            Kind("indexable_share", Text(zh="可编入索引占比", en="Share indexable"), percent, 1),
            Kind("bad_share", Text(zh="返回 4xx、5xx 或无响应", en="4xx, 5xx or no response"), percent, -1),
        ),
    ),
    (
        Text(zh="内容", en="Content"),
        (
            Kind("words", Text(zh="正文词数（中位数）", en="Words of main text (median)"), integer),
            Kind("title_width", Text(zh="标题宽度（中位数，列）", en="Title width (median, columns)"), integer),
            Kind("no_title", Text(zh="没有标题的网页", en="Pages without title"), percent, -1),
            Kind("no_description", Text(zh="没有描述的网页", en="Pages without description"), percent, -1),
            Kind("no_h1", Text(zh="没有 h1 的网页", en="Pages without h1"), percent, -1),
            Kind("no_alt", Text(zh="没有 alt 的内容图片", en="Content images without alt"), percent, -1),
        ),
    ),
    (
        Text(zh="站内链接", en="Internal links"),
        (
            Kind("depth", Text(zh="点击深度（中位数）", en="Click depth (median)"), integer, -1),
            Kind("deep", Text(zh="超过 3 次点击的网页", en="Pages beyond 3 clicks"), percent, -1),
            Kind("inlinks", Text(zh="每页链入网页（平均）", en="Pages that link to a page (mean)"), decimal),
            Kind("single", Text(zh="最多一个网页链入", en="Linked by one page or none"), percent, -1),
        ),
    ),
    (
        Text(zh="速度", en="Speed"),
        (
            Kind("ttfb_ms", Text(zh="首字节时间（中位数）", en="Time to first byte (median)"), milliseconds, -1),
            Kind("size_bytes", Text(zh="HTML 大小（中位数）", en="Size of HTML (median)"), kilobytes, -1),
        ),
    ),
)

SUMS = f"""
    select total({ASKED}) as crawled, total({BAD}) as bad, total(html) as html, total(indexable) as indexable,
        total(html and title = '') as no_title, total(html and description = '') as no_description,
        total(html and h1 = '') as no_h1, total(iif(html, images, 0)) as images,
        total(iif(html, images_no_alt, 0)) as images_no_alt, count(iif(html, depth, null)) as reached,
        total(html and depth > 3) as deep, avg(iif(html, inlinks, null)) as inlinks,
        count(iif(html, inlinks, null)) as linked, total(html and inlinks < 2) as single
    from (select *, is_html and status between 200 and 299 as html from v_pages where run_id = :one)
"""
SHARES = {  # of what
    "indexable_share": ("indexable", "html"),
    "bad_share": ("bad", "crawled"),
    "no_title": ("no_title", "html"),
    "no_description": ("no_description", "html"),
    "no_h1": ("no_h1", "html"),
    "no_alt": ("images_no_alt", "images"),
    "deep": ("deep", "reached"),
    "single": ("single", "linked"),
}


def facts(reader: Reader, runs: Sequence[int]) -> tuple[FactGroup, ...]:
    """The facts of every run, in the order of ``runs``."""
    found = [_values(reader, run_id) for run_id in runs]
    return tuple(FactGroup(name, tuple(_fact(kind, found) for kind in kinds)) for name, kinds in GROUPS)


def _values(reader: Reader, run_id: int) -> dict[str, float | None]:
    row = reader.row(SUMS, one=run_id)
    values: dict[str, float | None] = {name: row[name] for name in ("crawled", "html", "indexable", "inlinks")}
    for name, (part, whole) in SHARES.items():
        values[name] = share(float(row[part]), float(row[whole])) if row[whole] else None
    return values | {name: median(reader, run_id, name) for name in MEDIANS}


def _fact(kind: Kind, found: Sequence[dict[str, float | None]]) -> Fact:
    values = [one[kind.key] for one in found]
    shown = tuple(None if value is None else plain(kind.form(value)) for value in values)
    return Fact(kind.name, shown, _best(values, shown, kind.better))


def _best(values: Sequence[float | None], shown: Sequence[Text | None], better: int) -> tuple[bool, ...]:
    """The best values as they are printed; none where all are alike or there is nothing better about them."""
    known = [value for value in values if value is not None]
    if not better or len({text.zh for text in shown if text}) < 2:
        return (False,) * len(values)
    best = plain_best(known, better)
    printed = next(text for value, text in zip(values, shown, strict=True) if value == best)
    return tuple(text == printed for text in shown)


def plain_best(values: Sequence[float], better: int) -> float:
    """The largest or the smallest of them."""
    return max(values) if better > 0 else min(values)
