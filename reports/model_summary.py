"""The summary of two pages: the few numbers and sentences of a report that somebody who decides needs. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Score, Setting


@dataclass(frozen=True, slots=True)
class PlainAxis:
    """An axis of the score, with what it asks, in plain words."""

    score: Score
    question: Text


@dataclass(frozen=True, slots=True)
class Todo:
    """One of the things to do first."""

    number: int
    check_id: str
    title: Text
    severity: str
    why: Text
    fix: Text
    who: Text
    effort: Text
    reach: Text
    points: float
    example: str  # a page of the site, as people read it; empty: none


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that changed on the pages of the site."""

    change: Text
    count: int
    of: int  # 0: unknown
    where: str  # template of the URLs, or a URL


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the site since an earlier run."""

    score: Text
    day: Text
    run_id: int
    states: tuple[Setting, ...]  # findings that are new, fixed ... with their number
    changes: tuple[Changed, ...]
    more: int  # kinds of changes left out
    doubtful: bool  # one of the crawls was incomplete


@dataclass(frozen=True, slots=True)
class ChartSite:
    """A site of the chart; ``number`` chooses its colour and pattern."""

    number: int
    label: Text
    day: Text
    own: bool
    partial: bool


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One axis of the chart: a score for each site, in the order of the sites."""

    name: Text
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Rivals:
    """Own site and competitors in one chart; ``sites`` with one entry: no competitor was crawled."""

    sites: tuple[ChartSite, ...]
    rows: tuple[ChartRow, ...]
    verdict: Text
    left_out: int


@dataclass(frozen=True, slots=True)
class TwoPages:
    """Everything on the two pages, in their order; ``since`` None: there is no earlier run to compare with."""

    label: Text
    start: str
    day: Text
    run_id: int
    version: str
    pages: int
    total: Score
    partial: bool
    axes: tuple[PlainAxis, ...]
    meaning: tuple[Text, ...]
    since: Since | None
    todo: tuple[Todo, ...]
    gain: float  # points of these things together
    reachable: float | None
    audited: bool
    rivals: Rivals
    people: tuple[Setting, ...]
    facts: tuple[Setting, ...]
    caveats: tuple[Text, ...]
