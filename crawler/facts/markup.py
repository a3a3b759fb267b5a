"""How the document is built: doctype, size, ids, scripts and styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements


@dataclass(frozen=True, slots=True)
class MarkupFacts:
    """How the document is built: doctype, size, ids, scripts and styles."""


def markup_facts(document: Document, elements: Elements, html: str) -> MarkupFacts:
    """How the document is built: doctype, size, ids, scripts and styles."""
    return MarkupFacts()
