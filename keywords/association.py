"""How firmly words belong together, and how freely a phrase stands among others: NPMI, and entropy of the neighbours.

A phrase is as firm as its weakest seam: the least normalised pointwise mutual information over all ways to part it in
two. It is free when many different words stand before and behind it; a piece of a longer name always has the same ones.

Source: Bouma, "Normalized (Pointwise) Mutual Information in Collocation Extraction", GSCL 2009; branching entropy as in
Jin, Tanaka-Ishii, "Unsupervised Segmentation of Chinese Text by Use of Branching Entropy", COLING/ACL 2006.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import log, log2
from typing import NamedTuple


class Phrase(NamedTuple):
    """A phrase with its association scores."""

    term: str
    words: int
    hits: int
    pages: int
    npmi: float  # of the weakest seam, -1..1; 1 = they never stand apart
    left: float  # bits
    right: float  # bits
    score: float


def npmi(joint: int, one: int, other: int, total: int) -> float:
    """Normalised pointwise mutual information, -1..1: 0 for chance, 1 for two that only occur together.

    Args:
        joint: how often both stand side by side; once at least, whatever a bounded count says.
        one, other: how often each of them stands anywhere; taken as ``joint`` where a bounded count knows less.
        total: tokens counted.
    """
    joint = max(joint, 1)
    one, other = max(one, joint), max(other, joint)
    total = max(total, one, other)
    if joint == total:
        return 1.0
    return min(1.0, log(joint * total / (one * other)) / -log(joint / total))  # rounding may take it past 1


def weakest_seam(run: Sequence[str], count: Callable[[Sequence[str]], int], total: int) -> float:
    """The least ``npmi`` over all ways to part a phrase of two and more tokens in two."""
    joint = count(run)
    return min(npmi(joint, count(run[:at]), count(run[at:]), total) for at in range(1, len(run)))


def entropy(counts: Iterable[int], edges: int = 0) -> float:
    """Of a distribution given by its counts, in bits; 0 for a single kind, or none.

    Args:
        edges: further ones that are all of different kinds: beside punctuation a phrase is free.
    """
    found = list(counts)
    total = sum(found) + edges
    if not total:
        return 0.0
    return max(0.0, edges / total * log2(total) - sum(one / total * log2(one / total) for one in found))


def score(hits: int, firmness: float, left: float, right: float) -> float:
    """What phrases are ranked by: npmi * log2(1 + hits) * H / (1 + H), H the less of both entropies; 0 at least."""
    free = min(left, right)
    return max(0.0, firmness) * log2(1 + hits) * free / (1 + free)
