"""The first sheet of an XLSX workbook as rows of text, one at a time: many tools export nothing else unless asked."""

from __future__ import annotations

import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from lxml import etree

from crawler.imports.stream import Record

MOST_BYTES = 1_000_000_000  # of a sheet, unpacked
MOST_STRINGS = 100_000_000  # bytes of the texts that cells share: they are held in memory
MOST_COLUMNS = 2_000
DIGITS = 9  # of a row's number
_LETTERS = re.compile(r"[A-Z]{1,3}")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


# What zipfile, its decompressors and lxml raise of a damaged workbook.
_BROKEN = (
    zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError, EOFError, zlib.error, lzma.LZMAError,
)  # fmt: skip


class WorkbookError(Exception):
    """It is no workbook, it is encrypted or broken, or larger than memory should bear."""


@contextmanager
def workbook_rows(path: Path) -> Iterator[Iterator[Record]]:
    """The rows that say something; numbers are written without exponent, dates stay the numbers that Excel counts them by.

    Raises:
        OSError: it cannot be read.
        WorkbookError: at once, or while rows are read.
    """
    with ExitStack() as stack:
        try:
            book = stack.enter_context(zipfile.ZipFile(path))
            name = _first_sheet(book)
            strings = _strings(book)
            if book.getinfo(name).file_size > MOST_BYTES:
                raise WorkbookError("the sheet is too large")
            sheet = stack.enter_context(book.open(name))
        except _BROKEN as error:  # RuntimeError: of zipfile, for an encrypted one
            raise WorkbookError(str(error)) from error
        yield _rows(sheet, strings)


def _first_sheet(book: zipfile.ZipFile) -> str:
    """The file of the sheet that stands first in the workbook."""
    for element in _elements(book, "xl/workbook.xml", "sheet"):
        wanted = element.get(_REL)
        for one in _elements(book, "xl/_rels/workbook.xml.rels", "Relationship"):
            if one.get("Id") == wanted:
                return posixpath.normpath(posixpath.join("/xl", one.get("Target") or "")).lstrip("/")
    raise WorkbookError("it has no sheet")


def _strings(book: zipfile.ZipFile) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in book.namelist():
        return []
    if book.getinfo(name).file_size > MOST_STRINGS:
        raise WorkbookError("its texts are too large")
    return [_text(element) for element in _elements(book, name, "si")]


def _elements(book: zipfile.ZipFile, name: str, tag: str) -> Iterator[Any]:
    with book.open(name) as file:
        yield from _streamed(file, tag)


def _streamed(file: IO[bytes], tag: str) -> Iterator[Any]:
    """Elements as they end; what was read is forgotten."""
    for _, element in etree.iterparse(
        file, events=("end",), tag=f"{{*}}{tag}", resolve_entities=False, no_network=True
    ):
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _rows(sheet: IO[bytes], strings: list[str]) -> Iterator[Record]:
    try:
        yield from _read(sheet, strings)
    except _BROKEN as error:
        raise WorkbookError(str(error)) from error


def _read(sheet: IO[bytes], strings: list[str]) -> Iterator[Record]:
    for count, row in enumerate(_streamed(sheet, "row"), 1):
        cells: list[str] = []
        for cell in row.iterchildren("{*}c"):
            letters = _LETTERS.match(cell.get("r") or "")
            at = _column(letters[0]) if letters else len(cells)
            if len(cells) <= at < MOST_COLUMNS:
                cells += [""] * (at - len(cells)) + [_value(cell, strings)]
        if any(one.strip() for one in cells):
            number = row.get("r") or ""
            yield Record(int(number) if _is_index(number) else count, cells)


def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _value(cell: Any, strings: list[str]) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _text(cell)
    value = cell.findtext("{*}v") or ""
    if kind == "s":
        return strings[int(value)] if _is_index(value) and int(value) < len(strings) else ""
    if kind == "e":
        return ""  # #N/A and the like
    return _number(value) if kind == "n" else value


def _is_index(text: str) -> bool:
    """Whether a text is a number as rows and shared strings have: a longer one is none of a workbook."""
    return text.isdecimal() and len(text) <= DIGITS


def _number(value: str) -> str:
    """As people write it: 38600000 for 3.86E7, 0.3 for 0.30000000000000004."""
    try:
        text = f"{float(value):.15g}"
    except ValueError:
        return value
    return format(Decimal(text), "f") if "e" in text else text


def _text(element: Any) -> str:
    """Of the runs of a text; readings of characters (rPh) are left out."""
    return "".join(one.text or "" for one in element.iter("{*}t") if not _is_reading(one))


def _is_reading(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and etree.QName(parent).localname == "rPh"
