"""Series of a ranking factor as lines of a chart: places worked out, gaps kept, changes of the settings marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from configs.text import Text
from crawler.store import Store
from reports.history.factors import FACTORS, POINTS, SHARE, Factor
from reports.history.line_says import axes_say, line_says
from reports.history.marks import marks
from reports.history.trend import GAPS, Series, trend
from reports.model_history import Line, LineChart, Mark, Spot
from reports.numbers import day, decimal, plain
from reports.sites import label
from reports.words import AXES

AXES_KEY = "axes"
SHOWN = (
    "score", AXES_KEY, "health", "indexable", "depth", "inlinks", "titles", "words", "placement", "ttfb", "schema", "pages",
)  # fmt: skip
WHOLE = {"health"}  # shares that are shown on the whole scale, as scores are
MOST_RUNS = 52
MOST_SITES = 5
LEAST_SHARE, LEAST_PART = (
    5.0,
    0.05,
)  # least span: points of 100, or a part of the highest value; less would look like much
SIX = Factor(
    AXES_KEY, Text(zh="六个方面", en="The six axes"), POINTS,
    Text(zh="各方面的分数，公式见 docs/score.md。", en="The scores of the axes; the formula is in docs/score.md."),
    "up", "audit", "",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A series with the name of its line."""

    name: Text
    series: Series
    crawled: bool = True


def line_charts(store: Store, site: str, rivals: Sequence[str], until: int = 0) -> tuple[LineChart, ...]:
    """A chart for each factor that has two values or more of the site itself, up to the run ``until``."""
    names, found = _labels(store), []
    for key in SHOWN:
        if key == AXES_KEY:
            drawn = _axes(store, site, until)
        else:
            series = trend(store, key, sites=[site, *rivals[: MOST_SITES - 1]], runs=MOST_RUNS, until=until)
            drawn = _sites(series, site, names)
        if drawn:
            found.append((SIX if key == AXES_KEY else FACTORS[key], drawn))
    noted = marks(store, [point.run for point in found[0][1][0].series.points]) if found else {}
    return tuple(line_chart(factor, drawn, noted) for factor, drawn in found)


def _sites(series: Sequence[Series], site: str, names: dict[str, Text]) -> list[_Drawn]:
    """The site itself, then competitors that have a value; nothing where the site has fewer than two."""
    own = next((one for one in series if one.site == site), None)
    if not own or sum(point.value is not None for point in own.points) < 2:
        return []
    ordered = [own, *(one for one in series if one is not own and any(p.value is not None for p in one.points))]
    return [_Drawn(names.get(one.site, plain(one.site)), one) for one in ordered]


def _axes(store: Store, site: str, until: int) -> list[_Drawn]:
    """The axes of the site itself that were judged twice or more."""
    drawn = []
    for axis, name in AXES.items():
        for one in trend(store, f"score-{axis}", sites=[site], runs=MOST_RUNS, until=until):
            if sum(point.value is not None for point in one.points) > 1:
                drawn.append(_Drawn(name, one, crawled=False))
    return drawn


def line_chart(factor: Factor, drawn: Sequence[_Drawn], noted: dict[int, Text]) -> LineChart:
    """One chart of several lines; runs stand in the order in which they were begun."""
    series = [one.series for one in drawn]
    values = [point.value for one in series for point in one.points if point.value is not None]
    bottom, top = _edges(factor, min(values), max(values))
    places = _places(series)
    step = 100 / max(1, len(series[0].points) - 1)
    lines = []
    for number, one in enumerate(drawn):
        spots = tuple(
            _spot(factor, point.run.run_id, point.run.started, point.value, point.gap, places[point.run.run_id], step, bottom, top)
            for point in one.series.points
        )  # fmt: skip
        segments = tuple(tuple(found) for known, found in groupby(spots, lambda spot: spot.y is not None) if known)
        lines.append(Line(one.name, f"line{number}", spots, segments, one.crawled))
    own = series[0].points
    first, last = own[0].run.started, own[-1].run.started
    told = axes_say(lines) if factor is SIX else line_says(factor, own)
    return LineChart(
        factor.name, factor.title, factor.unit, factor.meaning, _shown(factor, bottom), _shown(factor, top), bottom, top,
        day(first), day(last), tuple(lines), _marks(lines[0].spots, noted), told,
    )  # fmt: skip


def _marks(spots: Sequence[Spot], noted: dict[int, Text]) -> tuple[Mark, ...]:
    return tuple(Mark(spot.run, spot.day, spot.place, spot.x, noted[spot.run]) for spot in spots if spot.run in noted)


def _edges(factor: Factor, low: float, high: float) -> tuple[float, float]:
    """Lowest and highest value of a chart: 0 and 100 for scores, else never below zero, and shares never above 100."""
    if factor.unit == POINTS or factor.name in WHOLE:
        return 0.0, 100.0
    bounded = factor.unit == SHARE
    span = max(high - low, LEAST_SHARE if bounded else max(LEAST_PART * high, 1.0))
    top = (low + high + span) / 2
    top = min(100.0, top) if bounded else top
    bottom = max(0.0, top - span)
    return bottom, bottom + span


def _places(series: Sequence[Series]) -> dict[int, int]:
    """Place of each run from left to right: by number, never by clock. Runs of one command may share a place."""
    own = [point.run.run_id for point in series[0].points]
    places: dict[int, int] = {}
    for one in series:
        for point in one.points:
            before = sum(run <= point.run.run_id for run in own)
            places[point.run.run_id] = max(0, before - 1)
    return places


def _spot(
    factor: Factor, run: int, started: str, value: float | None, gap: str, place: int, step: float, low: float, high: float
) -> Spot:  # fmt: skip
    y = None if value is None else 100 * (high - value) / (high - low)
    said = GAPS[gap] if gap else None
    return Spot(run, day(started), value, _shown(factor, value), place, place * step, y, said)


def _shown(factor: Factor, value: float | None) -> Text:
    return plain(decimal(value, factor.decimals))


def _labels(store: Store) -> dict[str, Text]:
    rows = store.db.execute("select name, label_zh, label_en from sites")
    return {name: label(name, zh, en) for name, zh, en in rows}
