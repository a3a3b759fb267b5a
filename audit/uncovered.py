"""Core items of the checklist without a check of their own, each with the reason: configs/checklist.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from configs.text import Text


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An item that no check of its own judges: merged into another check, or open."""

    id: str
    area: str
    book: str  # section of the textbook; "" = none
    title: Text
    why: Text
    into: str = ""  # id of the check that judges it, too; "" = it is not judged yet


@cache
def uncovered() -> dict[str, Uncovered]:
    """All of them by id, in the order of the checklist."""
    data = tomllib.loads(files("configs").joinpath("checklist.toml").read_text("utf-8"))
    return {name: _item(name, given) for name, given in data.items()}


def merged(check_id: str) -> tuple[str, ...]:
    """Ids of the items that a check judges beside its own."""
    return tuple(one.id for one in uncovered().values() if one.into == check_id)


def told(one: Uncovered) -> dict[str, Any]:
    """An item as JSON data, beside those of ``audit.explain.fields``."""
    return {
        "id": one.id, "area": one.area, "kind": "none", "book": one.book or None, "merged_into": one.into or None,
        "title": {"zh": one.title.zh, "en": one.title.en}, "why": {"zh": one.why.zh, "en": one.why.en},
    }  # fmt: skip


def _item(name: str, given: dict[str, Any]) -> Uncovered:
    title, why = Text(**given["title"]), Text(**given["why"])
    return Uncovered(name, given["area"], given["book"], title, why, given.get("into", ""))
