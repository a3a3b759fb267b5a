"""The generated parts of README.md: the commands, and how many checks there are."""

from __future__ import annotations

from collections import Counter
from importlib import import_module

from audit.explain import AREA, AXES
from audit.registry import all_checks
from audit.scoring import scoring
from configs.cli import LazyGroup
from configs.settings import Score
from configs.text import Lang
from xunlu import LAZY


def commands(lang: Lang) -> str:
    """The commands as a Markdown table."""
    head = "| 命令 | 做什么 |" if lang == "zh" else "| command | what it does |"
    rows = [f"| `xunlu {name}` | {text.get(lang)}{_inside(place, lang)} |" for name, (place, text) in LAZY.items()]
    return "\n".join([head, "|---|---|", *rows])


def _inside(place: str, lang: Lang) -> str:
    """Names of the commands of a group, in brackets."""
    module, _, attribute = place.partition(":")
    command = getattr(import_module(module), attribute)
    if not isinstance(command, LazyGroup):
        return ""
    names = [f"`{name}`" for name in command.lazy]
    return f"（{'、'.join(names)}）" if lang == "zh" else f" ({', '.join(names)})"


def checks(lang: Lang) -> str:
    """How many checks there are, by area, and which axes of the score have none yet."""
    areas = Counter(check.area for check in all_checks().values())
    listed = [f"{AREA[area].get(lang)} {count}" for area, count in areas.items()]
    empty = [AXES[axis].get(lang) for axis, own in scoring(Score()).axes.items() if not areas.keys() & set(own)]
    if lang == "zh":
        found = f"现有 {areas.total()} 项检查，分属 {len(areas)} 个领域：{'、'.join(listed)}。"
        return found + (f"\n\n{'、'.join(empty)}这几个轴还没有检查项，显示“未判断”，不计入总分。" if empty else "")
    found = f"There are {areas.total()} checks in {len(areas)} areas now: {', '.join(listed)}."
    none = f"\n\nThese axes have no checks yet, show as “not judged” and do not count: {', '.join(empty)}."
    return found + (none if empty else "")
