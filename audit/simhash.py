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
    import numpy as np  # here, so that looking at a check does not load it

    counts = Counter(_shingles(matching_copy(text)))
    if not counts:
        return 0
    digests = b"".join(blake2b(one.encode("utf-8", "replace"), digest_size=8).digest() for one in counts)
    bits = np.unpackbits(np.frombuffer(digests, dtype=np.uint8).reshape(-1, BITS // 8), axis=1).astype(np.int64)
    weights = np.fromiter(counts.values(), dtype=np.int64, count=len(counts))
    return int.from_bytes(np.packbits(weights @ (2 * bits - 1) > 0).tobytes(), "big")


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
