"""Target keywords proposed from what a site itself puts into titles and h1, when its owner named none."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from keywords.brands import is_han_title, repeated_parts, title_parts
from keywords.frequency import BoundedCounts
from keywords.lexicon import FLAG_BITS, JOINS, TERM, Lexicon
from keywords.matching import copy_of
from keywords.segment import Segmenter
from keywords.terms import joined

PROPOSED = 10
LONGEST = 4  # tokens of a proposed keyword


class Heads:
    """Titles and first h1s of a site, one page after the other; counts are bounded."""

    def __init__(self, segment: Segmenter) -> None:
        self._segment = segment
        self._pages = 0
        self._han_pages = 0
        self._parts = BoundedCounts(1 << 17)
        self._grams = BoundedCounts(1 << 20)
        self._runs = lru_cache(maxsize=8192)(self._uncached_runs)

    def add(self, title: str, h1: str) -> None:
        """Count one page, given copies made by ``copy_of``."""
        parts = {*title_parts(title), *title_parts(h1)}
        self._pages += 1
        self._han_pages += is_han_title(title)
        self._parts.add(parts)
        for part in parts:
            self._grams.add(self._runs(part))

    def _uncached_runs(self, part: str) -> frozenset[str]:
        """Every run of 1-4 neighbouring tokens of a title part; its tokens joined by newlines, which no token holds."""
        tokens = self._segment.tokens(part)
        return frozenset(
            "\n".join(tokens[start : start + size])
            for size in range(1, LONGEST + 1)
            for start in range(len(tokens) - size + 1)
        )

    def proposed(self, lexicon: Lexicon) -> list[str]:
        """At most ten keywords, best first: TF-IDF with tf = pages that put them into title or h1.

        A part of the title that half of the site repeats is left out, a keyword must stand in main texts, and one
        that only occurs inside a better one is dropped. Equal ones come in the order of their characters.
        """
        counts, rarity = self._own_counts(), lexicon.rarity()
        least = 2 if self._pages >= 10 else 1
        scored = []
        for gram, pages in counts.items():
            tokens = gram.split("\n")
            if pages >= least and _is_keyword(tokens, lexicon):
                idf = max(float(rarity[lexicon[token] >> FLAG_BITS]) for token in tokens)
                scored.append((pages * idf, pages, joined(tokens)))
        scored.sort(key=lambda item: (-item[0], -len(item[2]), item[2]))
        return _distinct(scored)

    def _own_counts(self) -> Counter[str]:
        counts = Counter(self._grams)
        for part, seen in repeated_parts(self._parts, self._pages, self._han_pages):
            counts.subtract(dict.fromkeys(self._runs(part), seen))
        return counts


def _is_keyword(tokens: list[str], lexicon: Lexicon) -> bool:
    codes = [lexicon[token] for token in tokens]
    if not all(code & JOINS for code in codes) or len(set(tokens)) < len(tokens):
        return False
    return any(code & TERM for code in codes) and all(map(lexicon.seen, tokens))


def _distinct(scored: list[tuple[float, int, str]]) -> list[str]:
    """The best ones, none of which stands in another on nearly the same pages."""
    chosen: list[tuple[str, int]] = []
    for _, pages, term in scored:
        near = (min(pages, seen) >= 0.8 * max(pages, seen) for other, seen in chosen if term in other or other in term)
        if not any(near):
            chosen.append((term, pages))
        if len(chosen) == PROPOSED:
            break
    return [copy_of(term) for term, _ in chosen]
