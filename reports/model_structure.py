"""How the site is built: URL templates, what fails a template as a whole, directories. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Address, Cut


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """Complete HTML pages of one URL template; shares 0..100, ``depth`` a mean."""

    template: str
    kind: Text
    example: Address
    pages: int
    share: float
    width: float
    indexable: float
    pagerank: float | None
    depth: float | None
    broken: float  # share of its pages with an error
    checks: int  # checks that at least one of its pages fails
    tone: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A check that nearly all pages of a template fail: one thing to change."""

    template: str
    check_id: str
    title: Text
    severity: str
    severity_name: Text
    count: int
    total: int
    points: float  # of the check, over the whole site
    has_card: bool


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """Complete HTML pages under a path; ``level`` 1 for /a/, 2 for /a/b/."""

    path: str
    level: int
    pages: int
    width: float
    indexable: float
    pagerank: float | None
    depth: float | None
    broken: float
    tone: str


@dataclass(frozen=True, slots=True)
class Structure:
    """Templates and directories of a run."""

    pages: int
    templates: tuple[TemplateRow, ...]
    templates_cut: Cut
    causes: tuple[Cause, ...]
    causes_cut: Cut
    directories: tuple[DirectoryRow, ...]
    directories_cut: Cut
