"""Traditional to Simplified Chinese, for matching copies only: characters by OpenCC, Taiwanese words by a list of ours.

OpenCC's own list of words changes ordinary words of the mainland, too (文件, 影片), and would part 資料 from 资料. Ours
has what shops say and only what cannot be meant otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

Convert = Callable[[str], str]


def in_simplified(text: str) -> str:
    """A text, NFKC and case-folded, in Simplified characters: 軟體 and 软件 are both 软件.

    Simplified text stays as it is, but for a few rare characters; what is not Chinese always does.
    """
    if text.isascii():
        return text
    pattern, words, characters = _tools()
    return characters(pattern.sub(lambda match: words[match[0]], text))


@cache
def _tools() -> tuple[re.Pattern[str], dict[str, str], Convert]:
    from opencc import OpenCC

    characters: Convert = OpenCC("t2s").convert
    lines = files("keywords").joinpath("data/words_taiwan.txt").read_text("utf-8").splitlines()
    pairs = (pair.split(">") for line in lines if not line.startswith("#") for pair in line.split())
    words = dict(pairs)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))), words, characters
