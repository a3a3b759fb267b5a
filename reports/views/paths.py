"""Shortest paths from the start: of every page the page before it, found while the links go by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reports.views.nodes import Flags, Ints, Nodes
from reports.views.walk import Links


class Paths:
    """Of every page the best page one click nearer to the start; -1 where there is none.

    A link that is no boilerplate is better than one that is, then the page with the higher PageRank: the path that is
    shown is one that somebody would take.
    """

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._none = 2 * max(nodes.count, 1)
        self._best = np.full(nodes.count, self._none, dtype=np.int64)

    def take(self, links: Links) -> None:
        """Look at some links."""
        nodes = self._nodes
        final = nodes.final[links.target]
        for target in (links.target, final):
            nearer = nodes.depth[links.source] + 1 == nodes.depth[target]
            kept = links.followed & nearer & (nodes.depth[links.source] >= 0)
            key = nodes.rank[links.source[kept]] + links.repeated[kept] * nodes.count
            np.minimum.at(self._best, target[kept], key)

    def parents(self) -> tuple[NDArray[np.int32], Flags]:
        """Of every page the one before it, -1 for none; and whether only boilerplate links lead from there."""
        count = max(self._nodes.count, 1)
        by_rank = np.argsort(self._nodes.rank).astype(np.int32)
        known = self._best < self._none
        parents = np.full(self._nodes.count, -1, dtype=np.int32)
        parents[known] = by_rank[self._best[known] % count]
        return parents, known & (self._best >= count)


def with_ancestors(chosen: Ints, parents: NDArray[np.int32]) -> NDArray[np.int32]:
    """The chosen pages and all pages on their paths, ascending."""
    kept = np.zeros(len(parents), dtype=np.bool_)
    front = np.unique(chosen)
    while len(front):
        kept[front] = True
        above = np.unique(parents[front])
        front = above[(above >= 0) & ~kept[above]]
    return np.flatnonzero(kept).astype(np.int32)
