"""The radar of the six axes as coordinates: one scale from 0 to 100 on every axis, the first axis on top."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from configs.text import Text
from reports.model_market import Outline, Radar, Ring, Spoke

WIDTH, HEIGHT, RADIUS = 460, 372, 138
X, Y = WIDTH / 2, 186.0
RINGS = (25, 50, 75, 100)
LABEL = 16  # from the end of a spoke to its label
SITES = 4  # outlines that can still be told apart

Values = Sequence[float | None]


def radar(names: Sequence[Text], sites: Sequence[tuple[Text, Values]]) -> Radar:
    """The drawing of up to ``SITES`` sites; ``values`` are scores 0..100 in the order of ``names``, None: not judged."""
    return Radar(
        width=WIDTH,
        height=HEIGHT,
        x=X,
        y=Y,
        rings=tuple(_ring(value, len(names)) for value in RINGS),
        spokes=tuple(
            _spoke(name, index, len(names), any(values[index] is not None for _, values in sites))
            for index, name in enumerate(names)
        ),
        outlines=tuple(_outline(label, number, values) for number, (label, values) in enumerate(sites[:SITES], 1)),
        left_out=max(0, len(sites) - SITES),
        unjudged=tuple(name for index, name in enumerate(names) if all(values[index] is None for _, values in sites)),
    )


def point(index: int, count: int, value: float) -> tuple[float, float]:
    """Where a score stands on axis ``index`` of ``count``."""
    angle = 2 * math.pi * index / count - math.pi / 2
    return round(X + RADIUS * value / 100 * math.cos(angle), 1), round(Y + RADIUS * value / 100 * math.sin(angle), 1)


def _ring(value: int, count: int) -> Ring:
    corners = [point(index, count, value) for index in range(count)]
    return Ring(value, _path(corners) + "Z", point(0, count, value)[1])


def _spoke(name: Text, index: int, count: int, judged: bool) -> Spoke:
    x, y = point(index, count, 100)
    label_x, label_y = point(index, count, 100 + 100 * LABEL / RADIUS)
    side = round(x - X)
    return Spoke(name, x, y, label_x, label_y + 5, "middle" if not side else "start" if side > 0 else "end", judged)


def _outline(label: Text, number: int, values: Values) -> Outline:
    count = len(values)
    points = [None if value is None else point(index, count, value) for index, value in enumerate(values)]
    judged = [one for one in points if one is not None]
    whole = len(judged) == count
    return Outline(label, number, _path(judged) + "Z" if whole else "", _segments(points), tuple(judged))


def _segments(points: Sequence[tuple[float, float] | None]) -> str:
    """Lines between neighbours that were both judged; a gap stays a gap."""
    pairs = zip(points, [*points[1:], *points[:1]], strict=True)
    return "".join(_path([one, other]) for one, other in pairs if one is not None and other is not None)


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "".join(f"{'L' if index else 'M'}{x:g} {y:g}" for index, (x, y) in enumerate(points))
