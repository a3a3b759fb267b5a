"""The formats of every read command: table, csv, tsv, json, jsonl, md. Rows are streamed."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from configs.app import App
from configs.output import replacing
from configs.text import CONTROL, Lang, Text, without_controls
from crawler.text import columns, printable

Row = Sequence[object]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Spreadsheets of some countries part a CSV file at semicolons: what stands behind one, or begins a line, is a cell there.
_PARTED = re.compile("([;\t\n][ \t\n\"']*)(?=[=+@＝＋－＠-])")
MEASURED = 200  # rows that decide how wide a plain table's columns are


def write_rows(
    names: Sequence[str], rows: Iterable[Row], *, format: str = "table", output: str = "-", limit: int = 0
) -> int:
    """Write rows with the columns ``names`` to a file, or to stdout for "-"; returns how many there were.

    A file appears whole or not at all; a CSV or TSV file begins with a byte order mark, for spreadsheets on
    Chinese Windows, which guess GBK without it.

    Args:
        limit: at most so many rows; 0 = all.

    Raises:
        StoreError: the file cannot be written.
    """
    counted = Counted(islice(rows, limit) if limit else rows)
    if output == "-":
        _write(names, counted, format, sys.stdout)
    else:
        with replacing(Path(output)) as file:
            if format in ("csv", "tsv"):
                file.write("\ufeff")
            _write(names, counted, format, file)
    return counted.count


def print_rows(
    app: App, names: Sequence[str], rows: Iterable[Row], *, format: str, output: str, limit: int = 0, first: int = 0,
    nothing: Text | None = None, more: Text | None = None,
) -> int:  # fmt: skip
    """``write_rows`` for a command: says how many rows a file has got, that there are none, or that more are left out.

    Args:
        first: rows of a table on stdout where nobody asked for a number; 0 = all.
        nothing: said when there is no row.
        more: said with their number as ``{n}`` when there are more than the ``first`` rows.
    """
    cut = first if format == "table" and output == "-" and not limit else 0
    rows = iter(rows)
    count = write_rows(names, rows, format=format, output=output, limit=cut or limit)
    if output != "-":
        app.wrote(count, output)
    elif not count and nothing:
        app.say(nothing)
    elif cut and more and next(rows, None) is not None:
        app.say(more, n=cut)
    return count


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, as JSON names them, and the query that yields them."""

    columns: tuple[str, ...]
    sql: str

    def for_people(
        self, rows: Iterable[Row], headings: Mapping[str, Text], lang: Lang, shown: Callable[[str], Callable[[object], object]]
    ) -> tuple[list[str], Iterator[tuple[object, ...]]]:  # fmt: skip
        """Headings, and rows with the cells as ``shown`` makes them: a function of a column that gives one of a value."""
        cells = [shown(column) for column in self.columns]
        names = [headings[column].get(lang) for column in self.columns]
        return names, (tuple(show(value) for show, value in zip(cells, row, strict=True)) for row in rows)


class Counted:
    """Rows that are counted while they pass."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.count += 1
            yield row


def _write(names: Sequence[str], rows: Iterable[Row], format: str, file: TextIO) -> None:
    if format == "table" and file is sys.stdout and file.isatty():
        _rich(names, rows)
        return
    for line in LINES[format](names, rows):
        file.write(line)


def cell(value: object) -> object:
    """A value for a spreadsheet: no control characters, and an apostrophe before what would be a formula."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.hex()
    if not isinstance(value, str):
        return value
    text = without_controls(value)
    if _PARTED.search(text):
        text = _PARTED.sub(r"\1'", text)
    return "'" + text if text.lstrip(" \n").startswith(FORMULA) else text


class _Line:
    """A file for a csv writer that keeps the last line written."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def _csv(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    return _separated(names, rows, ",", "\r\n")


def _tsv(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    return _separated(names, rows, "\t", "\n")


def _separated(names: Sequence[str], rows: Iterable[Row], delimiter: str, end: str) -> Iterator[str]:
    line = _Line()
    writer = csv.writer(line, delimiter=delimiter, lineterminator=end)
    for row in chain([names], rows):
        writer.writerow([cell(value) for value in row])
        yield line.text


def _json(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    before = "["
    for row in rows:
        yield f"{before}\n{_object(names, row)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _jsonl(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    return (f"{_object(names, row)}\n" for row in rows)


def _object(names: Sequence[str], row: Row) -> str:
    values = (value.hex() if isinstance(value, bytes) else value for value in row)
    text = json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False)
    return CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text)  # the same value, harmless on a terminal


def _md(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    def line(values: Iterable[object]) -> str:
        return "| " + " | ".join(_inert(shown(value)) for value in values) + " |\n"

    yield line(names)
    yield "|" + " --- |" * len(names) + "\n"
    yield from map(line, rows)


def _inert(text: str) -> str:
    """``text`` in a Markdown cell: no column of its own, no HTML."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def shown(value: object) -> str:
    """A value as one printable line of text."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return printable(value.hex() if isinstance(value, bytes) else str(value))


def _plain(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Columns aligned by display width; the first rows decide how wide they are."""
    stream = iter(rows)
    first = list(islice(stream, MEASURED))
    right = [any(isinstance(row[i], int | float) for row in first) for i in range(len(names))]
    widths = [max([columns(name), *(columns(shown(row[i])) for row in first)]) for i, name in enumerate(names)]

    def line(values: Iterable[object]) -> str:
        padded = []
        for value, width, to_right in zip(values, widths, right, strict=True):
            text = shown(value)
            gap = " " * (width - columns(text))
            padded.append(gap + text if to_right else text + gap)
        return "  ".join(padded).rstrip() + "\n"

    yield line(names)
    yield line("-" * width for width in widths)
    yield from map(line, first)
    yield from map(line, stream)


def _rich(names: Sequence[str], rows: Iterable[Row]) -> None:
    """A table that fits the terminal; rich knows how wide Chinese is."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    listed = list(rows)
    table = Table(header_style="bold", box=None, pad_edge=False)
    for index, name in enumerate(names):
        numeric = any(isinstance(row[index], int | float) for row in listed)
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    for row in listed:
        table.add_row(*(Text(shown(value)) for value in row))
    Console().print(table)


LINES: dict[str, Callable[[Sequence[str], Iterable[Row]], Iterator[str]]] = {
    "table": _plain, "csv": _csv, "tsv": _tsv, "json": _json, "jsonl": _jsonl, "md": _md,
}  # fmt: skip
