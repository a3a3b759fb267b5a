"""The gate: thresholds that a run has to meet, some of them against a baseline. What cannot be judged never passes."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from audit.needs import NOTHING_APPLIES
from configs.errors import Exit
from configs.settings import Gate
from configs.text import Text
from crawler.moments import now
from crawler.records import Run
from crawler.store import Store
from jobs.baseline import Baseline
from reports.history.finding_states import new_findings
from reports.history.pair import doubts

LEVELS = ("error", "warning", "notice", "info")
NO_BASELINE = Text(zh="还没有可比的基线，这次不比", en="there is no baseline yet: not compared this time")
NOT_JUDGED = Text(zh="未判定", en="not judged")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One threshold: ``passed`` None: it has nothing to compare with. ``code`` is the exit code of a failure."""

    name: str
    passed: bool | None
    said: Text
    code: Exit = Exit.GATE_FAILED


def judge(store: Store, run: Run, gate: Gate, baseline: Baseline | None) -> list[Verdict]:
    """All thresholds of ``gate`` for an audited run, in the order of UX: the crawl, the scores, the findings."""
    scores = dict(store.db.execute("select name, value from scores where run_id = ?", [run.run_id]).fetchall())
    return [
        _pages(store, run, gate),
        *_whole(store, run),
        *_scores(scores, gate),
        *_drop(scores, gate, baseline),
        *_fail_on(store, run, gate),
        *_crashed(store, run),
        *_new(store, run, gate, baseline),
    ]


def record(store: Store, run: Run, verdicts: list[Verdict], baseline: Baseline | None) -> Exit:
    """Store what came of it, so that a run that passed can be the next baseline; returns the exit code."""
    failed = [one for one in verdicts if one.passed is False]
    results = {
        "baseline": baseline.name if baseline else None,
        "thresholds": [
            asdict(one) | {"said": {"zh": one.said.zh, "en": one.said.en}, "code": int(one.code)} for one in verdicts
        ],
    }
    with store.atomic() as db:
        db.execute(
            "insert into gates values (?1, ?2, ?3, ?4) on conflict do update set passed = ?2, checked = ?3, results = ?4",
            [run.run_id, not failed, now(), json.dumps(results, ensure_ascii=False)],
        )
    return max((one.code for one in failed), default=Exit.DONE)


def _pages(store: Store, run: Run, gate: Gate) -> Verdict:
    """An empty crawl is a failure whatever the thresholds say."""
    pages = store.db.execute(
        "select count(*) from pages where run_id = ? and is_html and status between 200 and 299", [run.run_id]
    ).fetchone()[0]
    least = max(1, gate.min_pages)
    said = Text(zh=f"{pages:,} 个网页（至少 {least:,}）", en=f"{pages:,} pages (at least {least:,})")
    return Verdict("min_pages", pages >= least, said, Exit.CRAWL_FAILED)


def _whole(store: Store, run: Run) -> Iterator[Verdict]:
    """A crawl that a limit cut is what its owner asked for; one that was interrupted or blocked is not."""
    for doubt in doubts(store, run):
        if doubt.kind == "blocked" or run.status in ("interrupted", "running", "failed"):
            yield Verdict("crawl", False, doubt.text)


def _scores(scores: dict[str, float | None], gate: Gate) -> Iterator[Verdict]:
    wanted = {"overall": gate.min_score} | {f"axis:{axis}": least for axis, least in gate.min.items()}
    for name, least in wanted.items():
        if least is None:
            continue
        value, label = scores.get(name), "min_score" if name == "overall" else f"min.{name.removeprefix('axis:')}"
        shown = NOT_JUDGED if value is None else Text(f"{value:.1f}", f"{value:.1f}")
        said = Text(zh=f"{shown.zh}（至少 {least:g}）", en=f"{shown.en} (at least {least:g})")
        yield Verdict(label, value is not None and value >= least, said)


def _drop(scores: dict[str, float | None], gate: Gate, baseline: Baseline | None) -> Iterator[Verdict]:
    if gate.max_drop is None:
        return
    if baseline is None:
        yield Verdict("max_drop", None, NO_BASELINE)
        return
    before, after = baseline.score, scores.get("overall")
    if before is None or after is None:
        yield Verdict("max_drop", False, NOT_JUDGED)
        return
    said = Text(
        zh=f"{before:.1f} → {after:.1f}（至多降 {gate.max_drop:g}；基线 {baseline.name}）",
        en=f"{before:.1f} -> {after:.1f} (at most {gate.max_drop:g} less; baseline {baseline.name})",
    )
    yield Verdict("max_drop", before - after <= gate.max_drop + 1e-9, said)


def _fail_on(store: Store, run: Run, gate: Gate) -> Iterator[Verdict]:
    """Levels and checks of which there must be no finding at all."""
    for name in gate.fail_on:
        column = "severity" if name in LEVELS else "check_id"
        count = store.db.execute(
            f"select count(*) from findings where run_id = ? and {column} = ?", [run.run_id, name]
        ).fetchone()[0]
        row = store.db.execute(
            "select state, reason from check_runs where run_id = ? and check_id = ?", [run.run_id, name]
        ).fetchone()
        unjudged = name not in LEVELS and (row is None or (row[0] == "not-judged" and row[1] != NOTHING_APPLIES))
        said = NOT_JUDGED if unjudged else Text(zh=f"{count:,} 个问题", en=f"{count:,} findings")
        yield Verdict(f"fail_on.{name}", not count and not unjudged, said)


def _crashed(store: Store, run: Run) -> Iterator[Verdict]:
    rows = store.db.execute("select check_id from check_runs where run_id = ? and state = 'crashed'", [run.run_id])
    if names := ", ".join(name for (name,) in rows):
        yield Verdict("crashed", False, Text(zh=f"检查崩溃：{names}", en=f"checks crashed: {names}"), Exit.INTERNAL)


def _new(store: Store, run: Run, gate: Gate, baseline: Baseline | None) -> Iterator[Verdict]:
    """Findings that the baseline has not, by level; checks that it did not judge find nothing new."""
    if not gate.max_new:
        return
    counts: Counter[str] = Counter()
    by_check: Counter[tuple[str, str]] = Counter()
    templates: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    if baseline is not None:
        for one in new_findings(store.db, run.run_id, baseline.fingerprints, baseline.judged):
            counts[one.severity] += 1
            by_check[(one.severity, one.check_id)] += 1
            templates[(one.severity, one.check_id)].add(one.template)
    for level, most in gate.max_new.items():
        if baseline is None:
            yield Verdict(f"max_new.{level}", None, NO_BASELINE)
            continue
        worst = [
            (check, count, templates[own, check]) for (own, check), count in by_check.most_common() if own == level
        ]
        named = [
            f"{check} ×{count} ({', '.join(sorted(places)[:2])}{' ...' * (len(places) > 2)})"
            for check, count, places in worst
        ]
        more = f": {'; '.join(named[:3])}" if named else ""
        said = Text(
            zh=f"新增 {counts[level]:,}（至多 {most:,}；基线 {baseline.name}）{more.replace(': ', '：', 1)}",
            en=f"{counts[level]:,} new (at most {most:,}; baseline {baseline.name}){more}",
        )
        yield Verdict(f"max_new.{level}", counts[level] <= most, said)
