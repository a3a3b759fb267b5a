"""Keyword -> page: which page should rank for a target keyword, and whether it is the strongest one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from configs.errors import SettingsError
from configs.settings import Settings
from crawler.lookup import find_url
from crawler.store import Store
from crawler.urls import host_key
from keywords.matching import copy_of
from keywords.stopwords import assigned_pages

MARGIN = 0.05  # of relevance; pages closer than that are equally good

# The indexable pages that have the keyword, the most relevant first.
_BEST = """
    select k.url_id, k.relevance, k.in_title or k.in_h1
    from keyword_places k
    join page_states s on s.run_id = k.run_id and s.url_id = k.url_id and s.indexable_reason = 'ok'
    join urls u on u.url_id = k.url_id
    where k.run_id = ? and k.term_id = ? and (k.in_text or k.in_title or k.in_h1 or k.in_description)
    order by k.relevance desc, k.placement desc, length(u.url), u.url
"""


class Page(NamedTuple):
    """A page that has a keyword."""

    url_id: int
    relevance: float
    headed: bool  # in title or h1


def run_map(store: Store, run_id: int, settings: Settings) -> None:
    """Write ``keyword_map`` of a run whose places are weighed.

    Verdicts: right; weak (the page has it neither in title nor in h1); other (another page is more relevant by 0.05 or
    more); missing (the page of the configuration was not crawled or may not be indexed); none (no page has the keyword).
    """
    assigned = assignments(store, run_id, settings)
    with store.atomic() as db:
        db.execute("delete from keyword_map where run_id = ?", [run_id])
        targets = db.execute(
            "select k.term_id, t.term from keyword_targets k join terms t using (term_id) where k.run_id = ?", [run_id]
        ).fetchall()
        for term_id, term in targets:
            best = _first(db, run_id, term_id)
            configured = term in assigned
            url_id = assigned[term] if configured else best and best.url_id
            found = judged(db, run_id, term_id, url_id, best, configured=configured)
            origin = "config" if configured else "proposed"
            row = [run_id, term_id, origin, url_id, best and best.url_id, found]
            db.execute("insert into keyword_map values (?, ?, ?, ?, ?, ?)", row)


def assignments(store: Store, run_id: int, settings: Settings) -> dict[str, int | None]:
    """Keyword -> page of the configuration; None for a page the run does not know. Pages of other hosts are left out."""
    found: dict[str, int | None] = {}
    for terms, url_id in _assigned(store, run_id, settings):
        found |= dict.fromkeys(terms, url_id)
    return found


def twice_assigned(store: Store, run_id: int, settings: Settings) -> dict[str, set[int]]:
    """Keywords that the configuration gives to several pages of the run, with these pages."""
    pages: dict[str, set[int]] = {}
    for terms, url_id in _assigned(store, run_id, settings):
        if url_id is not None:
            for term in terms:
                pages.setdefault(term, set()).add(url_id)
    return {term: found for term, found in pages.items() if len(found) > 1}


def _assigned(store: Store, run_id: int, settings: Settings) -> Iterator[tuple[list[str], int | None]]:
    run = store.run(str(run_id))
    for page in assigned_pages(settings.keywords) if run.role == "target" else ():
        url_id: int | None = None
        try:
            url_id, _ = find_url(store, run_id, page.url)
        except SettingsError:
            if "://" in page.url and host_key(page.url) != host_key(run.start_url):
                continue  # of another target site
        yield list(filter(None, map(copy_of, page.terms))), url_id


def judged(
    db: sqlite3.Connection, run_id: int, term_id: int, url_id: int | None, best: Page | None, *, configured: bool
) -> str:
    """The verdict on the page ``url_id``."""
    if configured and (url_id is None or not _indexable(db, run_id, url_id)):
        return "missing"
    if best is None:
        return "none"
    page = best if url_id == best.url_id else _page(db, run_id, term_id, url_id)
    if best.relevance - page.relevance >= MARGIN:
        return "other"
    return "right" if page.headed else "weak"


def _first(db: sqlite3.Connection, run_id: int, term_id: int) -> Page | None:
    row = db.execute(f"{_BEST} limit 1", [run_id, term_id]).fetchone()
    return Page(row[0], row[1], bool(row[2])) if row else None


def _page(db: sqlite3.Connection, run_id: int, term_id: int, url_id: int | None) -> Page:
    row = db.execute(
        "select relevance, in_title or in_h1 from keyword_places where run_id = ? and term_id = ? and url_id = ?",
        [run_id, term_id, url_id],
    ).fetchone()
    return Page(url_id or 0, row[0], bool(row[1])) if row else Page(url_id or 0, 0.0, False)


def _indexable(db: sqlite3.Connection, run_id: int, url_id: int) -> bool:
    row = db.execute(
        "select 1 from page_states where run_id = ? and url_id = ? and indexable_reason = 'ok'", [run_id, url_id]
    ).fetchone()
    return row is not None
