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
from keywords.competition import K1, B
from keywords.density import density_chars, prominence
from keywords.matching import copy_of, holds, positions, spaces, visible_length, visible_offsets
from keywords.places import WEIGHTS, intro_span, url_form, words_of_url
from keywords.segment import Segmenter
from keywords.weigh import RELEVANCE

MEASURED = 60  # pages of a run whose text is read
BY_WORDS = 0.6  # what the words of a keyword are worth beside the keyword itself
MOST_WORDS = 2 / 3  # of its content words
HEADS = ("in_title", "in_h1")
RANK = 0.8  # share of relevance in the order of pages; the rest is the match of BM25
OFTEN, DENSE = 3, 0.01  # hits and density A of a text whose title and h1 do not have it

_HEADS = """
    select p.url_id, u.url, p.title, p.h1, p.description
    from pages p join urls u on u.url_id = p.url_id join page_states s on s.run_id = p.run_id and s.url_id = p.url_id and s.indexable_reason = 'ok'
        and s.page_type not in ('account', 'legal')
    where p.run_id = ? and p.is_html and p.status between 200 and 299 and not p.truncated
"""
_PAGE = """
    select u.url, p.title, p.h1, p.description, p.text_hash, d.main_text, g.pagerank, coalesce(w.words, 0)
    from pages p join urls u on u.url_id = p.url_id
    left join page_words w on w.run_id = p.run_id and w.url_id = p.url_id
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


class Site(NamedTuple):
    """What is the same for all pages of a run."""

    run_id: int
    ranks: NDArray[np.float64]  # PageRank of all pages, ascending
    stored: dict[int, Stored]
    mean: float  # words of a page of the market


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
    match: float  # of its text by BM25, 0..1 (keywords.competition)
    text_hash: int | None  # of main text: the same for pages that say the same


def keyword_of(text: str, segment: Segmenter, stop_words: Collection[str]) -> Keyword:
    """The keyword that a person wrote."""
    term = copy_of(text)
    tokens = [token for token in segment.tokens(term) if token and token not in stop_words]
    words = dict.fromkeys(token for token in tokens if not any(token != one and token in one for one in tokens))
    return Keyword(term, tuple(words) if len(words) > 1 else ())


def serving(store: Store, run_id: int, keyword: Keyword, limit: int, mean: float) -> list[Found]:
    """The pages of a run that serve a keyword best, one of each paginated list and of each text; best first.

    Args:
        mean: words of a page of the market, on average.
    """
    site = _site(store.db, run_id, keyword, mean)
    pages = (measured(store, site, url_id, keyword) for url_id in _candidates(store.db, site, keyword))
    found = sorted((page for page in pages if _serves(page)), key=place)
    lists: dict[str, Found] = {}
    for one in found:
        lists.setdefault(list_key(one.url), one)
    texts: dict[int | str, Found] = {}
    for one in lists.values():
        texts.setdefault(one.url if one.text_hash is None else one.text_hash, one)
    return list(texts.values())[:limit]


def place(one: Found) -> tuple[bool, float, int, str]:
    """By what pages are ordered: those with the keyword itself first, then by relevance and match, 4 to 1."""
    return not one.exact, -round(RANK * one.relevance + (1 - RANK) * one.match, 9), len(one.url), one.url


def mean_words(db: sqlite3.Connection, run_ids: Collection[int]) -> float:
    """Words of the average page of some runs, at least 1."""
    marks = ", ".join("?" * len(run_ids))
    (mean,) = db.execute(f"select avg(words) from page_words where run_id in ({marks})", [*run_ids]).fetchone()
    return max(mean or 1.0, 1.0)


def _serves(page: Found) -> bool:
    """Whether title or h1 has it, or the beginning of a text that comes back to it: no mere mention."""
    headed = not set(HEADS).isdisjoint(page.places)
    often = page.hits >= OFTEN and page.density >= DENSE
    return headed or (page.exact and "in_intro" in page.places and often)


def measure_one(store: Store, run_id: int, url_id: int, keyword: Keyword, mean: float) -> Found:
    """One page of a run, whether it serves the keyword or not."""
    return measured(store, _site(store.db, run_id, keyword, mean), url_id, keyword)


def _site(db: sqlite3.Connection, run_id: int, keyword: Keyword, mean: float) -> Site:
    return Site(run_id, _ranks(db, run_id), _stored(db, run_id, keyword.term), mean)


def measured(store: Store, site: Site, url_id: int, keyword: Keyword) -> Found:
    """Where the keyword stands on a page, and its relevance for it."""
    run_id, ranks, stored = site.run_id, site.ranks, site.stored
    url, title, h1, description, text_hash, packed, pagerank, words = store.db.execute(
        _PAGE, [run_id, url_id]
    ).fetchone()
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
    return Found(
        run_id,
        url_id,
        url,
        value,
        exact,
        places,
        len(starts),
        density,
        _match(len(starts), words, site.mean),
        text_hash,
    )


def _match(hits: int, words: int, mean: float) -> float:
    """Saturation of BM25, without the idf, which is the same for all pages of a keyword."""
    return hits / (hits + K1 * (1 - B + B * words / mean)) if hits else 0.0


def relevance(placement: float, strength: float | None, early: float) -> float:
    """``keywords.weigh.relevance_sql`` for one page."""
    known = RELEVANCE["placement"] * placement + RELEVANCE["prominence"] * early
    if strength is None:
        return known / (RELEVANCE["placement"] + RELEVANCE["prominence"])
    return known + RELEVANCE["link_strength"] * strength


def _candidates(db: sqlite3.Connection, site: Site, keyword: Keyword) -> list[int]:
    """At most ``MEASURED`` pages: by what their heads have of the keyword, then by the stored relevance."""
    chosen = dict.fromkeys(url_id for _, _, url_id in nsmallest(MEASURED, _headed(db, site.run_id, keyword)))
    stored = site.stored
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
