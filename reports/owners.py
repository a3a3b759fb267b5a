"""Who has to act: read from the words a check's remedy begins with, as every check writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from configs.text import Text
from reports.model_fix import Card, Owner
from reports.numbers import about, plain

OWNERS: dict[str, Text] = {
    "editor": Text(zh="编辑", en="Editor"),
    "developer": Text(zh="开发", en="Developer"),
    "operations": Text(zh="运维", en="Operations"),
}
NAMED = re.compile("|".join(f"{name.zh}(?=[：:、/和])" for name in OWNERS.values()))
KEYS = {name.zh: key for key, name in OWNERS.items()}
NOBODY = plain("")


def owner(fix: Text) -> str:
    """The first of editor, developer and operations that a remedy names; empty when it names none."""
    found = NAMED.search(fix.zh)
    return KEYS[found[0]] if found else ""


def owner_name(key: str) -> Text:
    """How it is read; empty for nobody."""
    return OWNERS.get(key, NOBODY)


def owners(cards: Iterable[Card]) -> tuple[Owner, ...]:
    """Tasks, points and hours of each of them; a task of several counts for the one who begins."""
    listed = list(cards)
    made = []
    for key, name in OWNERS.items():
        own = [card for card in listed if card.owner == key]
        if own:
            time = about(sum(card.hours for card in own))
            made.append(Owner(key, name, len(own), sum(card.points for card in own), time))
    return tuple(made)
