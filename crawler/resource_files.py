"""The styles and scripts of a run's pages, from the facts of their documents: which files, on how many pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from crawler.store import Store
from crawler.urls import Resolver, origin

PAGES = 2000  # read at once
SETS = 500  # kept before they are handed out: the pages of a template have the same files
CUT = 300  # characters at which the facts cut an address: one of that length may not be whole
RANKS = {"styles": 1, "scripts": 2}  # places in KINDS of crawler/resource_targets.py

FACTS = """
    select p.url_id, u.url, p.charset, coalesce(f.depth, 0), json_extract(d.facts, '$.resources')
    from pages p
    join urls u on u.url_id = p.url_id
    join document_facts d on d.hash = p.document_hash
    left join frontier f on f.run_id = p.run_id and f.url_id = p.url_id
    where p.run_id = ? and p.url_id > ? and (p.status between 200 and 299 or p.not_modified)
    order by p.url_id limit ?
"""


@dataclass(slots=True)
class FileSet:
    """The files of some pages that name the same ones: URL -> rank, how many pages, and the nearest to the start."""

    files: dict[str, int]
    nearest: tuple[int, int]  # depth, url_id
    pages: int = 0


class _Written(NamedTuple):
    """What a document says, and of which part of its URL that depends: origin, folder or url."""

    files: tuple[tuple[str, int], ...]
    base: str
    depends: str


def file_sets(store: Store, run_id: int, resolver: Resolver) -> Iterator[list[FileSet]]:
    """Sets in the order of their first page, some hundred at a time; no read is open while the caller has them.

    A page counts in one set only. Relative addresses resolve against the ``<base href>`` where the facts have one
    (``resources.base``), else against the URL of the page.
    """
    sets: dict[tuple[str, str, str], FileSet] = {}
    last = 0
    while rows := store.db.execute(FACTS, [run_id, last, PAGES]).fetchall():
        last = rows[-1][0]
        for url_id, url, charset, depth, text in rows:
            if text:
                _count(sets, resolver, (depth, url_id), url, charset, text)
        if len(sets) >= SETS:
            yield list(sets.values())
            sets.clear()
    yield list(sets.values())


def _count(
    sets: dict[tuple[str, str, str], FileSet], resolver: Resolver, at: tuple[int, int], url: str, charset: str, text: str
) -> None:  # fmt: skip
    written = _read(text)
    base = (resolver.resolve(url, written.base) if written.base else None) or url
    key = (text, _part(base, written.depends), charset)
    found = sets.get(key)
    if found is None:
        resolved = ((resolver.resolve(base, address, charset), rank) for address, rank in written.files)
        files: dict[str, int] = {}
        for target, rank in resolved:
            if target:
                files.setdefault(target, rank)
        found = sets[key] = FileSet(files, at)
    found.pages += 1
    found.nearest = min(found.nearest, at)


def _part(url: str, depends: str) -> str:
    if depends == "url":
        return url
    return origin(url) if depends == "origin" else url.partition("?")[0].rpartition("/")[0]


@lru_cache(maxsize=SETS)
def _read(text: str) -> _Written:
    """The theme "resources" of a document's facts."""
    facts = json.loads(text)
    files = [(one, rank) for name, rank in RANKS.items() for one in facts.get(name, ()) if len(one) < CUT]
    base = facts.get("base", "")
    depends = "origin"
    for address, _ in files:
        if address.startswith(("?", "#")):
            return _Written(tuple(files), base, "url")
        if not address.startswith(("/", "http://", "https://")):
            depends = "folder"
    return _Written(tuple(files), base, depends)
