"""How alike the texts of a group of pages are, as an aggregate function for checks in SQL."""

from __future__ import annotations

import sqlite3

from audit.simhash import distance, simhash
from crawler.zstd import decompress

MAX_CHARS = 20_000  # of one text


class NearEqualShare:
    """``near_equal_share(main_text, max_distance)``: share, 0-1, of the texts in the largest group of near-equal ones.

    A group is what lies within ``max_distance`` bits of one text. Empty texts belong to none. The cost grows with
    the square of the number of texts, and each takes milliseconds: to be asked about samples.
    """

    def __init__(self) -> None:
        self.marks: list[int] = []
        self.limit = 0

    def step(self, main_text: bytes | None, max_distance: int) -> None:
        """Take in one text as stored, compressed."""
        self.limit = max_distance
        self.marks.append(simhash(decompress(main_text).decode("utf-8")[:MAX_CHARS]) if main_text else 0)

    def finalize(self) -> float:
        """The share; 0 for no text at all."""
        found = [mark for mark in self.marks if mark]
        largest = max((sum(distance(one, other) <= self.limit for other in found) for one in set(found)), default=0)
        return largest / len(self.marks) if self.marks else 0.0


def register(db: sqlite3.Connection) -> None:
    """Make the function known to a connection."""
    db.create_aggregate("near_equal_share", 2, NearEqualShare)  # type: ignore[arg-type]
