"""What the pages of each silo speak of: terms of the keyword stage that set its pages apart from those of other silos."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from typing import NamedTuple

DESCRIBED = 200  # silos, the largest
SAMPLE = 100  # pages of each, the strongest by PageRank
TERMS = 5
FEWEST = 2  # pages that have a term, where the silo has so many

# The 50 best terms of each page are stored: a term counts for the pages that have it among them.
_SQL = """
    with ranked as (
        select g.community, g.url_id, row_number() over (partition by g.community order by g.pagerank desc, g.url_id) as place
        from page_graph g where g.run_id = :run and g.community between 1 and :described
    ),
    sample as materialized (select community, url_id from ranked where place <= :sample)
    select s.community, k.term_id, count(*) as pages, sum(k.tfidf * (1 + k.in_title + k.in_h1)) as weight
    from sample s cross join page_terms k on k.run_id = :run and k.url_id = s.url_id and k.tfidf > 0
    group by s.community, k.term_id
"""


class SiloTerm(NamedTuple):
    """A term of a silo."""

    term: str
    share: float  # of the silo's sampled pages, 0..1, that have it among their best terms
    elsewhere: float  # the same of all silos, by their pages


class _Count(NamedTuple):
    term_id: int
    pages: int
    weight: float


def silo_terms(db: sqlite3.Connection, run_id: int) -> dict[int, list[SiloTerm]]:
    """By silo, at most ``TERMS`` terms; the most telling first. Empty where no keyword analysis is stored.

    A term is worth p log(p / q): p is its share of the silo's pages, q that of the pages of all silos. So it is both
    common in the silo and rare elsewhere (its part of the Kullback-Leibler divergence).

    Memory and time: of ``DESCRIBED`` silos with ``SAMPLE`` pages each, whatever the size of the site.
    """
    sizes: dict[int, int] = dict(
        db.execute(
            "select community, pages from link_communities where run_id = ? and community <= ?", [run_id, DESCRIBED]
        ).fetchall()
    )
    counts: dict[int, list[_Count]] = defaultdict(list)
    values = {"run": run_id, "described": DESCRIBED, "sample": SAMPLE}
    for community, *rest in db.execute(_SQL, values):
        counts[community].append(_Count(*rest))
    usual: dict[int, float] = defaultdict(float)
    total = sum(sizes.get(community, 0) for community in counts)
    for community, listed in counts.items():
        for one in listed:
            usual[one.term_id] += one.pages / min(sizes[community], SAMPLE) * sizes[community] / total
    return {
        community: _best(db, listed, min(sizes[community], SAMPLE), usual)
        for community, listed in sorted(counts.items())
    }


def _best(db: sqlite3.Connection, counts: list[_Count], sampled: int, usual: dict[int, float]) -> list[SiloTerm]:
    """The most telling terms; of two of which one has the other in it only the better."""

    def worth(one: _Count) -> tuple[float, float, int]:
        share = one.pages / sampled
        return -share * math.log(max(share / usual[one.term_id], 1.0)), -one.weight, one.term_id

    fitting = [one for one in counts if one.pages >= min(FEWEST, sampled)]
    found: list[SiloTerm] = []
    for one in sorted(fitting, key=worth):
        (term,) = db.execute("select term from terms where term_id = ?", [one.term_id]).fetchone()
        if not any(term in other.term or other.term in term for other in found):
            found.append(SiloTerm(term, one.pages / sampled, usual[one.term_id]))
        if len(found) == TERMS:
            break
    return found


def fill_silo_terms(db: sqlite3.Connection, run_id: int) -> bool:
    """Fill ``temp.silo_terms`` with the terms of each silo, and the share of the first; false where there are none."""
    db.execute("drop table if exists temp.silo_terms")
    db.execute("create temp table silo_terms (community integer primary key, terms text, share real)")
    found = silo_terms(db, run_id)
    db.executemany(
        "insert into temp.silo_terms values (?, ?, ?)",
        ((at, "; ".join(one.term for one in terms), terms[0].share) for at, terms in found.items() if terms),
    )
    return bool(found)
