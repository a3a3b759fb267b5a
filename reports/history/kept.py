"""Ranking factors written down: a trend over a year reads them instead of counting the pages of every run again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crawler.records import Run
from crawler.store import Store
from reports.history.factors import FACTORS, Value, run_factors
from reports.history.pair import doubts

STAGE = "factors"


def keep_factors(store: Store, run: Run) -> None:
    """Write the factors of a run, in place of earlier ones; a crawl that proves nothing has none, and stays a gap."""
    with store.atomic() as db:
        db.execute("delete from factors where run_id = ?", [run.run_id])
        if not doubts(store, run):
            db.executemany(
                "insert into factors (run_id, factor, template, value, pages) values (?, ?, ?, ?, ?)",
                [(run.run_id, *one) for one in run_factors(store.db, run.run_id)],
            )
        store.mark_stage(run.run_id, STAGE)


def written(store: Store, run_id: int) -> bool:
    """Whether the factors of a run are written down and up to date."""
    return store.stage_finished(run_id, STAGE)


def factors_of(
    store: Store, run_id: int, names: Iterable[str] = tuple(FACTORS), *, gone: bool = False
) -> Iterator[Value]:
    """Some factors of a run: as written down where that is up to date, or all that is left (``gone``: it was pruned)."""
    if not gone and not written(store, run_id):
        yield from run_factors(store.db, run_id, names)
        return
    for name in names:
        yield from _kept(store, run_id, name) or _added(store, run_id, name)


def _kept(store: Store, run_id: int, name: str) -> list[Value]:
    rows = store.db.execute(
        "select template, value, pages from factors where run_id = ? and factor = ?", [run_id, name]
    )
    return [Value(name, *row) for row in rows]


def _added(store: Store, run_id: int, name: str) -> list[Value]:
    """A score that is a factor since after they were written: scores outlive the pages. A run without factors is a gap."""
    if FACTORS[name].value or not _kept(store, run_id, "score"):
        return []
    return list(run_factors(store.db, run_id, [name]))
