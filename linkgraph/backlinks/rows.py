"""The links of an exported file, one at a time: recognised heads, and what is wrong with the rows that tell none."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from configs.errors import REMEDY, WHERE, WHY, InputError
from configs.reasons import reason
from configs.text import Text, without_controls
from crawler.domains import registrable_domain, site_domain
from crawler.imports.faults import Fault
from crawler.imports.stream import Record, opened, records, sign_of
from crawler.text import collapse
from crawler.urls import host_key, normalise
from linkgraph.backlinks.heads import OTHER, known_tool, lists_own_pages, places
from linkgraph.backlinks.values import EMPTY, day_of, marked, number_of, rel_of

BEFORE_HEAD = 10  # lines that may stand above the heads
MOST_TEXT = 500  # characters kept of an anchor or a title
DATES = ("first_seen", "last_seen")

NO_SOURCE = Text(zh="没有链接来源", en="the linking page is missing")
OWN_LINK = Text(zh="来源是网站自己", en="the linking page is one of the site itself")
MORE_CELLS = Text(
    zh="单元格比表头多：很可能有没加引号的分隔符", en="more cells than heads: a separator without quotes, most likely"
)


class Backlink(NamedTuple):
    """One row; dates are ISO 8601. ``source`` is empty where the tool lists domains, ``target`` where it names none."""

    domain: str
    source: str
    target: str
    anchor: str | None
    title: str
    rel: int | None
    first_seen: str | None
    last_seen: str | None
    lost: str | None
    rating: float | None
    ip: str
    outlinks: int | None
    links: int


@dataclass(frozen=True, slots=True)
class Linked:
    """A site that is linked to: its name, the keys of its hosts, and the domain that all of them are of."""

    name: str
    hosts: frozenset[str]
    domain: str  # empty for addresses and names without a dot

    def owns(self, host: str) -> bool:
        """Whether a host key is of the site."""
        return host in self.hosts or (bool(self.domain) and _site_domain(host) == self.domain)


_site_domain = lru_cache(maxsize=65_536)(site_domain)


@lru_cache(maxsize=65_536)
def linking_domain(host: str) -> str:
    """The registrable domain of a host key; customers of a platform (``a.github.io``) are apart."""
    return _site_domain(host) or registrable_domain(host)


@dataclass(slots=True)
class Table:
    """A file that is being read; ``faulty`` and ``undated`` are counted while its rows pass."""

    tool: str
    where: dict[str, int]
    heads: int
    lines: Iterator[Record]
    undated: int = 0  # cells of dates that nobody understands
    dropped: list[str] = field(default_factory=list)  # of them the first

    def links(self, site: Linked, day: str) -> Iterator[tuple[int, Backlink] | Fault]:
        """Every row, as a link with its line, or as a fault."""
        for line, cells, fault in self.lines:
            if fault is not None:
                yield Fault(line, fault, cells)
                continue
            made = self._made(cells, site, day)
            yield Fault(line, made, cells) if isinstance(made, Text) else (line, made)

    def _made(self, cells: list[str], site: Linked, day: str) -> Backlink | Text:
        if len(cells) > self.heads and any(cell.strip() for cell in cells[self.heads :]):
            return MORE_CELLS
        values = {name: cells[at].strip() if at < len(cells) else "" for name, at in self.where.items()}
        if values.get("domain") and number_of(values.get("source", "")) is not None:
            values["links"] = values.pop(
                "source"
            )  # Search Console counts the linking pages of a domain under that head
        ends = _ends(values, site)
        if isinstance(ends, Text):
            return ends
        domain, source, target = ends
        first, last = (self._day(values.get(name, "")) for name in DATES)
        count = number_of(values.get("links", "")) if not source else None
        outlinks = number_of(values.get("outlinks", ""))
        return Backlink(
            domain, source, target, _text(values["anchor"]) if "anchor" in values else None, _text(values.get("title", "")),
            rel_of(values, dash_is_no=self.tool == "majestic"), first, last, self._lost(values.get("lost", ""), last or day), _rating(values.get("rating", "")),
            _ip(values.get("ip", "")), None if outlinks is None else round(outlinks), max(1, round(count or 1)),
        )  # fmt: skip

    def _day(self, text: str) -> str | None:
        day = day_of(text) if text else None
        if day is None and text.lower() not in EMPTY:
            self.undated += 1
            if len(self.dropped) < 3:
                self.dropped.append(text[:40])
        return day

    def _lost(self, text: str, day: str) -> str | None:
        """A date, or a mark that says that it is lost: then the day it was last seen."""
        return day_of(text) or (day if text and marked(text) else None)


@contextmanager
def reading(path: Path, *, tool: str = "", mapped: Mapping[str, str] = {}) -> Iterator[Table]:
    """The table in a file, its head read.

    Args:
        tool: one of ``heads.TOOLS``; empty: by the head.
        mapped: head in the file -> field of ``heads.FIELDS``.

    Raises:
        InputError: the file is unreadable (431), no table of text (432), or names no linking pages (433).
    """
    try:
        with path.open("rb") as file:
            start = file.read(2)
        if start in (b"PK", b"\x1f\x8b"):
            raise _unread(path, 432, Text(zh="是压缩包或 Excel 文件", en="it is an archive or an Excel file"))
        with opened(path) as text:
            yield _headed(path, records(text, sign_of(text)), tool, mapped)
    except OSError as error:
        raise _unread(path, 431, reason(error)) from error
    except UnicodeError as error:
        raise _unread(path, 432, Text(zh="既不是 UTF-8、UTF-16，也不是 GB18030", en="neither UTF-8 nor UTF-16 nor GB18030")) from error  # fmt: skip


def digest(path: Path) -> bytes:
    """Of the file's bytes.

    Raises:
        InputError: it cannot be read (431).
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").digest()[:16]
    except OSError as error:
        raise _unread(path, 431, reason(error)) from error


