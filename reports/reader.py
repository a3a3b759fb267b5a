"""Reading one run of the store: SELECTs over public views and tables, never a write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.causes import UNASKED, UNREAD, listed
from reports.addresses import address
from reports.parts import Address, Cut

# Rows of v_pages that were requested; the others are known, and robots.txt or the guard forbids them.
ASKED = f"coalesce(error, '') not in ({listed(UNASKED)})"
BAD = f"(status >= 400 or status is null and coalesce(error, '') not in ({listed(UNREAD)})) and {ASKED}"  # what we could not read is not judged


@dataclass(frozen=True, slots=True)
class Reader:
    """One run as the report reads it; ``base`` is scheme://host of its start URL."""

    db: sqlite3.Connection
    run_id: int
    base: str

    def rows(self, sql: str, /, **values: object) -> Iterator[sqlite3.Row]:
        """Rows of a SELECT, streamed; ``:run`` is this run."""
        cursor = self.db.cursor()
        cursor.row_factory = sqlite3.Row
        yield from cursor.execute(sql, {"run": self.run_id} | values)

    def row(self, sql: str, /, **values: object) -> sqlite3.Row:
        """The only row of an aggregate."""
        return next(self.rows(sql, **values))

    def count(self, sql: str, /, **values: object) -> int:
        """The only number of an aggregate; 0 for null."""
        return int(self.row(sql, **values)[0] or 0)

    def address(self, url: str) -> Address:
        """A URL of this run, as a path where it is of the site itself."""
        return address(url, self.base)

    def cut(self, shown: int, total: int, select: str) -> Cut:
        """How much of a list is shown, and the command that gets all of it."""
        return Cut(shown, total, sql_command(select), shown >= total)


def export_command(run_id: int, what: str, *, select: str = "", output: str = "") -> str:
    """A command line that exports a table of a run; ``select``: only of this check."""
    chosen = f" --select {select}" if select else ""
    return f"xunlu export {what} --run {run_id}{chosen}" + (f" -o {output}" if output else "")


def sql_command(select: str, output: str = "") -> str:
    """A command line that prints the rows of ``select``."""
    return f'xunlu sql "{" ".join(select.split())}" --format csv' + (f" -o {output}" if output else "")
