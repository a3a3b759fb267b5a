"""The pager a reader sees, whatever rel=next says: the next and the previous page, and the numbers between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from turbohtml import Element

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

CLIP = 300  # characters of an address
MAX_PAGE = 99_999

_NEXT = ("下一页", "下一頁", "下页", "下頁", "后一页", "後一頁", "next", "next page", "older posts")
_PREVIOUS = ("上一页", "上一頁", "上页", "上頁", "前一页", "前一頁", "prev", "previous", "previous page", "newer posts")
_DECORATION = (
    "",
    "›",
    "»",
    ">",
    ">>",
    "→",
    "‹",
    "«",
    "<",
    "<<",
    "←",
    " ›",
    " »",
    " >",
    " →",
    "» ",
    "‹ ",
    "« ",
    "< ",
    "← ",
)
_PAGER = (
    ":is([class*=pagina i], [class*=pager i], [class*=pagebar i], [class*=pagenav i], [class*=fenye i], [id*=pagina i])"
)
_ARROWS = ({"›", "»", ">", ">>", "→"}, {"‹", "«", "<", "<<", "←"})


def _worded(words: tuple[str, ...]) -> frozenset[str]:
    """The words as links bear them: with an arrow before or behind, and in three cases."""
    cases = {form for word in words for form in (word, word.capitalize(), word.title(), word.upper())}
    return frozenset(f"{one}{mark}" for one in cases for mark in _DECORATION if not mark.endswith(" ")) | frozenset(
        f"{mark}{one}" for one in cases for mark in _DECORATION
    )


_NEXT_TEXTS, _PREVIOUS_TEXTS = _worded(_NEXT), _worded(_PREVIOUS)
_PAGING = _NEXT_TEXTS | _PREVIOUS_TEXTS | _ARROWS[0] | _ARROWS[1]


@dataclass(frozen=True, slots=True)
class PagingFacts:
    """The pager a reader sees."""

    next: str = ""  # address as written of the link that says so, or of an arrow in a block called a pager
    previous: str = ""
    numbers: int = 0  # links whose text is a number; counted only beside such links
    last: int = 0  # the highest of these numbers


NOTHING = PagingFacts()


def paging_facts(elements: Elements) -> PagingFacts:
    """The pager a reader sees."""
    texts = elements.by_text
    if _PAGING.isdisjoint(texts):
        return NOTHING
    following = _address(texts, _NEXT_TEXTS, _ARROWS[0])
    previous = _address(texts, _PREVIOUS_TEXTS, _ARROWS[1])
    if not following and not previous:
        return NOTHING
    numbers = [int(text) for text in texts if len(text) < 6 and text.isdecimal()]
    return PagingFacts(following, previous, len(numbers), min(max(numbers, default=0), MAX_PAGE))


def _address(texts: dict[str, Element], words: frozenset[str], arrows: set[str]) -> str:
    for text in (one for one in texts if one in words):
        if address := _href(texts[text]):
            return address
    for text in (one for one in texts if one in arrows):
        if (address := _href(texts[text])) and texts[text].closest(_PAGER) is not None:
            return address
    return ""


def _href(anchor: Element) -> str:
    href = (anchor.attr("href") or "").strip()
    return "" if href.startswith("#") or href.lower().startswith("javascript:") else href[:CLIP]
