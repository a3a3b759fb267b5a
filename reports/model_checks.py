"""Every check of the audit, by area and by section of the textbook. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Address, Facet


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
class BookSection:
    """The checks behind one section of the textbook; an empty ``number``: of none."""

    number: str
    name: Text
    passed: int
    failed: int
    not_judged: int
    total: int
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What somebody let stand of one check, for one reason."""

    check_id: str
    title: Text
    severity_name: Text
    pages: int
    example: Address  # one of them
    reason: str
    until: str  # last day, YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class Checklist:
    """All checks by state."""

    judged: bool
    total: int
    passed: int
    failed: int
    not_judged: int
    crashed: int
    states: tuple[Facet, ...]
    severities: tuple[Facet, ...]
    areas: tuple[AreaChecks, ...]
    book: tuple[BookSection, ...]
    accepted: tuple[Accepted, ...]
