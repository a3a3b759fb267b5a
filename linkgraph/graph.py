"""From links between URLs to a graph of pages: parallel links once, redirects followed, the rest lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from linkgraph.arrays import Flags, Ints
from linkgraph.load import Nodes


@dataclass(frozen=True, slots=True)
class Pairs:
    """Distinct (source, target) pairs; followed when one of the parallel links is. Arrays of shape (pairs,)."""

    source: Ints  # number of a node
    target: Ints  # url_id
    followed: Flags


@dataclass(frozen=True, slots=True)
class Graph:
    """Followed links between nodes, and how many further links of each node lead to no node.

    ``source`` and ``target`` have shape (links,), without parallel and self-links; ``lost`` has shape (nodes,).
    """

    source: Ints
    target: Ints
    lost: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the run's URLs lead; arrays indexed by url_id."""

    final: NDArray[np.int64]  # url_id at the end of the URL's redirects, itself when there are none
    node: NDArray[np.int32]  # number of the node, -1 for none

    @property
    def size(self) -> int:
        """One more than the highest url_id."""
        return len(self.final)


def addresses(nodes: Nodes, redirects: NDArray[np.int64], highest: int) -> Addresses:
    """Look-up arrays for url_ids up to ``highest``; ``redirects`` as ``load_redirects`` gives them."""
    final = np.arange(highest + 1)
    final[redirects[:, 0]] = redirects[:, 1]  # of a repeated index the last value stays: the last hop
    node = np.full(highest + 1, -1, dtype=np.int32)
    node[nodes.url_ids] = np.arange(len(nodes.url_ids))
    return Addresses(final, node)


def distinct(source: Ints, target: Ints, followed: Flags, nodes: int, urls: int) -> Pairs:
    """Merge parallel links; ``nodes`` and ``urls`` bound source and target."""
    # A sparse matrix sorts by counting; an entry that is zero, only nofollow links, stays an entry.
    matrix = csr_array((followed.astype(np.int32), (source, target)), shape=(nodes, urls))
    matrix.sum_duplicates()
    rows = np.repeat(np.arange(nodes, dtype=np.int32), np.diff(matrix.indptr))
    return Pairs(rows, matrix.indices, matrix.data > 0)


def merged_pairs(pairs: Pairs, where: Addresses, nodes: int) -> Pairs:
    """Distinct (source, final target): a link to a redirect is one to its final page, self-links are left out.

    Args:
        pairs: in order of source and target, as ``distinct`` gives them; so is what is returned.
    """
    target = where.final[pairs.target].astype(np.int32)
    kept = where.node[target] != pairs.source
    led = np.zeros(nodes, dtype=np.bool_)  # pages with a link to a redirect: two redirects may end on one page
    led[pairs.source[target != pairs.target]] = True
    again = led[pairs.source] & kept
    if again.any():
        others = distinct(pairs.source[again], target[again], pairs.followed[again], nodes, where.size)
        if not (kept & ~again).any():
            return others
    del target
    kept &= ~again
    same = Pairs(pairs.source[kept], pairs.target[kept], pairs.followed[kept])
    return _interleaved(same, others, nodes) if again.any() else same


def _interleaved(one: Pairs, other: Pairs, nodes: int) -> Pairs:
    """Links of two disjoint sets of pages, each in order of the source, in that order."""
    mine, theirs = (
        np.arange(len(this.source), dtype=np.int32)
        + np.cumsum(np.bincount(that.source, minlength=nodes), dtype=np.int32)[this.source]
        for this, that in ((one, other), (other, one))
    )
    size = len(mine) + len(theirs)
    source, target, followed = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.bool_)
    for places, some in ((mine, one), (theirs, other)):
        source[places], target[places], followed[places] = some.source, some.target, some.followed
    return Pairs(source, target, followed)


def graph_of(merged: Pairs, where: Addresses, nodes: int) -> Graph:
    """The graph of pages of formula F-01."""
    to = where.node[merged.target]
    passing = merged.followed & (to >= 0)
    lost = np.bincount(merged.source[~passing], minlength=nodes)
    return Graph(merged.source[passing], to[passing], lost)


def page_graph(pairs: Pairs, where: Addresses, nodes: int) -> Graph:
    """The graph of pages of formula F-01, of pairs whose redirects are not yet followed."""
    return graph_of(merged_pairs(pairs, where, nodes), where, nodes)
