"""What rich results ask of structured data, from ``rich_results.toml``, and how its names are rightly spelt."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-(?:input|output))?\Z")
LONG = 8  # letters from which one wrong letter is surely a slip
Groups = tuple[tuple[str, ...], ...]  # fields; one of the alternatives of each is enough


@dataclass(frozen=True, slots=True)
class RichResult:
    """The fields of one type of rich result."""

    type: str
    required: Groups
    recommended: Groups
    anywhere: bool  # also when it is part of another object

    def missing(self, present: Iterable[str]) -> tuple[list[str], list[str]]:
        """Required and recommended fields that are not among ``present``; alternatives joined by a slash."""
        have = set(present)
        return _lacking(self.required, have), _lacking(self.recommended, have)


def _lacking(groups: Groups, have: set[str]) -> list[str]:
    return [" / ".join(group) for group in groups if not have.intersection(group)]


@cache
def rich_results() -> dict[str, RichResult]:
    """Rules by the name of a type; types that are judged alike share one."""
    found = {}
    for name, entry in _table()["types"].items():
        required, recommended = (_groups(entry.get(key, ())) for key in ("required", "recommended"))
        for alike in (name, *entry.get("same", ())):
            found[alike] = RichResult(alike, required, recommended, bool(entry.get("anywhere")))
    return found


@lru_cache(maxsize=10_000)
def type_meant(name: str) -> str | None:
    """The type that a misspelt name means; empty: no name of schema.org has this form; None: not known to be wrong."""
    return _meant(name, *_types())


@lru_cache(maxsize=10_000)
def property_meant(name: str) -> str | None:
    """The same for a property."""
    return _meant(name, *_properties())


def _meant(name: str, known: frozenset[str], folded: dict[str, str]) -> str | None:
    if name in known or ":" in name or "/" in name:
        return None
    if not _NAME.match(name):
        return ""
    if right := folded.get(name.lower()):
        return right
    if len(name) < LONG or name[-1].isdigit():
        return None
    return next((one for one in known if _one_slip(name, one)), None)


def _one_slip(name: str, right: str) -> bool:
    """Whether one letter is wrong, lacking, too many, or changed places; a plural may well be another name."""
    if abs(len(name) - len(right)) > 1 or name + "s" == right or right + "s" == name or len(right) < LONG:
        return False
    start = next((at for at, (a, b) in enumerate(zip(name, right, strict=False)) if a != b), min(len(name), len(right)))
    rest, other = name[start:], right[start:]
    swapped = len(rest) == len(other) >= 2 and rest[0] == other[1] and rest[1] == other[0] and rest[2:] == other[2:]
    return swapped or rest[1:] in (other[1:], other) or rest == other[1:]


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("audit").joinpath("rich_results.toml").read_text("utf-8"))


def _groups(fields: Iterable[str]) -> Groups:
    return tuple(tuple(field.split("|")) for field in fields)


@cache
def _types() -> tuple[frozenset[str], dict[str, str]]:
    return _spellings([*rich_results(), *_table()["names"]["types"]])


@cache
def _properties() -> tuple[frozenset[str], dict[str, str]]:
    fields = [name for one in rich_results().values() for group in one.required + one.recommended for name in group]
    return _spellings([*fields, *_table()["names"]["properties"]])


def _spellings(names: Iterable[str]) -> tuple[frozenset[str], dict[str, str]]:
    known = frozenset(names)
    return known, {name.lower(): name for name in known}
