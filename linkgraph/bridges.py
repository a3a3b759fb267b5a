"""Bridges: pages that all ways from the start to other pages lead over, so that their loss cuts those off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Ints
from linkgraph.depth import UNREACHED
from linkgraph.matrix import Matrix

STEP = 1_000_000  # links handed over at once


def cut_off(matrix: Matrix, starts: Ints, depths: NDArray[np.int32]) -> NDArray[np.int64]:
    """How many pages no way from the start would lead to, were the page gone.

    Args:
        matrix: the links between pages.
        starts: node numbers of the start pages.
        depths: as ``click_depths`` gives them for these.

    Returns:
        shape (pages,); the page itself is not counted. 0 for pages that are not reached, and for the only start.

    Complexity: O(links * log links) time in practice, 40 bytes of memory for each link to a page that the only start
    does not link to.

    Source: Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm", Software Practice and Experience 4 (2001):
    a page's loss cuts off what it dominates; the tree is made by ``rustworkx.immediate_dominators``. Checked against
    taking each page out of a networkx graph in tests/property/test_structure_properties.py.
    """
    lost = np.zeros(matrix.pages, dtype=np.int64)
    starts = np.unique(starts)
    if not len(starts):
        return lost
    before = _dominators(matrix, starts)
    sizes = np.ones(matrix.pages + 1, dtype=np.int64)
    order = np.argsort(-depths.astype(np.int64), kind="stable")
    order = order[(depths[order] < UNREACHED) & (before[order] >= 0)]
    bounds = np.flatnonzero(np.diff(depths[order])) + 1
    for level in np.split(order, bounds):  # what dominates a page is nearer to the start than the page
        np.add.at(sizes, before[level], sizes[level])
    reached = depths < UNREACHED
    lost[reached] = sizes[:-1][reached] - 1
    if len(starts) == 1:
        lost[starts] = 0
    return lost


def _dominators(matrix: Matrix, starts: Ints) -> NDArray[np.int64]:
    """The nearest page that all ways to each page lead over; the number of pages for "none", -1 for the start itself."""
    import rustworkx as rx

    pages = matrix.pages
    root = int(starts[0]) if len(starts) == 1 else pages
    graph: rx.PyDiGraph[None, None] = rx.PyDiGraph()
    graph.add_nodes_from([None] * (pages + 1))
    beginning: Ints = (
        matrix.forward.indices[matrix.forward.indptr[root] : matrix.forward.indptr[root + 1]]
        if root < pages
        else starts
    )
    # A page that the start links to is dominated by the start alone: other links to it say nothing, and are most of all.
    settled = np.zeros(pages, dtype=np.bool_)
    settled[beginning] = True
    settled[starts] = True
    graph.add_edges_from_no_data([(root, page) for page in beginning.tolist() if page != root])
    backward = matrix.backward
    for first in range(0, backward.nnz, STEP):
        target = np.searchsorted(backward.indptr, np.arange(first, min(first + STEP, backward.nnz)), side="right") - 1
        source = backward.indices[first : first + STEP]
        kept = ~settled[target]
        graph.add_edges_from_no_data(list(zip(source[kept].tolist(), target[kept].tolist(), strict=True)))
    found = rx.immediate_dominators(graph, root)
    before = np.full(pages, -1, dtype=np.int64)
    table = np.fromiter((number for pair in found.items() for number in pair), dtype=np.int64).reshape(-1, 2)
    inner = table[table[:, 0] != root]
    before[inner[:, 0]] = inner[:, 1]
    return before
