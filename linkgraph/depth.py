"""Click depth: the fewest followable links from the start URLs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Ints, distinct_values
from linkgraph.matrix import Matrix

UNREACHED = np.iinfo(np.int32).max
WIDE = 10  # a front with more than this part of all links is wide


def click_depths(matrix: Matrix, starts: Ints) -> NDArray[np.int32]:
    """Fewest links from any start page to each page, breadth first.

    Args:
        matrix: the links between pages.
        starts: node numbers of the start pages.

    Returns:
        shape (pages,), 0 for the starts, ``UNREACHED`` for a page no path leads to.
        O(links) time, however deep the site is.
    """
    depths = np.full(matrix.pages, UNREACHED, dtype=np.int32)
    front, depth = distinct_values(starts), 0
    while len(front):
        depths[front] = depth
        front, depth = _next(matrix, front, depths), depth + 1
    return depths


def _next(matrix: Matrix, front: Ints, depths: NDArray[np.int32]) -> Ints:
    """Pages that the front links to and that are not reached yet."""
    links = int((matrix.forward.indptr[front + 1] - matrix.forward.indptr[front]).sum())
    if links * WIDE > matrix.forward.nnz:  # asking all pages at once costs less; this happens WIDE times at most
        asked = np.zeros(matrix.pages)
        asked[front] = 1
        return np.flatnonzero((matrix.backward @ asked > 0) & (depths == UNREACHED))
    reached = neighbours(matrix, front)
    return distinct_values(reached[depths[reached] == UNREACHED])


def neighbours(matrix: Matrix, front: Ints) -> Ints:
    """Pages that the pages of ``front`` link to, row by row."""
    indptr, indices = matrix.forward.indptr, matrix.forward.indices
    if len(front) == 1:
        row: Ints = indices[indptr[front[0]] : indptr[front[0] + 1]]
        return row
    first, counts = indptr[front], indptr[front + 1] - indptr[front]
    shift = np.repeat(first - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    rows: Ints = indices[np.arange(len(shift)) + shift]
    return rows
