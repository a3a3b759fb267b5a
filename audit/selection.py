"""Which checks run, with which options and levels: the settings applied to the checks."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.consistency import refuse_contradictions
from audit.registry import AREAS, Check, Severity, all_checks
from configs.errors import REMEDY, WHERE, SettingsError
from configs.settings import Rules
from configs.text import Text

OFF = "off"
ALL = "ALL"
LEVELS = frozenset(map(str, Severity))


@dataclass(frozen=True, slots=True)
class Task:
    """One check as it runs: its options merged, its level maybe changed by the user."""

    check: Check
    options: Mapping[str, Any]
    override: Severity | None = None

    @property
    def severity(self) -> Severity:
        """Its usual level in this run."""
        return self.override or self.check.severity

    def level(self, own: object = None) -> Severity:
        """The level of a finding that names ``own``, or none.

        A lowered check never goes above its new level; a raised one lifts the findings that stand
        at or above its usual level. So a user's level wins without flattening the lesser findings.
        """
        level = Severity(str(own)) if own else self.check.severity
        if self.override is None:
            return level
        if self.override.rank < self.check.severity.rank:
            return min(level, self.override, key=lambda one: one.rank)
        return max(level, self.override, key=lambda one: one.rank) if level.rank >= self.check.severity.rank else level

    @property
    def levels(self) -> tuple[Severity, ...]:
        """Every level its findings may have in this run, worst first."""
        return tuple(sorted({self.level(own) for own in self.check.all_levels}, key=lambda one: -one.rank))


def tasks(
    rules: Rules,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    checks: Iterable[Check] | None = None,
    profiles: Sequence[str] = (),
) -> list[Task]:
    """The checks to run.

    Args:
        rules: of the configuration.
        select: areas, ids or levels asked for on the command line; replaces that of ``rules``. Of the areas and ids,
            the checks whose findings may have one of the levels.
        ignore: left out beside those of ``rules``; a level leaves out the checks that have no other.
        checks: to choose from; default: all there are.
        profiles: by which to judge; a check that none of them runs is left out, unless it is selected by its
            id, and the last one that runs it sets its level and numbers. Empty: every check, as declared.

    Raises:
        SettingsError: an unknown area, id, option or level, naming the nearest known one; options that
            contradict each other.
    """
    known = {check.id: check for check in checks} if checks is not None else all_checks()
    for where, names in (
        ("--select", select),
        ("--ignore", ignore),
        ("[rules] select", () if select else rules.select),
        ("[rules] ignore", rules.ignore),
    ):
        for name in names:
            key = ("rules", where.rpartition(" ")[2]) if where.startswith("[") else ()
            refuse_unknown(where, name, [ALL, *AREAS, *Severity, *known], key)
    everything = list(known) if checks is None else [*known, *all_checks()]
    for table, ids in (("options", rules.options), ("severity", rules.severity), ("effort", rules.effort)):
        for name in ids:
            refuse_unknown(f"[rules.{table}]", name, everything, ("rules", table, name))
    for number, accepted in enumerate(rules.accept, 1):
        refuse_unknown(f"[[rules.accept]] #{number} check", accepted.check, everything, ("rules", "accept", number))
    wanted, unwanted = set(select or rules.select), {*rules.ignore, *ignore}
    levels, spared = wanted & LEVELS, unwanted & LEVELS
    wanted = wanted - levels or {ALL}
    chosen = [
        check
        for check in known.values()
        if wanted & {ALL, check.area, check.id} and not unwanted & {ALL, check.area, check.id}
    ]
    if profiles:
        chosen = [check for check in chosen if check.id in wanted or set(profiles) & check.profiles.keys()]
    judged = [(check, _profile(check, profiles)) for check in chosen if rules.severity.get(check.id) != OFF]
    made = [Task(check, _options(check, rules, profile), _override(check, rules, profile)) for check, profile in judged]
    made = [task for task in made if not levels or levels & set(task.levels)]
    made = [task for task in made if not set(task.levels) <= spared]
    refuse_contradictions([(task.check, task.options) for task in made])
    return made


def _profile(check: Check, profiles: Sequence[str]) -> Mapping[str, Any]:
    """What the last of the profiles that runs the check changes of it."""
    return next((check.profiles[name] for name in reversed(profiles) if name in check.profiles), {})


def _override(check: Check, rules: Rules, profile: Mapping[str, Any]) -> Severity | None:
    given = rules.severity.get(check.id, profile.get("severity"))
    if given in (None, OFF):
        return None
    key = ("rules", "severity", check.id) if check.id in rules.severity else ()
    refuse_unknown(f"[rules.severity] {check.id}", str(given), [*Severity, OFF], key)
    return Severity(str(given))


def _options(check: Check, rules: Rules, profile: Mapping[str, Any]) -> dict[str, Any]:
    merged: dict[str, Any] = {name: option.default for name, option in check.options.items()}
    for name, value in profile.get("thresholds", {}).items():
        merged[name] = tuple(value) if isinstance(value, list) else value
    for name, value in rules.options.get(check.id, {}).items():
        where = f"[rules.options] {check.id}"
        key = ("rules", "options", check.id, name)
        refuse_unknown(where, name, list(check.options), key)
        merged[name] = _checked(where, key, value, check.options[name].default)
    return merged


def _checked(where: str, key: tuple[str, ...], value: object, default: object) -> object:
    """``value`` when it is of the kind of ``default``: number, text, or list of texts."""
    if isinstance(default, tuple):
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return tuple(value)
    elif isinstance(default, str):
        if isinstance(value, str):
            return value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        return value
    name = key[-1]
    what = Text(
        zh=f"{name} 的值不对：{value!r}，应与默认值 {default!r} 同类",
        en=f"bad value for {name}: {value!r}; it must be of the kind of its default, {default!r}",
    )
    raise SettingsError(113, what, [(WHERE, Text(where, where))], key)


def refuse_unknown(where: str, name: str, known: Sequence[str], key: tuple[str | int, ...] = ()) -> None:
    """Raise SettingsError when ``name`` is not known, naming the nearest known one and ``where`` it stands.

    Args:
        key: of the configuration, when it stands in its file.
    """
    if name in known:
        return
    what = Text(zh=f"未知的检查项、领域或选项：{name}", en=f"unknown check, area or option: {name}")
    raise SettingsError(112, what, [(WHERE, Text(where, where)), (REMEDY, _advice(name, known))], key)


def _advice(name: str, known: Sequence[str]) -> Text:
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if nearest:
        return Text(
            zh=f"是不是 {nearest[0]}？全部检查项：xunlu rule --all",
            en=f"Did you mean {nearest[0]}? All checks: xunlu rule --all",
        )
    return Text(zh="全部检查项：xunlu rule --all", en="All checks: xunlu rule --all")
