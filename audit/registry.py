"""What a check is, and how checks are found: one file a check, by walking ``audit.checks``."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from configs.text import Text
from crawler.probe_rows import Probe
from crawler.records import PageRecord

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

Evidence = dict[str, object]
Options = Mapping[str, Any]
Answers = Mapping[str, "str | Mapping[str, object]"]  # path -> HTML, or status, location, html, ttfb_ms, error
Scope = Literal["page", "link", "site", "keyword"]
EffortUnit = Literal["template", "page", "site"]

AREAS = (
    "crawlability", "redirects", "robots-sitemaps", "indexability", "urls", "metadata", "content", "keywords",
    "internal-links", "external-links", "images", "structured-data", "international", "performance", "security",
    "usability", "baidu", "spam", "trust", "monitoring",
)  # fmt: skip


# SQL for the url_id of the start URL of the run, also when it could not be fetched.
START_URL = """
    select u.url_id from temp.current_run c join main.runs r on r.run_id = c.run_id
    join main.sites s on s.site_id = r.site_id join main.urls u on u.url = s.start_url
"""


@dataclass(frozen=True)
class PageExample:
    """A page that an example of a check describes; it is read when somebody looks, not when the check is loaded.

    ``changes`` are columns of its record that HTML does not tell.
    """

    url: str
    html: str
    changes: Mapping[str, Any] = field(default_factory=dict)

    def but(self, **changes: object) -> PageExample:
        """The same with other columns."""
        return replace(self, changes={**self.changes, **changes})

    def record(self) -> PageRecord:
        """What a crawl would have kept of it."""
        from crawler.extract import page_from_html

        return replace(page_from_html(self.url, self.html), **self.changes)


def page_example(url: str, html: str, **changes: object) -> PageExample:
    """A ``PageExample`` with those columns."""
    return PageExample(url, html, changes)


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info to 3 for error."""
        return RANKS.index(self)


RANKS = (Severity.INFO, Severity.NOTICE, Severity.WARNING, Severity.ERROR)


class Matters(StrEnum):
    """What a fault really costs, said honestly."""

    INDEXING = "indexing"
    RANKING = "ranking"
    INDIRECT = "indirect"  # no ranking factor itself, but goes with one
    CLICKS = "clicks"
    UX = "ux"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class Option:
    """A number a user may change: its default, its unit, and where the default comes from."""

    default: int | float | str | tuple[str, ...]
    unit: str
    source: str = ""  # https URL; empty: a default proposed by the checklist


@dataclass(frozen=True, slots=True)
class Example:
    """A small site that a site check is tried on."""

    pages: Answers
    sitemap: tuple[str, ...] = ()
    robots: str = ""
    random_path: str = ""  # HTML that an address which does not exist answers with status 200; empty: 404
    tls: Mapping[str, object] = field(default_factory=dict)  # of its host, see crawler/tls.py; empty: not known
    probes: tuple[Probe, ...] = ()  # what else was asked, see crawler/probe_rows.py
    backlinks: Mapping[str, object] = field(default_factory=dict)  # what they come to, see audit/example_backlinks.py
    files: tuple[Mapping[str, Any], ...] = ()  # images, styles and scripts asked for, see crawler/offline.py
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # path -> the target keywords assigned to it
    targets: tuple[str, ...] = ()  # target keywords without a page


