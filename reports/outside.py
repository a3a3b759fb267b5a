"""Dead links to other sites, one row for each address: in a footer it is one fault, however many pages show it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from linkgraph.reading import OUTSIDE_DEAD
from reports.model_links import BrokenLink, OutsideDead
from reports.page_rows import status_name
from reports.parts import Cut, Source
from reports.reader import Reader

SHOWN = 30


def outside_rows(reader: Reader) -> list[sqlite3.Row]:
    """The dead addresses that the most pages link to."""
    return list(reader.rows(f"{OUTSIDE_DEAD} order by pages desc, url limit :limit", limit=SHOWN))


def outside_dead(
    reader: Reader, rows: Sequence[sqlite3.Row], linked: Mapping[int, tuple[Source, ...]]
) -> OutsideDead | None:  # fmt: skip
    """The list; None where no external address was asked for.

    Args:
        rows: of ``outside_rows``.
        linked: pages that link to them.
    """
    asked = reader.count("select count(*) from resources where run_id = :run and kind = 'external' and method <> ''")
    if not asked:
        return None
    total = reader.count(f"select count(*) from ({OUTSIDE_DEAD})")
    command = f"xunlu links broken --external --run {reader.run_id} --format csv"
    return OutsideDead(
        rows=tuple(
            BrokenLink(
                target=reader.address(row["url"]),
                status_shown=status_name(row["status"], row["error"]),
                inlinks=int(row["pages"]),
                sources=linked.get(int(row["url_id"]), ()),
            )
            for row in rows
        ),
        cut=Cut(len(rows), total, command, len(rows) >= total),
        asked=asked,
    )
