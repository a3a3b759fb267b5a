"""Which labels a drawing has room for: no label lies on another, or on a disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.text import columns
from reports.views.radial import Disk

COLUMN = 0.56  # width of a display column, as a part of the font size; a Han character is two
HEIGHT = 1.25


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Text at (x, y), y its baseline; anchor start or end."""

    text: str
    x: float
    y: float
    anchor: str
    box: Box


class _Grid:
    """Boxes by the cells they lie in."""

    def __init__(self, cell: float) -> None:
        self._cell = cell
        self._boxes: dict[tuple[int, int], list[Box]] = {}

    def _cells(self, box: Box) -> Iterable[tuple[int, int]]:
        for i in range(int(box.left // self._cell), int(box.right // self._cell) + 1):
            for j in range(int(box.top // self._cell), int(box.bottom // self._cell) + 1):
                yield i, j

    def free(self, box: Box) -> bool:
        return not any(box.meets(other) for cell in self._cells(box) for other in self._boxes.get(cell, ()))

    def put(self, box: Box) -> None:
        for cell in self._cells(box):
            self._boxes.setdefault(cell, []).append(box)


def labels(disks: Sequence[Disk], texts: Sequence[str], order: Sequence[int], size: float, frame: Box) -> list[Label]:
    """Labels beside their disks, outside first, for as many as fit.

    Args:
        order: disks in the order in which they get a label.
        size: of the font, in the unit of the drawing.
        frame: what the drawing shows; no label leaves it.
    """
    grid = _Grid(60.0)
    for disk in disks:
        grid.put(Box(disk.x - disk.r, disk.y - disk.r, disk.x + disk.r, disk.y + disk.r))
    found = []
    for index in order:
        for label in _tries(disks[index], texts[index], size) if texts[index] else ():
            inside = label.box.left >= frame.left and label.box.right <= frame.right
            if inside and label.box.top >= frame.top and label.box.bottom <= frame.bottom and grid.free(label.box):
                grid.put(label.box)
                found.append(label)
                break
    return found


def _tries(disk: Disk, text: str, size: float) -> list[Label]:
    """Beside the disk, on the side away from the middle first; then on the other."""
    width, half = columns(text) * COLUMN * size, HEIGHT * size / 2
    left, right = disk.x - disk.r - 3, disk.x + disk.r + 3
    y = round(disk.y + size * 0.36, 1)
    east = Label(text, round(right, 1), y, "start", Box(right, disk.y - half, right + width, disk.y + half))
    west = Label(text, round(left, 1), y, "end", Box(left - width, disk.y - half, left, disk.y + half))
    return [east, west] if disk.x >= 0 else [west, east]
