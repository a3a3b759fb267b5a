"""Assessments that are kept in the store, so that reports and checks need not read a million links each time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import islice

from crawler.moments import now
from crawler.records import Run
from crawler.store import Store
from linkgraph.backlinks.assessing import Assessment, assess, linked_id_of, own_domain
from linkgraph.backlinks.judging import judge, on_disk
from linkgraph.backlinks.tables import TABLES, Row, parameters, rows_of

VERSION = 1  # raised when figures change or get another meaning
LISTS = ("domains", "broken", "toxic", "intersect")
SHOWN = 10  # rows kept of each


@dataclass(frozen=True, slots=True)
class Kept:
    """An assessment, the first rows of ``LISTS``, and when it was made (UTC, ISO 8601)."""

    told: Assessment
    lists: dict[str, list[Row]]
    assessed: str

    def rows(self, name: str) -> list[dict[str, object]]:
        """The first rows of a list, by column."""
        return [dict(zip(TABLES[name].columns, row, strict=True)) for row in self.lists[name]]


def refresh(store: Store, name: str, run: Run | None, progress: Callable[[int], None] = lambda count: None) -> bool:
    """Judge and assess anew what is out of date, and keep it; False when nothing was.

    Imports, verifications and judgements forget what is kept; another state of the runs makes another basis.

    Args:
        run: of the site, for what became of the targets; None: it was never crawled.
    """
    unjudged = [site for (site,) in store.db.execute("select name from linked_sites where judged = '{}'")]
    for site in {name, *unjudged}:
        judge(store, site, progress)
    linked_id = linked_id_of(store.db, name)
    if linked_id is None or kept(store.db, name, run) is not None:
        return False
    with on_disk(store):
        made = assessed(store.db, name, run)
    if made is None:
        return False
    with store.atomic() as db:
        db.execute(
            "insert or replace into backlink_assessments values (?, ?, ?, ?, ?, ?)",
            [linked_id, run.run_id if run else 0, _basis(db, linked_id, run), made.assessed,
             json.dumps(asdict(made.told), ensure_ascii=False), json.dumps(made.lists, ensure_ascii=False)],
        )  # fmt: skip
    return True


def kept(db: sqlite3.Connection, name: str, run: Run | None) -> Kept | None:
    """What is kept; None when it is nothing, or out of date."""
    linked_id = linked_id_of(db, name)
    row = db.execute(
        "select basis, assessed, figures, lists from backlink_assessments where linked_id = ? and run_id = ?",
        [linked_id, run.run_id if run else 0],
    ).fetchone()
    if linked_id is None or row is None or row[0] != _basis(db, linked_id, run):
        return None
    lists = {name: [tuple(one) for one in rows] for name, rows in json.loads(row[3]).items()}
    return Kept(Assessment(**json.loads(row[2])), lists, row[1])


def assessed(db: sqlite3.Connection, name: str, run: Run | None) -> Kept | None:
    """Made now, and not kept; None when nothing was imported."""
    told, linked_id = assess(db, name, run), linked_id_of(db, name)
    if told is None or linked_id is None:
        return None
    values = parameters(db, linked_id, run, own_domain(db, name))
    lists = {name: list(islice(rows_of(db, name, values), SHOWN)) for name in LISTS}
    return Kept(told, lists, now())


def _basis(db: sqlite3.Connection, linked_id: int, run: Run | None) -> str:
    """The judgement of the links, the state of the run, and the newest crawls of the other sites."""
    judged = db.execute("select judged from linked_sites where linked_id = ?", [linked_id]).fetchone()[0]
    number = run.run_id if run else 0
    state = db.execute(
        "select r.status, r.finished, (select finished from stages where run_id = r.run_id and stage = 'finish') from runs r"
        " where r.run_id = ?", [number]
    ).fetchone()  # fmt: skip
    others = db.execute(
        "select max(run_id) from runs where pruned is null and status <> 'running' and site_id is not"
        " (select site_id from runs where run_id = ?) group by site_id order by 1", [number]
    ).fetchall()  # fmt: skip
    return json.dumps({"version": VERSION, "judged": judged, "run": state, "others": others})
