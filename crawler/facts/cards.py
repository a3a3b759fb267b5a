"""Whether a price is that of the product a page is about, or stands in a card that leads to another page."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from turbohtml import Document, DocumentFragment, Element

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_HEADINGS = 5
MAX_LEVELS = 12
MAX_LINKS = 20  # of one ancestor that are looked at
NEAR = 3  # levels within which any link to another page makes a card; further out only one with a picture does
OWN, CARD, UNKNOWN = "own", "card", ""

Holder = Element | Document | DocumentFragment

_ITEMS = ("li", "tr", "article")
_HEAD = "header, nav, footer, aside"
# Links that stand beside the price of the page's own product: enlarged pictures, the basket, policies, reviews.
_BESIDE = re.compile(
    r"(?:[#?]|javascript:|tel:|mailto:|data:|\Z)|.*\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|\Z)"
    r"|.*(?:cart|buy|checkout|order|wish|favou?r|compare|login|signin|share|help|polic|shipping|return|faq|size|review"
    r"|comment|coupon|notify)",
    re.IGNORECASE,
)


def main_heading(elements: Elements) -> list[Holder]:
    """The ancestors of the only ``<h1>`` of the content; none when there is no such heading, or several."""
    found = [one for one in elements["h1"][:MAX_HEADINGS] if _of_content(one)]
    return list(islice(found[0].ancestors, MAX_LEVELS)) if len(found) == 1 else []


def whose(price: Element, holders: list[Holder]) -> str:
    """Whose price it is: ``own`` when nothing but the product's own block holds it up to the heading.

    Args:
        holders: of ``main_heading``.
    """
    if price.tag == "a":
        return CARD
    for level, one in enumerate(islice(price.ancestors, MAX_LEVELS)):
        if not isinstance(one, Element):
            break
        if one in holders:
            return OWN
        if one.tag == "a" or _leads_away(one, pictured=level >= NEAR and one.tag not in _ITEMS):
            return CARD
    return UNKNOWN


def _of_content(heading: Element) -> bool:
    """The head of an article is no head of the page."""
    found = heading.closest(_HEAD)
    return found is None or (found.tag == "header" and found.closest("main, article") is not None)


def _leads_away(element: Element, *, pictured: bool) -> bool:
    for link in element.find_all("a", limit=MAX_LINKS):
        href = link.attr("href")
        if href and not _BESIDE.match(href[:300].strip()) and not (pictured and link.find("img") is None):
            return True
    return False
