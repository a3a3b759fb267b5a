"""A comparison as data: rows for tables of other programs, and one JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from crawler.store import Store
from reports.history.changes import changes
from reports.history.diff import Diff
from reports.history.finding_states import finding_states
from reports.history.pair import Pair

NAMES = ("part", "change", "check", "level", "template", "url", "before", "after")


def diff_rows(store: Store, pair: Pair) -> Iterator[tuple[object, ...]]:
    """Every change and every finding that is not still there, streamed; columns ``NAMES``."""
    for one in changes(store.db, pair):
        yield "page", one.kind, "", "", one.template, one.url, one.before, one.after
    for found in finding_states(store.db, pair):
        if found.state != "still":
            sides = (found.evidence, "") if found.state in ("fixed", "gone", "unchecked") else ("", found.evidence)
            yield "finding", found.state, found.check_id, found.severity, found.template, found.url, *sides


def diff_object(found: Diff) -> dict[str, object]:
    """The groups, the states of the findings and the scores, for JSON."""
    older, newer = found.pair.older, found.pair.newer
    return {
        "site": newer.site,
        "older": {"run": older.run_id, "started": older.started, "status": older.status},
        "newer": {"run": newer.run_id, "started": newer.started, "status": newer.status},
        "complete": found.pair.whole,
        "doubts": [
            {"kind": one.kind, "run": one.run_id or None, "zh": one.text.zh, "en": one.text.en}
            for one in found.pair.doubts
        ],
        "scores": {name: {"before": before, "after": after} for name, before, after in found.scores},
        "changes": [{**asdict(one), "examples": [change._asdict() for change in one.examples]} for one in found.groups],
        "states": found.states,
        "findings": [asdict(one) for one in found.findings],
    }
