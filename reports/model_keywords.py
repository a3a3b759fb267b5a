"""Keywords of the site and of the market, page by page. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from reports.model_market import SiteHead
from reports.parts import Address, Cut


@dataclass(frozen=True, slots=True)
class MarketCell:
    """One keyword on one site; densities are shares 0..100."""

    judged: bool
    pages: int
    share: float
    title_pages: int
    title_share: float
    h1_pages: int
    html_pages: int
    best: Address | None
    density: float
    width: float


@dataclass(frozen=True, slots=True)
class MarketRow:
    """A target keyword on every site of the market, the target's own first."""

    term: str
    guessed: bool
    gap: bool  # competitors have it in titles, the site has not
    alone: bool  # the site has it in titles, its competitors have not
    cells: tuple[MarketCell, ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of the whole site: hits, pages that have it among their best terms, titles that name it."""

    term: str
    hits: int
    pages: int
    titles: int
    width: float


@dataclass(frozen=True, slots=True)
class PageTerm:
    """A term of one page; ``density`` by formula A, 0..100."""

    term: str
    count: int
    density: float
    in_title: bool
    in_h1: bool


@dataclass(frozen=True, slots=True)
class PageTerms:
    """The strongest terms of one page."""

    page: Address
    title: str
    terms: tuple[PageTerm, ...]


@dataclass(frozen=True, slots=True)
class Keywords:
    """Target keywords against the market, the site's own terms, and terms by page."""

    judged: bool
    guessed: bool
    sites: tuple[SiteHead, ...]
    market: tuple[MarketRow, ...]
    market_cut: Cut
    top: tuple[TermRow, ...]
    top_cut: Cut
    pages: tuple[PageTerms, ...]
