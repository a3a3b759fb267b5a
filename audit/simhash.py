"""Simhash: texts that differ little have fingerprints that differ in few bits."""

from __future__ import annotations

import re
import unicodedata
import zlib
from typing import TYPE_CHECKING

from crawler.text import HAN, dominant_script, han_chars, latin_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BITS = 64
HAN_SHINGLE = 5  # characters
LATIN_SHINGLE = 3  # words

_WORD = re.compile(rf"[^\W_{HAN}]+")
_WIDE = tuple((char, unicodedata.normalize("NFKC", char)) for char in "，：；！？（）％")
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
    bits = np.unpackbits(found.view(np.uint8)).reshape(-1, BITS)
    ones = bits.sum(axis=0, dtype=np.int32)
    return int.from_bytes(np.packbits(2 * ones > len(found)).tobytes(), "big")


def shingles(text: str, han: int = HAN_SHINGLE, latin: int = LATIN_SHINGLE) -> NDArray[np.uint64]:
    """64-bit hash of each shingle of a text in its order; of the whole text where it is shorter than one."""
    import numpy as np

    text = _copy(text)
    if dominant_script(han_chars(text), latin_words(text)) == "han":
        coded = "".join(text.split()).encode("utf-32-le", "surrogatepass")
        pieces, size = np.frombuffer(coded, dtype=np.uint32).astype(np.uint64), han
    else:
        words = " ".join(_WORD.findall(text)).encode("utf-8", "surrogatepass").split()
        pieces, size = np.fromiter(map(zlib.crc32, words), dtype=np.uint64, count=len(words)), latin
    if not len(pieces):
        return pieces
    size = min(size, len(pieces))
    count = len(pieces) - size + 1
    pieces += np.uint64(1)
    hashed = pieces[:count].copy()
    for place in range(1, size):  # in place: of short texts, new arrays cost more than the sums
        hashed *= np.uint64(_MULTIPLIER)
        hashed += pieces[place : place + count]
    for shift, factor in _MIX:
        hashed ^= hashed >> np.uint64(shift)
        hashed *= np.uint64(factor)
    hashed ^= hashed >> np.uint64(31)
    return hashed


def _copy(text: str) -> str:
    """As ``matching_copy``, white space as it stands: no shingle has any.

    Most Chinese texts need no more than their full-width punctuation made narrow, a third of the time of NFKC.
    """
    if text.isascii():
        return text.casefold()
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.casefold()


def distance(one: int, other: int) -> int:
    """Number of bits that differ."""
    return (one ^ other).bit_count()
