"""Words that titles add to what a page is about: years, prices, where to buy, superlatives, questions."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from keywords.matching import WordFinder

YEAR = "20xx"
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")


@cache
def _finder() -> WordFinder:
    text = files("keywords").joinpath("data", "modifiers.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return WordFinder(word.strip() for line in lines for word in line.split(","))


def modifiers(copy: str) -> list[str]:
    """The distinct modifiers of a matching copy, in its order, the longest at each place; any year is ``20xx``."""
    found = [copy[start:end] for start, end in _finder().spans(copy)]
    return list(dict.fromkeys([*found, *([YEAR] if _YEAR.search(copy) else [])]))
