"""Images, video and frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.facts.elements import Elements


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """Images, video and frames."""


def media_facts(elements: Elements) -> MediaFacts:
    """Images, video and frames."""
    return MediaFacts()
