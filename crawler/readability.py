"""How hard a text is to read: Flesch reading ease for English, sentence length and rare characters for Chinese."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from crawler.text import HAN, han_chars

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_ENGLISH_END = re.compile(r"[.!?]+(?=\s|[\"”’)]|\Z)")
_CHINESE_END = re.compile(r"[。！？；!?;…]+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[a-z][^aeiouyl\W])e\b")  # made, but neither the nor table
_HAN = re.compile(f"[{HAN}]")
# Characters of ordinary Traditional text that Simplified text lacks: there the list of common characters is no measure.
_TRADITIONAL = frozenset("這個們來時會說對學國為過還後開關點裡與從產應實現見長問間東車門")
LEVEL_ONE = 3755  # characters of the first level of GB 2312: those of everyday texts


def flesch(text: str) -> float | None:
    """Flesch reading ease of English prose: 100 very easy, 0 very hard; None for less than five sentences.

    206.835 - 1.015 words / sentences - 84.6 syllables / words (Flesch 1948). Of each line only what ends like a sentence
    counts, so that names of products and specifications do not.
    """
    prose = "\n".join(line[: 1 + max(map(line.rfind, ".!?"))] for line in text.split("\n")).lower()
    sentences = len(_ENGLISH_END.findall(prose))
    if sentences < 5:
        return None
    words = len(_WORD.findall(prose))
    if not words:
        return None
    syllables = len(_VOWELS.findall(prose)) - len(_SILENT.findall(prose))
    return 206.835 - 1.015 * words / sentences - 84.6 * max(syllables, words) / words


def mean_sentence(text: str, limit: float = 0.0) -> float | None:
    """Mean Han characters of a sentence of Chinese prose; None for less than five sentences.

    Args:
        limit: a mean that the length of the whole text shows to be no greater is not worked out: 0.
    """
    sentences = len(_CHINESE_END.findall(text))
    if sentences < 5:
        return None
    if len(text) <= limit * sentences:
        return 0.0
    prose = "\n".join(line for line in text.split("\n") if _CHINESE_END.search(line))
    return han_chars(prose) / sentences


def rare_share(text: str, common: int) -> float | None:
    """Share, 0-1, of the Han characters that are not among the common ones; None for Traditional text.

    Args:
        common: up to 3755, the first level of GB 2312 is common; above, its second level, too.
    """
    rare = len(_rare(common > LEVEL_ONE).findall(text))
    if not rare:
        return 0.0 if _HAN.search(text) else None
    total = han_chars(text)
    return rare / total if 50 * sum(map(text.count, _TRADITIONAL)) <= total else None


@cache
def _rare(both: bool) -> re.Pattern[str]:
    """Han characters that are not common: one pattern, since a set of the characters of a text takes ten times as long."""
    hexagrams = map(chr, range(0x4DC0, 0x4E00))  # between two blocks of Han
    ends = sorted({"\u33ff", *hexagrams, *_common(both), "\ua000"} - {"\u3007"})
    between = (
        f"{chr(ord(one) + 1)}-{chr(ord(other) - 1)}" for one, other in pairwise(ends) if ord(other) > ord(one) + 1
    )
    return re.compile(f"[{''.join(between)}\uf900-\ufaff\U00020000-\U0002fa1f\U00030000-\U000323af]")


@cache
def _common(both: bool) -> frozenset[str]:
    """Characters of GB 2312, rows 16 to 55 (first level), and to 87 (second level)."""
    last = 87 if both else 55
    rows = (bytes((0xA0 + row, 0xA1 + cell)) for row in range(16, last + 1) for cell in range(94))
    return frozenset("".join(code.decode("gb2312", "ignore") for code in rows) + "〇")
