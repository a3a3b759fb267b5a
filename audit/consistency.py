"""Options that are each allowed, and together make no sense: levels in the wrong order, a least above a most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from audit.registry import Check, Options
from configs.errors import REMEDY, WHERE, SettingsError
from configs.text import Text

LEVELS = ("notice", "warning", "error")
# The first must not be above the second, whichever of them was changed: (check, option).
RANGES = (
    (("description-too-short", "min_han_chars"), ("description-too-long", "max_han_chars")),
    (("description-too-short", "min_latin_chars"), ("description-too-long", "max_latin_chars")),
    (("title-too-short", "warning_units"), ("title-too-long", "max_units")),
)


def refuse_contradictions(chosen: Sequence[tuple[Check, Options]]) -> None:
    """Raise SettingsError for the first pair of options, of checks with their merged values, that contradict."""
    for check, merged in chosen:
        defaults = {name: option.default for name, option in check.options.items()}
        for low, high in level_pairs(defaults):
            _refuse_crossed(check.id, low, high, defaults, merged)
    options = {check.id: merged for check, merged in chosen}
    for (one, least), (other, most) in RANGES:
        if least in options.get(one, {}) and most in options.get(other, {}):
            low, high = options[one][least], options[other][most]
            if low > high:
                raise _crossed(f"{one}, {other}", f"{least} = {low:g}", f"{most} = {high:g}")


def level_pairs(names: Mapping[str, object]) -> list[tuple[str, str]]:
    """Options that are one limit at two levels: (notice_ms, warning_ms), (warning, error) ..."""
    stems: dict[str, list[str]] = {}
    for level in LEVELS:
        for name, value in names.items():
            if (name == level or name.startswith(f"{level}_")) and isinstance(value, int | float):
                stems.setdefault(name.removeprefix(level), []).append(name)
    return [pair for found in stems.values() for pair in combinations(found, 2)]


def _refuse_crossed(
    check_id: str, low: str, high: str, defaults: Mapping[str, Any], options: Mapping[str, Any]
) -> None:
    """The defaults tell which way the limits run: 3, 4, 5 clicks, but 300, 200, 50 words."""
    rising = defaults[low] <= defaults[high]
    if options[low] != options[high] and (options[low] < options[high]) != rising:
        raise _crossed(check_id, f"{low} = {options[low]:g}", f"{high} = {options[high]:g}")


def _crossed(where: str, one: str, other: str) -> SettingsError:
    place = f"[rules.options] {where}"
    return SettingsError(
        119,
        Text(zh=f"{one} 与 {other} 矛盾", en=f"{one} and {other} contradict each other"),
        [(WHERE, Text(place, place)),
         (REMEDY, Text(zh=f"两个数值要按级别排列；默认值见 xunlu rule {where.partition(',')[0]}。", en=f"Put the limits in the order of their levels; defaults: xunlu rule {where.partition(',')[0]}."))],
        ("rules", "options", where.rpartition(", ")[2]),
    )  # fmt: skip
