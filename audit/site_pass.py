"""Site checks: one ``insert ... select`` each, so that no row becomes a Python object."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from audit.registry import SiteCheck
from audit.selection import Task
from crawler.store import Store

log = logging.getLogger(__name__)

INSERT = """
insert into findings (run_id, check_id, url_id, severity, fingerprint, evidence)
select :run_id, :check_id, f.url_id, json_extract(:levels, '$.' || {severity}),
    fingerprint(:check_id, u.url, json_array({identity})), f.evidence
from ({sql}) f join main.urls u on u.url_id = f.url_id
"""


def judge_site(store: Store, run_id: int, tasks: Sequence[Task]) -> dict[str, str]:
    """Write the findings of ``tasks``; returns what crashed, by check id, without a partial finding of it.

    To be called inside ``store.atomic()``, with ``store.use_run(run_id)`` done.
    """
    crashed = {}
    for task in tasks:
        store.db.execute("savepoint one_check")
        try:
            store.db.execute(statement(store.db, task), parameters(run_id, task))
        except (sqlite3.Error, ValueError) as error:  # the boundary of a check: recorded and shown, never a pass
            store.db.execute("rollback to one_check")
            if not store.db.in_transaction or _store_is_unusable(error):
                raise
            log.exception("check %s crashed", task.check.id)
            crashed[task.check.id] = f"{type(error).__name__}: {error}"[:500]
        store.db.execute("release one_check")
    return crashed


def _store_is_unusable(error: Exception) -> bool:
    """A full disk or a damaged file is no fault of a check."""
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_FULL", "SQLITE_CORRUPT", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_BUSY"))


def parameters(run_id: int, task: Task) -> dict[str, Any]:
    """What the SQL of a check may name: its options, lists as JSON."""
    levels = {str(own): str(task.level(own)) for own in task.check.all_levels}
    return {
        **bound(task.options),
        "run_id": run_id,
        "check_id": task.check.id,
        "usual": str(task.check.severity),
        "levels": json.dumps({str(task.check.severity): str(task.severity), **levels}),
    }


def bound(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options as SQL parameters: a list is JSON."""
    return {name: json.dumps(value) if isinstance(value, tuple) else value for name, value in options.items()}


def statement(db: sqlite3.Connection, task: Task) -> str:
    """The insert that runs the check; a third column of its SQL, ``severity``, is the level."""
    check = task.check
    assert isinstance(check, SiteCheck)
    columns = [row[0] for row in db.execute(f"select * from ({check.sql}) limit 0", parameters(0, task)).description]
    severity = "f.severity" if "severity" in columns else ":usual"
    identity = ", ".join(f"f.evidence ->> '$.{name}'" for name in check.identity)
    return INSERT.format(sql=check.sql, severity=severity, identity=identity)
