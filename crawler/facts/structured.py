"""JSON-LD, microdata, RDFa and social cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.facts.elements import Elements


@dataclass(frozen=True, slots=True)
class StructuredFacts:
    """JSON-LD, microdata, RDFa and social cards."""


def structured_facts(elements: Elements) -> StructuredFacts:
    """JSON-LD, microdata, RDFa and social cards."""
    return StructuredFacts()
