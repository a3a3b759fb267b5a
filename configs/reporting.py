"""Where the report goes: placeholders in the name of its file, the formats it has, and what may be wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from configs.measures import choice, quantity
from configs.settings import Report
from configs.text import LANGUAGES, Text
from configs.units import size

FORMATS = ("html", "json", "md", "pdf")
CHARTS = ("line", "radar", "funnel", "bar", "pie")  # the five of the textbook
ALSO = ("html", "json", "md", "pdf", "summary", "xlsx")
EXTENSIONS = (".html", ".htm", ".json", ".md", ".pdf")
LOGOS = (".png", ".jpg", ".jpeg", ".svg")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
KNOWN = ("site", "date")
AUTO = "auto"  # max_size: what goes with the size of the site
LONGEST = 60  # characters of a site's name


def filled(output: str, site: str, day: str) -> str:
    """``output`` with ``{site}`` and ``{date}`` filled in; a name can lead to no other folder.

    Args:
        day: YYYY-MM-DD, or a time that begins with it.
    """
    return output.replace("{site}", plain_name(site)).replace("{date}", plain_name(day[:10]))


def plain_name(name: str) -> str:
    """``name`` as a part of a file's name: letters, digits, ``-``, ``_`` and dots inside."""
    safe = "".join(char if char.isalnum() or char in "-_." else "-" for char in name)[:LONGEST].strip(".")
    return safe or "-"


def report_faults(report: Report) -> Iterator[Text]:
    """Every fault of ``[report]`` that its types do not show."""
    yield from _output(report.output)
    yield from _each("[report] languages", report.languages, LANGUAGES)
    if not report.languages:
        yield Text("[report] languages 是空的：写 zh、en 或两者", "[report] languages is empty: write zh, en or both")
    yield from _each("[report] also", report.also, ALSO)
    yield from _each("[report] charts", report.charts, CHARTS)
    if report.max_size != AUTO:
        yield from quantity("[report] max_size", report.max_size, size, "auto, 500K, 15M")
    if not report.compare.strip():
        yield Text("[report] compare 是空的：写 previous、off 或一次运行", "[report] compare is empty: write previous, off or a run")  # fmt: skip
    if report.brand.logo and not report.brand.logo.lower().endswith(LOGOS):
        yield Text("[report.brand] logo 要是 PNG、JPEG 或 SVG 文件", "[report.brand] logo must be a PNG, JPEG or SVG file")  # fmt: skip


def _output(output: str) -> Iterator[Text]:
    if not output.strip():
        yield Text("[report] output 是空的", "[report] output is empty")
    for name in PLACEHOLDER.findall(output):
        if name not in KNOWN:
            known = ", ".join(f"{{{one}}}" for one in KNOWN)
            yield Text(f"[report] output 里没有 {{{name}}} 可填（有：{known}）", f"[report] output: nothing to fill in for {{{name}}} (there are: {known})")  # fmt: skip
    suffix = PurePath(output).suffix.lower()
    if suffix and suffix not in EXTENSIONS:
        yield Text(f"[report] output 的扩展名只能是 {'、'.join(EXTENSIONS)}，不是 {suffix}", f"[report] output must end in {', '.join(EXTENSIONS)}, not {suffix}")  # fmt: skip


def _each(place: str, values: tuple[str, ...], allowed: tuple[str, ...]) -> Iterator[Text]:
    for value, times in Counter(values).items():
        yield from choice(place, value, allowed)
        if times > 1:
            yield Text(f"{place} 里 {value} 写了 {times} 次", f"{place} names {value} {times} times")
