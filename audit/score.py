"""The score: what share of the site's importance each check affects, as points of 100 over six axes.

For check r at one level, with the pages A it applies to and the failing pages F among them::

    importance of page i   m_i = 1/2 * 1/|A| + 1/2 * PR_i / sum of PR over A      (sums to 1)
    affected share         a_r = confidence * sum of m_i over F
    check score            s_r = 1 - min(1, a_r / t_r)          t: saturation of the level
    axis score             C_k = 100 * sum w_r s_r / sum w_r    over judged checks with |A| > 0
    overall                S   = sum W_k C_k / sum W_k          over axes with a judged check
    points of a check      100 * W_k / sum W_k * w_r / sum w_r * (1 - s_r)

A check with levels is one entry a level, a page in its highest level only; a check about the whole site
affects all of it or nothing. A site with a fault that makes the rest pointless is held down by a cap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace

from audit.affected import Counter, Judged
from audit.needs import HIDDEN
from audit.scoring import Scoring
from crawler.store import Store

COMPLETE_SHARE = 95.0  # per cent of the discovered URLs; below, the score is partial

HEALTH = """
select count(*), sum(indexable and url_id not in (
    select url_id from findings where run_id = :run_id and severity = 'error'))
from temp.run_pages where is_html and status is not null and status not between 300 and 399
"""
# 4 is disallowed by robots.txt: obeying is no gap in the crawl, nor is what a trap would have added. A page that was
# hidden from us was not seen.
COVERAGE = (
    f"select count(*), sum(state = 2 and url_id not in (select p.url_id from pages p where p.run_id = :run_id and {HIDDEN}))"
    " from frontier where run_id = :run_id and state <> 4 and reason not like 'trap:%'"
)

_BARE = "replace(replace({url}, 'http://', 'https://'), '://www.', '://')"

# cap -> SQL that yields a row when it holds the score down
CAPS = {
    "noindex-sitewide": "select 1 from (select count(*) as pages, sum(p.noindex) as hidden from temp.html_pages h"
    " join main.pages p on p.run_id = :run_id and p.url_id = h.url_id) where pages >= 10 and hidden >= 0.8 * pages",
    "robots-blocks-site": "select 1 from temp.run_robots b where b.agent in ('*', 'Googlebot', 'Baiduspider')"
    " and b.url_id in (select u.url_id from runs r join sites s using (site_id) join urls u on u.url = s.start_url"
    " where r.run_id = :run_id)",
    # The start URL, or where it redirects to, answers anything but 200.
    "home-not-200": "with start as (select u.url_id from runs r join sites s using (site_id)"
    " join urls u on u.url = s.start_url where r.run_id = :run_id)"
    " select 1 from pages where run_id = :run_id and url_id in (select url_id from start)"
    " and not exists (select 1 from pages p where p.run_id = :run_id and p.status = 200"
    " and (p.url_id in (select url_id from start) or p.url_id in (select d.target_id from redirects d"
    " where d.run_id = :run_id and d.url_id in (select url_id from start))))",
    # The host of the start URL or of where it redirects to, with or without www.: there visitors meet the warning.
    # One that somebody accepted is known, and holds nothing down.
    "tls-invalid": f"with home as (select u.url_id, u.url from runs r join sites s using (site_id)"
    " join urls u on u.url = s.start_url where r.run_id = :run_id"
    " union select u.url_id, u.url from runs r join sites s using (site_id) join urls f on f.url = s.start_url"
    " join redirects d on d.run_id = :run_id and d.url_id = f.url_id join urls u on u.url_id = d.target_id"
    " where r.run_id = :run_id)"
    " select 1 from probes b where b.run_id = :run_id and b.kind = 'tls' and b.url like 'https:%'"
    " and json_valid(b.body) and coalesce(b.body ->> '$.fault', '') <> ''"
    f" and exists (select 1 from home h where instr({_BARE.format(url='h.url')}, {_BARE.format(url='b.url')}) = 1)"
    " and not exists (select 1 from accepted a where a.run_id = :run_id and a.check_id = 'tls-invalid')",
    "mostly-5xx": "select 1 from (select count(*) as pages, sum(status >= 500) as failing from temp.run_pages"
    " where status is not null) where failing > 0.5 * pages",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One check at one level. ``affected`` and ``score`` are 0..1; ``points`` are lost of 100."""

    check_id: str
    severity: str
    axis: str
    weight: float
    applicable: int
    failing: int
    affected: float
    score: float
    points: float = 0.0


@dataclass(slots=True)
class Scores:
    """What was written: points and page counts (applicable, failing) by check, scores and notes by name."""

    points: dict[str, float] = field(default_factory=dict)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    scores: dict[str, float | None] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def write_scores(store: Store, run_id: int, judged: Sequence[Judged], numbers: Scoring) -> Scores:
    """Compute and write ``score_entries`` and ``scores`` of a run whose findings are written.

    To be called inside ``store.atomic()``, with ``store.use_run(run_id)`` done. The names in ``scores``:
    overall; axis:crawl and so on; cap (points that a cap takes); health and coverage (per cent).
    """
    found = Scores()
    counter = Counter(store, run_id)
    counter.prepare(judged)
    entries = pointed([entry for one in judged for entry in _entries(counter, one, numbers, found)], numbers)
    for entry in entries:
        found.points[entry.check_id] = found.points.get(entry.check_id, 0.0) + entry.points
    _name(found, entries, numbers)
    _cap(store, run_id, found, numbers)
    _shares(store, run_id, found)
    store.db.executemany(
        "insert into score_entries values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(run_id, *astuple(entry)) for entry in entries],
    )
    store.db.executemany(
        "insert into scores values (?, ?, ?, ?)",
        [(run_id, name, value, found.notes.get(name, "")) for name, value in found.scores.items()],
    )
    return found