@dataclass(frozen=True, kw_only=True)
class Check:
    """What every check declares; the id is the file's name, the area its folder.

    Raises:
        LookupError: the id is not the name of the file, or the folder is no area of the checklist.
    """

    id: str
    module: str  # __name__
    severity: Severity  # its usual level; evidence may name another
    scope: Scope = "page"
    book: str | None  # section of the textbook
    tier: str = "core"
    title: Text
    message: Text  # of one finding: a str.format template over the evidence
    why: Text
    fix: Text  # who changes what, and where
    avoid: Text  # the wrong fix
    verify: Text  # how to see that it is fixed
    before: str = ""
    after: str = ""
    matters: Matters
    source: str
    view: str = "html_pages"  # the pages it sees, a key of VIEWS
    applies: str = ""  # SQL for the url_id of the pages it applies to; default: its view
    levels: tuple[Severity, ...] = ()  # every level its findings may have; default: its usual one
    options: Mapping[str, Option] = field(default_factory=dict)
    identity: tuple[str, ...] = ()  # evidence that tells two findings of one page apart
    words: Mapping[str, Text] = field(default_factory=dict)  # codes in the evidence, as they are read
    needs: frozenset[str] = frozenset()  # keys of audit.needs.NEEDS; missing: not judged
    confidence: float = 1.0  # 1, 0.85 or 0.5: how sure a finding is
    effort_hours: float
    effort_unit: EffortUnit = "template"
    profiles: Mapping[str, Mapping[str, object]]
    with_: frozenset[str] = frozenset()  # other checks of its area that its bad examples trip

    def __post_init__(self) -> None:
        *_, folder, name = self.module.split(".")
        if self.id != name.replace("_", "-"):
            raise LookupError(f"check {self.id!r} must bear the name of its file, {name}.py")
        if self.area not in AREAS:
            raise LookupError(f"check {self.id!r} stands in folder {folder!r}, which is no area of the checklist")
        if self.view not in VIEWS:
            raise LookupError(f"check {self.id!r} names the view {self.view!r}; known: {', '.join(VIEWS)}")

    @property
    def area(self) -> str:
        """Area of the checklist: the folder of the file."""
        return self.module.split(".")[-2].replace("_", "-")

    @property
    def kind(self) -> str:
        """How it judges: page, site or html."""
        return type(self).__name__.removesuffix("Check").lower()

    @property
    def all_levels(self) -> tuple[Severity, ...]:
        """Every level its findings may have."""
        return self.levels or (self.severity,)

    @property
    def applies_sql(self) -> str:
        """SQL for the url_id of every page the verdict is about."""
        return self.applies or f"select url_id from temp.{self.view}"


@dataclass(frozen=True, kw_only=True)
class PageCheck(Check):
    """Needs one page only: ``rule(page, options)`` yields evidence."""

    rule: Callable[[PageRecord, Options], Iterator[Evidence]]
    reads: frozenset[str] = frozenset()  # costly facts: main_text, not_found_text
    good: tuple[str | PageRecord | PageExample, ...]
    bad: tuple[str | PageRecord | PageExample, ...]


@dataclass(frozen=True, kw_only=True)
class HtmlCheck(Check):
    """Needs the element tree of a few pages: ``rule(page, soup, options)`` over the stored HTML."""

    rule: Callable[[PageRecord, BeautifulSoup, Options], Iterator[Evidence]]
    good: tuple[str, ...]
    bad: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SiteCheck(Check):
    """Needs other rows: ``sql`` selects (url_id, evidence json[, severity]) from the views of a run.

    Options reach the SQL as named parameters, lists as JSON.
    """

    sql: str
    good: Example
    bad: Example
    flags: frozenset[str]  # paths of the bad example that are found


def _html(page: PageRecord) -> bool:
    return page.is_html and page.status is not None and 200 <= page.status < 300 and not page.truncated


def _judged(page: PageRecord) -> bool:
    if page.challenge or page.status in (None, 403, 429):
        return False
    return page.is_html or not 200 <= (page.status or 0) < 300


# The sets of crawler/schema/run_views.sql, as seen by the one pass over the pages.
VIEWS: dict[str, Callable[[PageRecord], bool]] = {
    "run_pages": lambda page: True,
    "judged_urls": _judged,
    "html_pages": _html,
    "indexable_pages": lambda page: page.indexable,
    "start_pages": lambda page: page.page_type == "home",
}


@cache
def all_checks() -> dict[str, Check]:
    """Every check by id, in the order of the checklist's areas.

    Raises:
        LookupError: a file without a ``check``, or whose id is not its name.
    """
    import audit.checks

    found: dict[str, Check] = {}
    for module in pkgutil.walk_packages(audit.checks.__path__, "audit.checks."):
        if not module.ispkg:
            check = load(module.name)
            found[check.id] = check
    return dict(sorted(found.items(), key=lambda item: (AREAS.index(item[1].area), item[0])))


def load(module: str) -> Check:
    """The check that a module declares.

    Raises:
        LookupError: it declares none, or one that names another module.
    """
    check = getattr(import_module(module), "check", None)
    if not isinstance(check, Check):
        raise LookupError(f"{module} declares no check: a file under audit/checks ends in `check = PageCheck(...)`")
    if check.module != module:
        raise LookupError(f"check {check.id!r} in {module} must be declared with module=__name__")
    return check
