"""The pages of a run that serve a keyword, measured on demand: for any keyword, a target or not.

A place that holds the keyword counts with its weight (``keywords.places``); one that holds most of its words, at least two
thirds of the content words of a keyword with two or more, counts with 0.6 of the weight times that share. Placement is
their sum and relevance follows from it as for target keywords (``keywords.weigh``). What the keyword stage stored of a
target keyword is taken from there. An indexable page that is no account or legal page serves the keyword when title or h1
hold it or most of its words, or when its text begins with it and has it three times, at a density A of 1 %.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crawler.store import Store
from crawler.zstd import decompress
from keywords.cannibals import list_key
from keywords.density import density_chars, prominence
from keywords.matching import copy_of, holds, positions, spaces, visible_length, visible_offsets
from keywords.places import WEIGHTS, intro_span, url_form, words_of_url
from keywords.segment import Segmenter
from keywords.weigh import RELEVANCE

MEASURED = 60  # pages of a run whose text is read
BY_WORDS = 0.6  # what the words of a keyword are worth beside the keyword itself
MOST_WORDS = 2 / 3  # of its content words
HEADS = ("in_title", "in_h1")
OFTEN, DENSE = 3, 0.01  # hits and density A of a text whose title and h1 do not have it

_HEADS = """
    select p.url_id, u.url, p.title, p.h1, p.description
    from pages p join urls u on u.url_id = p.url_id join page_states s on s.run_id = p.run_id and s.url_id = p.url_id and s.indexable_reason = 'ok'
        and s.page_type not in ('account', 'legal')
    where p.run_id = ? and p.is_html and p.status between 200 and 299 and not p.truncated
"""
_PAGE = """
    select u.url, p.title, p.h1, p.description, p.text_hash, d.main_text, g.pagerank
    from pages p join urls u on u.url_id = p.url_id
    left join documents d on d.hash = p.document_hash
    left join page_graph g on g.run_id = p.run_id and g.url_id = p.url_id
    where p.run_id = ? and p.url_id = ?
"""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword in matching form, with the words that carry it."""

    term: str
    words: tuple[str, ...]  # distinct content words; empty when there is only one

    def cover(self, copy: str) -> float:
        """How much of it a matching copy has: 1 for the keyword itself, less for most of its words, else 0."""
        if holds(copy, self.term):
            return 1.0
        share = sum(holds(copy, word) for word in self.words) / len(self.words) if self.words else 0.0
        return BY_WORDS * share if share >= MOST_WORDS else 0.0


