"""Whether one text takes up the words of another, judged without a dictionary: pairs of Han characters, Latin words."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.text import HAN, matching_copy

_HAN = re.compile(f"[{HAN}]")
_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:['’][^\W_{HAN}]+)*")
_LATIN_STOP_WORDS = (
    "a an and are as at be best buy by for from get guide how i in is it its more new of on online or our page shop"
    " store the this to top us we what when where which who why with you your"
)
_LATIN_STOP = frozenset(_LATIN_STOP_WORDS.split())
# Longest first, so that 怎么样 is not read as 怎么.
_HAN_STOP = re.compile(
    "怎么样|为什么|有哪些|是什么|怎么|怎样|如何|什么|哪些|哪个|哪里|多少|以及|我们|您的|可以|关于|这个|那个|一个|一款|一把"
    "|详细|介绍|指南|大全|攻略|官网|首页|列表|第[一二三四五六七八九十]*页|[的了和与及或在是有为从到把被给让最更很也都又就]"
)
WEIGHT = 2  # a Latin word weighs as much as two Han characters


@lru_cache(maxsize=4096)
def content(text: str) -> tuple[str, ...]:
    """Runs of Han characters and Latin words of ``text``, in matching copy, function words left out."""
    found: list[str] = []
    for run in _RUN.findall(matching_copy(text)):
        if is_han(run):
            found += [piece for piece in _HAN_STOP.split(run) if piece]
        elif len(run) > 1 and run not in _LATIN_STOP and not run.isdigit():
            found.append(run)
    return tuple(found)


def coverage(wanted: str, text: str) -> float | None:
    """Share, 0-1, of the content words of ``wanted`` that ``text`` has too; None when there are none.

    A Han character counts as found when one of its pairs with a neighbour is, so the words are found wherever their
    limits are, and pairs that stretch over two words need not be.

    Args:
        text: in lower case; as matching copy, so that full-width letters are found.
    """
    runs = content(wanted)
    return _share(runs, text) if runs else None


def _share(runs: tuple[str, ...], text: str) -> float:
    found = total = 0
    for run in runs:
        if is_han(run):
            total += len(run)
            found += _han_found(run, text)
        else:
            total += WEIGHT
            found += WEIGHT * (_stem(run) in text)
    return found / total


def _han_found(run: str, text: str) -> int:
    """Characters of ``run`` that stand in ``text`` beside the same neighbour."""
    if len(run) == 1 or run in text:
        return len(run) * (run in text)
    pairs = [run[at : at + 2] in text for at in range(len(run) - 1)]
    return sum(before or after for before, after in zip([False, *pairs], [*pairs, False], strict=True))


def touches(wanted: str, text: str) -> bool:
    """Whether any content word of ``wanted`` stands in ``text``, in lower case, or so much as a hint of it.

    A single Han character will do, and the first five letters of a Latin word: migrate and migration.
    """
    return any(any(char in text for char in run) if is_han(run) else run[:5] in text for run in content(wanted))


def _stem(word: str) -> str:
    """Without the ending of a plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def is_han(run: str) -> bool:
    """Whether a run of ``content`` is of Han characters."""
    return _HAN.match(run) is not None
