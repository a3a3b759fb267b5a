"""The rows of an exported table of keywords, one at a time: recognised heads, and what is wrong with those that say nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple, TextIO

from configs.errors import REMEDY, WHERE, WHY, InputError
from configs.reasons import reason
from configs.text import Text, without_controls
from crawler.domains import site_domain
from crawler.imports.faults import Fault
from crawler.imports.sheet import DELIMITERS
from crawler.imports.stream import Record, opened, records, sign_of
from crawler.imports.workbook import WorkbookError, workbook_rows
from crawler.urls import host_key
from keywords.figures.heads import FIELDS, FIGURES, SOURCES, known_tool, period, places
from keywords.figures.values import EMPTY, Value, percent_of, position_of, share_of, value_of
from keywords.matching import copy_of
from keywords.rankings import Ranking, day_in, engine_of, odd_text, page_url

_OLD = b"\xd0\xcf\x11\xe0"  # what workbooks of Excel before 2007 begin with
BEFORE_HEAD = 10  # lines that may stand above the heads
EXCEL_START, EXCEL_DAYS = datetime.date(1899, 12, 30), (36_000, 73_000)  # 1998 to 2099
ODD = 3  # cells shown that nobody understands
MORE_CELLS = Text(
    zh="单元格比表头多：很可能有没加引号的分隔符，如 1,234", en="more cells than heads: a separator without quotes, most likely, as in 1,234"
)  # fmt: skip


class Figures(NamedTuple):
    """What a row says of a keyword; numbers in the order of ``heads.FIGURES``, None for what it does not say.

    ``named`` and ``inexact`` are sums of 1 << index of a figure: those the row has, and of them those that are a range.
    """

    engine: str
    day: str
    keyword: str
    shown: str
    period: str
    numbers: tuple[float | None, ...]
    named: int
    inexact: int


class Taken(NamedTuple):
    """A row; ``figures`` is None in a table of positions alone, ``ranking`` without a position of the site."""

    figures: Figures | None
    ranking: Ranking | None


def _price(text: str) -> Value | None:
    return value_of(text, counts=False)


_READERS: dict[str, Callable[[str], Value | None]] = {
    "bid": _price, "bid_low": _price, "bid_high": _price, "difficulty": percent_of, "strong_share": share_of, "home_share": share_of,
}  # fmt: skip


@dataclass(slots=True)
class Table:
    """A file that is being read; ``odd`` cells are counted while its rows pass."""

    tool: str
    engine: str  # of rows without one
    day: str
    base: str
    where: dict[str, int]
    heads: int
    period: str
    lines: Iterator[Record]
    foreign: int = 0  # positions of pages of other sites
    odd: int = 0  # cells of figures and positions that nobody understands
    examples: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[Taken | Fault]:
        """Every row that says something."""
        for line, cells, fault in self.lines:
            made = self._made(cells) if fault is None else fault
            yield Fault(line, made, cells) if isinstance(made, Text) else made

    def _made(self, cells: list[str]) -> Taken | Text:
        if len(cells) > self.heads and any(cell.strip() for cell in cells[self.heads :]):
            return MORE_CELLS
        values = {name: _plain(cells[at]) if at < len(cells) else "" for name, at in self.where.items()}
        term = values["keyword"]
        if fault := odd_text(term):
            return fault
        day = _day(values["day"]) if values.get("day") else self.day
        if not day:
            return Text(zh=f"日期看不懂：{values['day']!r}", en=f"not a date: {values['day']!r}")
        page = page_url(values["page"], self.base) if values.get("page") else ""
        if page is None:
            return Text(zh=f"不是网址，也不是路径：{values['page']}", en=f"neither a URL nor a path: {values['page']}")
        engine, keyword = engine_of(values.get("engine") or self.engine), copy_of(term)
        return Taken(
            self._figures(values, engine, day, keyword, term), self._ranking(values, engine, day, keyword, page, term)
        )

    def _figures(self, values: Mapping[str, str], engine: str, day: str, keyword: str, term: str) -> Figures | None:
        if not self.where.keys() & set(SOURCES):
            return None
        read = {name: self._value(values[name], _READERS.get(name, value_of)) for name in SOURCES if name in values}
        found = [_summed(read, "volume", "volume_pc", "volume_mobile", "index"), *map(read.get, FIGURES[1:])]
        bid = FIGURES.index("bid")
        found[bid] = found[bid] or _mean(read.get("bid_low"), read.get("bid_high"))
        named = sum(1 << index for index, value in enumerate(found) if value)
        inexact = sum(1 << index for index, value in enumerate(found) if value and not value.exact)
        numbers = tuple(value and value.number for value in found)
        return Figures(engine, day, keyword, term, self.period if found[0] else "", numbers, named, inexact)

    def _ranking(
        self, values: Mapping[str, str], engine: str, day: str, keyword: str, page: str, term: str
    ) -> Ranking | None:
        """None for a keyword for which the site is not found."""
        position = position_of(values.get("position", ""))
        if position is None:
            return None
        if page and not _same_site(host_key(page), host_key(self.base)):
            self.foreign += 1
            return None
        clicks, impressions = (self._value(values.get(name, ""), value_of) for name in ("clicks", "impressions"))
        return Ranking(
            engine, day, keyword, page, term, position, clicks and round(clicks.number), impressions and round(impressions.number)
        )  # fmt: skip

    def _value(self, text: str, read: Callable[[str], Value | None]) -> Value | None:
        found = read(text)
        if found is None and text.casefold() not in EMPTY:
            self.odd += 1
            if len(self.examples) < ODD:
                self.examples.append(without_controls(text)[:40])
        return found


@lru_cache(maxsize=4096)
def _same_site(host: str, own: str) -> bool:
    bare = own.removeprefix("www.")
    return host in (own, bare) or host.endswith(f".{bare}") or site_domain(host) == site_domain(own) != ""


def _plain(cell: str) -> str:
    """Without the ``="..."`` by which some tools keep Excel from reading a text as a number."""
    cell = cell.strip()
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


def _day(text: str) -> str:
    """A date, also as the number of days that Excel counts it by."""
    if text.isdecimal() and text.isascii() and EXCEL_DAYS[0] < int(text) < EXCEL_DAYS[1]:
        return (EXCEL_START + datetime.timedelta(int(text))).isoformat()
    return day_in(text)


def _summed(read: Mapping[str, Value | None], *names: str) -> Value | None:
    found = [value for name in names if (value := read.get(name))]
    return Value(sum(one.number for one in found), all(one.exact for one in found)) if found else None


def _mean(low: Value | None, high: Value | None) -> Value | None:
    if low and high:
        return Value((low.number + high.number) / 2, low.number == high.number)
    return low or high


@contextmanager
def reading(
    path: Path, base: str, *, day: str, engine: str = "", columns: Mapping[str, str] = {}
) -> Iterator[Table]:  # fmt: skip
    """The table in a file, its head read.

    Args:
        base: start URL of the site, for pages that are written as paths.
        day: ISO 8601 date of rows without one.
        engine: of rows without one; empty: that of the tool, google for an unknown one.
        columns: field of ``heads.FIELDS`` -> its head in the file.

    Raises:
        InputError: the file is unreadable (442), no table of text (443), or lacks a column (444).
    """
    asked = day, engine, {head: name for name, head in columns.items()}
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start.startswith(b"\x1f\x8b"):
            raise _unread(path, 443, Text(zh="是压缩包", en="it is an archive"))
        if start.startswith(b"PK"):
            with workbook_rows(path) as lines:
                yield _headed(path, base, asked, [lambda: lines])
        elif start == _OLD:
            raise _unread(path, 443, Text(zh="是旧版 Excel 文件（.xls）", en="it is a workbook of an old Excel (.xls)"))
        else:
            with opened(path) as text:
                signs = dict.fromkeys((sign_of(text), *DELIMITERS))
                yield _headed(path, base, asked, [partial(_again, text, text.tell(), sign) for sign in signs])
    except OSError as error:
        raise _unread(path, 442, reason(error)) from error
    except UnicodeError as error:
        raise _unread(path, 443, Text(zh="既不是 UTF-8、UTF-16，也不是 GB18030", en="neither UTF-8 nor UTF-16 nor GB18030")) from error  # fmt: skip
    except WorkbookError as error:
        raise _unread(path, 443, Text(zh="不是能读的 Excel 工作簿（.xlsx）", en="it is no workbook (.xlsx) that can be read")) from error  # fmt: skip


def _again(text: TextIO, start: int, sign: str) -> Iterator[Record]:
    text.seek(start)
    return records(text, sign)


def _headed(
    path: Path, base: str, asked: tuple[str, str, Mapping[str, str]], readings: Sequence[Callable[[], Iterator[Record]]]
) -> Table:
    """The first line of ten that has a keyword and a figure or a position; above it tools write titles and periods.

    Args:
        asked: day, engine, and head in the file -> field.
        readings: ways to read the rows from the beginning, such as with different signs between cells.
    """
    day, engine, mapped = asked
    longest: list[str] = []
    missing = ""
    for reading_ in readings:
        lines = reading_()
        for _, (_, cells, fault) in zip(range(BEFORE_HEAD), lines, strict=False):
            try:
                where = places(cells, mapped) if fault is None else {}
            except KeyError as error:
                where, missing = {}, str(error.args[0])
            if "keyword" in where and where.keys() & {*SOURCES, "position"}:
                tool, of_tool = known_tool(cells)
                engine = engine_of(engine or of_tool or "google")
                return Table(tool, engine, day, base, where, len(cells), period(cells, where, tool), lines)
            longest = max(longest, cells, key=len)
    raise _lacking(path, missing, longest)


def _unread(path: Path, number: int, why: Text) -> InputError:
    return InputError(
        number,
        Text(zh="读不了关键词数据表", en="cannot read the table of keyword figures"),
        [(WHERE, Text(str(path), str(path))), (WHY, why),
         (REMEDY, Text(zh="导出为 CSV、TSV 或 XLSX；压缩包先解开，.xls 另存为 .xlsx。", en="Export it as CSV, TSV or XLSX; unpack an archive first, save an .xls file as .xlsx."))],
    )  # fmt: skip


def _lacking(path: Path, missing: str, head: Sequence[str]) -> InputError:
    shown = without_controls(", ".join(cell for cell in head if cell.strip()))[:300] or "–"
    looked = ", ".join(name for name in FIELDS if name not in ("page", "day", "engine"))
    absent = Text(zh=f"；没有“{missing}”", en=f"; there is no “{missing}”") if missing else Text(zh="", en="")
    return InputError(
        444,
        Text(zh="表里没有关键词列，或没有任何数据列", en="the table has no column of keywords, or none of figures"),
        [(WHERE, Text(str(path), str(path))),
         (WHY, Text(zh=f"表头：{shown}{absent.zh}", en=f"its head: {shown}{absent.en}")),
         (REMEDY, Text(zh=f"指明是哪一列：--column volume=表头（可用：{looked}）。", en=f"Say which column is which: --column volume=HEAD ({looked})."))],
    )  # fmt: skip
