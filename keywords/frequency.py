"""Document frequencies of a whole site in bounded memory."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

LIMIT = 1 << 20  # entries: about 150 MB of short words


class Frequencies:
    """On how many pages each word occurs; the rarest words are forgotten when there are too many.

    A dict and not a table: looking up 300 words a page in SQLite would cost more than cutting them. Its size is
    bounded by lossy counting (Manku, Motwani, "Approximate Frequency Counts over Data Streams", VLDB 2002): past
    ``limit`` words the rarest go, and what is missing counts as ``floor``. Shops reach the limit through SKUs,
    which stand on one page each, so that even then the figures are exact for nearly every word.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self.pages = 0
        self.floor = 0
        self.counts: Counter[str] = Counter()
        self._limit = limit

    def add(self, words: Iterable[str]) -> None:
        """Count one page, given its distinct words."""
        self.pages += 1
        self.counts.update(words)
        if len(self.counts) > self._limit:
            self._forget()

    def __getitem__(self, word: str) -> int:
        """Pages with ``word``; understated by at most ``floor``."""
        return max(self.counts.get(word, 0), self.floor)

    def idf(self, word: str) -> float:
        """ln((N + 1) / (df + 1)) + 1: 1 for a word of every page, rising with rarity."""
        return math.log((self.pages + 1) / (self[word] + 1)) + 1

    def _forget(self) -> None:
        while len(self.counts) > self._limit // 2:
            self.floor += 1
            self.counts = Counter({word: pages for word, pages in self.counts.items() if pages > self.floor})
