"""Sitemap files into the store: which are asked for in what order, what they list, and what is wrong with them.

The same for a crawl and for a site from given answers (crawler/offline.py).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crawler.batch import Batch
from crawler.frontier import Candidate
from crawler.probe_rows import Probe, keep_probe
from crawler.robots import Robots
from crawler.sitemap_faults import Faults
from crawler.sitemaps import Entry, Sitemap
from crawler.store import Store
from crawler.urls import DEFAULT, Form, host_key, normalise, origin

MAX_FILES = 500  # read of one site
MAX_ENTRIES = 5_000_000  # kept of one run
MAX_CONTENT = 2 * 1024**3  # bytes read of one site, after decompression
SILENT = 5  # files in a row without an answer: the rest is not asked for
ENTRIES = 1000  # entries of one transaction
ROWS = 200  # of one statement
GUESSES = ("/sitemap_index.xml", "/sitemap.txt")  # asked for when neither robots.txt nor /sitemap.xml lead to any

ADD_FILE = "insert into sitemaps (run_id, url, status, error, origin) values (?, ?, ?, ?, ?)"
END_FILE = (
    "update sitemaps set kind = ?, urls = ?, error = ?, size_bytes = ?, faults = ?, examples = ? where sitemap_id = ?"
)
ADD_URLS = (
    "insert into sitemap_urls (run_id, url_id, sitemap_id, lastmod) values {} on conflict do update set"
    " listed = listed + 1, also_id = iif(excluded.sitemap_id <> sitemap_id, excluded.sitemap_id, also_id)"
    " returning url_id, listed"
)
ADD_FEED_URLS = "insert into sitemap_urls (run_id, url_id, sitemap_id, lastmod) values {} on conflict do nothing"


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
    """The sitemap files of one run: hands out addresses, and keeps what they answered in the same order.

    Several may be under way at once: the order of addresses does not depend on when they answer.
    """

    store: Store
    run_id: int
    batch: Batch
    named: dict[str, str]  # address -> config, robots or guess
    guesses: tuple[str, ...] = ()  # further addresses, when those named lead to nothing
    start: str = ""  # start URL of the site, whose addresses any of its files may list
    form: Form = DEFAULT  # of the addresses of pages
    entries: int = 0  # kept so far
    content: int = 0  # bytes read so far
    _places: dict[str, str] = field(default_factory=dict)
    _order: list[str] = field(default_factory=list)
    _asked: int = 0
    _silent: int = 0
    found: bool = False  # whether any file was one
    last: int | None = None  # sitemap_id of the file kept last
    _guessed: bool = False
    _over: int = 0  # addresses that robots.txt or the configuration name beyond MAX_FILES

    def clear(self) -> None:
        """Forget what the run stored before, and begin."""
        with self.store.atomic() as db:
            db.execute("delete from sitemap_urls where run_id = ?", [self.run_id])
            db.execute("delete from sitemaps where run_id = ?", [self.run_id])
            db.execute("delete from probes where run_id = ? and kind = 'sitemap'", [self.run_id])
        self._over = self.add_places(self.named.items())

    def addresses(self) -> Iterator[str]:
        """Each address once; what ``keep`` finds in an index comes, too."""
        self.clear()
        while (url := self.next()) or self.more():
            if url:
                yield url
        self.finish()

    def next(self) -> str | None:
        """The next address that is known; None when no other is, as yet."""
        if self._asked >= len(self._order) or self.spent:
            return None
        self._asked += 1
        return self._order[self._asked - 1]

    @property
    def spent(self) -> bool:
        """Whether the limits of a site are reached."""
        return self._silent >= SILENT or self.content >= MAX_CONTENT

    def more(self) -> bool:
        """Whether there is anything else to try, when all that was asked for is kept."""
        if self.found or self._guessed or self.spent:
            return False
        self._guessed = True
        self.add_places((url, "guess") for url in self.guesses)
        return self._asked < len(self._order)

    def finish(self) -> None:
        """Note at the last file what was not asked for."""
        left = +Counter({"too-many-files": self._over, "not-asked": len(self._order) - self._asked})
        if not left or self.last is None:
            return
        with self.store.atomic() as db:
            (faults,) = db.execute("select faults from sitemaps where sitemap_id = ?", [self.last]).fetchone()
            told = json.dumps(Counter(json.loads(faults)) + left)
            db.execute("update sitemaps set faults = ? where sitemap_id = ?", [told, self.last])

    def add_places(self, places: Iterable[tuple[str, str]]) -> int:
        """Addresses to ask for; returns how many are beyond the limit."""
        beyond = 0
        for url, place in places:
            if url in self._places:
                continue
            if len(self._order) >= MAX_FILES:
                beyond += 1
                continue
            self._places[url] = place
            self._order.append(url)
        return beyond

    def keep(
        self, url: str, status: int | None, error: str, reader: Sitemap, entries: Sequence[Entry],
        came: Mapping[str, object] | None = None,
    ) -> None:  # fmt: skip
        """Store one file that was read, and its entries."""
        file = self.open(url, status, error, came)
        file.add(entries, reader.kind)
        file.close(reader)

    def open(self, url: str, status: int | None, error: str, came: Mapping[str, object] | None = None) -> SitemapFile:
        """A file to be stored piece by piece.

        Args:
            url: as asked for.
            came: how it came: final (address), hops, content_type, bytes; None where nobody knows.
        """
        self._silent = self._silent + 1 if status is None and error != "disallowed" else 0
        return SitemapFile(self, url, status, error, came or {}, self._places.get(url, ""))


class SitemapFile:
    """One file on its way into the store."""

    def __init__(
        self, files: SitemapFiles, url: str, status: int | None, error: str, came: Mapping[str, object], place: str
    ) -> None:
        self.files, self.url, self.error, self.place = files, url, error, place
        self.status, self.came = status, came
        self.final = str(came.get("final") or url)
        hosts = frozenset(host_key(one) for one in (url, self.final, files.start) if one)
        self.faults = Faults(hosts, self.final.partition("://")[0])
        self.children: dict[str, str] = {}
        with files.store.atomic() as db:
            cursor = db.execute(ADD_FILE, [files.run_id, url, status, error, place])
        self.sitemap_id = int(cursor.lastrowid or 0)

    def add(self, entries: Sequence[Entry], kind: str) -> None:
        """Store entries, a transaction for each thousand."""
        for start in range(0, len(entries), ENTRIES):
            self._add(entries[start : start + ENTRIES], kind)

    def _add(self, entries: Sequence[Entry], kind: str) -> None:
        judged = [(url, entry.lastmod) for entry in entries if (url := self.faults.judge(entry))]
        if kind == "index":
            self._add_children(url for url, _ in judged)
            return
        files = self.files
        room = max(0, MAX_ENTRIES - files.entries)
        if len(judged) > room:
            self.faults.note("not-kept", judged[room][0], len(judged) - room)
            del judged[room:]
        files.entries += len(judged)
        self._add_urls([(formed, lastmod) for url, lastmod in judged if (formed := self._formed(url))], kind)

    def _add_children(self, urls: Iterable[str]) -> None:
        for url in urls:
            if url in (self.url, self.final):
                self.faults.note("names-itself", url)
            elif url in self.children:
                self.faults.note("duplicate", url)
            elif len(self.children) <= MAX_FILES:
                self.children[url] = "index"
            else:
                self.faults.note("too-many-files", url)

    def _add_urls(self, judged: list[tuple[str, str]], kind: str) -> None:
        batch, files = self.files.batch, self.files
        with files.store.atomic() as db:
            batch.interner.add_urls(url for url, _ in judged)
            ids = batch.interner.urls
            for start in range(0, len(judged), ROWS):
                rows = [(files.run_id, ids[url], self.sitemap_id, date) for url, date in judged[start : start + ROWS]]
                statement = (ADD_FEED_URLS if kind == "feed" else ADD_URLS).format(",".join(["(?,?,?,?)"] * len(rows)))
                told = db.execute(statement, [value for row in rows for value in row]).fetchall()
                self._note_duplicates([url_id for url_id, listed in told if listed > 1], judged[start : start + ROWS])
            batch.frontier.add(
                Candidate(ids[url], batch.interner.host_of[ids[url]], 0, source=1)
                for url, _ in judged
                if not batch.wanted(url)
            )

    def _formed(self, url: str) -> str | None:
        """The address of a page as the crawl has it."""
        form = self.files.form
        return url if form == DEFAULT else normalise(url, form)

    def _note_duplicates(self, url_ids: list[int], judged: Sequence[tuple[str, str]]) -> None:
        ids = self.files.batch.interner.urls
        names = {ids[url]: url for url, _ in judged} if url_ids else {}
        for url_id in url_ids:
            self.faults.note("duplicate", names[url_id])

    def close(self, reader: Sitemap) -> None:
        """Store what only the end of the file shows."""
        files = self.files
        kind = "" if reader.kind == "unreadable" else reader.kind
        files.found = files.found or bool(kind)
        files.content += reader.size
        files.last = self.sitemap_id
        if kind == "index" and self.place == "index":
            self.faults.note("nested")
        for code, number in reader.faults.items():
            self.faults.note(code, number=number)
        if beyond := files.add_places(self.children.items()):
            self.faults.note("too-many-files", number=beyond)
        written = [json.dumps(one, ensure_ascii=False) for one in (self.faults.counts, self.faults.examples)]
        told = [kind, reader.urls, self.error or reader.error, reader.size, *written, self.sitemap_id]
        with files.store.atomic() as db:
            db.execute(END_FILE, told)
        if kind:
            facts = {**self.came, "counts": reader.counts, "languages": reader.languages}
            probe = Probe("sitemap", self.url, self.status, self.error, facts)
            keep_probe(files.store, files.run_id, files.batch.interner, probe)
