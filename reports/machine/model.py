"""One run as other programs get it: its thresholds, its checks, and its findings, grouped when there are too many."""

from __future__ import annotations

from dataclasses import dataclass, field

from configs.text import Text
from crawler.records import Run
from reports.catalogue import CheckTexts

SEVERITIES = ("error", "warning", "notice", "info")  # the worst first


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold of a gate; ``passed`` None: there was nothing to compare with."""

    name: str
    passed: bool | None
    said: Text


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the gate said of the run; ``baseline`` "": none."""

    passed: bool
    baseline: str
    thresholds: tuple[Threshold, ...]


@dataclass(slots=True)
class Found:
    """Findings of one check and level at one page or, grouped, at many; ``reason`` not empty: accepted ``until`` a day."""

    check_id: str
    severity: str
    url: str  # the first page
    template: str  # "": none, or of all
    evidence: str  # of the first page, JSON
    fingerprint: str
    reason: str = ""
    until: str = ""
    count: int = 1
    urls: list[str] = field(default_factory=list)  # some of the pages, the first among them
    grouped: bool = False


@dataclass(slots=True)
class CheckResult:
    """One check of the run; ``state`` is passed, failed, not-judged or crashed."""

    check_id: str
    area: str
    severity: str  # the worst of its findings, else its usual level
    state: str
    reason: str
    applicable: int
    points: float
    texts: CheckTexts
    count: int = 0  # findings
    accepted: int = 0
    examples: list[Found] = field(default_factory=list)  # the first findings
    let_stand: dict[tuple[str, str], int] = field(default_factory=dict)  # (reason, last day) -> findings


@dataclass(frozen=True, slots=True)
class Results:
    """All of it; ``found`` has the worst level first, ``left_out`` says how many groups were too many."""

    run: Run
    crawled: int
    discovered: int
    pages: int  # HTML that answered 2xx
    scores: dict[str, float | None]  # overall, axis:NAME ...
    checks: tuple[CheckResult, ...]
    found: tuple[Found, ...]
    findings: int
    accepted: int
    left_out: int
    gate: GateResult | None

    @property
    def grouped(self) -> bool:
        """Whether several pages share a result."""
        return any(one.grouped for one in self.found)
