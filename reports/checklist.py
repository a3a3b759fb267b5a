"""Every check of the audit by area: passed, failed, not judged with its reason, or crashed."""

from __future__ import annotations

import sqlite3
from itertools import groupby

from audit.needs import REASONS
from audit.scoring import scoring
from configs.settings import Score
from reports.catalogue import Catalogue, texts_of
from reports.model import AreaChecks, Checklist, CheckRow
from reports.numbers import plain, share
from reports.reader import Reader
from reports.words import AREAS, AXES, SEVERITIES, STATES, named

STATE_ORDER = tuple(STATES)


def checklist(reader: Reader, catalogue: Catalogue) -> Checklist:
    """All checks of a run."""
    order = list(AREAS)
    rows = sorted(
        reader.rows("select * from v_checks where run_id = :run"),
        key=lambda row: (order.index(row["area"]) if row["area"] in order else len(order), row["area"], *_order(row)),
    )
    areas = tuple(_area(area, list(group), catalogue) for area, group in groupby(rows, key=lambda row: row["area"]))
    return Checklist(
        judged=bool(rows),
        total=len(rows),
        passed=sum(area.passed for area in areas),
        failed=sum(area.failed for area in areas),
        not_judged=sum(area.not_judged for area in areas),
        crashed=sum(area.crashed for area in areas),
        areas=areas,
    )


def _order(row: sqlite3.Row) -> tuple[object, ...]:
    return STATE_ORDER.index(row["state"]), -float(row["points"]), -int(row["failing"]), row["check_id"]


def _area(area: str, rows: list[sqlite3.Row], catalogue: Catalogue) -> AreaChecks:
    count = {state: sum(row["state"] == state for row in rows) for state in STATES}
    width = {state: share(count[state], len(rows)) for state in STATES}
    axis = next((axis for axis, areas in scoring(Score()).axes.items() if area in areas), "")
    return AreaChecks(
        area=area,
        name=named(AREAS, area),
        axis_name=named(AXES, axis),
        passed=count["passed"],
        failed=count["failed"],
        not_judged=count["not-judged"],
        crashed=count["crashed"],
        total=len(rows),
        failed_end=width["failed"],
        crashed_width=width["crashed"],
        passed_start=width["failed"] + width["crashed"],
        passed_width=width["passed"],
        rows=tuple(_row(row, catalogue) for row in rows),
    )


def _row(row: sqlite3.Row, catalogue: Catalogue) -> CheckRow:
    return CheckRow(
        check_id=row["check_id"],
        title=texts_of(catalogue, row["check_id"], row["area"]).title,
        severity=row["severity"],
        severity_name=named(SEVERITIES, row["severity"]),
        state=row["state"],
        state_name=STATES[row["state"]],
        reason=REASONS.get(row["reason"], plain(row["reason"])),
        applicable=int(row["applicable"]),
        failing=int(row["failing"]),
        points=float(row["points"]),
        has_card=row["state"] == "failed",
    )