def _headed(path: Path, lines: Iterator[Record], tool: str, mapped: Mapping[str, str]) -> Table:
    head: list[str] = []
    missing = ""
    for at, (_, cells, _) in enumerate(lines):
        try:
            where = places(cells, mapped)
        except KeyError as error:
            where, missing = {}, str(error.args[0])
        if "source" in where or ("domain" in where and len(cells) > 1):
            if lists_own_pages(cells):
                raise _lacking(path, cells, "")
            return Table(tool or (OTHER if mapped else known_tool(cells)), where, len(cells), lines)
        head = head or cells
        if lists_own_pages(cells) or at + 1 >= BEFORE_HEAD:
            break
    raise _lacking(path, head, missing)


def _ends(values: Mapping[str, str], site: Linked) -> tuple[str, str, str] | Text:
    """Domain, source and target of a row."""
    target = _target(values.get("target", ""), site)
    if isinstance(target, Text):
        return target
    written, named = values.get("source", ""), values.get("domain", "")
    if not written and not named:
        return NO_SOURCE
    source = normalise(_absolute(written)) if written else ""
    if source is None:
        return Text(zh=f"来源不是网址：{_told(written)}", en=f"the linking page is no URL: {_told(written)}")
    host = host_key(source or normalise(_absolute(named)) or "")
    if not host or ("." not in host and ":" not in host) or (written or named).isdecimal():  # 5 would be 0.0.0.5
        return Text(
            zh=f"来源不是域名：{_told(named or written)}", en=f"the source is no domain: {_told(named or written)}"
        )
    return OWN_LINK if site.owns(host) else (linking_domain(host), source, target)


def _target(written: str, site: Linked) -> str | Text:
    if not written or number_of(written) is not None:  # Search Console counts the targets of a domain
        return ""
    found = _normalised(_absolute(written))
    if found is None:
        return Text(zh=f"目标不是网址：{_told(written)}", en=f"the target is no URL: {_told(written)}")
    if not site.owns(host_key(found)):
        return Text(
            zh=f"目标不在 {site.name} 上：{_told(found)}", en=f"the target is not on {site.name}: {_told(found)}"
        )
    return found


_normalised = lru_cache(maxsize=16_384)(normalise)


def _absolute(text: str) -> str:
    return text if "://" in text[:12] else f"http://{text}"


def _told(text: str) -> str:
    return without_controls(text)[:200]


def _text(text: str) -> str:
    return collapse(without_controls(text))[:MOST_TEXT]


def _rating(text: str) -> float | None:
    found = number_of(text)
    return found if found is not None and found <= 100 else None


def _ip(text: str) -> str:
    try:
        found = ipaddress.ip_address(text) if text else ""
        return str(getattr(found, "ipv4_mapped", None) or found)
    except ValueError:
        return ""


def _unread(path: Path, number: int, why: Text) -> InputError:
    return InputError(
        number,
        Text(zh="读不了外链表", en="cannot read the table of backlinks"),
        [(WHERE, Text(str(path), str(path))), (WHY, why),
         (REMEDY, Text(zh="导出为 CSV 或 TSV；压缩包先解开，Excel 文件另存为 CSV。", en="Export it as CSV or TSV; unpack an archive first, save an Excel file as CSV."))],
    )  # fmt: skip


def _lacking(path: Path, head: Sequence[str], missing: str) -> InputError:
    shown = without_controls(", ".join(cell for cell in head if cell.strip()))[:300] or "–"
    own = lists_own_pages(head)
    why = Text(zh=f"表头：{shown}", en=f"its head: {shown}")
    if own:
        remedy = Text(zh="这张表只列自己的网页或锚文本。改用“最新链接”“更多示例链接”或“链接最多的网站”。", en="This table lists own pages or texts. Take “Latest links”, “More sample links” or “Top linking sites”.")  # fmt: skip
    elif missing:
        remedy = Text(zh=f"表头里没有“{missing}”。写法：--map 表头=source。", en=f"There is no head “{missing}”. Write: --map HEAD=source.")  # fmt: skip
    else:
        remedy = Text(zh="指明哪一列是链接来源：--map 表头=source（还有 target、anchor、first_seen 等）。", en="Say which column is the linking page: --map HEAD=source (also target, anchor, first_seen ...).")  # fmt: skip
    return InputError(
        433,
        Text(zh="外链表里没有链接来源这一列", en="the table of backlinks has no column of linking pages"),
        [(WHERE, Text(str(path), str(path))), (WHY, why), (REMEDY, remedy)],
    )
