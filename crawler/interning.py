"""Texts to numbers: URLs, hosts and anchors each stand once in the store. The dicts are caches, the store decides."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TypeVar

from crawler.urls import host_key

CHUNK = 400  # values of one statement; SQLite allows 32,766 parameters
CACHE_SIZE = 400_000


class Interner:
    """Numbers for URLs, hosts and anchors. Call inside a write transaction: other processes may write too."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.urls: dict[str, int] = {}
        self.hosts: dict[str, int] = {}
        self.host_of: dict[int, int] = {}  # url_id -> host_id, of cached URLs
        self.anchors: dict[str, int] = {}

    def forget(self) -> None:
        """After a transaction that was undone: numbers it gave out are free again, and others may take them."""
        for cache in (self.urls, self.hosts, self.host_of, self.anchors):
            cache.clear()

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
        if len(self.urls) + len(wanted) > CACHE_SIZE:
            self.urls.clear()
            self.host_of.clear()
        missing = [url for url in wanted if url not in self.urls]
        rows = [(url, self.host(host_key(url))) for url in missing]
        for pairs in _chunks(rows):
            self.db.execute(
                f"insert into urls (url, host_id) values {_marks(len(pairs), 2)} on conflict do nothing",
                [value for row in pairs for value in row],
            )
        for part in _chunks(missing):
            found = self.db.execute(f"select url, url_id, host_id from urls where url in {_marks(1, len(part))}", part)
            for url, url_id, host_id in found:
                self.urls[url] = url_id
                self.host_of[url_id] = host_id

    def add_anchors(self, texts: Iterable[str]) -> None:
        """Give every anchor text a number; afterwards ``self.anchors`` has them all."""
        wanted = dict.fromkeys(texts)
        if len(self.anchors) + len(wanted) > CACHE_SIZE:
            self.anchors.clear()
        missing = [text for text in wanted if text not in self.anchors]
        for part in _chunks(missing):
            self.db.execute(f"insert into anchors (text) values {_marks(len(part), 1)} on conflict do nothing", part)
            found = self.db.execute(f"select text, anchor_id from anchors where text in {_marks(1, len(part))}", part)
            self.anchors.update(found.fetchall())


T = TypeVar("T")


def _chunks(rows: list[T]) -> list[list[T]]:
    return [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]


def _marks(rows: int, columns: int) -> str:
    one = "(" + ",".join("?" * columns) + ")"
    return ",".join([one] * rows)
