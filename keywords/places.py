"""Where a target keyword stands on a page, and how well that place speaks for the page: F-04 and ``placement``.

``placement`` is the sum of the weights of the places that hold the keyword, 0..1. Search engines publish no such
weights: these are ours, in the order in which textbooks rank the places, and equal for every site compared.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TypeAlias
from urllib.parse import unquote_plus, urlsplit

from crawler.text import HAN, dominant_script, han_chars
from keywords.matching import LATIN, copy_of

WEIGHTS = {
    "in_title": 0.30,
    "in_h1": 0.20,
    "in_intro": 0.10,
    "in_text": 0.10,
    "in_description": 0.05,
    "in_url": 0.05,
    "in_alt": 0.05,
    "anchors": 0.15,  # at least one link of another page of the site
}
PLACEMENT = " + ".join(f"{weight} * ({name} > 0)" for name, weight in WEIGHTS.items())  # SQL
INTRO = 100  # Han characters, or words of other scripts: the limit of the check keyword-in-intro
_HAN, _WORD = re.compile(f"[{HAN}]"), re.compile(rf"{LATIN}++")
_JOINTS = re.compile(r"[-_+./=&?]+")


# A keyword on one page, as far as the page itself tells: term, in title, h1, description, intro, URL, text; visible
# characters before the first hit, or None; prominence.
Place: TypeAlias = tuple[str, bool, bool, bool, bool, bool, bool, int | None, float]


def intro_span(copy: str, h1: str) -> tuple[int, int]:
    """Where the beginning of a main text stands: 100 Han characters or 100 words, by its script; its h1 left out."""
    begin = len(h1) + 1 if h1 and copy.startswith(h1 + "\n") else 0
    start = copy[begin : begin + 20 * INTRO]  # no words are so long that a hundred of them need more
    unit = _HAN if dominant_script(han_chars(start), len(_WORD.findall(start))) == "han" else _WORD
    last = next(islice(unit.finditer(copy, begin), INTRO - 1, None), None)
    return begin, last.end() if last else len(copy)


def words_of_url(url: str) -> str:
    """The decoded path and query of a URL as a matching copy, the signs between words replaced by spaces."""
    parts = urlsplit(url)
    return copy_of(_JOINTS.sub(" ", unquote_plus(f"{parts.path} {parts.query}")))


def url_form(term: str) -> str:
    """A keyword as it stands among the words of a URL."""
    return copy_of(_JOINTS.sub(" ", term))
