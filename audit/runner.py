"""The audit of one run: select checks, judge, record what each check's state is, and score. One transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib import metadata

from audit.accepting import accept, ended
from audit.affected import Judged
from audit.fact_views import fact_views
from audit.link_views import link_views
from audit.needs import NOTHING_APPLIES, missing
from audit.page_pass import PagePass
from audit.registry import Check, HtmlCheck, PageCheck, SiteCheck
from audit.score import write_scores
from audit.scoring import scoring
from audit.selection import Task, tasks
from audit.site_pass import bound, judge_site
from audit.sqlfunctions import register
from configs.settings import Accept, Settings
from crawler.store import Store

ACCEPTED = "select check_id, count(distinct url_id) from accepted where run_id = ? group by check_id"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check went; ``applicable`` and ``failing`` count pages, ``points`` are lost of 100."""

    check_id: str
    severity: str
    state: str  # passed, failed, not-judged, crashed
    reason: str = ""
    applicable: int = 0
    failing: int = 0
    points: float = 0.0
    accepted: int = 0  # pages with a finding that somebody let stand


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """What an audit found. ``scores`` are 0..100 by name (see audit/score.py), None: not judged; ``ended``: no longer accepted."""

    run_id: int
    checks: tuple[CheckResult, ...]
    scores: dict[str, float | None]
    notes: dict[str, str]
    ended: tuple[Accept, ...] = ()

    @property
    def crashed(self) -> tuple[str, ...]:
        """Ids of the checks that crashed; the command then ends with exit code 5."""
        return tuple(result.check_id for result in self.checks if result.state == "crashed")

    @property
    def failed(self) -> tuple[CheckResult, ...]:
        """The failing checks, the costliest first."""
        failing = [result for result in self.checks if result.state == "failed"]
        return tuple(sorted(failing, key=lambda result: (-result.points, result.check_id)))


def run_checks(
    store: Store,
    run_id: int,
    settings: Settings,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    checks: Iterable[Check] | None = None,
) -> AuditSummary:
    """Judge a stored run and write findings, states of the checks and scores, replacing earlier ones.

    Args:
        select: areas or check ids; replaces ``[rules] select``. The stage then counts as not finished,
            so that a later command judges the whole checklist.
        ignore: areas or check ids, beside those of ``[rules]``.
        checks: to choose from; default: all there are.

    Raises:
        SettingsError: the settings name an unknown area, check, option or axis.
    """
    chosen = tasks(settings.rules, select, ignore, checks, settings.profiles)
    numbers = scoring(settings.score)
    today = date.today()
    register(store.db)
    store.use_run(run_id)
    with store.atomic() as db:
        for table in ("findings", "check_runs", "score_entries", "scores"):
            db.execute(f"delete from {table} where run_id = ?", [run_id])
        with link_views(store, _statements(chosen)), fact_views(store, _statements(chosen)):
            states = _judge(store, run_id, chosen)
            accept(db, run_id, settings.rules.accept, today)
            judged = [Judged(task, bound(task.options)) for task in chosen if task.check.id not in states]
            results = write_scores(store, run_id, judged, numbers)
            accepted = dict(db.execute(ACCEPTED, [run_id]).fetchall())
        rows = [_result(task, states, results.counts, results.points, accepted) for task in chosen]
        _write_states(store, run_id, chosen, rows)
        db.execute("delete from stages where run_id = ? and stage in ('audit', 'factors')", [run_id])
        if not select and not ignore and checks is None:
            store.mark_stage(run_id, "audit", _options(settings, numbers.version))
    return AuditSummary(run_id, tuple(rows), results.scores, results.notes, tuple(ended(settings.rules.accept, today)))


def _statements(chosen: Sequence[Task]) -> Iterator[str]:
    """The SQL of the checks."""
    for check in (task.check for task in chosen):
        yield check.applies_sql
        if isinstance(check, SiteCheck):
            yield check.sql


def _judge(store: Store, run_id: int, chosen: Sequence[Task]) -> dict[str, tuple[str, str]]:
    """Write all findings; returns state and reason of the checks that did not judge."""
    lacking = missing(store, run_id)
    states = {}
    for task in chosen:
        if reasons := [reason for need, reason in lacking.items() if need in task.check.needs]:
            states[task.check.id] = ("not-judged", reasons[0])
    ready = [task for task in chosen if task.check.id not in states]
    pages = PagePass(store, run_id)
    if per_page := [task for task in ready if isinstance(task.check, PageCheck | HtmlCheck)]:
        pages.judge(per_page)
    crashed = judge_site(store, run_id, [task for task in ready if isinstance(task.check, SiteCheck)])
    states.update({name: ("not-judged", reason) for name, reason in pages.not_judged.items()})
    states.update({name: ("crashed", reason) for name, reason in {**pages.crashed, **crashed}.items()})
    return states


def _result(
    task: Task,
    states: dict[str, tuple[str, str]],
    counts: dict[str, tuple[int, int]],
    points: dict[str, float],
    accepted: dict[str, int],
) -> CheckResult:
    name = task.check.id
    applicable, failing = counts.get(name, (0, 0))
    # Nothing looked at is nothing passed: a site whose pages are all canonicalised has no titles to compare.
    idle = ("not-judged", NOTHING_APPLIES) if not applicable else ("passed", "")
    state, reason = states.get(name, ("failed", "") if failing else idle)
    lost, let_stand = points.get(name, 0.0), accepted.get(name, 0)
    return CheckResult(name, str(task.severity), state, reason, applicable, failing, lost, let_stand)


def _write_states(store: Store, run_id: int, chosen: Sequence[Task], rows: Sequence[CheckResult]) -> None:
    store.db.executemany(
        "insert into check_runs (run_id, check_id, area, severity, scope, state, reason, applicable, failing)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                run_id,
                row.check_id,
                task.check.area,
                row.severity,
                task.check.scope,
                row.state,
                row.reason,
                row.applicable,
                row.failing,
            )
            for task, row in zip(chosen, rows, strict=True)
        ],
    )


def _options(settings: Settings, score_version: int) -> str:
    """What the result depends on, for telling whether two runs may be compared."""
    rules = settings.rules
    return json.dumps(
        {
            "version": metadata.version("xunlu"),
            "score": score_version,
            "profiles": list(settings.profiles),
            "select": list(rules.select),
            "ignore": list(rules.ignore),
            "options": rules.options,
            "severity": rules.severity,
            **({"accept": [asdict(one) for one in rules.accept]} if rules.accept else {}),
            "importance": settings.score.importance,
            "weights": settings.score.weights,
        },
        ensure_ascii=False,
        sort_keys=True,
        default=str,
    )
