"""What the head says: metas, icons, social cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.facts.elements import Elements


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What the head says: metas, icons, social cards."""


def head_facts(elements: Elements, html: str) -> HeadFacts:
    """What the head says: metas, icons, social cards."""
    return HeadFacts()
