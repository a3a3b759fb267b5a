"""Every number the report shows, worked out beforehand; templates only place them.

Units: shares and scores are 0..100, widths of bars 0..100 of their track, times as named. A field that
is None was not judged or not measured, and is shown as such, never as zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.model_charts import Chart
from reports.model_checks import Checklist
from reports.model_fix import Card, Fix
from reports.model_history import History
from reports.model_keywords import Keywords
from reports.model_links import Links
from reports.model_market import Market
from reports.model_pages import Pages
from reports.model_steps import Step
from reports.model_structure import Structure
from reports.model_table import PageTable
from reports.model_tasks import Tasks
from reports.model_views import Views
from reports.parts import Address, Score, Setting, Tile


@dataclass(frozen=True, slots=True)
class Method:
    """How the numbers were made."""

    weights: tuple[Setting, ...]
    severities: tuple[Setting, ...]
    caps: tuple[Setting, ...]
    crawl: tuple[Setting, ...]
    program: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the shop owner, the answer in a line, and the anchor of the section that has it whole."""

    question: Text
    answer: Text
    target: str


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
class ReportModel:
    """The whole report of one run."""

    head: Head
    overview: Overview
    answers: tuple[Answer, ...]
    steps: tuple[Step, ...]
    fix: Fix
    tasks: Tasks
    checklist: Checklist
    history: History
    charts: tuple[Chart, ...]
    structure: Structure
    keywords: Keywords
    market: Market
    links: Links
    views: Views
    pages: Pages
    table: PageTable
    method: Method
