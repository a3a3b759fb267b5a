"""The pyramid of a site's keywords: a few core terms for the home page, the second tier for categories, the long tail
for products and articles.

Core are the two or three short keywords that the site speaks of most: those whose page is the home page first, then by the
pages that have them, then in their order. Where some belong to the home page, those with a good page elsewhere and those of no page are not core.
Every other short keyword is second tier.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from configs.text import Text

Tier = Literal["core", "second", "long-tail"]

TIERS: dict[str, Text] = {
    "core": Text(zh="核心词", en="core"),
    "second": Text(zh="二级词", en="second tier"),
    "long-tail": Text(zh="长尾词", en="long tail"),
}
# Types of pages (crawler/finish.py) that should stand for the terms of a tier.
PLACES: dict[Tier, tuple[str, ...]] = {
    "core": ("home",),
    "second": ("category", "list"),
    "long-tail": ("product", "article"),
}
MANY = 6  # short keywords from which on there are three core terms


class Short(NamedTuple):
    """A keyword that is no long tail, as the choice of the core sees it."""

    term: str
    on_home: bool  # its page, assigned or proposed, is the home page
    pages: int  # of the site that have it in text, title or h1
    ordinal: int  # best or first named first
    elsewhere: bool = False  # another page was assigned, or has it in title or h1


def core_terms(short: Sequence[Short]) -> list[str]:
    """The core terms, the strongest first: three of six or more short keywords, two of fewer; or those of the home page."""
    home = [one for one in short if one.on_home]
    pool = [one for one in short if one.on_home or not home or (one.pages and not one.elsewhere)]
    ranked = sorted(pool, key=lambda one: (not one.on_home, -one.pages, one.ordinal))
    number = min(3, len(home)) if len(home) > 1 else (3 if len(short) >= MANY else 2)
    return [one.term for one in ranked[:number]]


def tier_of(term: str, *, core: Sequence[str], long_tail: bool) -> Tier:
    """The tier of a keyword."""
    if long_tail:
        return "long-tail"
    return "core" if term in core else "second"


def fits(tier: Tier, page_type: str) -> bool:
    """Whether a page of that type is where the pyramid wants terms of that tier."""
    return page_type in PLACES[tier]
