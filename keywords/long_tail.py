"""Long-tail keywords: specific ones that hold a shorter keyword of the site. 「宜兴手工紫砂壶价格」 holds 「紫砂壶」.

A label, no verdict: three content tokens or six Han characters, and a core term within.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from crawler.text import han_chars
from keywords.matching import holds

MIN_TOKENS = 3  # content tokens
MIN_HAN = 6  # Han characters


class Size(NamedTuple):
    """How long a keyword is: content tokens (words that are no stop words) and Han characters."""

    tokens: int
    han: int


def is_long(size: Size, min_tokens: int = MIN_TOKENS, min_han: int = MIN_HAN) -> bool:
    """Whether a keyword is long enough for the long tail, whatever it holds."""
    return size.tokens >= min_tokens or size.han >= min_han


def size_of(copy: str, tokens: Iterable[str], stop_words: Collection[str] = ()) -> Size:
    """The size of a keyword, given its matching copy and its tokens (``Segmenter.tokens``)."""
    return Size(sum(bool(token) and token not in stop_words for token in tokens), han_chars(copy))


def head_of(copy: str, cores: Collection[str]) -> str:
    """The longest of ``cores`` that stands in a keyword and is shorter than it; "" when none does."""
    within = [core for core in cores if len(core) < len(copy) and holds(copy, core)]
    return max(within, key=lambda core: (len(core), core), default="")


def is_long_tail(copy: str, size: Size, cores: Collection[str]) -> bool:
    """Whether a keyword is of the long tail.

    Args:
        cores: short keywords of the site, matching copies (``keywords.pyramid`` names them).
    """
    return is_long(size) and bool(head_of(copy, cores))
