"""The canonical links of a page as they are written, and what may make an engine pass over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_KEPT = 5
CLIP = 500  # characters of an address
VOIDING = ("hreflang", "lang", "media", "type")  # a link with one of them is about another version of the page

Written = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class CanonicalFacts:
    """The canonical links of a page as they are written."""

    links: tuple[Written, ...] = ()  # address as written, head or body, voiding attributes; the first five
    based: bool = False  # a <base href> changes what a relative address means


def canonical_facts(elements: Elements) -> CanonicalFacts:
    """The canonical links of a page as they are written, the Link header left out."""
    found: list[Written] = []
    for rel, link in elements.links:
        if "canonical" in rel and "canonical" in rel.split() and len(found) < MAX_KEPT:
            place = "head" if link.closest("head") is not None else "body"
            voiding = " ".join(name for name in VOIDING if link.attr(name) is not None)
            found.append(((link.attr("href") or "")[:CLIP], place, voiding))
    based = bool(found) and any(base.attr("href") for base in elements["base"])
    return CanonicalFacts(links=tuple(found), based=based)
