"""Small parts that the report is made of: addresses, sentences, scores, and how much of a list is shown.

Units: shares and scores are 0..100, times as named. A field that
is None was not judged or not measured, and is shown as such, never as zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from configs.text import Text


@dataclass(frozen=True, slots=True)
class Address:
    """A crawled URL: ``url`` as stored, ``shown`` decoded for people, ``href`` empty unless http(s)."""

    url: str
    shown: str
    href: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a sentence; ``crawled`` text is quoted from a site and is nobody's translation."""

    text: str
    crawled: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message over real evidence, in both languages."""

    zh: tuple[Piece, ...]
    en: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A list that shows ``shown`` of ``total`` rows, and the command that gets all of them."""

    shown: int
    total: int
    command: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Score:
    """A score 0..100 with its band; ``value`` None: not judged. ``weight`` is the share in the total."""

    key: str
    name: Text
    value: float | None
    band: str
    band_name: Text
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Tile:
    """A number worth a glance; ``target`` is the anchor of the section that shows where it comes from."""

    name: Text
    value: Text
    remark: Text
    tone: str
    target: str
    go: str = ""  # the filter of the page table that shows its pages; empty: none does


@dataclass(frozen=True, slots=True)
class Source:
    """A page that links to something broken, with the words of its link."""

    page: Address
    anchor: str
    place: Text


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter of the crawl or of the score, as shown under Method."""

    name: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a filter, with the number of items that have it."""

    key: str
    name: Text
    count: int


def facets(found: Iterable[str], names: Mapping[str, Text]) -> tuple[Facet, ...]:
    """Values that occur, in the order of their names."""
    counts = Counter(found)
    return tuple(Facet(key, name, counts[key]) for key, name in names.items() if counts[key])
