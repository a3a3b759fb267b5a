"""The numbers of the score, from configs/scoring.toml; the formula is in audit/score.py."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from configs.errors import REMEDY, WHERE, SettingsError
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
    for name in settings.weights:
        _refuse_unknown(name, base.weights, "[score.weights]", ("score", "weights", name))
    _refuse_unknown(settings.importance, IMPORTANCE, "[score] importance", ("score", "importance"))
    weights = {**base.weights, **{axis: float(weight) for axis, weight in settings.weights.items()}}
    if min(weights.values()) < 0 or not any(weights.values()):
        what = Text(
            zh="[score.weights] 的权重不能为负，也不能全为 0", en="[score.weights] must not be negative, nor all 0"
        )
        place = Text("[score.weights]", "[score.weights]")
        raise SettingsError(115, what, [(WHERE, place)], ("score", "weights"))
    return Scoring(
        base.version, base.axes, weights, base.severity, base.saturation, base.caps, IMPORTANCE[settings.importance]
    )


def _refuse_unknown(name: str, known: Iterable[str], where: str, key: tuple[str, ...]) -> None:
    names = list(known)
    if name in names:
        return
    near = difflib.get_close_matches(name, names, n=1)
    advice = Text(zh=f"可用：{', '.join(names)}", en=f"Known: {', '.join(names)}")
    if near:
        advice = Text(zh=f"是不是 {near[0]}？{advice.zh}", en=f"Did you mean {near[0]}? {advice.en}")
    what = Text(zh=f"{where} 中有未知的名称：{name}", en=f"unknown name in {where}: {name}")
    raise SettingsError(114, what, [(WHERE, Text(where, where)), (REMEDY, advice)], key)
