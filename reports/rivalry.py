"""Checks judged on the own site and on a competitor: on which a smaller share of the competitor's pages fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.catalogue import Catalogue, texts_of
from reports.model_market import Against, Compared, ShareCell, SiteHead
from reports.numbers import share
from reports.parts import Cut
from reports.reader import Reader
from reports.words import SEVERITIES, named

LISTED = 25
LEVEL = 1.0  # percentage points: shares nearer than this are level

JUDGED = """
    select check_id, area, severity, failing, applicable, points from v_checks
    where run_id = :one and state in ('passed', 'failed') and applicable > 0
"""


@dataclass(frozen=True, slots=True)
class Rivalry:
    """What the comparison yields."""

    against: tuple[Against, ...]
    behind: tuple[Compared, ...]
    behind_cut: Cut
    ahead: tuple[Compared, ...]
    ahead_cut: Cut


def rivalry(reader: Reader, catalogue: Catalogue, sites: Sequence[SiteHead], cards: Collection[str]) -> Rivalry:
    """Compare every check that was judged on both; ``cards`` are those that have a card to link to."""
    found = [{row["check_id"]: row for row in reader.rows(JUDGED, one=site.run_id)} for site in sites]
    own, rivals = found[0], found[1:]
    rows = [_compared(row, rivals, catalogue, cards) for row in own.values()]
    behind = [row for row in rows if any(cell.better for cell in row.cells[1:])]
    ahead = [row for row in rows if row not in behind and any(_gap(row, cell) <= -LEVEL for cell in row.cells[1:])]
    behind.sort(key=lambda row: (-row.points, -_widest(row), row.check_id))
    ahead.sort(key=lambda row: (_narrowest(row), row.check_id))
    runs = [site.run_id for site in sites[1:]]
    return Rivalry(
        against=tuple(_against(site, rows, index) for index, site in enumerate(sites) if index),
        behind=tuple(behind[:LISTED]),
        behind_cut=_cut(reader, runs, len(behind), "own - theirs"),
        ahead=tuple(ahead[:LISTED]),
        ahead_cut=_cut(reader, runs, len(ahead), "theirs - own"),
    )


def _compared(
    row: sqlite3.Row, rivals: Iterable[Mapping[str, sqlite3.Row]], catalogue: Catalogue, cards: Collection[str]
) -> Compared:
    check_id = row["check_id"]
    own = share(row["failing"], row["applicable"])
    return Compared(
        check_id=check_id,
        title=texts_of(catalogue, check_id, row["area"]).title,
        severity=row["severity"],
        severity_name=named(SEVERITIES, row["severity"]),
        points=float(row["points"]),
        cells=(_cell(row, own), *(_cell(rival.get(check_id), own) for rival in rivals)),
        has_card=check_id in cards,
    )


def _cell(row: sqlite3.Row | None, own: float) -> ShareCell:
    if row is None:
        return ShareCell(None, 0, 0, False)
    part = share(row["failing"], row["applicable"])
    return ShareCell(part, int(row["failing"]), int(row["applicable"]), own - part >= LEVEL)


def _gap(row: Compared, cell: ShareCell) -> float:
    """Percentage points by which the own share of failing pages is the larger one; 0 where nothing compares."""
    own = row.cells[0].share
    return 0.0 if cell.share is None or own is None else own - cell.share


def _widest(row: Compared) -> float:
    return max(_gap(row, cell) for cell in row.cells[1:])


def _narrowest(row: Compared) -> float:
    return min(_gap(row, cell) for cell in row.cells[1:])


def _against(site: SiteHead, rows: Sequence[Compared], index: int) -> Against:
    both = [row for row in rows if row.cells[index].share is not None]
    better = sum(row.cells[index].better for row in both)
    worse = sum(_gap(row, row.cells[index]) <= -LEVEL for row in both)
    return Against(site.label, len(both), better, worse, len(both) - better - worse)


def _cut(reader: Reader, runs: Sequence[int], total: int, gap: str) -> Cut:
    """The same comparison as a SELECT, for what is not listed."""
    part = "100.0 * {0}.failing / {0}.applicable"
    judged = "{0}.state in ('passed', 'failed') and {0}.applicable > 0"
    select = (
        f"select a.check_id, {part.format('a')} as own, b.site, {part.format('b')} as theirs from v_checks a"
        f" join v_checks b on b.check_id = a.check_id and b.run_id in ({', '.join(map(str, runs)) or 'null'})"
        f" where a.run_id = {reader.run_id} and {judged.format('a')} and {judged.format('b')}"
        f" and {gap} >= {LEVEL:g} order by a.points desc, 1"
    )
    return reader.cut(min(LISTED, total), total, select)
