"""Forms and their controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.facts.elements import Elements


@dataclass(frozen=True, slots=True)
class FormFacts:
    """Forms and their controls."""


def form_facts(elements: Elements) -> FormFacts:
    """Forms and their controls."""
    return FormFacts()
