"""How hard a text is to read: Flesch reading ease for English, sentence length and rare characters for Chinese."""

from __future__ import annotations

import re
from functools import cache

from crawler.text import HAN, han_chars

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_ENGLISH_END = re.compile(r"[.!?]+(?=\s|[\"”’)]|\Z)")
_CHINESE_END = re.compile(r"[。！？；!?;…]+")
_VOWELS = re.compile(r"[aeiouy]+")
_HAN = re.compile(f"[{HAN}]")
# Characters of ordinary Traditional text that Simplified text lacks: there the list of common characters is no measure.
_TRADITIONAL = re.compile("[這個們來時會說對學國為過還後開關點裡與從產應實現見長問間東車門]")
LEVEL_ONE = 3755  # characters of the first level of GB 2312: those of everyday texts


def flesch(text: str) -> float | None:
    """Flesch reading ease of English prose: 100 very easy, 0 very hard; None for less than five sentences.

    206.835 - 1.015 words / sentences - 84.6 syllables / words (Flesch 1948). Only lines that end like sentences count,
    so that names of products and specifications do not.
    """
    lines = [line for line in text.split("\n") if line.rstrip('"”’) ').endswith((".", "!", "?"))]
    prose = "\n".join(lines)
    words = _WORD.findall(prose)
    sentences = len(_ENGLISH_END.findall(prose))
    if sentences < 5 or not words:
        return None
    syllables = sum(map(_syllables, words))
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * syllables / len(words)


def _syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end left out; at least one."""
    lower = word.lower()
    groups = len(_VOWELS.findall(lower))
    silent = lower.endswith("e") and not lower.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def mean_sentence(text: str) -> float | None:
    """Mean Han characters of a sentence of Chinese prose; None for less than five sentences."""
    lengths = [
        length
        for line in text.split("\n")
        if _CHINESE_END.search(line)
        for sentence in _CHINESE_END.split(line)
        if (length := han_chars(sentence))
    ]
    return sum(lengths) / len(lengths) if len(lengths) >= 5 else None


def rare_share(text: str, common: int) -> float | None:
    """Share, 0-1, of the Han characters that are not among the common ones; None for Traditional text.

    Args:
        common: up to 3755, the first level of GB 2312 is common; above, its second level, too.
    """
    chars = _HAN.findall(text)
    if not chars or 50 * len(_TRADITIONAL.findall(text)) > len(chars):
        return None
    known = _common(common > LEVEL_ONE)
    return sum(char not in known for char in chars) / len(chars)


@cache
def _common(both: bool) -> frozenset[str]:
    """Characters of GB 2312, rows 16 to 55 (first level), and to 87 (second level)."""
    last = 87 if both else 55
    rows = (bytes((0xA0 + row, 0xA1 + cell)) for row in range(16, last + 1) for cell in range(94))
    return frozenset("".join(code.decode("gb2312", "ignore") for code in rows) + "〇")
