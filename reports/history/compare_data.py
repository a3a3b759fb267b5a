"""Two runs side by side as data: rows for tables of other programs, and one JSON object."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.store import Store
from reports.history.changes import Change
from reports.history.compare import Comparison, Figures, figures
from reports.history.compare_pages import REMARKS, differences
from reports.history.compare_runs import Couple

NAMES = ("part", "kind", "template", "left_url", "right_url", "left", "right")


def compare_rows(store: Store, couple: Couple) -> Iterator[tuple[object, ...]]:
    """The time to first byte of either site, then every difference and remark, streamed; columns ``NAMES``."""
    runs = (couple.left, couple.right)
    yield "site", "ttfb", "", *(run.start_url for run in runs), *(figures(store, run.run_id).ttfb_ms for run in runs)
    for one in differences(store.db, couple):
        part = "remark" if one.kind in REMARKS else "page"
        yield part, one.kind, one.template, *urls(couple, one), one.before, one.after


def urls(couple: Couple, one: Change) -> tuple[str, str]:
    """The address of a page on either side; empty where there is none."""
    if one.kind == "right":
        return "", one.url
    return one.url, "" if one.kind == "left" else couple.counterpart(one.url)


def compare_object(found: Comparison) -> dict[str, object]:
    """The two runs, the groups and the remarks, for JSON."""
    couple = found.couple
    return {
        "left": _side(couple, 0, found.figures[0]),
        "right": _side(couple, 1, found.figures[1]),
        "matched_by": "url" if couple.by_url else "path",
        "complete": couple.whole,
        "doubts": [
            {"kind": one.kind, "run": one.run_id or None, "zh": one.text.zh, "en": one.text.en} for one in couple.doubts
        ],
        "compared": found.shared,
        "differing": found.differing,
        "differences": [
            {"kind": one.kind, "template": one.template, "of": one.of, "count": one.count, "examples": _examples(couple, one.examples)}
            for one in found.groups
        ],
        "remarks": [
            {"kind": one.kind, "count": one.count, "examples": _examples(couple, one.examples)} for one in found.remarks
        ],
    }  # fmt: skip


def _side(couple: Couple, at: int, known: Figures) -> dict[str, object]:
    run = (couple.left, couple.right)[at]
    return {
        "site": run.site, "run": run.run_id, "started": run.started, "status": run.status, "start_url": run.start_url,
        "device": couple.devices[at], "pages": known.pages, "ttfb_ms": known.ttfb_ms,
    }  # fmt: skip


def _examples(couple: Couple, examples: list[Change]) -> list[dict[str, str]]:
    return [
        dict(zip(("left_url", "right_url", "left", "right"), (*urls(couple, one), one.before, one.after), strict=True))
        for one in examples
    ]
