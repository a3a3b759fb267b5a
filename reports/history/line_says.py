"""What a line says: where it stands now, and how far it moved since the run before and since the first."""

from __future__ import annotations

from collections.abc import Sequence

from configs.text import Text
from reports.history.factors import Factor
from reports.history.trend import Point
from reports.model_history import Line
from reports.numbers import decimal


def line_says(factor: Factor, points: Sequence[Point]) -> Text:
    """The newest value of a site against the one before it and the first; a gap at the end is told."""
    values = [point.value for point in points if point.value is not None]
    now, before, first = values[-1], values[-2], values[0]
    shown, step = decimal(now, factor.decimals), moved(now - before, factor.decimals)
    zh, en = f"现为 {shown}，比上次 {step}", f"Now {shown}: {step} since the run before"
    if len({moved(now - value, factor.decimals) for value in values}) == 1:
        zh, en = f"现为 {shown}，一直没有变化", f"Now {shown}, as in all runs before"
    elif len(values) > 2:
        whole = moved(now - first, factor.decimals)
        zh, en = f"{zh}，比第一次 {whole}", f"{en}, {whole} since the first"
    if points[-1].value is None:
        zh, en = f"{zh}；最近一次运行没有数值", f"{en}; the newest run has no value"
    return Text(zh=f"{zh}。", en=f"{en}.")


def axes_say(lines: Sequence[Line]) -> Text:
    """Which axis rose and which fell most since the run before."""
    steps = [(step, line.name) for line in lines if (step := _step(line)) is not None]
    up, down = max(steps, key=lambda one: one[0]), min(steps, key=lambda one: one[0])
    zh, en = [], []
    if round(up[0], 1) > 0:
        zh.append(f"上升最多的是{up[1].zh}（{moved(up[0], 1)}）")
        en.append(f"up most: {up[1].en} ({moved(up[0], 1)})")
    if round(down[0], 1) < 0:
        zh.append(f"下降最多的是{down[1].zh}（{moved(down[0], 1)}）")
        en.append(f"down most: {down[1].en} ({moved(down[0], 1)})")
    if not zh:
        return Text(zh="与上次相比没有变化。", en="Nothing moved since the run before.")
    return Text(zh=f"与上次相比，{'，'.join(zh)}。", en=f"Since the run before, {', '.join(en)}.")


def _step(line: Line) -> float | None:
    values = [spot.number for spot in line.spots if spot.number is not None]
    return values[-1] - values[-2] if len(values) > 1 else None


def moved(value: float, decimals: int) -> str:
    """A difference with its sign; ±0 where it rounds away."""
    shown = decimal(abs(value), decimals)
    if not float(shown.replace(",", "")):
        return "±0"
    return f"{'+' if value > 0 else '−'}{shown}"
