"""Rankings from other tools' tables: a Search Console export, or any CSV whose columns are named or can be found."""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from configs.errors import REMEDY, WHERE, WHY, InputError
from configs.reasons import reason
from configs.text import CONTROL, Text
from crawler.imports.sheet import Fault, decoded, rows
from crawler.records import Run
from crawler.store import Store
from crawler.urls import normalise, origin
from keywords.matching import copy_of
from keywords.targetfile import KEYWORD_HEADS, URL_HEADS
from keywords.wordlists import LONGEST

MAX_BYTES = 100_000_000
ENGINE = "google"
ENGINES = {
    "百度": "baidu",
    "谷歌": "google",
    "必应": "bing",
    "搜狗": "sogou",
    "神马": "shenma",
    "好搜": "360",
    "360搜索": "360",
    "头条": "toutiao",
}
# Heads of the columns as Search Console, Bing, Baidu and rank trackers write them; compared as matching copies.
HEADS: dict[str, tuple[str, ...]] = {
    "keyword": (*KEYWORD_HEADS, "top queries", "查询", "热搜查询"),
    "page": (*URL_HEADS, "top pages"),
    "position": ("position", "average position", "avg. position", "avg position", "rank", "ranking", "排名", "平均排名", "名次", "位置"),
    "clicks": ("clicks", "点击次数", "点击量", "点击", "点击数"),
    "impressions": ("impressions", "展示", "展示次数", "展现", "展现量", "曝光量"),
    "day": ("date", "day", "日期", "时间"),
    "engine": ("engine", "search engine", "搜索引擎", "引擎"),
}  # fmt: skip
NEEDED = ("keyword", "position")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class Ranking(NamedTuple):
    """One row: ``page`` is absolute or empty."""

    engine: str
    day: str
    keyword: str
    page: str
    shown: str
    position: float
    clicks: int | None
    impressions: int | None


@dataclass(slots=True)
class Table:
    """What a file says; ``faults`` with the cells of their lines."""

    found: list[Ranking] = field(default_factory=list)
    faults: list[tuple[Fault, Sequence[str]]] = field(default_factory=list)


def read_rankings(
    path: Path, base: str, *, columns: Mapping[str, str] = {}, day: str = "", engine: str = ENGINE
) -> Table:
    """The rows of a file; those that say nothing usable are faults, with why.

    Args:
        base: start URL of the site, for pages that are written as paths.
        columns: our name of a column (a key of ``HEADS``) -> its head in the file.
        day: for rows without a date.
        engine: for rows without one.

    Raises:
        InputError: the file is unreadable (431), no table of text (432), or lacks a column (433).
    """
    text = _text(path)
    broken: list[Fault] = []
    lines = list(rows(text, broken))
    places = _places(path, lines[0][1] if lines else [], columns)
    table = Table(faults=[(fault, ()) for fault in broken])
    for line, cells in lines[1:]:
        values = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
        made = _ranking(values, base, day, engine)
        if isinstance(made, Text):
            table.faults.append((Fault(line, made), cells))
        else:
            table.found.append(made)
    return table


def store_rankings(store: Store, run: Run, name: str, table: Table) -> int:
    """Write a table for the site of ``run``; what stands there for the same day is replaced. Returns the import's number."""
    with store.atomic() as db:
        cursor = db.execute(
            "insert into imports (kind, file, imported, rows, faults) values"
            " ('rankings', ?, strftime('%Y-%m-%dT%H:%M:%SZ'), ?, ?)",
            [name, len(table.found), len(table.faults)],
        )
        import_id = int(cursor.lastrowid or 0)
        write_rankings(db, run.site_id, import_id, table.found)
        db.executemany(
            "insert into import_faults values (?, ?, ?, ?, ?) on conflict do nothing",
            [
                (import_id, fault.line, fault.why.zh, fault.why.en, json.dumps(list(cells), ensure_ascii=False))
                for fault, cells in table.faults
            ],
        )
    return import_id


def write_rankings(db: sqlite3.Connection, site_id: int, import_id: int, found: Iterable[Ranking]) -> None:
    """Insert rows; what stands there for the same engine, day, keyword and page is replaced."""
    db.executemany(
        "insert into rankings (site_id, engine, day, keyword, page, shown, position, clicks, impressions, import_id)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do update set shown = excluded.shown,"
        " position = excluded.position, clicks = excluded.clicks, impressions = excluded.impressions,"
        " import_id = excluded.import_id",
        [(site_id, *one, import_id) for one in found],
    )


