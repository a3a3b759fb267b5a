"""Simhash: texts that differ little have fingerprints that differ in few bits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

from crawler.text import HAN, dominant_script, han_chars, latin_words, matching_copy

BITS = 64
HAN_SHINGLE = 5  # characters
LATIN_SHINGLE = 3  # words

_WORD = re.compile(rf"[^\W_{HAN}]+")


def simhash(text: str) -> int:
    """64 bits over the weighted shingles of a text; 0 for an empty one.

    Shingles are 5 characters of mostly Han text, else 3 words.

    Source: Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002.
    """
    sums = [0] * BITS
    for shingle, weight in Counter(_shingles(matching_copy(text))).items():
        digest = int.from_bytes(blake2b(shingle.encode("utf-8", "replace"), digest_size=8).digest(), "big")
        for bit in range(BITS):
            sums[bit] += weight if digest >> bit & 1 else -weight
    return sum(1 << bit for bit, value in enumerate(sums) if value > 0)


def distance(one: int, other: int) -> int:
    """Number of bits that differ."""
    return (one ^ other).bit_count()


def _shingles(text: str) -> Iterator[str]:
    if dominant_script(han_chars(text), latin_words(text)) == "han":
        pieces, size, glue = list("".join(text.split())), HAN_SHINGLE, ""
    else:
        pieces, size, glue = _WORD.findall(text), LATIN_SHINGLE, " "
    for start in range(max(1, len(pieces) - size + 1) if pieces else 0):
        yield glue.join(pieces[start : start + size])
