"""The brief in Markdown. What a site wrote stands in code spans, where no renderer makes a link, a tag or a formula of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.brief.sections import Cell, Section, Shown
from reports.markdown import code, escaped

FIGURES = re.compile(r"[\d .,–%/-]+")  # what no renderer takes for anything else inside a cell
WIDEST = 200  # columns of a text that a site wrote


def markdown(shown: Shown) -> str:
    """The brief, GitHub's Markdown."""
    return "\n".join(_lines(shown)).rstrip("\n") + "\n"


def _lines(shown: Shown) -> Iterator[str]:
    yield f"# {escaped(shown.title)}"
    yield ""
    yield from (f"- {escaped(name)}: {_cell(cell)}" for name, cell in shown.facts)
    for remark in shown.remarks:
        yield ""
        yield f"> {escaped(remark)}"
    for section in shown.sections:
        yield from _section(section)
    yield ""
    yield f"> {escaped(shown.rule)}"


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"## {escaped(section.title)}"
    yield ""
    if section.note:
        yield escaped(section.note)
        yield ""
    if not section.rows:
        yield escaped(section.empty)
        return
    yield _row(section.head)
    yield "|" + "|".join("--:" if cell.number else "---" for cell in section.head) + "|"
    yield from map(_row, section.rows)


def _row(cells: tuple[Cell, ...]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(cell: Cell) -> str:
    if FIGURES.fullmatch(cell.text):
        return cell.text
    return escaped(cell.text) if cell.kind == "said" else code(cell.text, width=WIDEST)
