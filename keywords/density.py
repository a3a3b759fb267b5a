"""How often and how early a keyword stands in a text: densities A, B and C, and prominence. All are shares, 0..1.

| name | formula | column of page_terms |
|---|---|---|
| A (F-03A) | n * len(k) / L | density_chars |
| B (F-03B) | n / L | density_hits |
| C (F-03C) | tokens of the hits / content tokens | density_tokens |
| prominence (F-04) | mean of 1 - pos_i / L | prominence |

n: hits that do not overlap; len(k) and L: visible characters (no white space) of keyword and main text in the
matching copy; pos_i: visible characters before hit i; content tokens: words that are no stop words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from keywords.matching import copy_of, positions, spaces, visible_length, visible_offsets
from keywords.segment import BOUNDARY, Segmenter


@dataclass(frozen=True, slots=True)
class Density:
    """What one keyword is to one text; see the table of this module."""

    hits: int
    chars: float
    per_hit: float
    tokens: float
    prominence: float


def density_chars(hits: int, keyword_length: int, length: int) -> float:
    """Formula A: share of the visible characters that belong to a hit."""
    return hits * keyword_length / length if length else 0.0


def density_hits(hits: int, length: int) -> float:
    """Formula B: hits by visible character."""
    return hits / length if length else 0.0


def density_tokens(hits: int, keyword_tokens: int, content_tokens: int) -> float:
    """Formula C: share of the content tokens that belong to a hit.

    Args:
        hits: non-overlapping occurrences of the keyword's tokens in a row.
        keyword_tokens: content tokens of the keyword; stop words in it count neither here nor below.
        content_tokens: content tokens of the text.
    """
    return hits * keyword_tokens / content_tokens if content_tokens else 0.0


def prominence(offsets: Sequence[int], length: int) -> float:
    """F-04: mean of 1 - pos / L; 1 for a single hit at the very beginning, 0 without a hit."""
    return 1 - sum(offsets) / (len(offsets) * length) if offsets and length else 0.0


def phrase_hits(tokens: Sequence[str], phrase: Sequence[str]) -> int:
    """Non-overlapping occurrences of ``phrase`` as neighbouring ``tokens``."""
    if len(phrase) == 1:
        return tokens.count(phrase[0])
    size, hits, at = len(phrase), 0, 0
    wanted = list(phrase)
    for _ in range(tokens.count(wanted[0]) if wanted else 0):
        try:
            at = tokens.index(wanted[0], at)
        except ValueError:
            break
        matched = list(tokens[at : at + size]) == wanted
        hits, at = hits + matched, at + (size if matched else 1)
    return hits


def content_tokens(tokens: Sequence[str], stop_words: Collection[str]) -> int:
    """Number of tokens that are neither stop words nor boundaries."""
    return sum(token != BOUNDARY and token not in stop_words for token in tokens)


def density(text: str, keyword: str, segment: Segmenter, stop_words: Collection[str] = ()) -> Density:
    """All figures of ``keyword`` in ``text``, both as a person wrote them."""
    copy, term = copy_of(text), copy_of(keyword)
    tokens, phrase = segment.tokens(copy), segment.tokens(term)
    starts, length = positions(copy, term), visible_length(copy)
    return Density(
        hits=len(starts),
        chars=density_chars(len(starts), visible_length(term), length),
        per_hit=density_hits(len(starts), length),
        tokens=density_tokens(
            phrase_hits(tokens, phrase), content_tokens(phrase, stop_words), content_tokens(tokens, stop_words)
        ),
        prominence=prominence(visible_offsets(starts, spaces(copy)), length),
    )
