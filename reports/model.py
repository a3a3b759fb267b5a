"""Every number the report shows, worked out beforehand; templates only place them.

Units: shares and scores are 0..100, widths of bars 0..100 of their track, times as named. A field that
is None was not judged or not measured, and is shown as such, never as zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.model_tables import Keywords, Links, Market, PageRow
from reports.parts import Address, Chart, Cut, Score, Sentence, Setting, Source, Tile


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
    left_why: tuple[Text, ...]  # why they were not crawled, with the number of each
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
