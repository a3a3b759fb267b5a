"""Two runs side by side: their differences grouped by URL template, so that one cause reads as one, and what is remarked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.store import Store
from reports.history.changes import Change
from reports.history.compare_pages import ORDER, REMARKS, differences
from reports.history.compare_runs import Couple
from reports.history.compare_sql import shared
from reports.history.diff import EXAMPLES, Group


@dataclass(slots=True)
class Remark:
    """Something about many pages that is no difference of theirs; ``kind`` is one of ``REMARKS``."""

    kind: str
    count: int = 0
    examples: list[Change] = field(default_factory=list)

    def add(self, change: Change) -> None:
        """Count one page."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(change)


@dataclass(frozen=True, slots=True)
class Figures:
    """A run as a whole."""

    pages: int  # HTML that answered 2xx
    ttfb_ms: float | None  # median of these pages; None: not measured


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything two runs differ in; ``before`` of a change is the left side, ``after`` the right one."""

    couple: Couple
    figures: tuple[Figures, Figures]
    shared: int  # URLs of which both know the answer
    differing: int  # of them
    groups: tuple[Group, ...]
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class _Counted:
    """Differences that are sorted into groups while they pass; in memory are the groups alone."""

    of: tuple[dict[str, int], dict[str, int]]  # pages by template, of either run
    groups: dict[tuple[str, str], Group] = field(default_factory=dict)
    remarks: dict[str, Remark] = field(default_factory=dict)
    differing: int = 0
    last: str = ""

    def add(self, change: Change) -> None:
        if change.kind in REMARKS:
            self.remarks.setdefault(change.kind, Remark(change.kind)).add(change)
            return
        key = (change.kind, change.template)
        if key not in self.groups:
            one, other = self.of[::-1] if change.kind == "right" else self.of
            self.groups[key] = Group(*key, one.get(change.template) or other.get(change.template, 0))
        self.groups[key].add(change)
        if change.kind not in ("left", "right") and change.url != self.last:
            self.differing, self.last = self.differing + 1, change.url


def compare(store: Store, couple: Couple) -> Comparison:
    """Lay two runs whose pages are sorted (stage ``finish``) side by side."""
    runs = (couple.left, couple.right)
    found = _Counted((sizes(store, runs[0].run_id), sizes(store, runs[1].run_id)))
    _add_all(found, differences(store.db, couple))
    return Comparison(
        couple=couple,
        figures=(figures(store, runs[0].run_id), figures(store, runs[1].run_id)),
        shared=shared(store.db, couple),
        differing=found.differing,
        groups=tuple(sorted(found.groups.values(), key=lambda one: (ORDER.index(one.kind), -one.count, one.template))),
        remarks=tuple(found.remarks[kind] for kind in REMARKS if kind in found.remarks),
    )


def _add_all(found: _Counted, changes: Iterable[Change]) -> None:
    for change in changes:
        found.add(change)


def sizes(store: Store, run_id: int) -> dict[str, int]:
    """Pages of a run by template."""
    rows = store.db.execute(
        "select template, count(*) from page_states join templates using (template_id) where run_id = ? group by 1",
        [run_id],
    )
    return dict(rows.fetchall())


def figures(store: Store, run_id: int) -> Figures:
    """Pages, and the median of their times to first byte; a page that answered 304 was not made anew."""
    pages = "from pages where run_id = :run and is_html and status between 200 and 299"
    timed = f"{pages} and ttfb_ms is not null and not not_modified"
    count, known = store.db.execute(
        f"select (select count(*) {pages}), (select count(*) {timed})", {"run": run_id}
    ).fetchone()
    middle = {"run": run_id, "skip": max(0, known - 1) // 2, "take": 2 - known % 2}
    median = store.db.execute(
        f"select avg(ttfb_ms) from (select ttfb_ms {timed} order by ttfb_ms limit :take offset :skip)", middle
    ).fetchone()[0]
    return Figures(int(count), median)
