"""The links as sparse matrices, built once for PageRank, HITS, components and depth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from linkgraph.arrays import Ints


@dataclass(frozen=True, slots=True)
class Matrix:
    """Distinct links between pages, both ways; shape (pages, pages), every entry 1.

    The two share one array of ones: about 16 bytes a link in all.
    """

    forward: csr_array  # [from, to]
    backward: csr_array  # [to, from]

    @property
    def pages(self) -> int:
        """Number of pages, those without links included."""
        return int(self.forward.shape[0])


def link_matrix(source: Ints, target: Ints, pages: int) -> Matrix:
    """Matrices of the links ``source[i] -> target[i]``; parallel links count once, self-links are kept.

    Args:
        source: shape (links,), node number of the linking page, 0 <= id < ``pages``.
        target: shape (links,), node number of the linked page.
        pages: number of pages.

    Raises:
        ValueError: ``source`` and ``target`` differ in length.
    """
    if len(source) != len(target):
        raise ValueError(f"source has {len(source)} links and target {len(target)}")
    # Built by target: links come in order of their source, so that no row needs sorting.
    backward = csr_array((np.ones(len(source), dtype=np.int8), (target, source)), shape=(pages, pages))
    backward.sum_duplicates()
    forward = backward.T.tocsr()
    ones = np.ones(forward.nnz)  # float64: any other type would be converted anew for every product
    return Matrix(
        csr_array((ones, forward.indices, forward.indptr), shape=forward.shape),
        csr_array((ones, backward.indices, backward.indptr), shape=forward.shape),
    )
