"""Headings and their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.facts.elements import Elements


@dataclass(frozen=True, slots=True)
class OutlineFacts:
    """Headings and their order."""


def outline_facts(elements: Elements) -> OutlineFacts:
    """Headings and their order."""
    return OutlineFacts()
