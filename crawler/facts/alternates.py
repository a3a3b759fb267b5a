"""Other languages on a page: parts marked with ``lang``, and hreflang links as they are written.

The stored links have lost relative addresses and their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.facts.tongues import Part, language_parts

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_KEPT = 10
CLIP = 200  # characters of an address

Written = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AlternateFacts:
    """What is wrong with the hreflang links of a page as they are written, and its parts in other languages."""

    relative: tuple[Written, ...] = ()  # code and address of those without scheme and host, the first ten
    in_body: tuple[Written, ...] = ()  # code and address of those that stand in the body, the first ten
    parts: tuple[Part, ...] = ()  # code and characters of what is marked with a lang of its own, the five largest


def alternate_facts(elements: Elements) -> AlternateFacts:
    """What is wrong with the hreflang links of a page as they are written, and its parts in other languages."""
    relative: list[Written] = []
    in_body: list[Written] = []
    for rel, link in elements.links:
        if "alternate" not in rel or not (code := link.attr("hreflang")) or "alternate" not in rel.split():
            continue
        href = (link.attr("href") or "").strip()
        written = (code.strip()[:50], href[:CLIP])
        if not href.lower().startswith(("http://", "https://")) and len(relative) < MAX_KEPT:
            relative.append(written)
        if len(in_body) < MAX_KEPT and link.closest("head") is None:
            in_body.append(written)
    return AlternateFacts(tuple(relative), tuple(in_body), language_parts(elements))
