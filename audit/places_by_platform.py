"""Where a fault is changed in a known shop system, from ``places_by_platform.toml``: menu path, setting or template file.

A check has one kind of place, by its area unless it is an exception, so that new checks have one from the start.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from configs.text import Text

FILE = "places_by_platform.toml"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is changed in one system, or that the system does it by itself."""

    text: Text
    source: str  # https URL it was taken from


def place(check_id: str, area: str, platform: str) -> Text | None:
    """Where to change what a check finds; None where the system has no place for it or none is known.

    Args:
        area: of the check, for checks that are no exception.
        platform: name as ``crawler.facts.platforms`` tells it; "" for none.
    """
    found = place_of_kind(kind_of(check_id, area), platform)
    return found.text if found else None


def kind_of(check_id: str, area: str) -> str:
    """Kind of place, a key of ``kinds``; "" for faults that no system has a place for."""
    table = _table()
    kind: str = table["checks"].get(check_id, table["areas"].get(area, ""))
    return kind


def place_of_kind(kind: str, platform: str) -> Place | None:
    """The place of one kind in a system, or in the system that it is a plug-in of."""
    return places().get(platform, {}).get(kind)


@cache
def places() -> Mapping[str, Mapping[str, Place]]:
    """Places by system and kind, those of the system below included."""
    table = _table()
    own = {name: {kind: _read(entry) for kind, entry in kinds.items()} for name, kinds in table["places"].items()}
    return own | {name: own.get(below, {}) | own.get(name, {}) for name, below in runs_on().items()}


def runs_on() -> Mapping[str, str]:
    """Systems that are plug-ins, each with the system below it, which its pages may tell instead."""
    below: dict[str, str] = _table()["runs_on"]
    return below


def _read(entry: Mapping[str, str]) -> Place:
    return Place(Text(zh=entry["zh"], en=entry["en"]), entry["source"])


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("audit").joinpath(FILE).read_text("utf-8"))
