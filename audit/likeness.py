"""How alike texts are, for checks in SQL; texts are taken as stored, compressed."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from audit.simhash import distance, shingles, simhash
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
        self.marks.append(simhash(_text(main_text)) if main_text else 0)

    def finalize(self) -> float:
        """The share; 0 for no text at all."""
        found = [mark for mark in self.marks if mark]
        largest = max((sum(distance(one, other) <= self.limit for other in found) for one in set(found)), default=0)
        return largest / len(self.marks) if self.marks else 0.0


def text_simhash(main_text: bytes | None, han: int, latin: int) -> int:
    """Simhash, as a signed 64-bit number, over shingles of ``han`` characters or ``latin`` words; 0 for no text."""
    value = simhash(_text(main_text), han, latin) if main_text else 0
    return value - (1 << 64) if value >> 63 else value


def shingle_jaccard(one: bytes, other: bytes, han: int, latin: int) -> float:
    """Share, 0-1, of the distinct shingles of two texts that both have."""
    first, second = _distinct(one, han, latin), _distinct(other, han, latin)
    return len(first & second) / len(first | second) if first and second else 0.0


@lru_cache(maxsize=512)  # of a group of near-equal texts each is compared several times
def _distinct(main_text: bytes, han: int, latin: int) -> frozenset[int]:
    return frozenset(shingles(_text(main_text), han, latin).tolist())


def _text(main_text: bytes) -> str:
    return decompress(main_text).decode("utf-8", "replace")[:MAX_CHARS]


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("text_simhash", 3, text_simhash, deterministic=True)
    db.create_function("shingle_jaccard", 4, shingle_jaccard, deterministic=True)
    db.create_aggregate("near_equal_share", 2, NearEqualShare)  # type: ignore[arg-type]
