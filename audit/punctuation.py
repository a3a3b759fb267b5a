"""Full-width and half-width marks in running text: which stand where they should not.

Judged are marks that have a Han character on both sides, so that numbers (1,000; 3.5; 12:30), Latin words, codes and
addresses are never touched. Corner quotes, dashes, slashes and middle dots have no half-width form that would be wrong.
Half-width brackets beside full-width commas are a policy of many careful editors: brackets count where a page has both
kinds of them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.prose import running
from crawler.text import HAN, han_chars

MAX_SAMPLES = 3
MIN_ENGLISH = 8  # words of a line that is taken for English
WIDE = "，。：；！？"
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；）]+|[\w.+-]+@[\w.-]+")
# The marks first, and what stands before them afterwards: many times as fast as the other way round.
_HALF = re.compile(rf"[,.:;!?](?<=[{HAN}].)\s?(?=[{HAN}])")
_FULL = re.compile(rf"[，。：；！？、](?<=[{HAN}].)(?=[{HAN}])")
_HALF_BRACKET = re.compile(rf"[()](?:(?<=[{HAN}].)|(?<=[{HAN}]\s.))\s?(?=[{HAN}])")
_FULL_BRACKET = re.compile(rf"[（）](?<=[{HAN}].)(?=[{HAN}])")
_IN_ENGLISH = re.compile(rf"[{WIDE}](?<=[a-z].)\s?(?=[A-Za-z])")
# A list of brands or sizes has no such words; without them a line of Latin letters is no English sentence.
_ENGLISH = re.compile(r"\b(?:the|and|is|are|of|to|for|with|you|your|we|our|it|can|will|this|from)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")


class Marks(NamedTuple):
    """Marks between Han characters by width, full-width marks in English sentences, and where the wrong ones stand."""

    half: int
    full: int
    in_english: int
    samples: tuple[str, ...]  # of the half-width ones
    english_samples: tuple[str, ...]


def marks(text: str) -> Marks:
    """The marks of the running text of a page."""
    found = running(text)
    chinese = _ADDRESS.sub("", "\n".join(found.chinese))
    english = "\n".join(line for line in found.other if _is_english(line))
    half, full = list(_HALF.finditer(chinese)), len(_FULL.findall(chinese))
    if brackets := len(_FULL_BRACKET.findall(chinese)):
        half += _HALF_BRACKET.finditer(chinese)
        full += brackets
    wrong = list(_IN_ENGLISH.finditer(english))
    return Marks(len(half), full, len(wrong), _around(chinese, half, 5), _around(english, wrong, 12))


def _is_english(line: str) -> bool:
    """Whether a line with full-width marks is an English sentence, as a whole."""
    if line.isascii() or not any(mark in line for mark in WIDE) or han_chars(line):
        return False
    return len(_WORD.findall(line)) >= MIN_ENGLISH and len(_ENGLISH.findall(line)) >= 2


def _around(text: str, found: list[re.Match[str]], margin: int) -> tuple[str, ...]:
    """The first marks with what stands beside them on their line."""
    samples = []
    for match in found[:MAX_SAMPLES]:
        before = text[max(0, match.start() - margin) : match.start()].rpartition("\n")[2]
        after = text[match.end() : match.end() + margin].partition("\n")[0]
        samples.append(before + match.group() + after)
    return tuple(samples)
