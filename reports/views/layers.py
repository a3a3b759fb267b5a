"""Boxes in columns: a column for each click depth, in each those near what they are linked with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BOX, TALL = 172.0, 34.0  # width and height of a box
ACROSS, DOWN = 62.0, 13.0  # between columns, between boxes
MARGIN = 14.0
PER_COLUMN = 14  # a fuller column becomes two
COLUMNS = 6
PASSES = 8


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box: its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the boxes stand."""

    width: float
    height: float
    boxes: tuple[Rectangle, ...]

    def way(self, source: int, target: int) -> str:
        """fw to the right, bk to the left, in within a column."""
        a, b = self.boxes[source].x, self.boxes[target].x
        return "fw" if a < b else "bk" if a > b else "in"

    def curve(self, source: int, target: int) -> str:
        """Path of an edge: it leaves the box on the right and enters on the left; back edges run the other way round."""
        a, b = self.boxes[source], self.boxes[target]
        y1, y2 = a.y + a.height * 0.38, b.y + b.height * 0.62
        if abs(a.x - b.x) < 1:  # within a column: an arc on its right
            x = a.x + a.width
            bend = x + min(ACROSS * 0.75, 22 + abs(y1 - y2) * 0.18)
            return f"M{x:g} {y1:.1f}C{bend:.1f} {y1:.1f} {bend:.1f} {y2:.1f} {x:g} {y2:.1f}"
        x1, x2 = (a.x + a.width, b.x) if a.x < b.x else (a.x, b.x + b.width)
        middle = (x1 + x2) / 2
        return f"M{x1:g} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:g} {y2:.1f}"


def layered(depths: Sequence[float], weights: NDArray[np.float64]) -> Layout:
    """Columns by mean depth, from the start on; boxes without a path stand last.

    Args:
        depths: mean click depth of every box, -1 for unknown.
        weights: shape (boxes, boxes), links from the row to the column.
    """
    columns = _columns(depths)
    strength = np.log1p(weights + weights.T)
    np.fill_diagonal(strength, 0.0)
    height = max((len(column) for column in columns), default=0)
    middle = np.zeros(len(depths))
    for column in columns:
        _stand(column, middle, height)
    for _ in range(PASSES):  # every box wants to be at the mean of its neighbours; the column keeps the order of wishes
        for column in columns:
            sums = strength[column].sum(axis=1)
            wish = np.where(sums > 0, strength[column] @ middle / np.maximum(sums, 1e-9), middle[column])
            column[:] = [column[place] for place in np.lexsort((np.array(column), np.round(wish, 6))).tolist()]
            _stand(column, middle, height)
    return _placed(columns, middle, height, len(depths))


def _columns(depths: Sequence[float]) -> list[list[int]]:
    """Boxes by rounded depth; full columns are split, too many become the last."""
    by_depth: dict[float, list[int]] = {}
    for box, depth in enumerate(depths):
        by_depth.setdefault(min(round(depth), COLUMNS - 1) if depth >= 0 else COLUMNS, []).append(box)
    found = []
    for _, boxes in sorted(by_depth.items()):
        boxes.sort(key=lambda box: (depths[box], box))
        parts = -(-len(boxes) // PER_COLUMN)
        size = -(-len(boxes) // parts)
        found += [boxes[begin : begin + size] for begin in range(0, len(boxes), size)]
    return found


def _stand(column: list[int], middle: NDArray[np.float64], height: int) -> None:
    """Spread a column evenly over the height, in places."""
    step = height / len(column)
    for place, box in enumerate(column):
        middle[box] = (place + 0.5) * step


def _placed(columns: list[list[int]], middle: NDArray[np.float64], height: int, count: int) -> Layout:
    boxes: dict[int, Rectangle] = {}
    for number, column in enumerate(columns):
        for box in column:
            x, y = MARGIN + number * (BOX + ACROSS), MARGIN + (middle[box] - 0.5) * (TALL + DOWN)
            boxes[box] = Rectangle(x, round(float(y), 1), BOX, TALL)
    return Layout(
        2 * MARGIN + max(len(columns) * (BOX + ACROSS) - ACROSS, 0) + (ACROSS * 0.75 if columns else 0),
        2 * MARGIN + max(height * (TALL + DOWN) - DOWN, 0),
        tuple(boxes[box] for box in range(count)),
    )
