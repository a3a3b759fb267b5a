"""The main terms and phrases of the whole site."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from crawler.text import printable
from reports.model_keywords import TermRow
from reports.numbers import share
from reports.parts import Cut
from reports.reader import Reader

FROM_PAGES = 10_000  # the strongest: all pages of a large site take too long, and change the picture little
TERMS, PHRASES = 30, 20
AMONG = 3_000  # terms among which phrases are looked for

BEST = """
    with strongest as (
        select p.url_id from page_words p left join page_graph g using (run_id, url_id)
        where p.run_id = :run order by g.pagerank desc, p.url_id limit :pages
    ), best as (
        select k.term_id, sum(k.count) as hits, count(*) as pages, sum(k.in_title) as titles,
            avg(k.density_chars) as density, sum(k.tfidf) as weight, count(*) over () as terms
        from strongest s cross join page_terms k on k.run_id = :run and k.url_id = s.url_id
        group by k.term_id order by weight desc, k.term_id limit :among
    )
    select t.term, b.* from best b join terms t on t.term_id = b.term_id order by b.weight desc, t.term
"""


def site_terms(reader: Reader) -> tuple[tuple[TermRow, ...], Cut, tuple[TermRow, ...]]:
    """Terms by the sum of their TF-IDF over the strongest pages, how many there are, and the phrases among them."""
    rows = list(reader.rows(BEST, pages=FROM_PAGES, among=AMONG))
    total = int(rows[0]["terms"]) if rows else 0
    terms, phrases = rows[:TERMS], [row for row in rows if is_phrase(row["term"])][:PHRASES]
    command = f"xunlu keywords top {reader.run_id} --format csv"
    return _made(terms), Cut(len(terms), total, command, len(terms) >= total), _made(phrases)


def is_phrase(term: str) -> bool:
    """Of several words: with a space, or of four Han characters and more."""
    return " " in term or (len(term) >= 4 and all("\u3400" <= char <= "\u9fff" for char in term))


def _made(rows: Sequence[sqlite3.Row]) -> tuple[TermRow, ...]:
    longest = max((int(row["hits"]) for row in rows), default=0)
    return tuple(
        TermRow(
            term=printable(row["term"]),
            hits=int(row["hits"]),
            pages=int(row["pages"]),
            titles=int(row["titles"]),
            density=100.0 * float(row["density"]),
            width=share(int(row["hits"]), longest),
        )
        for row in rows
    )
