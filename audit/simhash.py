"""Simhash: texts that differ little have fingerprints that differ in few bits."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from crawler.text import HAN, dominant_script, han_chars, latin_words, matching_copy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BITS = 64
HAN_SHINGLE = 5  # characters
LATIN_SHINGLE = 3  # words

_WORD = re.compile(rf"[^\W_{HAN}]+")
_MULTIPLIER = 0x9E3779B97F4A7C15  # odd, its bits well spread: 2**64 over the golden ratio
_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))  # SplitMix64, Steele et al. 2014


def simhash(text: str, han: int = HAN_SHINGLE, latin: int = LATIN_SHINGLE) -> int:
    """64 bits over the shingles of a text, each as often as it occurs; 0 for an empty one.

    Args:
        han: characters of a shingle of mostly Han text.
        latin: words of a shingle of other text.

    Source: Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002.
    """
    import numpy as np  # here, so that looking at a check does not load it

    found = shingles(text, han, latin)
    if not len(found):
        return 0
    bits = np.unpackbits(found.view(np.uint8).reshape(-1, BITS // 8), axis=1)
    ones = bits.sum(axis=0, dtype=np.int32)
    return int.from_bytes(np.packbits(2 * ones > len(found)).tobytes(), "big")


def shingles(text: str, han: int = HAN_SHINGLE, latin: int = LATIN_SHINGLE) -> NDArray[np.uint64]:
    """64-bit hash of each shingle of a text in its order; of the whole text where it is shorter than one."""
    import numpy as np

    text = matching_copy(text)
    if dominant_script(han_chars(text), latin_words(text)) == "han":
        coded = "".join(text.split()).encode("utf-32-le", "surrogatepass")
        pieces, size = np.frombuffer(coded, dtype=np.uint32).astype(np.uint64), han
    else:
        words = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text)]
        pieces, size = np.array(words, dtype=np.uint64), latin
    if not len(pieces):
        return pieces
    size = min(size, len(pieces))
    count = len(pieces) - size + 1
    hashed = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        hashed = hashed * np.uint64(_MULTIPLIER) + pieces[place : place + count] + np.uint64(1)
    for shift, factor in _MIX:
        hashed = (hashed ^ (hashed >> np.uint64(shift))) * np.uint64(factor)
    mixed: NDArray[np.uint64] = hashed ^ (hashed >> np.uint64(31))
    return mixed


def distance(one: int, other: int) -> int:
    """Number of bits that differ."""
    return (one ^ other).bit_count()
