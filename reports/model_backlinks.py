"""What imported backlinks say. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Address, Cut, Setting


@dataclass(frozen=True, slots=True)
class BacklinkRemark:
    """Something that stands out; ``level`` is warning or notice."""

    level: str
    text: Text


@dataclass(frozen=True, slots=True)
class LinkingDomain:
    """A domain that links here, or one that links to competitors only; ``why`` tells of signs, or of the competitors."""

    domain: str
    links: int
    rating: float | None
    why: Text


@dataclass(frozen=True, slots=True)
class WastedTarget:
    """A page that backlinks lead to and that does not answer well; ``final`` is where it redirects."""

    target: Address
    fate: Text
    tone: str
    final: Address | None
    links: int
    domains: int


@dataclass(frozen=True, slots=True)
class Backlinks:
    """The backlinks of the site as tools tell of them."""

    facts: tuple[Setting, ...]
    remarks: tuple[BacklinkRemark, ...]
    domains: tuple[LinkingDomain, ...]
    domains_cut: Cut
    wasted: tuple[WastedTarget, ...]
    wasted_cut: Cut
    suspect: tuple[LinkingDomain, ...]
    suspect_cut: Cut
    rivals: tuple[LinkingDomain, ...]
    rivals_cut: Cut
