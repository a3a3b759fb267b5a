"""The opportunity matrix: what a keyword is worth, times the chance to be found for it, and what to do.

    value  = min(100, percentile of its searches in the set * weight of the intent); of its impressions where it has no searches
    chance = weighted mean of what is known of:

| part | weight | 0..100 |
|---|---|---|
| market | 0.30 | 50 + (own strength - competition) / 2, of the crawled market |
| position | 0.25 | 1-3: 100; 4-20: 95 down to 55; 21-50: 50 down to 21; further: 15 |
| F-09 | 0.20 | 100 - F-09 |
| difficulty | 0.15 | 100 - the tool's score |
| page | 0.10 | an own page has it in title or h1: 100; it is a main term of one: 60; neither: 0 |

Intents weigh: buy 1.25, compare 1.1, open 1, inform 0.8, navigate 0.5. What is unknown has no weight. Without one of the first four the chance is not judged, without searches and impressions the
value. Quadrants: keep (position 1-3); quick (value from 50 on, and position 4-20 or chance from 50 on); invest (value from
50 on); fill (chance from 50 on); leave; unknown. Weights and limits are ours: they order the work, they promise nothing.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from configs.text import Text

Quadrant = Literal["quick", "invest", "fill", "keep", "leave", "unknown"]

WEIGHTS = {"market": 0.30, "position": 0.25, "f09": 0.20, "difficulty": 0.15, "page": 0.10}
INTENT_WEIGHTS = {"buy": 1.25, "compare": 1.1, "none": 1.0, "inform": 0.8, "navigate": 0.5}
HALF = 50.0
FIRST, NEAR = 3, 20  # positions: held, and within reach
ORDER: tuple[Quadrant, ...] = ("quick", "invest", "fill", "keep", "leave", "unknown")
QUADRANTS: dict[str, Text] = {
    "quick": Text(zh="先做", en="quick win"),
    "invest": Text(zh="投入", en="invest"),
    "fill": Text(zh="顺手", en="easy fill"),
    "keep": Text(zh="守住", en="keep"),
    "leave": Text(zh="放弃", en="leave"),
    "unknown": Text(zh="数据不足", en="not enough known"),
}
PAGE_PART = {3: 100.0, 2: 60.0, 1: 0.0}  # by R of KEI


class Known(NamedTuple):
    """What is known of a keyword; percentiles, scores and strengths 0..100, None: unknown."""

    demand: float | None  # percentile
    intent: str
    competition: float | None
    own: float | None
    position: float | None
    f09: float | None
    difficulty: float | None
    served: int  # R: 3 in title or h1 of an own page, 2 a main term of it, 1 neither


class Standing(NamedTuple):
    """Where a keyword stands in the matrix; ``priority`` is value * chance / 100, what is not judged counts as 0."""

    value: float | None
    chance: float | None
    priority: float
    quadrant: Quadrant


def standing(known: Known) -> Standing:
    """Value, chance and quadrant of a keyword."""
    value = None if known.demand is None else min(100.0, known.demand * INTENT_WEIGHTS[known.intent])
    chance = chance_of(known)
    priority = (value or 0.0) * (chance or 0.0) / 100
    return Standing(value, chance, priority, quadrant(value, chance, known.position))


def chance_of(known: Known) -> float | None:
    """0..100; None when only the own page is known."""
    parts = {
        "market": _market(known.competition, known.own),
        "position": position_part(known.position),
        "f09": None if known.f09 is None else 100 - known.f09,
        "difficulty": None if known.difficulty is None else 100 - known.difficulty,
    }
    if all(part is None for part in parts.values()):
        return None
    parts["page"] = PAGE_PART[known.served]
    weight = sum(WEIGHTS[name] for name, part in parts.items() if part is not None)
    return min(100.0, sum(WEIGHTS[name] * part for name, part in parts.items() if part is not None) / weight)


def _market(competition: float | None, own: float | None) -> float | None:
    if competition is None or own is None:
        return None
    return 50 + (own - competition) / 2


def position_part(position: float | None) -> float | None:
    """100 for the first three, then less with every place; what nobody tells is None, not the last place."""
    if position is None:
        return None
    if position <= FIRST:
        return 100.0
    if position <= NEAR:
        return min(95.0, 95 - 2.5 * (position - 4))
    return max(15.0, 50 - (position - 21)) if position <= 50 else 15.0


def quadrant(value: float | None, chance: float | None, position: float | None) -> Quadrant:
    """See the top of this module."""
    if position is not None and position <= FIRST:
        return "keep"
    near = position is not None and position <= NEAR
    if value is None or (chance is None and not near):
        return "unknown"
    if value >= HALF:
        return "quick" if near or (chance or 0) >= HALF else "invest"
    return "fill" if (chance or 0) >= HALF else "leave"
