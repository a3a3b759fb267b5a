"""Sitemap files into the store: which are asked for in what order, what they list, and what is wrong with them.

The same for a crawl and for a site from given answers (crawler/offline.py).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crawler.batch import Batch
from crawler.frontier import Candidate
from crawler.robots import Robots
from crawler.sitemaps import Entry, Sitemap
from crawler.store import Store
from crawler.urls import MAX_LENGTH, normalise, origin

MAX_FILES = 500  # read of one site
ENTRIES = 1000  # entries of one transaction
EXAMPLES = 3  # addresses kept of each fault
GUESSES = ("/sitemap_index.xml", "/sitemap.txt")  # asked for when neither robots.txt nor /sitemap.xml lead to any

ADD_FILE = (
    "insert into sitemaps (run_id, url, status, kind, urls, error, origin, size_bytes, faults, examples)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
ADD_URL = (
    "insert into sitemap_urls (run_id, url_id, sitemap_id, lastmod) values (?, ?, ?, ?) on conflict do update set"
    " listed = listed + 1, also_id = iif(excluded.sitemap_id <> sitemap_id, excluded.sitemap_id, also_id)"
)


def named_sitemaps(start: str, robots: Robots, configured: str | Sequence[str]) -> dict[str, str]:
    """Where each address to ask for is named: config; else robots, and guess for /sitemap.xml."""
    if isinstance(configured, str):
        given = [*((one, "robots") for one in robots.sitemaps), (f"{origin(start)}/sitemap.xml", "guess")]
    else:
        given = [(one, "config") for one in configured]
    found: dict[str, str] = {}
    for name, place in given:
        if url := normalise(name):
            found.setdefault(url, place)
    return found


@dataclass(slots=True)
class SitemapFiles:
    """The sitemap files of one run: hands out addresses, and keeps what they answered."""

    store: Store
    run_id: int
    batch: Batch
    named: dict[str, str]  # address -> config, robots or guess
    guesses: tuple[str, ...] = ()  # further addresses, when those named lead to nothing
    _places: dict[str, str] = field(default_factory=dict)
    _found: bool = False

    def addresses(self) -> Iterator[str]:
        """Each address once; what ``keep`` finds in an index comes, too."""
        with self.store.atomic() as db:
            db.execute("delete from sitemap_urls where run_id = ?", [self.run_id])
            db.execute("delete from sitemaps where run_id = ?", [self.run_id])
        self._places = dict(self.named)
        yield from self._growing()
        if not self._found:
            known = len(self._places)
            self._places |= {url: "guess" for url in self.guesses if url not in self._places}
            yield from self._growing(known)

    def _growing(self, at: int = 0) -> Iterator[str]:
        while at < min(len(self._places), MAX_FILES):
            yield list(self._places)[at]
            at += 1

    def keep(self, url: str, status: int | None, error: str, reader: Sitemap, entries: Sequence[Entry]) -> None:
        """Store one file and its entries."""
        kind = "" if reader.kind == "unreadable" else reader.kind
        self._found = self._found or bool(kind)
        faults = Counter(reader.faults)
        examples: dict[str, list[str]] = {}
        for entry in entries:
            if code := loc_fault(entry.loc):
                faults[code] += 1
                if faults[code] <= EXAMPLES:
                    examples.setdefault(code, []).append(entry.loc[:300])
        told = [self.run_id, url, status, kind, reader.urls, error or reader.error, self._places.get(url, "")]
        written = [json.dumps(one, ensure_ascii=False) for one in (faults, examples)]
        sitemap_id = self.store.db.execute(ADD_FILE, [*told, reader.size, *written]).lastrowid
        if kind == "index":
            children = (child for entry in entries if (child := normalise(entry.loc)))
            self._places |= {child: "index" for child in children if child not in self._places}
        else:
            self._add(int(sitemap_id or 0), entries)

    def _add(self, sitemap_id: int, entries: Sequence[Entry]) -> None:
        batch = self.batch
        for start in range(0, len(entries), ENTRIES):
            part = [(url, entry.lastmod) for entry in entries[start : start + ENTRIES] if (url := normalise(entry.loc))]
            with self.store.atomic() as db:
                batch.interner.add_urls(url for url, _ in part)
                ids = batch.interner.urls
                db.executemany(ADD_URL, [(self.run_id, ids[url], sitemap_id, lastmod) for url, lastmod in part])
                batch.frontier.add(
                    Candidate(ids[url], batch.interner.host_of[ids[url]], 0, source=1)
                    for url, _ in part
                    if not batch.wanted(url)
                )


def loc_fault(loc: str) -> str:
    """Why an address cannot be used: relative, too-long, unusable; "" when it can."""
    if not loc.lower().startswith(("http://", "https://")):
        return "relative"
    if len(loc) > MAX_LENGTH:
        return "too-long"
    return "" if normalise(loc) else "unusable"
