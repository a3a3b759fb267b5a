"""The comparison of two runs: changes and findings grouped by URL template, so that one cause reads as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.store import Store
from reports.history.changes import KINDS, Change, changes
from reports.history.finding_states import FindingState, finding_states
from reports.history.pair import Pair

EXAMPLES = 3  # changes shown of a group
ORDER = list(KINDS)
STATE_ORDER = ("new", "fixed", "gone", "unchecked", "first")


@dataclass(slots=True)
class Group:
    """One kind of change on the pages of one template; ``of`` counts the pages of that template in the newer run."""

    kind: str
    template: str
    of: int
    count: int = 0
    examples: list[Change] = field(default_factory=list)

    def add(self, change: Change) -> None:
        """Count one change."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(change)


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one check in one state on one template."""

    state: str
    check_id: str
    severity: str
    template: str
    count: int
    example: str  # URL


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything two runs differ in, the largest groups of each kind first."""

    pair: Pair
    groups: tuple[Group, ...]
    findings: tuple[FindingGroup, ...]
    states: dict[str, int]  # findings by state
    scores: tuple[tuple[str, float | None, float | None], ...]  # name, before, after

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.groups) or any(self.states[name] for name in self.states if name != "still")


def diff(store: Store, pair: Pair) -> Diff:
    """Compare two runs whose audit is stored."""
    states: Counter[str] = Counter()
    groups = grouped(changes(store.db, pair), sizes(store, pair))
    findings = finding_groups(finding_states(store.db, pair), states)
    return Diff(pair, groups, findings, dict(states), scores(store, pair))


def sizes(store: Store, pair: Pair) -> dict[str, int]:
    """Pages by template in the newer run, and those of the older one that it lacks."""
    rows = store.db.execute(
        "select t.template, count(*) from page_states s join templates t using (template_id)"
        " where s.run_id in (:older, :newer) and (s.run_id = :newer or s.template_id not in"
        " (select template_id from page_states where run_id = :newer)) group by 1",
        pair.ids,
    )
    return dict(rows.fetchall())


def grouped(found: Iterable[Change], of: dict[str, int]) -> tuple[Group, ...]:
    """Changes by kind and template; in memory are the groups alone."""
    groups: dict[tuple[str, str], Group] = {}
    for change in found:
        key = (change.kind, change.template)
        if key not in groups:
            groups[key] = Group(*key, of.get(change.template, 0))
        groups[key].add(change)
    return tuple(sorted(groups.values(), key=lambda one: (ORDER.index(one.kind), -one.count, one.template)))


def finding_groups(found: Iterable[FindingState], states: Counter[str]) -> tuple[FindingGroup, ...]:
    """Findings by state, check, level and template; ``states`` counts all of them. Those still there are only counted."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    examples: dict[tuple[str, str, str, str], str] = {}
    for one in found:
        states[one.state] += 1
        if one.state != "still":
            key = (one.state, one.check_id, one.severity, one.template)
            counts[key] += 1
            examples.setdefault(key, one.url)
    rank = {"error": 0, "warning": 1, "notice": 2, "info": 3}
    order = sorted(counts, key=lambda key: (STATE_ORDER.index(key[0]), rank[key[2]], -counts[key], key))
    return tuple(FindingGroup(*key, counts[key], examples[key]) for key in order)


def scores(store: Store, pair: Pair) -> tuple[tuple[str, float | None, float | None], ...]:
    """Score and axes before and after."""
    rows = store.db.execute(
        "select n.name, o.value, n.value from scores n left join scores o on o.run_id = :older and o.name = n.name"
        " where n.run_id = :newer and (n.name in ('overall', 'health', 'coverage') or n.name like 'axis:%')"
        " order by n.name <> 'overall', n.name",
        pair.ids,
    )
    return tuple(rows.fetchall())
