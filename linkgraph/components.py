"""Components: which pages can reach each other, and which hang together at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from linkgraph.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Components:
    """Number and size of the component of each page, both of shape (pages,).

    Components are numbered from 1, the largest first; of equal ones that with the lowest page number.
    """

    number: NDArray[np.int32]
    size: NDArray[np.int32]


def components(matrix: Matrix) -> tuple[Components, Components]:
    """Strong components, in which every page reaches every other along links; weak ones, where links count both ways."""
    count, strong = connected_components(matrix.forward, directed=True, connection="strong")
    if count == 1:
        return _numbered(strong), _numbered(strong)
    # What hangs together need only be asked of the strong components, which are few on most sites.
    source = np.repeat(strong, np.diff(matrix.forward.indptr))
    target = strong[matrix.forward.indices]
    between = source != target
    links = (np.ones(int(between.sum())), (source[between], target[between]))
    _, of_strong = connected_components(csr_array(links, shape=(count, count)), directed=False)
    return _numbered(strong), _numbered(of_strong[strong])


def _numbered(labels: NDArray[np.int32]) -> Components:
    _, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.empty(len(order), dtype=np.int32)
    number[order] = np.arange(1, len(order) + 1)
    return Components(number[labels], sizes[labels].astype(np.int32))
