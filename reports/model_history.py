"""The section over time: what changed since the previous run, and how ranking factors went."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Address, Cut


@dataclass(frozen=True, slots=True)
class ChangedPages:
    """One fact that changed on pages of one template; before and after are those of the example."""

    change: Text
    template: str
    count: int
    of: int  # pages of the template; 0: it has none now
    example: Address
    before: Text
    after: Text
    tone: str  # poor: on most pages of the template


@dataclass(frozen=True, slots=True)
class ChangedFindings:
    """Findings of one check on one template that are new, fixed, or otherwise not what they were."""

    state: str
    state_name: Text
    check_id: str
    title: Text
    severity: str
    severity_name: Text
    template: str
    count: int
    example: Address
    has_card: bool


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many findings are in a state."""

    state: str
    name: Text
    count: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The run of the report against an earlier one."""

    older: int
    older_day: Text
    newer: int
    doubts: tuple[Text, ...]  # why new and gone pages are not compared
    score: Text
    states: tuple[StateCount, ...]
    changes: tuple[ChangedPages, ...]
    changes_cut: Cut
    findings: tuple[ChangedFindings, ...]
    findings_cut: Cut


@dataclass(frozen=True, slots=True)
class Spot:
    """A value of a line; ``x`` and ``y`` are 0..100 of the chart, y from the top. ``y`` None: a gap.

    ``place`` counts the runs of the site itself from 0; runs of competitors stand at that of the run before them.
    """

    run: int
    day: Text
    number: float | None
    value: Text  # the same as printed
    place: int
    x: float
    y: float | None
    gap: Text | None


@dataclass(frozen=True, slots=True)
class Line:
    """One site, or one axis of the score, in a chart; ``segments`` are runs of neighbouring spots, broken at gaps."""

    name: Text
    tone: str  # line0 ... line5
    spots: tuple[Spot, ...]
    segments: tuple[tuple[Spot, ...], ...]
    crawled: bool = True  # the name is that of a site


@dataclass(frozen=True, slots=True)
class Mark:
    """A run from which on settings or rules are others, and which."""

    run: int
    day: Text
    place: int
    x: float
    what: Text


@dataclass(frozen=True, slots=True)
class LineChart:
    """A ranking factor over time, ``low`` and ``high`` (``bottom`` and ``top`` as printed) at the edges of the chart."""

    key: str
    title: Text
    unit: Text
    meaning: Text
    low: Text
    high: Text
    bottom: float
    top: float
    first: Text
    last: Text
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    says: Text


@dataclass(frozen=True, slots=True)
class History:
    """Everything over time; ``compared`` None: there is no earlier run that may be compared."""

    compared: Compared | None
    charts: tuple[LineChart, ...]

    @property
    def shown(self) -> bool:
        """Whether there is anything to tell."""
        return self.compared is not None or bool(self.charts)

    @property
    def score(self) -> LineChart | None:
        """The line of the score, for the first screen."""
        return next((chart for chart in self.charts if chart.key == "score"), None)
