"""What is wrong with the entries of a sitemap file, counted by code with a few examples."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from crawler.sitemap_xml import Entry
from crawler.urls import MAX_LENGTH, host_key, normalise

EXAMPLES = 3  # addresses kept of each fault
CLIP = 300  # characters of an example

# https://www.w3.org/TR/NOTE-datetime; year or month alone are dates, too, and a time without zone is let pass.
_W3C = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?(?:Z|[+-]([0-9]{2}):([0-9]{2}))?)?)?)?"
)


class Faults:
    """The faults of one file. ``counts`` is by code, ``examples`` has the first addresses of each code.

    relative, too-long, unusable: no address at all. other-host, other-scheme: not those of the file.
    duplicate: listed before, in this file or another. lastmod-invalid, lastmod-future: a date that is none or is
    not over. Of the file: nested (an index in an index), names-itself, too-many-files (files of an index that are
    not read), not-asked (files left when the crawl gave up), not-kept (entries past the limit of a run), and what
    the reader found: namespace, encoding, too-many-urls.

    Args:
        hosts: host keys whose addresses the file may list: its own, and the site's that names it.
        scheme: of the file: http or https.
        today: UTC; a day later is granted to clocks and time zones.
    """

    def __init__(self, hosts: frozenset[str], scheme: str, today: date | None = None) -> None:
        self.hosts = hosts
        self.start = f"{scheme}://"
        self.latest = (today or datetime.now(UTC).date()) + timedelta(days=1)
        self.counts: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = {}

    def note(self, code: str, example: str = "", number: int = 1) -> None:
        """Count a fault."""
        self.counts[code] += number
        if example and len(found := self.examples.setdefault(code, [])) < EXAMPLES:
            found.append(example[:CLIP])

    def judge(self, entry: Entry) -> str | None:
        """The normalised address of an entry, None when it has none; what is wrong with it is counted."""
        url = normalise(entry.loc)
        if code := loc_fault(entry.loc, url):
            self.note(code, entry.loc)
        if entry.lastmod and (code := lastmod_fault(entry.lastmod, self.latest)):
            self.note(code, f"{entry.loc} {entry.lastmod}")
        if url and host_key(url) not in self.hosts:
            self.note("other-host", url)
        elif url and not url.startswith(self.start):
            self.note("other-scheme", url)
        return url


def loc_fault(loc: str, url: str | None) -> str:
    """Why an address cannot be used: relative, too-long, unusable; "" when it can.

    Args:
        url: ``loc`` normalised.
    """
    if not loc.lower().startswith(("http://", "https://")):
        return "relative"
    if len(loc) > MAX_LENGTH:
        return "too-long"
    return "" if url else "unusable"


@lru_cache(maxsize=4096)
def lastmod_fault(lastmod: str, latest: date) -> str:
    """lastmod-invalid, lastmod-future, or "" for a W3C date up to ``latest``."""
    match = _W3C.fullmatch(lastmod)
    if match is None:
        return "lastmod-invalid"
    year, month, day, *time = (int(part) if part else 0 for part in match.groups())
    try:
        found = date(year, month or 1, day or 1)
    except ValueError:
        return "lastmod-invalid"
    if "T" in lastmod and not _is_time(*time):
        return "lastmod-invalid"
    return "lastmod-future" if found > latest else ""


def _is_time(hour: int, minute: int, second: int, zone_hour: int, zone_minute: int) -> bool:
    return hour < 24 and minute < 60 and second < 60 and zone_hour < 15 and zone_minute < 60
