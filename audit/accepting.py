"""Findings that somebody let stand: taken out before the score is made, kept with reason and last day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from configs.settings import Accept
from crawler.urls import matches_any

MOVE = """
insert into accepted (run_id, check_id, url_id, severity, fingerprint, evidence, reason, until)
select f.run_id, f.check_id, f.url_id, f.severity, f.fingerprint, f.evidence, :reason, :until
from findings f join urls u on u.url_id = f.url_id
where f.run_id = :run_id and f.check_id = :check_id and {where}
"""
LEAVE = """
delete from findings where run_id = :run_id and check_id = :check_id
    and fingerprint in (select fingerprint from accepted where run_id = :run_id and check_id = :check_id)
"""


def ended(rules: Iterable[Accept], today: date) -> list[Accept]:
    """What was accepted until a day that is past: its findings count again."""
    return [one for one in rules if one.until < today]


def accept(db: sqlite3.Connection, run_id: int, rules: Iterable[Accept], today: date) -> None:
    """Move the findings of a run that a rule in force covers; the first such rule has each of them.

    To be called inside a transaction, after all findings are written and before the score.
    """
    db.execute("delete from accepted where run_id = ?", [run_id])
    for one in rules:
        if one.until < today:
            continue
        named = {"run_id": run_id, "check_id": one.check}
        if one.urls:
            covers = partial(_covers, one.urls)
            db.create_function("is_let_stand", 1, covers, deterministic=True)
        where = "is_let_stand(u.url)" if one.urls else "true"
        db.execute(MOVE.format(where=where), {**named, "reason": one.reason.strip(), "until": one.until.isoformat()})
        db.execute(LEAVE, named)


def _covers(globs: Sequence[str], url: str) -> int:
    return int(matches_any(globs, url) is not None)
