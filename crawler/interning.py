"""Texts to numbers: URLs, hosts and anchors each stand once in the store. The dicts are caches, the store decides.

A URL takes some 350 bytes of them and an anchor 200. What menus repeat on every page stays at hand: when a cache is
half full, what it holds becomes its older half, and what was not asked for since the last time is dropped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TypeVar

from crawler.urls import host_key

CHUNK = 400  # values of one statement; SQLite allows 32,766 parameters
CACHE_SIZE = 200_000  # of each cache, with its older half
CHARACTERS = 32_000_000  # of the URLs and of the anchors in them; those of a hostile site are 2,000 long


class Interner:
    """Numbers for URLs, hosts and anchors. Call inside a write transaction: other processes may write too."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.urls: dict[str, int] = {}
        self.hosts: dict[str, int] = {}
        self.host_of: dict[int, int] = {}  # url_id -> host_id, of cached URLs
        self.anchors: dict[str, int] = {}
        self._older_urls: dict[str, int] = {}
        self._older_hosts: dict[int, int] = {}  # of the older URLs
        self._older_anchors: dict[str, int] = {}
        self._url_size = self._anchor_size = 0  # characters in the younger halves

    def forget(self) -> None:
        """After a transaction that was undone: numbers it gave out are free again, and others may take them."""
        for cache in (self.urls, self.hosts, self.anchors, self._older_urls, self._older_anchors):
            cache.clear()
        for numbers in (self.host_of, self._older_hosts):
            numbers.clear()
        self._url_size = self._anchor_size = 0

    def host(self, host: str) -> int:
        """Number of a host key."""
        if host not in self.hosts:
            self.db.execute("insert into hosts (host) values (?) on conflict do nothing", [host])
            self.hosts[host] = self.db.execute("select host_id from hosts where host = ?", [host]).fetchone()[0]
        return self.hosts[host]

    def url(self, url: str) -> int:
        """Number of one normalised URL."""
        self.add_urls([url])
        return self.urls[url]

    def add_urls(self, urls: Iterable[str]) -> None:
        """Give every URL a number; afterwards ``self.urls`` has them all."""
        wanted = dict.fromkeys(urls)
        if self.urls and (len(self.urls) + len(wanted) > CACHE_SIZE // 2 or self._url_size > CHARACTERS // 2):
            self._url_size = 0
            self._older_urls, self._older_hosts = self.urls.copy(), self.host_of.copy()
            self.urls.clear()
            self.host_of.clear()
        missing = _young(self.urls, self._older_urls, wanted)
        if self._older_hosts:
            numbers = [self.urls[url] for url in wanted if url in self.urls]
            self.host_of.update((number, self._older_hosts[number]) for number in numbers if number not in self.host_of)
        if self._older_urls:  # most of them stand in the store: to look is cheaper than to insert in vain
            missing = self._read_urls(missing)
        rows = [(url, self.host(host_key(url))) for url in missing]
        for pairs in _chunks(rows):
            self.db.execute(
                f"insert into urls (url, host_id) values {_marks(len(pairs), 2)} on conflict do nothing",
                [value for row in pairs for value in row],
            )
        self._read_urls(missing)

    def _read_urls(self, urls: list[str]) -> list[str]:
        """Take what the store has; the others are returned."""
        for part in _chunks(urls):
            found = self.db.execute(f"select url, url_id, host_id from urls where url in {_marks(1, len(part))}", part)
            for url, url_id, host_id in found:
                self.urls[url] = url_id
                self.host_of[url_id] = host_id
                self._url_size += len(url)
        return [url for url in urls if url not in self.urls]

    def add_anchors(self, texts: Iterable[str]) -> None:
        """Give every anchor text a number; afterwards ``self.anchors`` has them all."""
        wanted = dict.fromkeys(texts)
        if self.anchors and (len(self.anchors) + len(wanted) > CACHE_SIZE // 2 or self._anchor_size > CHARACTERS // 2):
            self._anchor_size = 0
            self._older_anchors = self.anchors.copy()
            self.anchors.clear()
        missing = _young(self.anchors, self._older_anchors, wanted)
        if self._older_anchors:
            missing = self._read_anchors(missing)
        for part in _chunks(missing):
            self.db.execute(f"insert into anchors (text) values {_marks(len(part), 1)} on conflict do nothing", part)
        self._read_anchors(missing)

    def _read_anchors(self, texts: list[str]) -> list[str]:
        for part in _chunks(texts):
            found = self.db.execute(f"select text, anchor_id from anchors where text in {_marks(1, len(part))}", part)
            rows = found.fetchall()
            self.anchors.update(rows)
            self._anchor_size += sum(len(text) for text, _ in rows)
        return [text for text in texts if text not in self.anchors]


def _young(young: dict[str, int], older: dict[str, int], wanted: Iterable[str]) -> list[str]:
    """What neither half of a cache has, in order; what the older one has is now young."""
    missing = [text for text in wanted if text not in young]
    if not older or not missing:
        return missing
    young.update((text, older[text]) for text in missing if text in older)
    return [text for text in missing if text not in young]


T = TypeVar("T")


def _chunks(rows: list[T]) -> list[list[T]]:
    return [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]


def _marks(rows: int, columns: int) -> str:
    one = "(" + ",".join("?" * columns) + ")"
    return ",".join([one] * rows)
