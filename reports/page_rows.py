"""Rows of the page tables, and which pages stand in them."""

from __future__ import annotations

import sqlite3

from configs.text import Text
from crawler.causes import UNREAD
from crawler.text import printable
from reports.addresses import readable
from reports.model_pages import PageRow, Pages
from reports.numbers import plain
from reports.parts import Cut, facets
from reports.reader import Reader, export_command
from reports.sentences import clipped
from reports.words import ERRORS, INDEXABLE, named

TOP_PAGES = 25  # by PageRank: for print, and for readers without scripts
ERROR_PAGES = 10  # further pages with an error
TITLE_COLUMNS = 90

COLUMNS = """
    p.url_id, p.url, p.title, p.status, p.error, p.indexable, p.indexable_reason, p.depth, p.inlinks, p.outlinks,
    p.pagerank, p.words, p.title_width, p.ttfb_ms, p.template
"""
BY_RANK = "p.pagerank is null, p.pagerank desc, p.url"


def page_rows(reader: Reader, condition: str, order: str, limit: int, **values: object) -> tuple[PageRow, ...]:
    """Up to ``limit`` pages that meet an SQL condition over ``p`` (v_pages), with the number of their findings."""
    rows = list(
        reader.rows(
            f"select {COLUMNS} from v_pages p where p.run_id = :run and ({condition}) order by {order} limit :limit",
            limit=limit,
            **values,
        )
    )
    found = _findings(reader, [int(row["url_id"]) for row in rows])
    return tuple(_page_row(reader, row, found.get(int(row["url_id"]), (0, 0))) for row in rows)


HEALTH: dict[str, Text] = {
    "error": Text(zh="有错误", en="With errors"),
    "warning": Text(zh="有警告", en="With warnings"),
    "clean": Text(zh="没有错误和警告", en="With neither"),
}
INDEX: dict[str, Text] = {
    "yes": Text(zh="可编入索引", en="Indexable"),
    "no": Text(zh="不可编入索引", en="Not indexable"),
}


def all_pages(reader: Reader) -> Pages:
    """The pages with the highest PageRank, then further pages with an error; and what is left out."""
    top = page_rows(reader, "1", BY_RANK, TOP_PAGES)
    shown = [row.page.url for row in top]
    failing = page_rows(
        reader,
        "p.url_id in (select f.url_id from v_findings f where f.run_id = :run and f.severity = 'error')"
        " and p.url not in (select value from json_each(:shown))",
        BY_RANK,
        ERROR_PAGES,
        shown=_json(shown),
    )
    total = reader.count("select count(*) from v_pages where run_id = :run")
    rows = top + failing
    command = export_command(reader.run_id, "pages", output="pages.csv")
    return Pages(
        rows=rows,
        cut=Cut(len(rows), total, command, len(rows) >= total),
        health=facets((row.health for row in rows), HEALTH),
        indexable=facets(("yes" if row.indexable else "no" for row in rows), INDEX),
    )


def _findings(reader: Reader, pages: list[int]) -> dict[int, tuple[int, int]]:
    """Checks with an error and with a warning, by page."""
    rows = reader.rows(
        "select url_id, count(distinct iif(severity = 'error', check_id, null)) as errors,"
        " count(distinct iif(severity = 'warning', check_id, null)) as warnings from v_findings"
        " where run_id = :run and url_id in (select value from json_each(:pages)) group by url_id",
        pages=_json(pages),
    )
    return {int(row["url_id"]): (int(row["errors"]), int(row["warnings"])) for row in rows}


def _json(values: list[int] | list[str]) -> str:
    import json

    return json.dumps(values)


def _page_row(reader: Reader, row: sqlite3.Row, found: tuple[int, int]) -> PageRow:
    pagerank = row["pagerank"]
    return PageRow(
        page=reader.address(row["url"]),
        title=clipped(printable(row["title"]), TITLE_COLUMNS),
        template=readable(row["template"] or ""),
        status=row["status"],
        status_shown=status_name(row["status"], row["error"]),
        tone=status_tone(row["status"], row["error"]),
        reason=named(INDEXABLE, row["indexable_reason"]),
        indexable=bool(row["indexable"]),
        depth=row["depth"],
        inlinks=row["inlinks"],
        outlinks=row["outlinks"],
        pagerank=None if pagerank is None else 100.0 * float(pagerank),
        words=row["words"],
        title_width=row["title_width"],
        ttfb_ms=row["ttfb_ms"],
        health="error" if found[0] else "warning" if found[1] else "clean",
        errors=found[0],
        warnings=found[1],
    )


def status_name(status: int | None, error: str | None) -> Text:
    """The status, or why there is none, or why it was not read."""
    if error and (status is None or error in UNREAD):
        return named(ERRORS, error)
    return plain(str(status)) if status is not None else plain("–")


def status_tone(status: int | None, error: str | None) -> str:
    """good, fair or poor; none for what was never requested."""
    if error == "robots":
        return "none"
    return "poor" if status is None or status >= 400 else "fair" if status >= 300 else "good"
