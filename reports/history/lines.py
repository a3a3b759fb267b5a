"""Series of a ranking factor as lines of a chart: places worked out, gaps kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from configs.text import Text
from crawler.store import Store
from reports.history.factors import FACTORS, POINTS, SHARE, Factor
from reports.history.trend import GAPS, Series, trend
from reports.model_history import Line, LineChart, Spot
from reports.numbers import day, decimal, plain
from reports.sites import label

SHOWN = (
    "score", "indexable", "depth", "inlinks", "titles", "words", "placement", "ttfb", "schema", "pages",
)  # fmt: skip
MOST_RUNS = 52
MOST_SITES = 5
LEAST_SHARE, LEAST_PART = (
    5.0,
    0.05,
)  # least span: points of 100, or a part of the highest value; less would look like much


def line_charts(store: Store, site: str, rivals: Sequence[str], until: int = 0) -> tuple[LineChart, ...]:
    """A chart for each factor that has two values or more of the site itself, up to the run ``until``."""
    made = []
    names = _labels(store)
    for key in SHOWN:
        series = trend(store, key, sites=[site, *rivals[: MOST_SITES - 1]], runs=MOST_RUNS, until=until)
        own = next((one for one in series if one.site == site), None)
        if own and sum(point.value is not None for point in own.points) > 1:
            ordered = [own, *(one for one in series if one is not own and any(p.value is not None for p in one.points))]
            made.append(line_chart(FACTORS[key], ordered, names))
    return tuple(made)


def line_chart(factor: Factor, series: Sequence[Series], names: dict[str, Text]) -> LineChart:
    """One chart over several sites; runs stand in the order in which they were begun."""
    values = [point.value for one in series for point in one.points if point.value is not None]
    bottom, top = _edges(factor, min(values), max(values))
    order = _order(series)
    lines = []
    for number, one in enumerate(series):
        spots = tuple(_spot(factor, point.run.run_id, point.run.started, point.value, point.gap, order, bottom, top) for point in one.points)  # fmt: skip
        segments = tuple(tuple(found) for known, found in groupby(spots, lambda spot: spot.y is not None) if known)
        lines.append(Line(names.get(one.site, plain(one.site)), f"line{number}", spots, segments))
    first, last = series[0].points[0].run.started, series[0].points[-1].run.started
    return LineChart(
        factor.name, factor.title, factor.unit, factor.meaning, _shown(factor, bottom), _shown(factor, top), day(first),
        day(last), tuple(lines),
    )  # fmt: skip


def _edges(factor: Factor, low: float, high: float) -> tuple[float, float]:
    """Lowest and highest value of a chart: never below zero, and shares and scores never above 100."""
    bounded = factor.unit in (SHARE, POINTS)
    span = max(high - low, LEAST_SHARE if bounded else max(LEAST_PART * high, 1.0))
    top = (low + high + span) / 2
    top = min(100.0, top) if bounded else top
    bottom = max(0.0, top - span)
    return bottom, bottom + span


def _order(series: Sequence[Series]) -> dict[int, float]:
    """Place of each run from left to right, 0..100: by number, never by clock. Runs of one command may share a place."""
    own = [point.run.run_id for point in series[0].points]
    step = 100 / max(1, len(own) - 1)
    places: dict[int, float] = {}
    for one in series:
        for point in one.points:
            before = sum(run <= point.run.run_id for run in own)
            places[point.run.run_id] = max(0, before - 1) * step
    return places


def _spot(
    factor: Factor, run: int, started: str, value: float | None, gap: str, order: dict[int, float], low: float, high: float
) -> Spot:  # fmt: skip
    y = None if value is None else 100 * (high - value) / (high - low)
    said = GAPS[gap] if gap else None
    return Spot(run, day(started), _shown(factor, value), order[run], y, said)


def _shown(factor: Factor, value: float | None) -> Text:
    return plain(decimal(value, factor.decimals))


def _labels(store: Store) -> dict[str, Text]:
    rows = store.db.execute("select name, label_zh, label_en from sites")
    return {name: label(name, zh, en) for name, zh, en in rows}
