"""Which pages speak of the same things: terms that the keyword analysis stored, shared between targets and other pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkgraph.graph import Addresses

TERMS = 8  # of a target, those with the most weight
COMMON = 0.2  # terms on a larger part of the pages relate nothing to nothing

Weights = dict[int, float]  # tfidf by term_id

_OWN = """
    select k.url_id, k.term_id, k.tfidf * (1 + k.in_title + k.in_h1) from page_terms k
    join temp.suggest_targets t on t.url_id = k.url_id where k.run_id = ? order by 1, 3 desc, 2
"""
# The key of page_terms begins with the page: all terms are asked for at once, since one reads the whole run.
_OTHERS = """
    select k.term_id, k.url_id, k.tfidf from page_terms k
    where k.run_id = ? and k.term_id in (select term_id from temp.suggest_terms)
"""


@dataclass(frozen=True, slots=True)
class Relevance:
    """Terms of the targets by url_id, and the pages that have them, ordered by term."""

    terms: dict[int, Weights]
    term_ids: NDArray[np.int64]
    nodes: NDArray[np.int32]
    weights: NDArray[np.float64]
    pages: int

    def of(self, url_id: int) -> NDArray[np.float64]:
        """Shape (nodes,): how much each page shares with a target, 0..1, the most related being 1."""
        found = np.zeros(self.pages)
        for term_id, weight in self.terms.get(url_id, {}).items():
            begin, end = np.searchsorted(self.term_ids, [term_id, term_id + 1])
            if end - begin <= max(COMMON * self.pages, 4):
                found[self.nodes[begin:end]] += self.weights[begin:end] * weight
        highest = float(found.max(initial=0))
        return found / highest if highest else found


def relevance(db: sqlite3.Connection, run_id: int, targets: Sequence[int], where: Addresses, pages: int) -> Relevance:
    """Read the terms of ``targets`` (url_ids), and what other pages have of them."""
    _table(db, "suggest_targets", "url_id", targets)
    terms: dict[int, Weights] = {}
    for url_id, term_id, weight in db.execute(_OWN, [run_id]):
        own = terms.setdefault(url_id, {})
        if len(own) < TERMS:
            own[term_id] = weight
    _table(db, "suggest_terms", "term_id", sorted({term_id for own in terms.values() for term_id in own}))
    kind = np.dtype([("term", np.int64), ("url", np.int64), ("weight", np.float64)])
    table = np.fromiter(db.execute(_OTHERS, [run_id]), dtype=kind)
    node = where.node[table["url"]]
    table, node = table[node >= 0], node[node >= 0]
    order = np.argsort(table["term"], kind="stable")
    return Relevance(terms, table["term"][order], node[order], table["weight"][order], pages)


def shared_terms(
    db: sqlite3.Connection, run_id: int, source: int, target: int, terms: Weights
) -> list[tuple[str, bool]]:
    """Terms of a target that a page has, too, the weightiest first, and whether they stand in the target's title or h1."""
    marks = ", ".join("?" * len(terms))
    rows = db.execute(
        f"select t.term, k.in_title or k.in_h1, k.term_id from page_terms k join terms t using (term_id)"
        f" where k.run_id = ? and k.url_id = ? and k.term_id in ({marks}) and exists (select 1 from page_terms s"
        " where s.run_id = k.run_id and s.url_id = ? and s.term_id = k.term_id)",
        [run_id, target, *terms, source],
    )
    found = sorted(rows, key=lambda row: (-terms[row[2]], row[0]))
    return [(str(term), bool(titled)) for term, titled, _ in found]


def _table(db: sqlite3.Connection, name: str, column: str, values: Sequence[int]) -> None:
    db.execute(f"drop table if exists temp.{name}")
    db.execute(f"create temp table {name} ({column} integer primary key)")
    db.executemany(f"insert into temp.{name} values (?)", _rows(values))


def _rows(values: Sequence[int]) -> Iterator[tuple[int]]:
    return ((value,) for value in values)
