"""Betweenness: on how many of the shortest ways between pages a page lies, from a sample of the pages."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Ints
from linkgraph.matrix import Matrix

Scores = NDArray[np.float64]
MOST, LEAST = 200, 16  # pages to start from
WORK = 200_000_000  # links to look at, about
SEED = 1
WIDE = 10  # a front with more than this part of all links is asked by a product of the whole matrix


def sample(order: Ints, links: int) -> Ints:
    """The pages to start from: all of a small site, fewer the more links there are.

    Args:
        order: node numbers in an order that is the same whatever the crawl did first.
        links: of the graph.
    """
    most = min(len(order), max(LEAST, min(MOST, WORK // max(links, 1))))
    return order[np.random.default_rng(SEED).permutation(len(order))[:most]]


def betweenness(matrix: Matrix, begin: Iterable[int]) -> Scores:
    """Share of the shortest ways from the pages of ``begin`` to all others that lead over each page.

    Args:
        matrix: the links between pages; self-links change nothing.
        begin: node numbers, each once; with all of them the figures are exact, else an estimate.

    Returns:
        shape (pages,), float64, 0..1: the sum over pairs of pages of the share of their shortest ways on which
        the page lies, its own ends not counted, divided by (pages - 1)(pages - 2) and by the part sampled.

    Complexity: O(links) memory, O(links * len(begin)) time.

    Source: Brandes, "A Faster Algorithm for Betweenness Centrality", Journal of Mathematical Sociology 25 (2001)
    163-177; sampling of sources: Brandes and Pich, "Centrality Estimation in Large Networks", 2007. Checked against
    ``networkx.betweenness_centrality`` in tests/property/test_structure_properties.py.
    """
    scores, count = np.zeros(matrix.pages), 0
    for page in begin:
        scores += _dependencies(matrix, int(page))
        count += 1
    if matrix.pages < 3 or not count:
        return np.zeros(matrix.pages)
    # A sampled page is never between: its part of the sum comes from the others only, as in networkx.
    scores *= matrix.pages / count / ((matrix.pages - 1) * (matrix.pages - 2))
    return scores


def _dependencies(matrix: Matrix, begin: int) -> Scores:
    """How much of the shortest ways from one page depends on each other page."""
    depths = np.full(matrix.pages, -1, dtype=np.int32)
    ways = np.zeros(matrix.pages)
    depths[begin], ways[begin] = 0, 1.0
    fronts: list[Ints] = [np.array([begin])]
    while len(fronts[-1]):
        front = fronts[-1]
        reached, counts = _reached(matrix, front, ways[front], depths)
        depths[reached], ways[reached] = len(fronts), counts
        fronts.append(reached)
    owed = np.zeros(matrix.pages)
    for depth in range(len(fronts) - 2, 0, -1):
        front = fronts[depth]
        asked = fronts[depth + 1]
        owed[front] = ways[front] * _sums(matrix, front, asked, (1 + owed[asked]) / ways[asked])
    return owed


def _reached(matrix: Matrix, front: Ints, ways: Scores, depths: NDArray[np.int32]) -> tuple[Ints, Scores]:
    """Pages one link further that were not reached before, and the number of shortest ways to each."""
    if _links(matrix, front) * WIDE > matrix.forward.nnz:
        spread = np.zeros(matrix.pages)
        spread[front] = ways
        found: Scores = matrix.backward @ spread
        new = np.flatnonzero((found > 0) & (depths < 0))
        return new, found[new]
    rows, targets = _rows(matrix, front)
    fresh = depths[targets] < 0
    new, place = np.unique(targets[fresh], return_inverse=True)
    counts: Scores = np.bincount(place, weights=ways[rows[fresh]], minlength=len(new)).astype(np.float64)
    return new, counts


def _sums(matrix: Matrix, front: Ints, asked: Ints, values: Scores) -> Scores:
    """For each page of ``front`` the sum of the values of those pages of ``asked`` that it links to."""
    spread = np.zeros(matrix.pages)
    spread[asked] = values
    if _links(matrix, front) * WIDE > matrix.forward.nnz:
        found: Scores = (matrix.forward @ spread)[front]
        return found
    rows, targets = _rows(matrix, front)
    sums: Scores = np.bincount(rows, weights=spread[targets], minlength=len(front)).astype(np.float64)
    return sums


def _links(matrix: Matrix, front: Ints) -> int:
    return int((matrix.forward.indptr[front + 1] - matrix.forward.indptr[front]).sum())


def _rows(matrix: Matrix, front: Ints) -> tuple[Ints, Ints]:
    """The links of the pages of ``front``: the place of the page in it, and the target."""
    indptr, indices = matrix.forward.indptr, matrix.forward.indices
    first, counts = indptr[front].astype(np.int64), indptr[front + 1] - indptr[front]
    rows = np.repeat(np.arange(len(front)), counts)
    ends = np.cumsum(counts)
    targets: Ints = indices[np.arange(len(rows)) + np.repeat(first - ends + counts, counts)]
    return rows, targets
