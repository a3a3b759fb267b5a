"""The gap between the own site and its competitors: terms that one side aims pages at and the other does not.

A page aims at a term when title or h1 holds it. Compared are terms that are among the 50 best of some page; mentions in
running text alone make no gap. A competitor counts when two of its pages aim at the term, or two competitors do.

- gap: no own page aims at the term.
- weak: fewer own pages do than a third of what the competitors that aim at it have on average, and the share of own pages
  is less than a third of the competitors' mean share: neither a large nor a small site is weak by its size alone.
- lead: at least two own pages aim at the term and no page of any competitor does.

Names of the sites, product codes and numbers are left out, and of terms on the same pages the longer one stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crawler.store import Store
from keywords.brands import brand_names, is_brand
from keywords.matching import copy_of, holds, is_han

LISTED = 300  # terms of each kind
LOOKED_AT = 3 * LISTED  # before names and pieces are taken out
WEAK = 1 / 3  # of the competitors' mean share
SAME = 0.8  # two terms on nearly the same number of pages, one inside the other

_COUNT = """
    insert into temp.keyword_heads
    select term_id, :run, sum(in_title or in_h1), count(*) from page_terms where run_id = :run group by term_id
        having sum(in_title or in_h1) > 0
"""
_RIVALS = """
    select h.term_id, t.term, count(*), sum(h.heads), sum(h.pages), sum(1.0 * h.heads / s.pages) / :rivals as share
    from temp.keyword_heads h
    join temp.keyword_sites s on s.run_id = h.run_id
    join terms t on t.term_id = h.term_id
    where h.run_id <> :own
    group by h.term_id having count(*) > 1 or max(h.heads) > 1
    order by count(*) desc, share desc, t.term limit :limit
"""
_OWN = """
    select h.term_id, t.term, 0, 0, 0, 0.0
    from temp.keyword_heads h
    join terms t on t.term_id = h.term_id
    where h.run_id = :own and h.heads > 1
        and not exists (select 1 from temp.keyword_heads r where r.term_id = h.term_id and r.run_id <> :own)
    order by h.heads desc, t.term limit :limit
"""
# The key of page_terms begins with the page: all terms are asked for at once, since one reads the whole run.
_BEST = """
    select term_id, url_id from (
        select k.term_id, k.url_id, row_number() over (
            partition by k.term_id order by k.in_title desc, k.in_h1 desc, k.tfidf desc, u.url
        ) as place
        from page_terms k
        cross join temp.keyword_wanted w on w.term_id = k.term_id
        join urls u on u.url_id = k.url_id
        where k.run_id in (select value from json_each(?))
    ) where place = 1
"""
_PAGES = """
    select k.term_id, sum(k.in_title or k.in_h1), count(*)
    from page_terms k cross join temp.keyword_wanted w on w.term_id = k.term_id
    where k.run_id = ? group by k.term_id
