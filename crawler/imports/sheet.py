"""Tables that people export: CSV, semicolons or tabs; UTF-8, UTF-16 or GB18030; with or without a byte order mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from configs.text import Text

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DELIMITERS = ",;\t，；"


class Fault(NamedTuple):
    """What is wrong in one line of a file."""

    line: int
    why: Text


def decoded(data: bytes) -> str | None:
    """Text of a table; None when it is none: of an unknown charset, or with NUL in it."""
    named = next((charset for mark, charset in MARKS if data.startswith(mark)), "")
    for charset in [named] if named else ["utf-8", "gb18030"]:
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def rows(text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every row that says something; a row that is no CSV ends the table with a fault."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    begin = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as error:
        why = Text(zh=f"不是有效的 CSV（{error}）：引号没有成对", en=f"no valid CSV ({error}): quotes do not match")
        faults.append(Fault(begin, why))


def delimiter(text: str) -> str:
    """The sign that stands most often in the first line; a comma when there is none."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda sign: (first.count(sign), sign == ","))
