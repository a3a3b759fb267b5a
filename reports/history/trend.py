"""A ranking factor over the runs of the sites of a store. A crawl that proves nothing leaves a gap, never a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from configs.text import Text
from crawler.records import Run
from crawler.store import Store
from reports.history.factors import FACTORS, SITE
from reports.history.kept import factors_of, written
from reports.history.pair import doubts, pruned

GAPS = {
    "cut": Text(zh="抓取不完整", en="crawl incomplete"),
    "blocked": Text(zh="抓取被拦截", en="crawl blocked"),
    "failed": Text(zh="抓取失败", en="crawl failed"),
    "missing": Text(zh="未分析", en="not analysed"),
    "none": Text(zh="没有这样的网页", en="no such page"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A factor in one run; ``value`` None is a gap, and ``gap`` (a key of ``GAPS``) says why."""

    run: Run
    template: str
    value: float | None
    pages: int
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: a factor of one template (empty: the whole site) of one site, oldest run first."""

    factor: str
    site: str
    role: str
    template: str
    points: tuple[Point, ...]


def trend(
    store: Store, factor: str, *, sites: Sequence[str] = (), by_template: bool = False, runs: int = 0, until: int = 0
) -> tuple[Series, ...]:
    """The series of a factor, the target site first.

    Args:
        factor: a key of ``FACTORS``.
        sites: names; default: all of the store.
        by_template: one series a template instead of one a site.
        runs: only the newest so many of each site; 0 = all.
        until: the last run that counts, with those of the same command; 0 = all.
    """
    found: list[Series] = []
    last = _last_of_command(store, until) if until else 0
    chosen = [run for run in store.runs() if (not sites or run.site in sites) and (not last or run.run_id <= last)]
    names = sorted(
        {(run.site_id, run.site) for run in chosen}, key=lambda one: (_role(chosen, one[0]) != "target", one[0])
    )
    for site_id, name in names:
        own = [run for run in chosen if run.site_id == site_id and run.status != "running"][-runs:]
        lines = _lines(store, factor, own, by_template)
        found += [Series(factor, name, _role(own, site_id), template, line) for template, line in lines]
    return tuple(found)


def _last_of_command(store: Store, run_id: int) -> int:
    """Competitors are crawled by the same command, and their runs begin after the target's."""
    row = store.db.execute(
        "select max(o.run_id) from runs r join runs o on o.batch = r.batch where r.run_id = ? and r.batch <> ''",
        [run_id],
    ).fetchone()
    return max(run_id, row[0] or 0)


def _role(runs: Sequence[Run], site_id: int) -> str:
    return next((run.role for run in reversed(runs) if run.site_id == site_id), "target")


def _lines(store: Store, factor: str, runs: Sequence[Run], by_template: bool) -> list[tuple[str, tuple[Point, ...]]]:
    """Templates with their points; a template that a run lacks is a gap of that run."""
    values = [_values(store, factor, run) for run in runs]
    templates = sorted({key for known, _ in values for key in known if key != SITE}) if by_template else [SITE]
    lines = []
    for template in templates:
        points = [_point(run, template, known, gap) for run, (known, gap) in zip(runs, values, strict=True)]
        lines.append((template, tuple(points)))
    return lines


def _point(run: Run, template: str, known: dict[str, tuple[float, int]], gap: str) -> Point:
    value, pages = known.get(template, (None, 0))
    return Point(run, template, value, pages, "" if value is not None else gap)


def _values(store: Store, factor: str, run: Run) -> tuple[dict[str, tuple[float, int]], str]:
    """Value and pages by template, and why others have none."""
    if run.status == "failed":
        return {}, "failed"
    if run.status != "complete":
        return {}, "cut"
    gone = bool(pruned(store, run))
    kept = gone or written(store, run.run_id)  # then a doubtful crawl has none, and need not be looked at again
    if not kept and (found := doubts(store, run)):
        return {}, found[0].kind
    values = {one.template: (one.value, one.pages) for one in factors_of(store, run.run_id, [factor], gone=gone)}
    if not values and kept and (found := doubts(store, run)):
        return {}, found[0].kind
    return values, "none" if gone or store.stage_finished(run.run_id, FACTORS[factor].stage) else "missing"
