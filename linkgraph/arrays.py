"""Integer arrays: the one form in which something as long as the site is held in memory."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.integer] | NDArray[np.float64]


def integers(rows: Iterable[tuple[int, ...]], columns: int) -> NDArray[np.int64]:
    """Rows of a query as an array of shape (rows, columns)."""
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, columns)


def distinct_values(values: Ints) -> Ints:
    """The distinct values, ascending; by sorting, which takes a tenth of the time of NumPy's hash table."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
