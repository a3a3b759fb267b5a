"""What to fix first: cards of failing checks, their templates and evidence, the plan. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Address, Cut, Facet, Sentence, Source


@dataclass(frozen=True, slots=True)
class Sample:
    """One real finding: the page, what was found, further findings there, and who links to it."""

    page: Address
    sentence: Sentence
    more: int
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateGroup:
    """Pages of one URL template that fail a check: ``count`` of the ``total`` the run has of it.

    ``whole``: nearly all of them fail, so that one change of the template is likely to cure them.
    An empty ``template``: the check looks at the site, or the URLs belong to no template.
    """

    template: str
    count: int
    total: int
    width: float
    whole: bool
    effort: Text | None
    samples: tuple[Sample, ...]


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
class Mark:
    """What became of a task: a key of reports.tasks.STATES, as it is read, and a person's note (may be empty)."""

    state: str
    said: Text
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """A failing check: what, why, how to fix, how to verify, and the evidence."""

    rank: int
    check_id: str
    area: str
    area_name: Text
    severity: str
    severity_name: Text
    title: Text
    why: Text
    fix: Text
    where: Text | None  # the setting or file of the shop's system, when that is known
    platform: str  # its name
    avoid: Text
    verify: Text
    before: str
    after: str
    matters: Text
    source: str
    owner: str  # who has to act first: editor, developer, operations; empty: not said
    owner_name: Text
    reach: Text  # "585 pages", or the whole site
    cause: Text | None  # "2 templates, one cause each": None where pages fail one by one
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
    example: Sample | None  # the strongest page of the template with the most of them
    groups: tuple[TemplateGroup, ...]
    groups_cut: Cut
    same: Sentence | None
    samples_cut: Cut
    sums: tuple[Sum, ...]
    whole: bool = True  # its texts and evidence stand in the page itself, not packed beside it
    mark: Mark | None = None  # None: nobody has said that it is done, nor written a note


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
class PlanRow:
    """One step of the plan, with the points and the work up to and including it."""

    card: Card
    points_so_far: float
    hours_so_far: Text
    width: float  # of the points


@dataclass(frozen=True, slots=True)
class Owner:
    """What one kind of people has to do."""

    key: str
    name: Text
    count: int
    points: float
    time: Text


@dataclass(frozen=True, slots=True)
class Fix:
    """The whole section: the plan, the cards by kind of priority, and what they can be filtered by.

    ``reachable`` is the score once the plan is done, None while a cap holds the score down.
    """

    plan: tuple[PlanRow, ...]
    steps: int
    plan_left: int
    points: float
    time: Text
    reachable: float | None
    owners: tuple[Owner, ...]
    severities: tuple[Facet, ...]
    people: tuple[Facet, ...]
    areas: tuple[Facet, ...]
    quadrants: tuple[Quadrant, ...]
    cards_cut: Cut
