"""Of chosen pages the links in and out that matter most, found while the links go by; boilerplate is left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.views.nodes import BROKEN, REDIRECT, Ints, Nodes
from reports.views.walk import Links

PER_DIRECTION = 20
COMPACT = 400_000  # candidates kept before the worst are dropped


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Links of the chosen pages, and of every page how many links there are; boilerplate not counted."""

    source: Ints  # shape (links,)
    target: Ints  # shape (links,)
    linking: NDArray[np.int32]  # shape (pages,): pages that link here, over redirects too
    linked: NDArray[np.int32]  # shape (pages,): pages it links to


class Best:
    """Of every group the ``PER_DIRECTION`` rows with the lowest keys."""

    def __init__(self) -> None:
        self._parts: list[NDArray[np.int64]] = [np.zeros((3, 0), dtype=np.int64)]
        self._size = 0

    def add(self, group: Ints, key: Ints, other: Ints) -> None:
        """Offer rows."""
        self._parts.append(np.stack([part.astype(np.int64) for part in (group, key, other)]))
        self._size += len(group)
        if self._size > COMPACT:
            self.rows()

    def rows(self) -> NDArray[np.int64]:
        """What is kept, shape (3, rows): group, key, other; in order of group and key."""
        whole = np.concatenate(self._parts, axis=1)
        whole = whole[:, np.lexsort((whole[2], whole[1], whole[0]))]
        fresh = np.ones(
            whole.shape[1], dtype=np.bool_
        )  # a page that links twice, straight and over a redirect, counts once
        fresh[1:] = (whole[0, 1:] != whole[0, :-1]) | (whole[2, 1:] != whole[2, :-1])
        whole = whole[:, fresh]
        first = np.searchsorted(whole[0], whole[0])
        kept = whole[:, np.arange(whole.shape[1]) - first < PER_DIRECTION]
        self._parts, self._size = [kept], kept.shape[1]
        return kept


class Surroundings:
    """Gathers the neighbours of the pages ``chosen`` (shape (pages,), flags)."""

    def __init__(self, nodes: Nodes, chosen: NDArray[np.bool_]) -> None:
        self._nodes, self._chosen = nodes, chosen
        self._linking = np.zeros(nodes.count, dtype=np.int32)
        self._linked = np.zeros(nodes.count, dtype=np.int32)
        self._in, self._out = Best(), Best()

    def take(self, links: Links) -> None:
        """Look at some links; those of one page must come together."""
        nodes = self._nodes
        kept = ~links.repeated & (links.source != links.target)
        source, target = _once(links.source[kept], links.target[kept], nodes.count)
        self._linked += np.bincount(source, minlength=nodes.count).astype(np.int32)
        urgent = (nodes.tone[target] != BROKEN) * 2 - (nodes.tone[target] == REDIRECT)  # broken ones first
        mine = self._chosen[source]
        self._out.add(source[mine], (urgent * nodes.count + nodes.rank[target])[mine], target[mine])

        final = nodes.final[target]
        moved = (final != target) & (final != source)
        source = np.concatenate([source, source[moved]])
        target = np.concatenate([target, final[moved]])
        source, target = _once(source, target, nodes.count)
        self._linking += np.bincount(target, minlength=nodes.count).astype(np.int32)
        mine = self._chosen[target]
        self._in.add(target[mine], nodes.rank[source][mine], source[mine])

    def found(self) -> Neighbours:
        """The links that matter most, each once, in order of source and target."""
        inner, outer = self._in.rows(), self._out.rows()
        source = np.concatenate([inner[2], outer[0]])
        target = np.concatenate([inner[0], outer[2]])
        return Neighbours(*_once(source, target, self._nodes.count), self._linking, self._linked)


def _once(source: Ints, target: Ints, count: int) -> tuple[Ints, Ints]:
    """Every (source, target) pair once, in order."""
    pairs = np.unique(source.astype(np.int64) * max(count, 1) + target)
    return pairs // max(count, 1), pairs % max(count, 1)
