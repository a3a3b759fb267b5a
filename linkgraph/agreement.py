"""How well two groupings of the same pages fit: silos and folders, silos and topics."""

from __future__ import annotations

import numpy as np

from linkgraph.arrays import Ints


def agreement(one: Ints, other: Ints) -> tuple[float, float]:
    """How well two groupings of the same things fit.

    Args:
        one: shape (things,), number of each thing's group, >= 0.
        other: the same of the other grouping.

    Returns:
        The adjusted Rand index: 1 the same groups, 0 as by chance, below it less. And purity: the share of things
        that belong to the commonest group of ``other`` within their group of ``one``. Both 1 for nothing.

    Source: Hubert and Arabie, "Comparing partitions", Journal of Classification 2 (1985) 193-218.
    """
    count = len(one)
    if not count:
        return 1.0, 1.0
    pairs, both = np.unique(one.astype(np.int64) * (int(other.max()) + 1) + other, return_counts=True)
    rows = pairs // (int(other.max()) + 1)
    purity = float(np.maximum.reduceat(both, np.flatnonzero(np.diff(rows, prepend=-1))).sum()) / count
    together, in_one, in_other = (_pairs(sizes) for sizes in (both, np.bincount(one), np.bincount(other)))
    by_chance = in_one * in_other / _pairs(np.array([count])) if count > 1 else 0.0
    most = (in_one + in_other) / 2
    return (1.0 if most == by_chance else (together - by_chance) / (most - by_chance)), purity


def _pairs(sizes: Ints) -> float:
    """Number of pairs within groups of these sizes."""
    many = sizes.astype(np.float64)
    return float((many * (many - 1) / 2).sum())
