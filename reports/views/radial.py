"""A tree as rings: the start in the middle, a ring for each click, every page in the sector of the page before it.

Every leaf has the same angle. A ring that is too narrow for its pages becomes a band: pages move out or in until none
touches another. Where the bands would grow too wide, pages shrink; rings are never further apart than ``WIDEST``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

INNER = 70.0  # units between the start and the first ring, at least
NARROWEST, WIDEST = 34.0, 150.0  # between the middles of two rings
GAP = 1.5  # between two pages
LARGEST, SMALLEST = 16.0, 3.0  # radius of a page
SHRINK = (1.0, 0.75, 0.55, 0.4)


@dataclass(frozen=True, slots=True)
class Disk:
    """Where a page stands, and how large: area in proportion to PageRank, between two bounds."""

    x: float
    y: float
    r: float


@dataclass(slots=True)
class _Ring:
    """Disks of one ring in a grid, to find those nearby."""

    cell: float
    grid: dict[tuple[int, int], list[Disk]] = field(default_factory=dict)

    def free(self, x: float, y: float, r: float) -> bool:
        """Whether a disk touches none of those placed."""
        at_x, at_y = math.floor(x / self.cell), math.floor(y / self.cell)
        near = (self.grid.get((at_x + i, at_y + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        return all((x - it.x) ** 2 + (y - it.y) ** 2 >= (r + it.r + GAP) ** 2 for disks in near for it in disks)

    def put(self, disk: Disk) -> None:
        """Place a disk."""
        key = (math.floor(disk.x / self.cell), math.floor(disk.y / self.cell))
        self.grid.setdefault(key, []).append(disk)


def angles(parents: Sequence[int], order: Sequence[int]) -> list[float]:
    """The angle of every node in turns, 0..1: the middle of its sector.

    Args:
        parents: the node before each, -1 for a root.
        order: nodes in the order in which those of one parent stand.
    """
    below: dict[int, list[int]] = {}
    for node in order:
        below.setdefault(parents[node], []).append(node)
    leaves = [0] * len(parents)
    chain = list(below.get(-1, ()))
    for node in chain:  # grows while it is read: breadth first
        chain.extend(below.get(node, ()))
    for node in reversed(chain):
        leaves[node] = leaves[node] or 1
        if parents[node] >= 0:
            leaves[parents[node]] += leaves[node]
    total = sum(leaves[node] for node in below.get(-1, ())) or 1
    begin, found, used = [0] * len(parents), [0.0] * len(parents), 0
    for node in below.get(-1, ()):
        begin[node], used = used, used + leaves[node]
    for node in chain:
        found[node] = (begin[node] + leaves[node] / 2) / total
        used = begin[node]
        for child in below.get(node, ()):
            begin[child], used = used, used + leaves[child]
    return found


def radii(weights: Sequence[float]) -> list[float]:
    """Radius of every node: its area is in proportion to its weight, the largest weight has ``LARGEST``."""
    most = max(weights, default=0.0)
    return [max(SMALLEST, LARGEST * math.sqrt(max(weight, 0.0) / most)) if most > 0 else SMALLEST for weight in weights]


def radial(parents: Sequence[int], rings: Sequence[int], weights: Sequence[float], order: Sequence[int]) -> list[Disk]:
    """Disks of a tree around (0, 0); the same for the same tree, and none touches another.

    Args:
        rings: ring of every node; 0 is the middle.
        weights: what the areas stand for.
        order: nodes in the order in which those of one parent, and in doubt those of one ring, stand.
    """
    turns, sizes = angles(parents, order), radii(weights)
    members: dict[int, list[int]] = {}
    for node in sorted(order, key=lambda node: -sizes[node]):
        members.setdefault(rings[node], []).append(node)
    placed: dict[int, Disk] = {}
    edge = 0.0  # how far the bands so far reach
    for ring in sorted(members):
        nodes = members[ring]
        if ring == 0 and len(nodes) == 1:
            placed[nodes[0]] = Disk(0.0, 0.0, sizes[nodes[0]])
            edge = sizes[nodes[0]]
            continue
        found = _ring(nodes, turns, sizes, edge, first=not edge or ring <= 1)
        placed |= found
        edge = max(math.hypot(disk.x, disk.y) + disk.r for disk in found.values())
    return [placed[node] for node in range(len(parents))]


def _ring(nodes: list[int], turns: list[float], sizes: list[float], edge: float, *, first: bool) -> dict[int, Disk]:
    """Place one ring beyond ``edge``; its pages shrink while its band is wider than it may be."""
    for shrink in SHRINK:
        own = {node: max(SMALLEST * min(1.0, shrink * 1.6), sizes[node] * shrink) for node in nodes}
        room = sum(2 * r + GAP for r in own.values())
        inner = edge + (INNER if first else NARROWEST)
        middle = max(inner, min(edge + WIDEST, room / (2 * math.pi)))
        found = _band(nodes, turns, own, middle, inner)
        outer = max(math.hypot(disk.x, disk.y) for disk in found.values())
        if outer - edge <= WIDEST:
            break
    return found


def _band(nodes: list[int], turns: list[float], own: dict[int, float], middle: float, inner: float) -> dict[int, Disk]:
    """Every page at its angle, as near to the middle of the ring as it touches none."""
    ring = _Ring(2 * max(own.values()) + GAP)
    found: dict[int, Disk] = {}
    step = max(min(own.values()), 1.0)
    for node in nodes:
        turn = 2 * math.pi * turns[node] - math.pi / 2
        cos, sin, r = math.cos(turn), math.sin(turn), own[node]
        distance, tries = middle, 0
        while not ring.free(distance * cos, distance * sin, r):
            tries += 1
            away = (tries + 1) // 2 * step * (1 if tries % 2 else -1)
            if middle + away < inner:  # inside there is no more room
                away = (tries + 1) // 2 * step
            distance = middle + away
        found[node] = Disk(round(distance * cos, 1), round(distance * sin, 1), round(r, 2))
        ring.put(Disk(distance * cos, distance * sin, r))
    return found
