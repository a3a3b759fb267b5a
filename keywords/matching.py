"""The copy of a text in which keywords are looked for, and where they stand in it. Never shown to anybody."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from configs import scripts
from crawler.text import HAN, without_unseen

LATIN = rf"[^\W_{HAN}]"  # a letter or digit of any script but Han
_HAN_CHAR = re.compile(f"[{HAN}]")
_SPACE = re.compile("[ \n]")
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
_UNUSUAL = re.compile("[^\0-\u02ff\u2010-\u201f\u3001-\u303f\u4e00-\u9fff]|[\u00a0-\u00be]")
_NARROW = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFF01, 0xFF5F), 0x3000)}
# 「iPhone 手机壳」 and 「iPhone手机壳」 are one keyword: the space between scripts is typography.
_BETWEEN_SCRIPTS = re.compile(f" (?:(?<=[{HAN}] )(?={LATIN})|(?<={LATIN} )(?=[{HAN}]))")


def copy_of(text: str) -> str:
    """NFKC, case-folded, single spaces, none between Han and Latin, no unseen characters; paragraphs end in a newline.

    Apart from the newlines and those spaces it is ``crawler.text.matching_copy``; with ``[keywords] simplified`` it is
    in Simplified Chinese, too.
    """
    copy = _nfkc(without_unseen(text)).casefold()
    if scripts.simplified:
        copy = _in_simplified(copy)
    lines = [line for line in (" ".join(line.split()) for line in copy.split("\n")) if line]
    copy = "\n".join(lines)
    return _BETWEEN_SCRIPTS.sub("", copy) if " " in copy else copy


def _nfkc(text: str) -> str:
    """NFKC; single characters first, because most pages then pass the quick check (5x faster)."""
    text = _FULL_WIDTH.sub(lambda match: _NARROW[match[0]], text)
    if unicodedata.is_normalized("NFKC", text):
        return text
    for char in set(_UNUSUAL.findall(text)):
        text = text.replace(char, _nfkc_char(char))
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def _in_simplified(copy: str) -> str:
    from keywords.scripts import in_simplified  # which few need

    return in_simplified(copy)


@lru_cache(maxsize=65536)
def _nfkc_char(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


@lru_cache(maxsize=65536)
def is_han(char: str) -> bool:
    """Whether ``char`` is a Han character."""
    return _HAN_CHAR.match(char) is not None


@lru_cache(maxsize=65536)
def is_latin(char: str) -> bool:
    """Whether ``char`` is a letter or digit outside Han, so that a word may go on beside it."""
    return char.isalnum() and not is_han(char)


def visible_length(copy: str) -> int:
    """Characters that are not white space: the L of the density formulas."""
    return len(copy) - copy.count(" ") - copy.count("\n")


def positions(copy: str, term: str) -> list[int]:
    """Where ``term`` begins in ``copy``, left to right and without overlap.

    Both are copies made by ``copy_of``. A Latin end of the term must be the end of a word, so ``tea``
    is not in ``steam``; Han has no such borders.
    """
    found: list[int] = []
    at, size = copy.find(term) if term else -1, len(term)
    if at < 0:
        return found
    everywhere = not is_latin(term[0]) and not is_latin(term[-1])
    while at >= 0:
        fits = everywhere or _bounded(copy, at, at + size)
        if fits:
            found.append(at)
        at = copy.find(term, at + size if fits else at + 1)
    return found


def holds(copy: str, term: str) -> bool:
    """Whether ``term`` occurs in ``copy``."""
    return term in copy and bool(positions(copy, term))


def _bounded(copy: str, start: int, end: int) -> bool:
    before, after = copy[start - 1 : start] if start else "", copy[end : end + 1]
    if before.isalnum() and is_latin(before) and is_latin(copy[start]):
        return False
    return not (after.isalnum() and is_latin(after) and is_latin(copy[end - 1]))


def spaces(copy: str) -> list[int]:
    """The indices of all white space."""
    return [match.start() for match in _SPACE.finditer(copy)]


def visible_offsets(starts: Iterable[int], spaces: list[int]) -> list[int]:
    """For each index the number of visible characters before it, given the ``spaces`` of the copy."""
    return [start - bisect_left(spaces, start) for start in starts]


class WordFinder:
    """Finds whole words and phrases of a list in a copy: leftmost first, the longest of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(filter(None, map(copy_of, words)))
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {char: sorted(found, reverse=True) for char, found in lengths.items()}
        self._first = re.compile("[" + re.escape("".join(sorted(lengths))) + "]") if lengths else None

    def __bool__(self) -> bool:
        return bool(self.words)

    def spans(self, copy: str) -> Iterator[tuple[int, int]]:
        """(start, end) of each word found, ascending, none overlapping."""
        match = self._first.search(copy) if self._first else None
        while match and self._first:
            start = match.start()
            end = self._longest(copy, start)
            if end:
                yield start, end
            match = self._first.search(copy, end or start + 1)

    def everywhere(self, copy: str) -> Iterator[str]:
        """Every word of the list that stands in a copy, also inside another; once for each place."""
        for match in self._first.finditer(copy) if self._first else ():
            start = match.start()
            for length in self._lengths[copy[start]]:
                if copy[start : start + length] in self.words and _bounded(copy, start, start + length):
                    yield copy[start : start + length]

    def _longest(self, copy: str, start: int) -> int:
        """Where the longest word that begins at ``start`` ends; 0 when there is none."""
        for length in self._lengths[copy[start]]:
            if copy[start : start + length] in self.words and _bounded(copy, start, start + length):
                return start + length
        return 0
