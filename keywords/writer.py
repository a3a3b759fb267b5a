"""Writes the tables of the keyword stage; all calls belong to one transaction of the caller."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from keywords.places import Place
from keywords.targets import Target

KNOWN_TERMS = 1 << 18  # ids remembered; past that they are asked for again
TABLES = (
    "page_words", "page_terms", "keyword_targets", "keyword_places", "competition", "keyword_competition", "keyword_map",
    "keyword_rivals", "keyword_gaps", "keyword_labels", "keyword_standing", "keyword_related",
    "keyword_topics", "keyword_topic_terms", "keyword_topic_shares",
)  # fmt: skip
INSERT = "insert into page_terms values "
VALUES = f"({', '.join('?' * 12)})"
ROWS = 50  # in one statement: a third cheaper than one by one


# The columns of page_terms from the term on: term, count, the densities A, B and C, in title, h1 and description,
# prominence, TF-IDF. A plain tuple, for there are fifty a page.
TermRow: TypeAlias = tuple[str, int, float, float, float, bool, bool, bool, float, float]


class PageRow(NamedTuple):
    """What the stage stores of one page."""

    url_id: int
    words: int
    terms: Sequence[TermRow]
    places: Sequence[Place]


class Writer:
    """Rows of one run."""

    def __init__(self, db: sqlite3.Connection, run_id: int) -> None:
        self._db = db
        self._run_id = run_id
        self._ids: dict[str, int] = {}

    def clear(self) -> None:
        """Delete what an earlier computation left, and the comparison that rested on it."""
        for table in TABLES:
            self._db.execute(f"delete from {table} where run_id = ?", [self._run_id])

    def write_targets(self, targets: Sequence[Target]) -> None:
        """Insert the target keywords in their order."""
        self._learn(target.term for target in targets)
        self._db.executemany(
            "insert into keyword_targets (run_id, term_id, origin, ordinal) values (?, ?, ?, ?)",
            [(self._run_id, self._ids[term], origin, at) for at, (term, origin) in enumerate(targets)],
        )

    def write_pages(self, pages: Sequence[PageRow]) -> None:
        """Insert words and terms of some pages."""
        self._learn(row[0] for page in pages for row in page.terms)
        run_id, ids = self._run_id, self._ids
        self._db.executemany(
            "insert into page_words (run_id, url_id, words) values (?, ?, ?)",
            [(run_id, page.url_id, page.words) for page in pages],
        )
        self._db.executemany(
            "insert into keyword_places (run_id, url_id, term_id, in_title, in_h1, in_description, in_intro, in_url,"
            " in_text, first_at, prominence) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(run_id, page.url_id, ids[place[0]], *place[1:]) for page in pages for place in page.places],
        )
        rows = [  # by id, the order of the table's key: they are then appended, not sorted in
            (run_id, page.url_id, term_id, *row[1:])
            for page in pages
            for term_id, row in sorted((ids[row[0]], row) for row in page.terms)
        ]
        for at in range(0, len(rows), ROWS):
            part = rows[at : at + ROWS]
            self._db.execute(INSERT + ", ".join([VALUES] * len(part)), list(chain.from_iterable(part)))

    def _learn(self, terms: Iterable[str]) -> None:
        """Make sure that the id of every term is known."""
        if len(self._ids) > KNOWN_TERMS:
            self._ids.clear()
        missing = sorted(set(terms) - self._ids.keys())
        self._db.executemany("insert into terms (term) values (?) on conflict do nothing", zip(missing, strict=True))
        self._ids.update(
            self._db.execute(
                "select t.term, t.term_id from json_each(?) j join terms t on t.term = j.value", [json.dumps(missing)]
            )
        )
