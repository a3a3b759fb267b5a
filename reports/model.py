"""Every number the report shows, worked out beforehand; templates only place them.

Units: shares and scores are 0..100, widths of bars 0..100 of their track, times as named. A field that
is None was not judged or not measured, and is shown as such, never as zero.
"""

from __future__ import annotations

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
class Bar:
    """One row of a chart: a count, its share of the whole and the width of its bar."""

    label: Text
    count: int
    share: float
    width: float
    tone: str = ""
    note: Text | None = None
    lost: float | None = None  # share lost since the row above, of a funnel


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as a table: title, what is counted, rows, and a remark."""

    key: str
    title: Text
    unit: Text
    bars: tuple[Bar, ...]
    remark: Text | None = None
    funnel: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """A number worth a glance; ``target`` is the anchor of the section that shows where it comes from."""

    name: Text
    value: Text
    remark: Text
    tone: str
    target: str


@dataclass(frozen=True, slots=True)
class Source:
    """A page that links to something broken, with the words of its link."""

    page: Address
    anchor: str
    place: Text


@dataclass(frozen=True, slots=True)
class Sample:
    """One real finding: the page, what was found, further findings there, and who links to it."""

    page: Address
    sentence: Sentence
    more: int
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateGroup:
    """Pages of one URL template that fail a check; ``count`` pages."""

    template: str
    count: int
    width: float


@dataclass(frozen=True, slots=True)
class Sum:
    """How a check at one level lost its points: points = axis_share * weight / weights * lost, in percent."""

    severity: str
    severity_name: Text
    points: float
    axis_name: Text
    axis_share: float
    weight: float
    weights: float
    lost: float
    affected: float
    saturation: float
    applicable: int
    failing: int


@dataclass(frozen=True, slots=True)
class Card:
    """A failing check: what, why, how to fix, how to verify, and the evidence."""

    rank: int
    check_id: str
    area_name: Text
    severity: str
    severity_name: Text
    title: Text
    why: Text
    fix: Text
    avoid: Text
    verify: Text
    before: str
    after: str
    matters: Text
    source: str
    reach: Text  # "585 pages", or the whole site
    pages: int
    share: float
    importance: float
    impact: float  # share of the site's importance affected, as the score counts it
    applicable: int
    templates: int
    points: float
    hours: float
    effort: Text  # what has to be touched, and for how long
    time: Text  # how long alone
    quadrant: str
    quadrant_name: Text
    command: str
    check_command: str
    groups: tuple[TemplateGroup, ...]
    groups_cut: Cut
    samples: tuple[Sample, ...]
    same: Sentence | None
    samples_cut: Cut
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Quadrant:
    """Cards of one kind of priority, the most points per hour first."""

    key: str
    name: Text
    hint: Text
    count: int
    points: float
    hours: float
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of the list: its state is passed, failed, not-judged or crashed."""

    check_id: str
    title: Text
    severity: str
    severity_name: Text
    state: str
    state_name: Text
    reason: Text
    applicable: int
    failing: int
    points: float
    has_card: bool


@dataclass(frozen=True, slots=True)
class AreaChecks:
    """The checks of one area, failed ones first, with the number in each state."""

    area: str
    name: Text
    axis_name: Text
    passed: int
    failed: int
    not_judged: int
    crashed: int
    total: int
    failed_end: float  # where its part of the bar ends; crashed and then passed follow
    crashed_width: float
    passed_start: float
    passed_width: float
    rows: tuple[CheckRow, ...]


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
class SiteHead:
    """A site of the market as a table column names it."""

    run_id: int
    name: str
    label: Text
    day: Text
    own: bool
    partial: bool


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
class Fact:
    """One fact across the sites of the market; a value is None where it was not measured."""

    name: Text
    values: tuple[Text | None, ...]


@dataclass(frozen=True, slots=True)
class AxisCell:
    """A score on one site; ``ahead`` is how far it is above the own site's, None where there is nothing to compare."""

    score: Score
    ahead: float | None
    tone: str


@dataclass(frozen=True, slots=True)
class AxisRow:
    """One axis across the sites of the market."""

    name: Text
    cells: tuple[AxisCell, ...]


@dataclass(frozen=True, slots=True)
class Market:
    """The target beside its competitors."""

    sites: tuple[SiteHead, ...]
    axes: tuple[AxisRow, ...]
    facts: tuple[Fact, ...]
    alone: bool  # no competitor in the store
    missing: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter of the crawl or of the score, as shown under Method."""

    name: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Method:
    """How the numbers were made."""

    weights: tuple[Setting, ...]
    severities: tuple[Setting, ...]
    caps: tuple[Setting, ...]
    crawl: tuple[Setting, ...]
    program: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The first screen."""

    total: Score
    axes: tuple[Score, ...]
    cap: Text | None  # why the score is held down, None when it is not
    cap_points: float
    health: Score
    coverage: float | None
    crawled: int
    discovered: int
    left: int
    partial: bool
    stopped: Text
    tiles: tuple[Tile, ...]
    first: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Whose report this is, and of when."""

    run_id: int
    site: str
    label: Text
    start: Address
    pages: int
    day: Text
    started: str
    finished: str
    duration: Text
    version: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """All checks by state."""

    judged: bool
    total: int
    passed: int
    failed: int
    not_judged: int
    crashed: int
    areas: tuple[AreaChecks, ...]


@dataclass(frozen=True, slots=True)
class ReportModel:
    """The whole report of one run."""

    head: Head
    overview: Overview
    quadrants: tuple[Quadrant, ...]
    checklist: Checklist
    charts: tuple[Chart, ...]
    keywords: Keywords
    market: Market
    links: Links
    pages: tuple[PageRow, ...]
    pages_cut: Cut
    method: Method
