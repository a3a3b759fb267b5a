"""From a file into the store: one transaction, rows as they come."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from configs.text import without_controls
from crawler.imports.faults import Fault, keep_fault
from crawler.moments import now
from crawler.records import Run
from crawler.store import Store
from keywords.figures.heads import FIGURES
from keywords.figures.rows import Figures, Table, reading
from keywords.rankings import Ranking, write_rankings

BATCH = 5_000

# A later row fills in what is not known and replaces what it names; an empty cell takes nothing away.
_MERGED = ", ".join(f"{name} = coalesce(excluded.{name}, {name})" for name in FIGURES)
_INSERT = f"""
    insert into keyword_figures (site_id, engine, day, keyword, shown, period, {", ".join(FIGURES)}, inexact, import_id)
    values (?1, ?2, ?3, ?4, ?5, ?6, {", ".join(f"?{7 + at}" for at in range(len(FIGURES)))}, ?16, ?17)
    on conflict do update set shown = excluded.shown, period = iif(excluded.volume is null, period, excluded.period), {_MERGED},
        inexact = (inexact & ~?15) | excluded.inexact, import_id = excluded.import_id
"""


@dataclass(slots=True)
class Imported:
    """What came of a file; ``first_faults`` are those that are told at once."""

    import_id: int
    tool: str
    engine: str
    rows: int = 0  # taken, as figures, positions or both
    figures: int = 0
    positions: int = 0
    faults: int = 0
    foreign: int = 0
    odd: int = 0
    examples: tuple[str, ...] = ()
    first_faults: list[Fault] = field(default_factory=list)


def import_figures(
    store: Store, run: Run, path: Path, *, day: str, engine: str = "", columns: Mapping[str, str] = {}, replaced: set[tuple[str, str]] | None = None,
    progress: Callable[[int], None] = lambda count: None,
) -> Imported:  # fmt: skip
    """Read a file for the site of ``run`` into the store; the whole of it or, when interrupted, nothing.

    Args:
        day, engine, columns: as ``rows.reading``.
        replaced: figures that stand there for an engine and day of which the file has some are forgotten, unless the pair is
            one of these; it is then. None: they are merged.
        progress: told every few thousand rows how many were read.

    Raises:
        InputError: as ``rows.reading``.
    """
    with reading(path, run.start_url, day=day, engine=engine, columns=columns) as table, store.atomic() as db:
        cursor = db.execute(
            "insert into imports (kind, file, imported, rows, faults) values ('keywords', ?, ?, 0, 0)",
            [without_controls(path.name), now()],
        )
        found = Imported(int(cursor.lastrowid or 0), table.tool, table.engine)
        _take(db, run.site_id, found, table, replaced, progress)
        found.foreign, found.odd, found.examples = table.foreign, table.odd, tuple(table.examples)
        db.execute(
            "update imports set rows = ?, faults = ? where import_id = ?", [found.rows, found.faults, found.import_id]
        )
    return found


def _take(
    db: sqlite3.Connection, site_id: int, found: Imported, table: Table, replaced: set[tuple[str, str]] | None, progress: Callable[[int], None]
) -> None:  # fmt: skip
    figures: list[Figures] = []
    rankings: list[Ranking] = []
    for one in table.rows():
        if isinstance(one, Fault):
            keep_fault(db, found, one)
            continue
        found.rows += 1
        if one.figures:
            figures.append(one.figures)
        if one.ranking:
            rankings.append(one.ranking)
        if len(figures) >= BATCH or len(rankings) >= BATCH:
            _write(db, site_id, found, figures, rankings, replaced)
            progress(found.rows + found.faults)
    _write(db, site_id, found, figures, rankings, replaced)


def _forget(db: sqlite3.Connection, site_id: int, figures: list[Figures], replaced: set[tuple[str, str]]) -> None:
    """Forget what stands there for engines and days that are written now for the first time."""
    for pair in sorted({(one.engine, one.day) for one in figures} - replaced):
        replaced.add(pair)
        db.execute("delete from keyword_figures where site_id = ? and engine = ? and day = ?", [site_id, *pair])


def _write(
    db: sqlite3.Connection, site_id: int, found: Imported, figures: list[Figures], rankings: list[Ranking], replaced: set[tuple[str, str]] | None
) -> None:  # fmt: skip
    if replaced is not None:
        _forget(db, site_id, figures, replaced)
    found.figures += len(figures)
    found.positions += len(rankings)
    db.executemany(
        _INSERT,
        [
            (site_id, one.engine, one.day, one.keyword, one.shown, one.period, *one.numbers, one.named, one.inexact, found.import_id)
            for one in figures
        ],
    )  # fmt: skip
    write_rankings(db, site_id, found.import_id, rankings)
    figures.clear()
    rankings.clear()
