"""When the page says that it was published and last changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.text import collapse

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_READ = 20  # values looked at
MAX_KEPT = 5
CLIP = 40  # characters of a date
_DATE = re.compile(r'"date(Modified|Published)"\s{0,5}:\s{0,5}"([^"]{4,40})"')
_PUBLISHED = ("article:published_time", "datepublished", "pubdate", "publishdate")


@dataclass(frozen=True, slots=True)
class DateFacts:
    """When the page says that it was published and last changed."""

    modified: str = ""  # latest dateModified of JSON-LD, else article:modified_time, as written
    published: str = ""  # first datePublished of JSON-LD, else of a meta, else <time pubdate> or itemprop; as written
    times: tuple[str, ...] = ()  # datetime, else text, of the first five <time>


def date_facts(elements: Elements) -> DateFacts:
    """When the page says that it was published and last changed."""
    found = _declared(elements)
    times = elements["time"]
    modified = found["Modified"] or _metas(elements, ("article:modified_time",))
    published = found["Published"] or _metas(elements, _PUBLISHED)
    if not published and times:
        published = [
            one.attr("datetime") or ""
            for one in times[:MAX_READ]
            if one.attr("pubdate") is not None or one.attr("itemprop") == "datePublished"
        ]
    kept = (collapse(one.attr("datetime") or one.text[:CLIP])[:CLIP] for one in times[:MAX_KEPT])
    return DateFacts(
        modified=max(modified, default=""),
        published=next((one.strip()[:CLIP] for one in published if one.strip()), ""),
        times=tuple(filter(None, kept)),
    )


def _declared(elements: Elements) -> dict[str, list[str]]:
    """Dates of JSON-LD, read from the text, so that a block that is broken elsewhere still tells them."""
    found: dict[str, list[str]] = {"Modified": [], "Published": []}
    for script in elements.scripts:
        if script.is_json_ld and '"date' in script.text:
            for name, value in _DATE.findall(script.text):
                if len(found[name]) < MAX_READ:
                    found[name].append(value)
    return found


def _metas(elements: Elements, names: tuple[str, ...]) -> list[str]:
    found = [one.content().strip()[:CLIP] for one in elements.metas if (one.about or one.name) in names]
    return [value for value in found if value][:MAX_READ]