class Stored(NamedTuple):
    """What the keyword stage knows of a target keyword on a page."""

    relevance: float
    indexable: int  # 1: and no account or legal page
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page that serves a keyword."""

    run_id: int
    url_id: int
    url: str
    relevance: float
    exact: bool
    places: tuple[str, ...]
    hits: int  # of the keyword in main text
    density: float  # formula A
    text_hash: int | None  # of main text: the same for pages that say the same


def keyword_of(text: str, segment: Segmenter, stop_words: Collection[str]) -> Keyword:
    """The keyword that a person wrote."""
    term = copy_of(text)
    tokens = [token for token in segment.tokens(term) if token and token not in stop_words]
    words = dict.fromkeys(token for token in tokens if not any(token != one and token in one for one in tokens))
    return Keyword(term, tuple(words) if len(words) > 1 else ())


def serving(store: Store, run_id: int, keyword: Keyword, limit: int) -> list[Found]:
    """The pages of a run that serve a keyword best, one of each paginated list and of each text; best first."""
    ranks = _ranks(store.db, run_id)
    stored = _stored(store.db, run_id, keyword.term)
    pages = (
        measured(store, run_id, url_id, keyword, ranks, stored)
        for url_id in _candidates(store.db, run_id, keyword, stored)
    )
    found = [page for page in pages if _serves(page)]
    found.sort(key=lambda one: (not one.exact, -round(one.relevance, 9), len(one.url), one.url))
    lists: dict[str, Found] = {}
    for one in found:
        lists.setdefault(list_key(one.url), one)
    texts: dict[int | str, Found] = {}
    for one in lists.values():
        texts.setdefault(one.url if one.text_hash is None else one.text_hash, one)
    return list(texts.values())[:limit]


def _serves(page: Found) -> bool:
    """Whether title or h1 has it, or the beginning of a text that comes back to it: no mere mention."""
    headed = not set(HEADS).isdisjoint(page.places)
    often = page.hits >= OFTEN and page.density >= DENSE
    return headed or (page.exact and "in_intro" in page.places and often)


def measure_one(store: Store, run_id: int, url_id: int, keyword: Keyword) -> Found:
    """One page of a run, whether it serves the keyword or not."""
    ranks, stored = _ranks(store.db, run_id), _stored(store.db, run_id, keyword.term)
    return measured(store, run_id, url_id, keyword, ranks, stored)


def measured(
    store: Store,
    run_id: int,
    url_id: int,
    keyword: Keyword,
    ranks: NDArray[np.float64],
    stored: dict[int, Stored],
) -> Found:
    """Where the keyword stands on a page, and its relevance for it."""
    url, title, h1, description, text_hash, packed, pagerank = store.db.execute(_PAGE, [run_id, url_id]).fetchone()
    text = copy_of(decompress(packed).decode("utf-8")) if packed else ""
    heading = copy_of(h1)
    begin, end = intro_span(text, heading)
    covers = {
        "in_title": keyword.cover(copy_of(title)),
        "in_h1": keyword.cover(heading),
        "in_description": keyword.cover(copy_of(description)),
        "in_intro": keyword.cover(text[begin:end]),
        "in_text": keyword.cover(text),
        "in_url": float(holds(words_of_url(url), url_form(keyword.term))),
        "anchors": max((keyword.cover(copy_of(one)) for one in _anchors(store.db, run_id, url_id)), default=0.0),
    }
    placement = sum(WEIGHTS[name] * cover for name, cover in covers.items())
    strength = (
        None if pagerank is None or len(ranks) < 2 else float(np.searchsorted(ranks, pagerank)) / (len(ranks) - 1)
    )
    starts = positions(text, keyword.term)
    length = visible_length(text)
    early = prominence(visible_offsets(starts, spaces(text)), length)
    density = density_chars(len(starts), visible_length(keyword.term), length)
    value = stored[url_id].relevance if url_id in stored else relevance(placement, strength, early)
    places = tuple(name for name in WEIGHTS if covers.get(name))
    exact = any(cover == 1.0 for name, cover in covers.items() if name in (*HEADS, "in_text"))
    return Found(run_id, url_id, url, value, exact, places, len(starts), density, text_hash)


def relevance(placement: float, strength: float | None, early: float) -> float:
    """``keywords.weigh.relevance_sql`` for one page."""
    known = RELEVANCE["placement"] * placement + RELEVANCE["prominence"] * early
    if strength is None:
        return known / (RELEVANCE["placement"] + RELEVANCE["prominence"])
    return known + RELEVANCE["link_strength"] * strength


def _candidates(db: sqlite3.Connection, run_id: int, keyword: Keyword, stored: dict[int, Stored]) -> list[int]:
    """At most ``MEASURED`` pages: by what their heads have of the keyword, then by the stored relevance."""
    chosen = dict.fromkeys(url_id for _, _, url_id in nsmallest(MEASURED, _headed(db, run_id, keyword)))
    for url_id in sorted(stored, key=lambda one: (-stored[one].relevance, stored[one].url)):
        if len(chosen) >= MEASURED:
            break
        if stored[url_id].indexable:
            chosen.setdefault(url_id)
    return list(chosen)


def _headed(db: sqlite3.Connection, run_id: int, keyword: Keyword) -> Iterator[tuple[float, str, int]]:
    """Pages with it in title, h1 or description: what these weigh, below 0, the more the less; URL and id."""
    for url_id, url, title, h1, description in db.execute(_HEADS, [run_id]):
        weight = sum(
            WEIGHTS[name] * keyword.cover(copy_of(text))
            for name, text in (("in_title", title), ("in_h1", h1), ("in_description", description))
            if text
        )
        if weight:
            yield -round(weight, 9), url, url_id


def _stored(db: sqlite3.Connection, run_id: int, term: str) -> dict[int, Stored]:
    """What the keyword stage stored, by page; of a target keyword only."""
    rows = db.execute(
        "select k.url_id, k.relevance, s.indexable_reason = 'ok' and s.page_type not in ('account', 'legal'), u.url"
        " from keyword_places k join terms t on t.term_id = k.term_id join urls u on u.url_id = k.url_id"
        " join page_states s on s.run_id = k.run_id and s.url_id = k.url_id where k.run_id = ? and t.term = ?",
        [run_id, term],
    )
    return {url_id: Stored(*row) for url_id, *row in rows}


def _ranks(db: sqlite3.Connection, run_id: int) -> NDArray[np.float64]:
    """PageRank of all pages, ascending; empty where the link graph is not known."""
    rows = db.execute("select pagerank from page_graph where run_id = ?", [run_id])
    return np.sort(np.fromiter((rank for (rank,) in rows), dtype=np.float64))


def _anchors(db: sqlite3.Connection, run_id: int, url_id: int) -> Iterator[str]:
    rows = db.execute(
        "select n.text from page_anchors k join anchors n on n.anchor_id = k.anchor_id where k.run_id = ? and k.url_id = ?",
        [run_id, url_id],
    )
    return (text for (text,) in rows)
