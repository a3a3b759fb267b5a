"""Results of a run from the store: one pass over its findings, whatever their number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from configs.text import Text
from crawler.records import Run
from crawler.store import Store
from reports.catalogue import installed_checks, texts_of
from reports.exports import EXPORTS, rows_of
from reports.machine.grouping import SHOWN, Grouping
from reports.machine.model import SEVERITIES, CheckResult, Found, GateResult, Results, Threshold

EXAMPLES = 10  # findings told of a check
COLUMNS = ("check_id", "severity", "url", "template", "evidence", "fingerprint")


def load_results(
    store: Store, run: Run, *, where: str = "", limit: int = 0, shown: int = SHOWN, gate: bool = True
) -> Results:
    """Everything that the machine formats tell of an audited run.

    Args:
        where: SQL condition over the columns of ``export findings``; the store must be opened by ``reading_store`` then.
        limit: at most so many findings, and as many accepted ones; 0 = all.
        shown: results above which findings are grouped.
        gate: whether the recorded gate of the run is part of it.

    Raises:
        SettingsError: a condition that SQLite refuses.
    """
    checks = {one.check_id: one for one in _checks(store, run)}
    grouping = Grouping(shown)
    counts = {"findings": 0, "accepted": 0}
    for table in counts:
        for one in _found(store, run, table, where, limit):
            counts[table] += 1
            _count(checks, one)
            grouping.add(one)
    found, left_out = grouping.result()
    scores = dict(store.db.execute("select name, value from scores where run_id = ?", [run.run_id]).fetchall())
    crawled, discovered, pages = store.db.execute(
        "select crawled, discovered, html_pages from v_runs where run_id = ?", [run.run_id]
    ).fetchone()
    told = [one for one in checks.values() if not where or one.count or one.accepted]
    told.sort(key=lambda one: (-one.points, SEVERITIES.index(one.severity), one.check_id))
    return Results(
        run, crawled, max(crawled, discovered), pages, scores, tuple(told), tuple(found), counts["findings"],
        counts["accepted"], left_out, _gate(store, run) if gate else None,
    )  # fmt: skip


def _checks(store: Store, run: Run) -> Iterator[CheckResult]:
    catalogue = installed_checks()
    rows = store.db.execute(
        "select check_id, area, severity, state, coalesce(reason, ''), applicable, points from v_checks"
        " where run_id = ? order by check_id",
        [run.run_id],
    )
    for check_id, area, severity, state, reason, applicable, points in rows:
        texts = texts_of(catalogue, check_id, area)
        yield CheckResult(check_id, area, severity, state, reason, applicable or 0, points, texts)


def _found(store: Store, run: Run, table: str, where: str, limit: int) -> Iterator[Found]:
    accepted = table == "accepted"
    columns = (*COLUMNS, "reason", "until") if accepted else COLUMNS
    _, rows = rows_of(store, EXPORTS[table], run.run_id, "en", where=where, columns=columns)
    for row in islice(rows, limit or None):
        check_id, severity, url, template, evidence, fingerprint, *rest = (str(value or "") for value in row)
        one = Found(check_id, severity, url, template, evidence, fingerprint)
        yield replace(one, reason=rest[0], until=rest[1]) if accepted else one


def _count(checks: dict[str, CheckResult], one: Found) -> None:
    check = checks[one.check_id]
    if one.reason:
        check.accepted += 1
        key = (one.reason, one.until)
        check.let_stand[key] = check.let_stand.get(key, 0) + 1
        return
    if not check.count or SEVERITIES.index(one.severity) < SEVERITIES.index(check.severity):
        check.severity = one.severity
    check.count += 1
    if len(check.examples) < EXAMPLES:
        check.examples.append(one)


def _gate(store: Store, run: Run) -> GateResult | None:
    """What the newest gate of the run recorded."""
    row = store.db.execute("select passed, results from gates where run_id = ?", [run.run_id]).fetchone()
    if row is None:
        return None
    results = json.loads(row[1])
    thresholds = tuple(
        Threshold(one["name"], one["passed"], Text(zh=one["said"]["zh"], en=one["said"]["en"]))
        for one in results["thresholds"]
    )
    return GateResult(bool(row[0]), results["baseline"] or "", thresholds)
