"""Parts of a page that are marked as being in a language of their own: ``<blockquote lang="en">``, ``<main lang="zh-Hant">``."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from turbohtml import Element

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_LOOKED_AT = 50  # elements
MAX_KEPT = 5  # languages
LEAST = 20  # characters of a part; names of languages in a switch are shorter
DEEP = 30  # ancestors asked whether they bear the same mark
CLIP = 35  # characters of a code; longer ones are none

Part = tuple[str, int]  # code in lower case, characters


def language_parts(elements: Elements) -> tuple[Part, ...]:
    """How many characters stand below a ``lang`` of their own; that of ``<html>`` is no part but the page."""
    marked = [one for one in elements.marked["lang"] if one.tag != "html"]
    if not marked:
        return ()
    found: Counter[str] = Counter()
    for element in marked[:MAX_LOOKED_AT]:
        code = _code(element)
        if 0 < len(code) <= CLIP and (size := len(element.text.strip())) >= LEAST and not _inside(element, code):
            found[code] += size
    return tuple(found.most_common(MAX_KEPT))


def _code(element: Element) -> str:
    return (element.attr("lang") or "").strip().lower()


def _inside(element: Element, code: str) -> bool:
    """Whether it stands in another part of the same language, which was counted whole."""
    above = (one for one in islice(element.ancestors, DEEP) if isinstance(one, Element) and one.tag != "html")
    return any(_code(one) == code for one in above)
