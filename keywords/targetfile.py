"""Tracked keywords from a table a person keeps in a spreadsheet: CSV, semicolons or tabs, UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from configs.errors import REMEDY, WHERE, WHY, InputError
from configs.reasons import reason
from configs.settings import KeywordPage
from configs.text import CONTROL, Text
from crawler.imports.sheet import Fault, decoded
from crawler.imports.sheet import rows as sheet_rows
from keywords.matching import copy_of
from keywords.wordlists import LONGEST, SHOWN

KEYWORD_HEADS = ("keyword", "keywords", "关键词", "关键字", "词", "搜索词", "term", "query", "queries", "热门查询")
URL_HEADS = ("url", "网址", "网页", "page", "landing page", "落地页", "着陆页", "链接", "address", "热门网页")
MAX_BYTES = 10_000_000
FORM = Text(
    zh="第一列（或名为“关键词”的列）写词，名为“网址”的列可写该承接它的网页，一行一个。",
    en="Put the keyword into the first column, or one headed “keyword”; a column headed “url” may name its page.",
)


class Tracked(NamedTuple):
    """What the table says, as written and in its order."""

    terms: tuple[str, ...]
    pages: tuple[KeywordPage, ...]


def read_targets(path: Path) -> Tracked:
    """The keywords of a table, and the pages it assigns them to; rows without any text are left out.

    Raises:
        InputError: unreadable (XE-410), no text in a known encoding (XE-414), or faulty rows (XE-413): each is
            named with its line, and nothing of the table is used.
    """
    text = _text(path)
    faults: list[Fault] = []
    rows = list(sheet_rows(text, faults))
    head = [copy_of(cell) for cell in rows[0][1]] if rows else []
    named = any(cell in KEYWORD_HEADS for cell in head)
    keyword = next((index for index, cell in enumerate(head) if cell in KEYWORD_HEADS), 0)
    url = next((index for index, cell in enumerate(head) if cell in URL_HEADS), None) if named else None
    terms: dict[str, None] = {}
    pages: dict[str, list[str]] = {}
    for line, cells in rows[named:]:
        term = cells[keyword].strip() if keyword < len(cells) else ""
        place = cells[url].strip() if url is not None and url < len(cells) else ""
        if fault := _fault(line, term, place, len(cells), len(head) if named else 0):
            faults.append(fault)
            continue
        terms.setdefault(term)
        if place:
            pages.setdefault(place, []).append(term)
    if not terms and not faults:
        faults.append(Fault(1, Text(zh="表里没有关键词", en="there is no keyword in the table")))
    _refuse(path, faults)
    return Tracked(tuple(terms), tuple(KeywordPage(place, tuple(words)) for place, words in pages.items()))


def _fault(line: int, term: str, place: str, cells: int, columns: int) -> Fault | None:
    if not term:
        return Fault(line, Text(zh="没有关键词", en="the keyword is missing"))
    if control := CONTROL.search(term + place):
        code = f"U+{ord(control.group()):04X}"
        return Fault(line, Text(zh=f"有控制字符 {code}", en=f"it has the control character {code}"))
    if len(term) > LONGEST:
        return Fault(line, Text(zh=f"太长：{len(term)} 个字符，最多 {LONGEST} 个", en=f"too long: {len(term)} characters, {LONGEST} at most"))  # fmt: skip
    if not any(map(str.isalnum, copy_of(term))):
        return Fault(line, Text(zh=f"没有文字：{term}", en=f"no letter or digit in it: {term}"))
    if place and not place.startswith(("/", "http://", "https://")):
        return Fault(line, Text(zh=f"不是网址，也不是路径：{place}", en=f"neither a URL nor a path: {place}"))
    if columns and cells > columns:
        return Fault(
            line, Text(zh=f"有 {cells} 列，表头只有 {columns} 列", en=f"{cells} columns, the head has {columns}")
        )
    return None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            410,
            Text(zh="读不了关键词表", en="cannot read the table of keywords"),
            [(WHERE, Text(str(path), str(path))), (WHY, reason(error)),
             (REMEDY, Text(zh="检查配置 [keywords] targets_file 的路径（相对于配置文件）。", en="Check the path of targets_file under [keywords], relative to the configuration file."))],
        ) from error  # fmt: skip
    text = decoded(data)
    if text is not None and len(data) <= MAX_BYTES:
        return text
    raise InputError(
        414,
        Text(zh="关键词表不是可读的文本", en="the table of keywords is no readable text"),
        [(WHERE, Text(str(path), str(path))),
         (REMEDY, Text(zh="在表格软件里另存为 CSV（UTF-8），不超过 10 MB。", en="Save it as CSV (UTF-8) in the spreadsheet, 10 MB at most."))],
    )  # fmt: skip


def _refuse(path: Path, faults: Sequence[Fault]) -> None:
    if not faults:
        return
    rows = [
        (WHERE, Text(zh=f"{path} 第 {fault.line} 行：{fault.why.zh}", en=f"{path}, line {fault.line}: {fault.why.en}"))
        for fault in faults[:SHOWN]
    ]
    if (more := len(faults) - SHOWN) > 0:
        rows.append((WHY, Text(zh=f"另有 {more} 行也有问题", en=f"further faulty lines: {more}")))
    what = Text(zh=f"关键词表有误，共 {len(faults)} 行", en=f"faulty lines in the table of keywords: {len(faults)}")
    raise InputError(413, what, [*rows, (REMEDY, FORM)])
