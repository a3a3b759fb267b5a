"""The numbers of the score, from configs/scoring.toml; the formula is in audit/score.py."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from configs.errors import REMEDY, SettingsError
from configs.settings import Score
from configs.text import Text

IMPORTANCE = {"uniform": (1.0, 0.0), "pagerank": (0.0, 1.0), "blend": (0.5, 0.5)}  # page count, PageRank


@dataclass(frozen=True, slots=True)
class Scoring:
    """Weights and limits; shares are 0..1."""

    version: int
    axes: dict[str, tuple[str, ...]]  # axis -> areas
    weights: dict[str, float]  # of the axes
    severity: dict[str, float]  # weight of a check by level
    saturation: dict[str, float]  # affected share at which a check has lost all its points
    caps: dict[str, float]  # the score is at most this when ...
    importance: tuple[float, float] = IMPORTANCE["blend"]  # shares of page count and PageRank

    def axis(self, area: str) -> str:
        """The axis that an area belongs to."""
        return next(axis for axis, areas in self.axes.items() if area in areas)


@cache
def _file() -> Scoring:
    data = tomllib.loads(files("configs").joinpath("scoring.toml").read_text("utf-8"))
    return Scoring(
        version=data["version"],
        axes={axis: tuple(areas) for axis, areas in data["axes"].items()},
        weights=data["weights"],
        severity=data["severity"],
        saturation=data["saturation"],
        caps=data["caps"],
    )


def scoring(settings: Score) -> Scoring:
    """The file's numbers with the user's weights and importance.

    Raises:
        SettingsError: an unknown axis or kind of importance, or weights that do not weigh.
    """
    base = _file()
    _refuse_unknown("[score.weights]", settings.weights, base.weights)
    _refuse_unknown("[score] importance", [settings.importance], IMPORTANCE)
    weights = {**base.weights, **{axis: float(weight) for axis, weight in settings.weights.items()}}
    if min(weights.values()) < 0 or not any(weights.values()):
        what = Text(
            zh="[score.weights] 的权重不能为负，也不能全为 0", en="[score.weights] must not be negative, nor all 0"
        )
        raise SettingsError(115, what)
    return Scoring(
        base.version, base.axes, weights, base.severity, base.saturation, base.caps, IMPORTANCE[settings.importance]
    )


def _refuse_unknown(where: str, given: Iterable[str], known: Iterable[str]) -> None:
    names = ", ".join(known)
    for name in given:
        if name not in known:
            what = Text(zh=f"{where} 中有未知的名称：{name}", en=f"unknown name in {where}: {name}")
            raise SettingsError(114, what, [(REMEDY, Text(zh=f"可用：{names}", en=f"Known: {names}"))])