"""


class Term(NamedTuple):
    """A term that the competitors aim pages at, or none of them does."""

    term_id: int
    term: str
    rivals: int
    heads: int
    pages: int
    share: float


def run_gaps(store: Store, run_id: int, rivals: Sequence[int]) -> None:
    """Write ``keyword_gaps`` of a run against the runs of its competitors; nothing without a competitor."""
    with store.atomic() as db:
        db.execute("delete from keyword_gaps where run_id = ?", [run_id])
        if not rivals:
            return
        sites = _count(db, [run_id, *rivals])
        values = {"own": run_id, "rivals": len(rivals), "limit": LOOKED_AT}
        theirs = [Term(*row) for row in db.execute(_RIVALS, values)]
        ours = [Term(*row) for row in db.execute(_OWN, values)]
        own_names = brand_names(db, run_id)
        names = own_names.union(*(brand_names(db, rival) for rival in rivals))
        theirs = [one for one in theirs if is_subject(one.term) and not is_brand(one.term, names)]
        ours = [one for one in ours if is_subject(one.term) and not is_brand(one.term, own_names)]
        heads = _exact_heads(db, [run_id], [one.term for one in theirs])
        known = _exact_heads(db, rivals, [one.term for one in ours])
        _want(db, (*theirs, *ours))
        counted = {term_id: (heads, pages) for term_id, heads, pages in db.execute(_PAGES, [run_id])}
        aimed = {one.term: counted.get(one.term_id, (0, 0)) for one in (*theirs, *ours)}
        gaps, weak = [], []
        for one in theirs:
            own = max(heads[one.term], aimed[one.term][0])
            if not own:
                gaps.append(one)
            elif own / sites[run_id] < WEAK * one.share and own < WEAK * one.heads / one.rivals:
                weak.append(one)
        leads = [one for one in ours if not known[one.term]]
        for kind, terms, where in (("gap", gaps, rivals), ("weak", weak, rivals), ("lead", leads, [run_id])):
            listed = _whole(terms, aimed, kind)[:LISTED]
            _want(db, listed)
            best = dict(db.execute(_BEST, [str(list(where))]).fetchall())
            for ordinal, one in enumerate(listed):
                own_heads, own_pages = aimed[one.term]
                own_heads = max(own_heads, heads.get(one.term, 0))
                counts = (one.rivals, one.heads, one.pages, one.share, own_heads, max(own_pages, own_heads))
                row = [run_id, one.term_id, kind, ordinal, *counts, own_heads / sites[run_id], best[one.term_id]]
                db.execute("insert into keyword_gaps values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def is_subject(term: str) -> bool:
    """Whether a term may be what a page is about: words, no product code or number."""
    return not any(map(str.isdigit, term)) or " " in term or any(map(is_han, term))


def _count(db: sqlite3.Connection, run_ids: Iterable[int]) -> dict[int, int]:
    """Fill the temporary tables with what each site aims at; returns the pages judged of each run, at least 1."""
    for name, columns in (
        (
            "keyword_heads",
            "term_id integer, run_id integer, heads integer, pages integer, primary key (term_id, run_id)",
        ),
        ("keyword_sites", "run_id integer primary key, pages integer"),
    ):
        db.execute(f"create temp table if not exists {name} ({columns}) without rowid")
        db.execute(f"delete from temp.{name}")
    found = {}
    for run_id in dict.fromkeys(run_ids):
        db.execute(_COUNT, {"run": run_id})
        (pages,) = db.execute("select count(*) from page_words where run_id = ?", [run_id]).fetchone()
        found[run_id] = max(int(pages), 1)
        db.execute("insert into temp.keyword_sites values (?, ?)", [run_id, found[run_id]])
    return found


def _want(db: sqlite3.Connection, terms: Iterable[Term]) -> None:
    """Set down the terms that the next queries are about."""
    db.execute("create temp table if not exists keyword_wanted (term_id integer primary key)")
    db.execute("delete from temp.keyword_wanted")
    db.executemany("insert into temp.keyword_wanted values (?)", [(one.term_id,) for one in terms])


def _exact_heads(db: sqlite3.Connection, run_ids: Sequence[int], terms: Sequence[str]) -> dict[str, int]:
    """Pages with each term in title or h1, whether or not it is among their best terms."""
    counts = dict.fromkeys(terms, 0)
    for run_id in run_ids if terms else ():
        rows = db.execute(
            "select title, h1 from pages where run_id = ? and is_html and status between 200 and 299 and not truncated",
            [run_id],
        )
        for title, h1 in rows:
            copy = copy_of(f"{title}\n{h1}")
            for term in terms:
                if term in copy and holds(copy, term):
                    counts[term] += 1
    return counts


def _whole(terms: Sequence[Term], aimed: dict[str, tuple[int, int]], kind: str) -> list[Term]:
    """The terms in their order, without those inside a longer one, or around a shorter one, on nearly the same pages."""
    heads = {one.term: aimed[one.term][0] if kind == "lead" else one.heads for one in terms}
    kept: list[Term] = []
    for one in sorted(terms, key=lambda one: -len(one.term)):
        same = (
            one.term in other.term and heads[other.term] >= SAME * heads[one.term]
            for other in kept
        )  # fmt: skip
        if not any(same):
            kept.append(one)
    chosen = set(kept)
    return [one for one in terms if one in chosen]
