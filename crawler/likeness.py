"""How alike the texts of two answers are: the share of their tokens that they have in common."""

from __future__ import annotations

import re

from crawler.text import han_only

MAX_TEXT = 20_000  # characters of a text that are compared

_WORDS = re.compile(r"[a-z0-9]+")


def tokens(text: str) -> frozenset[str]:
    """Latin words, and pairs of neighbouring Han characters."""
    text = text[:MAX_TEXT].lower()
    han = han_only(text)
    return frozenset([*_WORDS.findall(text), *(han[at : at + 2] for at in range(len(han) - 1))])


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """0.0 to 1.0; two texts without a token are alike."""
    return len(one & other) / len(one | other) if one | other else 1.0
