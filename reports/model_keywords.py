"""Keywords of the site and of the market, page by page. Units as in reports/model.py: shares and scores 0..100."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.model_market import SiteHead
from reports.parts import Address, Cut


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong a site is for a keyword, and the six parts of it, all 0..100; None: not known."""

    value: float
    coverage: float
    placement: float
    match: float | None  # BM25 of the best page, as a share of its limit
    links: float | None
    depth: float
    fresh: float | None


@dataclass(frozen=True, slots=True)
class MarketCell:
    """One keyword on one site; densities are shares 0..100. ``strength`` None: an older version."""

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
    strength: Strength | None


@dataclass(frozen=True, slots=True)
class MarketRow:
    """A target keyword on every site of the market, the target's own first.

    ``competition`` is None where no competitor was crawled; ``verdict`` winnable, even, hard or not-judged.
    """

    term: str
    guessed: bool
    gap: bool  # competitors have it in titles, the site has not
    alone: bool  # the site has it in titles, its competitors have not
    competition: float | None
    verdict: str
    verdict_name: Text
    tone: str
    cells: tuple[MarketCell, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place a keyword can stand in, and whether it does."""

    name: Text
    there: bool


@dataclass(frozen=True, slots=True)
class MapRow:
    """Which page should rank for a target keyword, and whether it is fit to; densities by formula A."""

    term: str
    guessed: bool
    kind: Text  # tier of the pyramid and intent, as in "second tier · buy"; empty: not known
    configured: bool  # the page was named by the user, not proposed
    verdict: str
    verdict_name: Text
    tone: str
    page: Address | None
    relevance: float | None
    places: tuple[Place, ...]
    anchors: int  # other pages that link there with it
    first_at: int | None  # visible characters of main text up to its first hit; None: it does not occur there
    density: float | None
    best: Address | None  # the most relevant page, where it is another one
    best_relevance: float | None


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several pages of the site that compete for a term."""

    page: Address
    keep: bool  # proposed to keep the term
    in_title: bool
    in_h1: bool
    focus: float
    relevance: float
    link_strength: float | None


@dataclass(frozen=True, slots=True)
class Cannibals:
    """A term and the pages that compete for it."""

    term: str
    target: bool
    pages: tuple[Rival, ...]
    more: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """A term that one side of the market has in titles or h1."""

    term: str
    rivals: int
    rival_pages: int
    rival_share: float
    own_pages: int
    own_share: float
    best: Address


@dataclass(frozen=True, slots=True)
class GapList:
    """Gaps of one kind: gap, weak or lead."""

    kind: str
    name: Text
    remark: Text
    rows: tuple[GapRow, ...]
    cut: Cut


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of the whole site: hits, pages that have it among their best terms, titles that name it."""

    term: str
    hits: int
    pages: int
    titles: int
    density: float  # mean of formula A over these pages
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
class Served:
    """A target keyword that a page stands for, with its relevance 0..100."""

    term: str
    relevance: float
    configured: bool
    tone: str


@dataclass(frozen=True, slots=True)
class PageTerms:
    """What one page is about: target keywords it stands for, others it mentions, its strongest terms."""

    page: Address
    title: str
    serves: tuple[Served, ...]
    mentions: tuple[str, ...]
    mentions_more: int
    terms: tuple[PageTerm, ...]


@dataclass(frozen=True, slots=True)
class Opportunity:
    """An imported keyword in the matrix of value and chance, 0..100 each; None: not judged."""

    term: str
    quadrant: str  # quick, invest, fill, keep, leave or unknown
    quadrant_name: Text
    tone: str
    value: float | None
    chance: float | None
    page: Address | None  # the own page for it
    why: Text


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic of the market: its strongest term, further ones, pages of all sites, and each site's share of voice."""

    name: str
    terms: tuple[str, ...]
    pages: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A way in which a site writes titles: share of its titles, median width in display columns."""

    site: Text
    pattern: Text
    share: float
    width: float
    example: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of something there are, with its tone."""

    name: Text
    count: int
    tone: str
    target: str


@dataclass(frozen=True, slots=True)
class Keywords:
    """Target keywords against the market, the site's own terms, and terms by page."""

    judged: bool
    guessed: bool
    summary: tuple[Counted, ...]
    sites: tuple[SiteHead, ...]
    opportunities: tuple[Opportunity, ...]  # empty: no figures were imported
    opportunities_cut: Cut
    map: tuple[MapRow, ...]
    map_cut: Cut
    market: tuple[MarketRow, ...]
    market_cut: Cut
    cannibals: tuple[Cannibals, ...]
    cannibals_cut: Cut
    gaps: tuple[GapList, ...]
    topics: tuple[TopicRow, ...]
    topics_cut: Cut
    titles: tuple[TitleRow, ...]
    top: tuple[TermRow, ...]
    top_cut: Cut
    phrases: tuple[TermRow, ...]
    pages: tuple[PageTerms, ...]
    pages_cut: Cut
