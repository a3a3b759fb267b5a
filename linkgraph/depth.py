"""Click depth: the fewest followable links from the start URLs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from linkgraph.arrays import Ints, distinct_values

UNREACHED = np.iinfo(np.int32).max


def click_depths(source: Ints, target: Ints, pages: int, starts: Ints) -> NDArray[np.int32]:
    """Fewest links from any start page to each page, breadth first.

    Args:
        source: shape (links,), node number of the linking page, 0 <= id < ``pages``.
        target: shape (links,), node number of the linked page.
        pages: number of pages.
        starts: node numbers of the start pages.

    Returns:
        shape (pages,), 0 for the starts, ``UNREACHED`` for a page no path leads to.
        O(links) time, however deep the site is.
    """
    graph = csr_array((np.ones(len(source), dtype=np.int8), (source, target)), shape=(pages, pages))
    depths = np.full(pages, UNREACHED, dtype=np.int32)
    front, depth = distinct_values(starts), 0
    while len(front):
        depths[front] = depth
        reached = graph[front].indices
        front, depth = distinct_values(reached[depths[reached] == UNREACHED]), depth + 1
    return depths
