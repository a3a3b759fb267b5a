"""The words of a site as numbers: what each one is, and on how many pages it stands, in bounded memory."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from keywords.matching import is_han
from keywords.segment import BOUNDARY, MAX_TOKEN, is_money, is_number

LIMIT = 1 << 20  # words; about 200 MB

CONTENT = 1  # counts for formula C: no stop word, no boundary
HAN = 2  # a word of Han text
TERM = 4  # a term by itself: no stop word, price, number, single character or mere data
JOINS = 8  # may be part of a phrase: no stop word, boundary, price or mere data
FLAG_BITS = 4


class Lexicon(dict[str, int]):
    """Word -> code: its index in the arrays of frequencies, shifted left by ``FLAG_BITS``, plus its flags.

    A dict and not a table: asking SQLite for the 300 words of a page would cost more than cutting them. It is bounded
    by lossy counting (Manku, Motwani, "Approximate Frequency Counts over Data Streams", VLDB 2002): past ``limit``
    words the rarest are forgotten, and one that comes back counts anew. Shops reach the limit through SKUs, which
    stand on one page each, so that even then the figures are exact for nearly every word.
    """

    def __init__(self, stop_words: Collection[str], limit: int = LIMIT) -> None:
        super().__init__()
        self.stop_words = stop_words
        self.pages = 0
        self.frequency: NDArray[np.int32] = np.zeros(1 << 12, np.int32)  # by index; pages with the word
        self._next = 0
        self._limit = limit
        self._floor = 0

    def __missing__(self, token: str) -> int:
        code = self._next << FLAG_BITS | self._flags(token)
        self._next += 1
        if self._next >= len(self.frequency):
            self.frequency = np.concatenate([self.frequency, np.zeros_like(self.frequency)])
        self[token] = code
        return code

    def _flags(self, token: str) -> int:
        if token == BOUNDARY:
            return 0
        flags = HAN if any(map(is_han, token[:MAX_TOKEN])) else 0
        if token in self.stop_words:
            return flags
        flags |= CONTENT
        if len(token) > MAX_TOKEN or is_money(token):
            return flags
        return flags | JOINS | (TERM if len(token) > 1 and not is_number(token) else 0)

    def add_page(self, codes: NDArray[np.int64]) -> None:
        """Count one page, given the codes of its distinct words."""
        self.pages += 1
        self.frequency[codes >> FLAG_BITS] += 1  # in place, since no index comes twice
        if len(self) > self._limit:
            self._forget()

    def _forget(self) -> None:
        while len(self) > self._limit // 2:
            self._floor += 1
            kept = {token: code for token, code in self.items() if self.frequency[code >> FLAG_BITS] > self._floor}
            self.clear()
            self.update(kept)

    def seen(self, token: str) -> int:
        """Pages with ``token``."""
        return int(self.frequency[self[token] >> FLAG_BITS])

    def rarity(self) -> NDArray[np.float64]:
        """By index: idf = ln((N + 1) / (df + 1)) + 1; 1 for a word of every page, rising with rarity."""
        found: NDArray[np.float64] = np.log((self.pages + 1) / (self.frequency + 1.0)) + 1
        return found
