"""How many pages a check applies to and how many fail it, each with their PageRank: what the score is made of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from audit.registry import RANKS, Severity
from audit.selection import Task
from crawler.store import Store

_RANKED = " ".join(f"when '{level}' then {rank}" for rank, level in enumerate(RANKS))
RANK = f"case severity {_RANKED} end"
_NAMED = re.compile(r":([a-z_]\w*)")
# A set that is a condition on a view with one row a page: such are counted together, in one pass over the view.
_SIMPLE = re.compile(
    r"\s*select url_id from temp\.(run_pages|judged_urls|html_pages|indexable_pages|page_facts)(?: where ((?:(?!\b(?:union|order by|limit|group by)\b)[^:])*))?",
    re.IGNORECASE,
)

TOTALS = """
select count(*), coalesce(sum(g.pagerank), 0)
from (select distinct url_id from ({applies})) a
left join main.page_graph g on g.run_id = :run_id and g.url_id = a.url_id
"""
TOGETHER = """
select coalesce((select g.pagerank from main.page_graph g where g.run_id = :run_id and g.url_id = v.url_id), 0), {flags}
from temp.{view} v
"""
ANY = "select exists ({applies}), 1.0"  # for a check about the whole site
FAILING = f"""
with worst as (
    select url_id, max({RANK}) as level from findings
    where run_id = :run_id and check_id = :check_id group by url_id
)
select w.level, count(*), coalesce(sum(g.pagerank), 0)
from worst w
left join main.page_graph g on g.run_id = :run_id and g.url_id = w.url_id
where w.url_id in ({{applies}})
group by w.level
"""
WORST = f"select check_id, max({RANK}) from findings where run_id = :run_id group by check_id"


@dataclass(frozen=True, slots=True)
class Judged:
    """A check that judged; ``parameters`` are its options as SQL parameters."""

    task: Task
    parameters: Mapping[str, Any]


@dataclass(slots=True)
class Counter:
    """Counts the pages of checks one after the other; what several of them ask the same is asked once.

    To be made when all findings of the run are written, with ``store.use_run(run_id)`` done.
    """

    store: Store
    run_id: int
    _totals: dict[object, tuple[int, float]] = field(default_factory=dict)
    _worst: dict[str, int] = field(default_factory=dict)  # check -> rank of its worst finding

    def __post_init__(self) -> None:
        self._worst.update(self.store.db.execute(WORST, {"run_id": self.run_id}))

    def prepare(self, judged: Iterable[Judged]) -> None:
        """Count the simple sets that these checks apply to, all of one view together."""
        views: defaultdict[str, dict[str, str]] = defaultdict(dict)  # view -> statement of the totals -> condition
        for check in (one.task.check for one in judged):
            if check.scope != "site" and (simple := _SIMPLE.fullmatch(check.applies_sql)):
                views[simple[1]][TOTALS.format(applies=check.applies_sql)] = simple[2] or "1"
        for view, conditions in views.items():
            self._count_together(view, conditions)

    def _count_together(self, view: str, conditions: Mapping[str, str]) -> None:
        flags = ", ".join(f"({condition})" for condition in conditions.values())
        pages, ranks = [0] * len(conditions), [0.0] * len(conditions)
        for rank, *met in self.store.db.execute(TOGETHER.format(flags=flags, view=view), {"run_id": self.run_id}):
            for place, one in enumerate(met):
                if one:
                    pages[place] += 1
                    ranks[place] += rank
        keys = [(sql,) for sql in conditions]  # as of statements without parameters
        self._totals.update(zip(keys, zip(pages, ranks, strict=True), strict=True))

    def counted(self, one: Judged) -> tuple[int, float, dict[Severity, tuple[int, float]]]:
        """Pages a check applies to, their PageRank, and both of the failing ones by level.

        A check about the whole site applies to one page or none, and fails as a whole.
        """
        check = one.task.check
        worst = self._worst.get(check.id)
        pages, rank = self._applying(one)
        if check.scope == "site":
            return pages, rank, {} if worst is None else {RANKS[worst]: (1, 1.0)}
        return pages, rank, {} if worst is None else self._failing(one)

    def _applying(self, one: Judged) -> tuple[int, float]:
        """Most checks apply to one of a few sets of pages: each set is counted once."""
        check = one.task.check
        sql = (ANY if check.scope == "site" else TOTALS).format(applies=check.applies_sql)
        named = {name: one.parameters[name] for name in _NAMED.findall(sql) if name in one.parameters}
        key = (sql, *named.items())
        if key not in self._totals:
            self._totals[key] = self.store.db.execute(sql, {**named, "run_id": self.run_id}).fetchone()
        return self._totals[key]

    def _failing(self, one: Judged) -> dict[Severity, tuple[int, float]]:
        bound = {**one.parameters, "run_id": self.run_id, "check_id": one.task.check.id}
        rows = self.store.db.execute(FAILING.format(applies=one.task.check.applies_sql), bound)
        return {RANKS[level]: (failing, share) for level, failing, share in rows}
