"""A suggestion: what to change, what it would come to, and why, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from configs.text import Text
from linkgraph.arrays import Flags
from linkgraph.comparing import SHALLOW
from linkgraph.depth import UNREACHED, click_depths
from linkgraph.layers import both_ways
from linkgraph.measure import settled
from linkgraph.pagerank import pagerank_of
from linkgraph.plan import Plan, ordered
from linkgraph.trying import Trial, resolved
from linkgraph.whatif import changed

Kind = Literal["add", "broken", "nofollow", "redirect", "hub", "pagination"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a suggestion alone would come to; shares 0..1. Depth None: no path."""

    pagerank_before: float | None = None  # of the target; None: it is no page, or a new one
    pagerank: float | None = None
    depth_before: int | None = None
    depth: int | None = None
    money_before: float = 0.0  # PageRank of products and categories together
    money: float = 0.0
    deep_before: int = 0  # pages more than SHALLOW clicks away, or without a path
    deep: int = 0
    nearer: int = 0  # pages whose depth is less than before

    @property
    def gain(self) -> float | None:
        """Relative gain of the target: 0.5 is half as much again."""
        if self.pagerank is None or not self.pagerank_before:
            return None
        return self.pagerank / self.pagerank_before - 1

    @property
    def money_gain(self) -> float:
        """Relative gain of products and categories together."""
        return self.money / self.money_before - 1 if self.money_before else 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion; ``source`` is an example where it speaks of several pages."""

    kind: Kind
    plan: Plan
    source: str
    target: str
    pages: int  # pages whose links are to be changed
    why: Text
    anchor: str = ""
    sentence: str = ""  # of the source's main text, around the anchor
    effect: Effect = field(default_factory=Effect)


def effect_of(trial: Trial, plan: Plan, money: Flags, target: int = -1) -> Effect:
    """The exact effect of a plan, by the algorithms of the stage.

    Args:
        money: shape (nodes,), products and categories.
        target: node number; -1: the plan is not about one page.
    """
    found = resolved(trial, plan)
    layers = changed(trial.stored, found.steps, list(found.new.values()))
    matrix = both_ways(layers.all.forward)
    depth = click_depths(matrix, layers.starts)
    ranks = settled(pagerank_of(matrix, lost=layers.all.lost))
    before, known = trial.before, trial.stored.layers.pages
    is_page = target >= 0
    return Effect(
        pagerank_before=float(before.pagerank[target]) if is_page else None,
        pagerank=float(ranks[target]) if is_page else None,
        depth_before=_depth(before.depth, target) if is_page else None,
        depth=_depth(depth, target) if is_page else None,
        money_before=float(before.pagerank[money].sum()),
        money=float(ranks[:known][money].sum()),
        deep_before=int((before.depth > SHALLOW).sum()),
        deep=int((depth > SHALLOW).sum()),
        nearer=int((depth[:known] < before.depth).sum()),
    )


def _depth(depths: NDArray[np.int32], node: int) -> int | None:
    return int(depths[node]) if depths[node] != UNREACHED else None


def joined(name: str, suggestions: Iterable[Suggestion]) -> Plan:
    """One plan of all suggestions; a change that two of them propose is made once."""
    listed = list(suggestions)
    edits = dict.fromkeys(edit for one in listed for edit in one.plan.edits)
    return Plan(name, ordered(edits), tuple(dict.fromkeys(url for one in listed for url in one.plan.pages)))
