"""The tables of the report: keywords, competitors, pages, links. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.model_market import SiteHead
from reports.parts import Address, Cut, Source


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


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of the tables; None where not measured."""

    page: Address
    title: str
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
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link target that does not answer well, with pages that link to it."""

    target: Address
    status_shown: Text
    inlinks: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A redirect chain: every address and the status between them."""

    hops: int
    loop: bool
    steps: tuple[ChainStep, ...]


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One address of a chain; ``status`` is what it answered."""

    page: Address
    status: int | None


@dataclass(frozen=True, slots=True)
class Links:
    """What the link graph says."""

    judged: bool
    top: tuple[PageRow, ...]
    top_cut: Cut
    orphans: tuple[PageRow, ...]
    orphans_cut: Cut
    broken: tuple[BrokenLink, ...]
    broken_cut: Cut
    chains: tuple[Chain, ...]
    chains_cut: Cut
    deepest: tuple[PageRow, ...]
    deepest_cut: Cut
