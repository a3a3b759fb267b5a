"""When the page says that it was last changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_READ = 20  # values looked at
_MODIFIED = re.compile(r'"dateModified"\s{0,5}:\s{0,5}"([^"]{4,40})"')


@dataclass(frozen=True, slots=True)
class DateFacts:
    """When the page says that it was last changed."""

    modified: str = ""  # latest dateModified of JSON-LD, else article:modified_time, as written


def date_facts(elements: Elements, html: str) -> DateFacts:
    """When the page says that it was last changed."""
    found: list[str] = []
    at = html.find('"dateModified"')
    while at >= 0 and len(found) < MAX_READ:
        match = _MODIFIED.match(html, at)
        found.append(match.group(1) if match else "")
        at = html.find('"dateModified"', at + 1)
    if not any(found):
        metas = [one for one in elements.metas if one.about == "article:modified_time"]
        found = [one.content().strip()[:40] for one in metas[:MAX_READ]]
    return DateFacts(max(found, default=""))
