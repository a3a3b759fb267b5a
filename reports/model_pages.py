"""Rows of the page table. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Address, Cut, Facet


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of the tables; None where not measured."""

    page: Address
    title: str
    template: str
    status: int | None
    status_shown: Text
    tone: str
    reason: Text
    indexable: bool
    depth: int | None
    inlinks: int | None
    outlinks: int | None
    pagerank: float | None
    words: int | None
    title_width: int
    ttfb_ms: int | None
    health: str  # error, warning or clean: the worst of its findings
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Pages:
    """The table of pages and what it can be filtered by."""

    rows: tuple[PageRow, ...]
    cut: Cut
    health: tuple[Facet, ...]
    indexable: tuple[Facet, ...]
