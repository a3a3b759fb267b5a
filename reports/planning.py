"""What to fix first: the plan, who does what, and the cards by kind of priority."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.failing import ORDER
from reports.model_fix import Card, Fix, PlanRow, Quadrant
from reports.numbers import about, share
from reports.owners import OWNERS, owners
from reports.parts import Cut, Facet, facets
from reports.words import AREAS, QUADRANTS, SEVERITIES

STEPS = 10  # rows of the plan


def fix(cards: Sequence[Card], cut: Cut, score: float | None, *, capped: bool) -> Fix:
    """The section of all failing checks.

    Args:
        cards: in the order of their rank.
        score: the overall score of the run.
        capped: a cap holds it down, so that points do not add up to a new score.
    """
    worth = [card for card in cards if card.points > 0]
    steps = worth[:STEPS]
    points = sum(card.points for card in steps)
    return Fix(
        plan=_plan(steps),
        steps=len(steps),
        plan_left=len(worth) - len(steps),
        points=points,
        time=about(sum(card.hours for card in steps)),
        reachable=None if score is None or capped or not steps else min(100.0, score + points),
        owners=owners(worth),
        severities=severities(card.severity for card in cards),
        people=facets((card.owner for card in cards), OWNERS),
        areas=facets((card.area for card in cards), AREAS),
        quadrants=tuple(_quadrant(key, [card for card in cards if card.quadrant == key]) for key in ORDER),
        cards_cut=cut,
    )


def _plan(steps: Sequence[Card]) -> tuple[PlanRow, ...]:
    most = max((card.points for card in steps), default=0.0)
    rows, points, hours = [], 0.0, 0.0
    for card in steps:
        points, hours = points + card.points, hours + card.hours
        rows.append(PlanRow(card, points, about(hours), share(card.points, most)))
    return tuple(rows)


def severities(found: Iterable[str]) -> tuple[Facet, ...]:
    """Levels that occur, the worst first."""
    return facets(found, SEVERITIES)


def _quadrant(key: str, cards: list[Card]) -> Quadrant:
    name, hint = QUADRANTS[key]
    return Quadrant(
        key, name, hint, len(cards), sum(c.points for c in cards), sum(c.hours for c in cards), tuple(cards)
    )
