"""Sentences and paragraphs of running text, measured in the unit of their script: Han characters or Latin words."""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.prose import running
from crawler.text import han_chars, latin_words

CLIP = 80  # characters of a quoted beginning
# A colon or semicolon gives the reader a rest, too. In English a stop ends a sentence where white space and a capital
# follow: 3.5, v1.2, "e.g. in" and "U.S. dollars" end none.
_CHINESE_END = re.compile(r"[。！？；：…!?;]+[”’」』）)]*")
_ENGLISH_END = re.compile(r"[.!?…]+[”’\"')\]]*(?=\s+[“‘\"'(\[]?[A-Z\d]|\s*\Z)|[;:]\s")
_TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|Inc|Ltd|Co|approx|Fig|e\.g|i\.e)\.")


class Passage(NamedTuple):
    """A sentence or paragraph."""

    length: int  # Han characters, or Latin words
    unit: str  # han or latin
    text: str


def sentences(text: str, unit: str) -> list[Passage]:
    """The sentences of one unit, ``han`` or ``latin``; what has no word of it is none."""
    found = []
    for line in _lines(text, unit):
        pieces = _CHINESE_END.split(line) if unit == "han" else _ENGLISH_END.split(_TITLES.sub(_undotted, line))
        passages = (Passage(_length(piece, unit), unit, piece.strip()) for piece in pieces)
        found += [one for one in passages if one.length >= 2]
    return found


def paragraphs(text: str, unit: str) -> list[Passage]:
    """The paragraphs of running text in one script."""
    return [Passage(_length(line, unit), unit, line) for line in _lines(text, unit)]


def _lines(text: str, unit: str) -> tuple[str, ...]:
    found = running(text)
    return found.chinese if unit == "han" else found.other


def _length(text: str, unit: str) -> int:
    return han_chars(text) if unit == "han" else latin_words(text)


def _undotted(match: re.Match[str]) -> str:
    return match.group().replace(".", "")
