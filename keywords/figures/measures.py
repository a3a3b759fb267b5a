"""What imported figures come to: KEI (F-02), the competition of F-09, and the labels of each figure.

| measure | formula |
|---|---|
| KEI | volume^2 / results; none without results |
| KEI by intitle | volume^2 / intitle * R; R = 3: an own page has the keyword in title or h1, 2: it is a main term of one, 1: neither |
| competition F-09 | mean of the percentiles of log10 results, log10 intitle, ads / 8, strong share and home share |

A percentile is the share of the set (one engine and day) that has less, equal ones counted by half: 0..100, and 50 in a
set of one. Inputs that a keyword lacks are left out and named. Nothing is compared across sets, nor KEI across periods.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from configs.text import Text

Floats = NDArray[np.float64]

INPUTS = ("results", "intitle", "ads", "strong_share", "home_share")  # of F-09, in its order
LOGGED = ("results", "intitle")
ADS = 8.0  # places for ads on a result page
LOW, MEDIUM, HOT = 100_000, 1_000_000, 10_000_000  # results
FEW_TITLES = 10_000
ADS_LOW, ADS_MEDIUM = 3, 7
STRONG = 0.3
INNER_EASY, INNER_HARD = 0.6, 0.3  # share of inner pages
KEI_POOR, KEI_GOOD = 10, 100

LABELS: dict[str, Text] = {
    "low": Text(zh="少", en="low"),
    "medium": Text(zh="中", en="medium"),
    "hot": Text(zh="热", en="hot"),
    "fierce": Text(zh="激烈", en="fierce"),
    "high": Text(zh="多", en="high"),
    "hard": Text(zh="难", en="hard"),
    "easy": Text(zh="易", en="easy"),
    "poor": Text(zh="差", en="poor"),
    "fair": Text(zh="中", en="fair"),
    "good": Text(zh="好", en="good"),
    "too-broad": Text(zh="太宽", en="too broad"),
    "too-narrow": Text(zh="太窄", en="too narrow"),
    "": Text(zh="", en=""),
}
NAMES: dict[str, Text] = {
    "results": Text(zh="结果数", en="results"),
    "intitle": Text(zh="intitle", en="intitle"),
    "ads": Text(zh="竞价", en="ads"),
    "bid": Text(zh="出价", en="bid"),
    "strong_share": Text(zh="强站", en="strong domains"),
    "home_share": Text(zh="首页", en="home pages"),
    "kei": Text(zh="KEI", en="KEI"),
}


class Competition(NamedTuple):
    """F-09 of every keyword of a set: 0..100 or NaN, and how the inputs are known, one row an input."""

    score: Floats
    known: NDArray[np.bool_]


def percentiles(values: Floats) -> Floats:
    """Of each value within the known ones, 0..100; NaN stays NaN.

    Args:
        values: shape (keywords,), NaN where a keyword has none.
    """
    found = np.full(values.shape, np.nan)
    there = ~np.isnan(values)
    known = values[there]
    if len(known):
        order = np.sort(known)
        below, upto = np.searchsorted(order, known, "left"), np.searchsorted(order, known, "right")
        found[there] = 100 * (below + upto) / (2 * len(known))
    return found


def competition(figures: Mapping[str, Floats]) -> Competition:
    """F-09 of a set; ``figures``: the ``INPUTS``, each of shape (keywords,), NaN where unknown."""
    ranked = np.stack([percentiles(_scaled(name, figures[name])) for name in INPUTS])
    known = ~np.isnan(ranked)
    count = known.sum(axis=0)
    total = np.where(known, ranked, 0.0).sum(axis=0)
    return Competition(np.where(count > 0, total / np.maximum(count, 1), np.nan), known)


def _scaled(name: str, values: Floats) -> Floats:
    """log10 of counts, where 0 is as 1; ads as a share of the places there are."""
    if name in LOGGED:
        return np.log10(np.maximum(values, 1.0))
    return values / ADS if name == "ads" else values


def kei(volume: float | None, against: float | None, relevance: int = 1) -> float | None:
    """F-02: searches squared by results or by intitle results, times ``relevance``; None where one is unknown or 0 results."""
    return None if volume is None or not against else volume * volume / against * relevance


def results_label(results: float | None) -> str:
    """low, medium, hot or fierce; "" when unknown, as in the following."""
    if results is None:
        return ""
    return "low" if results < LOW else "medium" if results < MEDIUM else "hot" if results < HOT else "fierce"


def intitle_label(intitle: float | None) -> str:
    """low under 10,000; above, only the percentile of the set says something."""
    return "low" if intitle is not None and intitle < FEW_TITLES else ""


def ads_label(ads: float | None) -> str:
    """low up to 3, medium up to 7, else high."""
    return "" if ads is None else "low" if ads <= ADS_LOW else "medium" if ads <= ADS_MEDIUM else "high"


def strong_label(share: float | None) -> str:
    """hard where more than 30 % of the first results are of strong domains."""
    return "hard" if share is not None and share > STRONG else ""


def home_label(share: float | None) -> str:
    """By inner pages, which are the others: easy from 60 % on, hard up to 30 %. Sources disagree on how much it says."""
    if share is None:
        return ""
    inner = round(1 - share, 9)
    return "easy" if inner >= INNER_EASY else "hard" if inner <= INNER_HARD else ""


def kei_label(value: float | None) -> str:
    """poor under 10, fair up to 100, else good."""
    return "" if value is None else "poor" if value < KEI_POOR else "fair" if value <= KEI_GOOD else "good"


def breadth_label(volume: float | None, results: float | None, words: int) -> str:
    """too-narrow when nobody searches for it; too-broad: one word with ten million results."""
    if volume == 0:
        return "too-narrow"
    return "too-broad" if words == 1 and results is not None and results >= HOT else ""