def affected_share(
    pages: int, pagerank: float, failing: int, failing_pagerank: float, importance: tuple[float, float]
) -> float:
    """Share of the importance of ``pages`` that the failing ones hold, 0..1.

    Args:
        pages: number of pages that the check applies to, at least 1.
        pagerank: sum over them; 0 = not known, then every page counts the same.
        importance: shares of page count and PageRank; they sum to 1.
    """
    by_count = failing / pages
    by_rank = failing_pagerank / pagerank if pagerank > 0 else by_count
    return min(1.0, importance[0] * by_count + importance[1] * by_rank)


def pointed(entries: Sequence[Entry], numbers: Scoring) -> list[Entry]:
    """Entries with their points: each its share of its axis, each axis its share of 100."""
    weights: defaultdict[str, float] = defaultdict(float)
    for entry in entries:
        weights[entry.axis] += entry.weight
    shares = axis_shares(weights, numbers)
    return [replace(e, points=100 * shares[e.axis] * e.weight / weights[e.axis] * (1 - e.score)) for e in entries]


def axis_shares(axes: Iterable[str], numbers: Scoring) -> dict[str, float]:
    """Share of 100 that each judged axis has; they sum to 1, unless all of them weigh nothing."""
    judged = list(axes)
    whole = sum(numbers.weights[axis] for axis in judged)
    return {axis: numbers.weights[axis] / whole if whole else 0.0 for axis in judged}


def _entries(counter: Counter, one: Judged, numbers: Scoring, found: Scores) -> Iterator[Entry]:
    check = one.task.check
    pages, rank, by_level = counter.counted(one)
    found.counts[check.id] = (pages, sum(count for count, _ in by_level.values()))
    if pages == 0:
        return
    for level in one.task.levels:
        weight = numbers.severity[level]
        if weight == 0:
            continue
        failing, failing_rank = by_level.get(level, (0, 0.0))
        affected = check.confidence * affected_share(pages, rank, failing, failing_rank, numbers.importance)
        score = 1 - min(1.0, affected / numbers.saturation[level])
        yield Entry(check.id, str(level), numbers.axis(check.area), weight, pages, failing, affected, score)


def _name(found: Scores, entries: Sequence[Entry], numbers: Scoring) -> None:
    """The overall score and those of the axes."""
    by_axis: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_axis[entry.axis].append(entry)
    shares = axis_shares(by_axis, numbers)
    for axis in numbers.axes:
        name, mine = f"axis:{axis}", by_axis.get(axis, [])
        weight = sum(entry.weight for entry in mine)
        found.scores[name] = 100 * sum(e.weight * e.score for e in mine) / weight if weight else None
        if not weight:
            found.notes[name] = "not-judged"
    whole = sum(shares.values())
    found.scores["overall"] = 100 - sum(entry.points for entry in entries) if whole else None
    if not whole:
        found.notes["overall"] = "not-judged"


def _cap(store: Store, run_id: int, found: Scores, numbers: Scoring) -> None:
    """Hold the score down; ``cap`` has the points this takes, its note the reason and the limit."""
    overall = found.scores["overall"]
    found.scores["cap"] = 0.0
    if overall is None:
        return
    holding = {
        name: limit
        for name, limit in numbers.caps.items()
        if name in CAPS and store.db.execute(CAPS[name], {"run_id": run_id}).fetchone()
    }
    if not holding:
        return
    name = min(holding, key=lambda one: holding[one])
    found.notes["cap"] = f"{name}:{holding[name]:g}"
    if overall > holding[name]:
        found.scores["overall"], found.scores["cap"] = holding[name], overall - holding[name]
        found.notes["overall"] = f"capped:{name}"


def _shares(store: Store, run_id: int, found: Scores) -> None:
    """The two numbers that everybody can recompute, and whether the score speaks of the whole site."""
    for name, sql in (("health", HEALTH), ("coverage", COVERAGE)):
        whole, part = store.db.execute(sql, {"run_id": run_id}).fetchone()
        found.scores[name] = 100 * (part or 0) / whole if whole else None
        if not whole:
            found.notes[name] = "not-judged"
    status, reason = store.db.execute("select status, reason from runs where run_id = ?", [run_id]).fetchone()
    coverage = found.scores["coverage"]
    if status != "complete":
        partial = reason or status
    elif coverage is not None and coverage < COMPLETE_SHARE:
        partial = "coverage"
    else:
        return
    found.notes["overall"] = ";".join(filter(None, [found.notes.get("overall", ""), f"partial:{partial}"]))
