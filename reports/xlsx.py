"""Workbooks in constant memory, with XlsxWriter: it writes row by row, and its files open in Excel and WPS alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from configs.output import replacing_file
from configs.text import CONTROL

if TYPE_CHECKING:
    import xlsxwriter

NOT_XML = re.compile("[\ufffe\uffff]")  # what CONTROL leaves of it: such a sheet would not open
MAX_ROWS = 1_048_575  # of a sheet, its head left out
MAX_TEXT = 32_767  # characters of a cell
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
WIDTHS = {"url": 60, "source": 50, "target": 50, "title": 40, "description": 40, "message": 60, "evidence": 40}


def write_workbook(path: Path, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]) -> int:
    """Write sheets (name, column names, rows) to ``path``; returns how many rows there were.

    Rows past a sheet's limit go on in a further sheet. Texts stay texts: no formula, no link is made of them.

    Raises:
        StoreError: the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    count = 0
    with replacing_file(path) as made:
        book = xlsxwriter.Workbook(str(made), options)
        head = book.add_format({"bold": True, "bottom": 1})
        for name, columns, rows in sheets:
            count += _write_sheet(book, name, columns, rows, head)
        try:
            book.close()
        except FileCreateError as error:  # wraps what the system said
            raise OSError(getattr(error.args[0], "errno", 0) or 0, str(error)) from error
    return count


def _write_sheet(
    book: xlsxwriter.Workbook, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]], head: Any
) -> int:
    sheet, number, count = _new_sheet(book, name, columns, head), 1, 0
    for row in rows:
        if count and count % MAX_ROWS == 0:
            number += 1
            sheet = _new_sheet(book, f"{name} {number}", columns, head)
        for column, value in enumerate(row):
            _write_cell(sheet, count % MAX_ROWS + 1, column, value)
        count += 1
    return count


def _new_sheet(book: xlsxwriter.Workbook, name: str, columns: Sequence[str], head: Any) -> Any:
    sheet = book.add_worksheet(name.translate(FORBIDDEN)[:31])
    sheet.freeze_panes(1, 1)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, WIDTHS.get(column, 14))
        sheet.write_string(0, index, column, head)
    return sheet


def _write_cell(sheet: Any, row: int, column: int, value: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool | int | float):
        sheet.write_number(row, column, value)
    else:
        text = value.hex() if isinstance(value, bytes) else str(value)
        if not text.isprintable():
            text = NOT_XML.sub("", CONTROL.sub("", text))
        sheet.write_string(row, column, _fitting(text))


def _fitting(text: str) -> str:
    """``text`` cut to what a cell holds, which counts UTF-16 units."""
    if len(text) * 2 <= MAX_TEXT:
        return text
    return text.encode("utf-16-le")[: MAX_TEXT * 2].decode("utf-16-le", "ignore")
