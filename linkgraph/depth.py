"""Click depth: the fewest followable links from the start URLs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Ints, distinct_values
from linkgraph.matrix import Matrix

UNREACHED = np.iinfo(np.int32).max


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
        reached = neighbours(matrix, front)
        front, depth = _distinct(reached[depths[reached] == UNREACHED], matrix.pages), depth + 1
    return depths


def _distinct(values: Ints, pages: int) -> Ints:
    """Distinct page numbers; where they are many, marking beats sorting."""
    if len(values) < pages // 8:
        return distinct_values(values)
    marked = np.zeros(pages, dtype=np.bool_)
    marked[values] = True
    return np.flatnonzero(marked)


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
