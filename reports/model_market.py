"""The target beside its competitors: axes, radar, facts, checks judged on both. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Cut, Score


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
class Fact:
    """One fact across the sites of the market; a value is None where it was not measured.

    ``best`` marks the better values of facts that have a better and a worse.
    """

    name: Text
    values: tuple[Text | None, ...]
    best: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts of one theme."""

    name: Text
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class AxisCell:
    """A score on one site; ``ahead`` is how far it is above the own site's, None where there is nothing to compare."""

    score: Score
    ahead: float | None
    tone: str


@dataclass(frozen=True, slots=True)
class AxisRow:
    """One axis across the sites of the market, and who is ahead.

    ``state`` is own, rival, even, or none where it was not judged on two sites; ``leader`` a rival's label.
    """

    name: Text
    cells: tuple[AxisCell, ...]
    state: str
    leader: Text | None
    margin: float


@dataclass(frozen=True, slots=True)
class Standing:
    """On how many of the six axes the own site is ahead, level, behind, or not to be compared."""

    ahead: int
    even: int
    behind: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Ring:
    """A line of equal scores."""

    value: int
    path: str
    y: float  # of its label


@dataclass(frozen=True, slots=True)
class Spoke:
    """One axis of the radar: its line, its label, and whether any site was judged on it."""

    name: Text
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    judged: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """A site in the radar: lines between neighbouring judged axes; an area only where all six were judged."""

    label: Text
    number: int
    area: str
    line: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Radar:
    """Coordinates of the drawing, in units of its view box; ``left_out``: sites that are in the table only."""

    width: int
    height: int
    x: float
    y: float
    rings: tuple[Ring, ...]
    spokes: tuple[Spoke, ...]
    outlines: tuple[Outline, ...]
    left_out: int
    unjudged: tuple[Text, ...]  # axes that were judged on no site


@dataclass(frozen=True, slots=True)
class ShareCell:
    """Pages that fail a check on one site; ``share`` None where it was not judged there."""

    share: float | None
    failing: int
    applicable: int
    better: bool  # than the own site


@dataclass(frozen=True, slots=True)
class Compared:
    """One check judged on several sites."""

    check_id: str
    title: Text
    severity: str
    severity_name: Text
    points: float  # the own site loses
    cells: tuple[ShareCell, ...]
    has_card: bool


@dataclass(frozen=True, slots=True)
class Against:
    """One competitor: checks judged on both, and on how many of them who is better."""

    label: Text
    judged: int
    better: int
    worse: int
    even: int


@dataclass(frozen=True, slots=True)
class Market:
    """The target beside its competitors."""

    sites: tuple[SiteHead, ...]
    columns: int  # of a table with a column a site
    standing: Standing
    says: Text  # the same in a line; without competitors, the own site's best and worst axis
    radar: Radar | None  # None: not wanted
    axes: tuple[AxisRow, ...]
    facts: tuple[FactGroup, ...]
    against: tuple[Against, ...]
    behind: tuple[Compared, ...]
    behind_cut: Cut
    ahead: tuple[Compared, ...]
    ahead_cut: Cut
    alone: bool  # no competitor in the store
    missing: tuple[str, ...]
