"""Counts of many strings in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


class BoundedCounts(Counter[str]):
    """A counter that forgets its rarest strings when it holds more than ``limit``; counts are then understated.

    Source: lossy counting; Manku, Motwani, "Approximate Frequency Counts over Data Streams", VLDB 2002.
    """

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._floor = 0

    def add(self, strings: Iterable[str]) -> None:
        """Count each of ``strings`` once."""
        self.update(strings)
        while len(self) > self._limit:
            self._floor += 1
            for string in [string for string, count in self.items() if count <= self._floor]:
                del self[string]
