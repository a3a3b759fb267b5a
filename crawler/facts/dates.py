"""When the page says that it was published and last changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.text import collapse

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_READ = 20  # values looked at
MAX_KEPT = 5
CLIP = 40  # characters of a date
_DATE = re.compile(r'"date(Modified|Published)"\s{0,5}:\s{0,5}"([^"]{4,40})"')
FOOT = 1500  # characters at the end of a page in which its copyright line is looked for
KEPT_LINE = 120
MAX_LINE = 300  # characters of that line
_SIGNS = ("©", "版权所有", "版權所有", "opyright", "OPYRIGHT", "(c)", "(C)")
# A year that is no part of a longer number, as filing numbers are.
_YEAR = re.compile(r"(?<!\d)(?<!\d\.)(?:19|20)\d\d(?![\d号號]|\.\d)")
# What a script was to complete, or words say: the year of today.
_OPEN = re.compile(r"(?:19|20)\d\d\s*[-–—~～至到]\s*(?:至今|今|now|present|today|(?!\s*\d))", re.IGNORECASE)
_PUBLISHED = ("article:published_time", "datepublished", "pubdate", "publishdate")


@dataclass(frozen=True, slots=True)
class DateFacts:
    """When the page says that it was published and last changed."""

    modified: str = ""  # latest dateModified of JSON-LD, else article:modified_time, as written
    published: str = ""  # first datePublished of JSON-LD, else of a meta, else <time pubdate> or itemprop; as written
    several: bool = False  # blocks of JSON-LD name different days of publication, as lists of articles do
    times: tuple[str, ...] = ()  # datetime, else text, of the first five <time>
    copyright: str = ""  # the line with the copyright sign at the foot of the page that has the latest year
    copyright_year: int = 0  # its latest year; 0: there is none, or it is left to a script


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
        several=len({one.strip()[:10] for one in found["Published"]}) > 1,
        times=tuple(filter(None, kept)),
    )


def with_copyright(facts: DateFacts, seen: str) -> DateFacts:
    """The facts with what the foot of the page says of its copyright.

    Args:
        seen: visible text of the whole page, one block a line.
    """
    lines = _signed(seen[-FOOT:])
    if any(_OPEN.search(line) for line in lines):
        return facts
    dated = [(max(map(int, years)), line) for line in lines if (years := _YEAR.findall(line))]
    if not dated:
        return facts
    year, line = max(dated)
    return replace(facts, copyright=line[:KEPT_LINE], copyright_year=year)


def _signed(text: str) -> list[str]:
    """Its lines with a sign of copyright; most pages have one or none, so that each line need not be looked at."""
    found = []
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            found.append(text[text.rfind("\n", 0, at) + 1 : end])
            at = text.find(sign, end)
    return [line for line in found if len(line) <= MAX_LINE]


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