def _places(path: Path, head: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Index of each column that is there."""
    names = [copy_of(cell) for cell in head]
    places: dict[str, int] = {}
    for name, known in HEADS.items():
        wanted = (copy_of(columns[name]),) if name in columns else known
        at = next((index for index, cell in enumerate(names) if cell in wanted), None)
        if at is not None:
            places[name] = at
        elif name in columns or name in NEEDED:
            raise _lacking(path, name, columns.get(name, ""), head)
    return places


def _ranking(values: Mapping[str, str], base: str, day: str, engine: str) -> Ranking | Text:
    """A row, or what is wrong with it."""
    term, page = values["keyword"], values.get("page", "")
    if fault := odd_text(term):
        return fault
    position = _number(values["position"])
    if position is None or not 1 <= position <= 10_000:
        return Text(
            zh=f"排名不是 1 以上的数：{values['position']!r}",
            en=f"the position is no number from 1 on: {values['position']!r}",
        )
    when = day_in(values["day"]) if values.get("day") else day
    if not when:
        return Text(zh=f"日期看不懂：{values.get('day')!r}", en=f"not a date: {values.get('day')!r}")
    url = page_url(page, base) if page else ""
    if url is None:
        return Text(zh=f"不是网址，也不是路径：{page}", en=f"neither a URL nor a path: {page}")
    counts = [_number(values.get(name, "")) for name in ("clicks", "impressions")]
    clicks, impressions = (None if count is None else round(count) for count in counts)
    return Ranking(
        engine_of(values.get("engine") or engine), when, copy_of(term), url, term, position, clicks, impressions
    )


def engine_of(text: str) -> str:
    """The name of a search engine as it is stored: google for 谷歌."""
    name = copy_of(text)
    return ENGINES.get(name, name)


def odd_text(term: str) -> Text | None:
    """Why a text is no keyword; None when it may be one."""
    if not copy_of(term):
        return Text(zh="没有关键词", en="the keyword is missing")
    if CONTROL.search(term):
        return Text(zh="关键词里有控制字符", en="the keyword has a control character")
    if len(term) > 4 * LONGEST:
        return Text(zh=f"关键词太长：{len(term)} 个字符", en=f"the keyword is too long: {len(term)} characters")
    return None


def _number(text: str) -> float | None:
    """``1,234`` and ``3.7`` and ``3,7``; None for anything else."""
    text = text.replace("\u00a0", "").replace(" ", "")
    if not _NUMBER.fullmatch(text):
        return None
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+", text) is not None
    return float(text.replace(",", "") if grouped else text.replace(",", "."))


def day_in(text: str) -> str:
    """The date a cell begins with, as ISO 8601; empty for none."""
    match = _DAY.match(text)
    try:
        return datetime.date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def page_url(page: str, base: str) -> str | None:
    """A URL or a path of the site as an absolute URL; None for anything else."""
    if page.startswith("/"):
        page = origin(base) + page
    return normalise(page) if page.startswith(("http://", "https://")) else None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unread(path, 432, Text(zh="超过 100 MB", en="larger than 100 MB"))
        data = path.read_bytes()
    except OSError as error:
        raise _unread(path, 431, reason(error)) from error
    if data.startswith(b"PK"):
        raise _unread(path, 432, Text(zh="是 zip 压缩包或 Excel 文件", en="it is a zip archive or an Excel file"))
    text = decoded(data)
    if text is None:
        raise _unread(path, 432, Text(zh="既不是 UTF-8，也不是 GB18030", en="neither UTF-8 nor GB18030"))
    return text


def _unread(path: Path, number: int, why: Text) -> InputError:
    return InputError(
        number,
        Text(zh="读不了排名表", en="cannot read the table of rankings"),
        [(WHERE, Text(str(path), str(path))), (WHY, why),
         (REMEDY, Text(zh="导出为 CSV（UTF-8 或 GBK）；压缩包先解开，用其中的“查询”表。", en="Export it as CSV (UTF-8 or GBK); unpack an archive first and take its table of queries."))],
    )  # fmt: skip


def _lacking(path: Path, name: str, wanted: str, head: Sequence[str]) -> InputError:
    shown = ", ".join(cell for cell in head if cell.strip())[:300] or "–"
    looked = wanted or ", ".join(HEADS[name][:6])
    return InputError(
        433,
        Text(zh=f"排名表里没有“{name}”列", en=f"the table of rankings has no column for {name}"),
        [(WHERE, Text(str(path), str(path))),
         (WHY, Text(zh=f"表头：{shown}；找过：{looked}", en=f"its head: {shown}; looked for: {looked}")),
         (REMEDY, Text(zh=f"用 --column {name}=表头里的名字 指明。", en=f"Say which it is: --column {name}=HEAD."))],
    )  # fmt: skip


def positions(store: Store, run: Run, engine: str = "") -> Iterator[tuple[object, ...]]:
    """The newest position of each keyword and page beside the factors of ``run``; columns ``POSITIONS``."""
    rows_ = store.db.execute(
        _POSITIONS, {"site": run.site, "site_id": run.site_id, "run": run.run_id, "engine": engine}
    )
    yield from rows_


POSITIONS = (
    "keyword", "engine", "day", "position", "change", "clicks", "impressions", "page", "in_title", "placement", "relevance",
    "depth", "inlinks", "words", "ttfb_ms", "indexable",
)  # fmt: skip
_POSITIONS = """
    with newest as (
        select *, row_number() over (partition by engine, keyword, page order by day desc) as place
        from v_rankings where site = :site and (:engine = '' or engine = :engine)
    )
    select n.keyword, n.engine, n.day, n.position, n.change, n.clicks, n.impressions, n.page, k.in_title, k.placement,
        k.relevance, v.depth, v.inlinks, v.words, v.ttfb_ms, v.indexable
    from newest n
    left join urls u on u.url = n.page
    left join v_pages v on v.run_id = :run and v.url_id = u.url_id
    left join terms t on t.term = matching_copy(n.keyword)
    left join keyword_places k on k.run_id = :run and k.url_id = u.url_id and k.term_id = t.term_id
    where n.place = 1
    order by n.impressions desc nulls last, n.position, n.keyword, n.page
"""
