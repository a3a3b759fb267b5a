"""What the pages themselves do not tell of a keyword's places: alt texts, anchors, links; and the sums over all of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice

from crawler.records import LinkKind
from keywords.matching import copy_of, holds
from keywords.places import PLACEMENT

BATCH = 10_000  # anchor texts at once
RELEVANCE = {"placement": 0.70, "link_strength": 0.20, "prominence": 0.10}
FULL_LENGTH = 4  # characters from which on a term of a page weighs no more for being longer
# The weight of keywords.terms, of a row of page_terms k and its term in terms t.
TERM_WEIGHT = f"k.tfidf * min(length(t.term), {FULL_LENGTH}) * (1 + (k.in_title or k.in_h1))"

# Complete HTML pages that answered 2xx.
_HTML = "{0}.run_id = :run and {0}.is_html and {0}.status between 200 and 299 and not {0}.truncated"
_ANCHORS = f"""
    insert into keyword_places (run_id, term_id, url_id, anchors)
    select :run, k.term_id, t.url_id, count(distinct p.url_id)
    from pages p
    cross join links l on l.link_set_id = p.link_set_id
    join temp.keyword_texts k on k.anchor_id = l.anchor_id
    left join temp.keyword_moves m on m.url_id = l.target_id
    join pages t on t.url_id = coalesce(m.target_id, l.target_id) and {_HTML.format("t")}
    where p.run_id = :run and p.is_html and l.kind = {LinkKind.A.value} and t.url_id <> p.url_id
    group by k.term_id, t.url_id
    on conflict (run_id, term_id, url_id) do update set anchors = excluded.anchors
"""
_ALTS = f"""
    insert into keyword_places (run_id, term_id, url_id, in_alt)
    select distinct :run, k.term_id, p.url_id, 1
    from pages p
    cross join links l on l.link_set_id = p.link_set_id
    join temp.keyword_texts k on k.anchor_id = l.anchor_id
    where {_HTML.format("p")} and l.kind = {LinkKind.IMAGE.value}
    on conflict (run_id, term_id, url_id) do update set in_alt = 1
"""
_MOVES = """
    insert into temp.keyword_moves
    select r.url_id, r.target_id from redirects r
    where r.run_id = :run and r.hop = (select max(o.hop) from redirects o where o.run_id = :run and o.url_id = r.url_id)
"""
_STRENGTH = f"""
    insert into temp.link_strength
    select g.url_id, percent_rank() over (order by g.pagerank)
    from page_graph g join pages p on p.run_id = g.run_id and p.url_id = g.url_id
    where {_HTML.format("p")}
"""


def add_texts(db: sqlite3.Connection, run_id: int) -> None:
    """Complete the places of a run's target keywords with alt texts and internal anchors; sum them up.

    An anchor counts once for each page that links with it; a link to a redirect counts for the page at its end.
    """
    _temporary(db, "keyword_texts", "anchor_id integer, term_id integer, primary key (anchor_id, term_id)")
    _temporary(db, "keyword_moves", "url_id integer primary key, target_id integer")
    rows = db.execute(
        "select t.term, t.term_id from keyword_targets k join terms t using (term_id) where k.run_id = ?", [run_id]
    )
    targets = rows.fetchall()
    if not targets:
        return
    texts = db.execute("select anchor_id, text from anchors where text <> ''")
    while batch := list(islice(texts, BATCH)):
        db.executemany("insert into temp.keyword_texts values (?, ?)", list(_found(batch, targets)))
    run = {"run": run_id}
    db.execute(_MOVES, run)
    db.execute(_ANCHORS, run)
    db.execute(_ALTS, run)
    db.execute(f"update keyword_places set placement = {PLACEMENT} where run_id = :run", run)


def _found(batch: list[tuple[int, str]], targets: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    for anchor_id, text in batch:
        copy = copy_of(text)
        for term, term_id in targets:
            if holds(copy, term):
                yield anchor_id, term_id


def add_links(db: sqlite3.Connection, run_id: int) -> None:
    """Fill in link strength, where the link graph is known, and relevance; ``temp.link_strength`` is left for others.

    Link strength: share of the site's pages with a lower PageRank. What is unknown has no weight in relevance.
    """
    _temporary(db, "link_strength", "url_id integer primary key, strength real not null")
    run = {"run": run_id}
    db.execute(_STRENGTH, run)
    db.execute(
        "update keyword_places set link_strength = (select s.strength from temp.link_strength s"
        " where s.url_id = keyword_places.url_id) where run_id = :run",
        run,
    )
    db.execute(f"update keyword_places set relevance = {relevance_sql()} where run_id = :run", run)


def relevance_sql(placement: str = "placement", link: str = "link_strength", prominence: str = "prominence") -> str:
    """The relevance of a page for a term, 0..1, over the names of three columns."""
    known = f"{RELEVANCE['placement']} * {placement} + {RELEVANCE['prominence']} * {prominence}"
    without = RELEVANCE["placement"] + RELEVANCE["prominence"]
    return f"iif({link} is null, ({known}) / {without:.2f}, {known} + {RELEVANCE['link_strength']} * coalesce({link}, 0.0))"


def _temporary(db: sqlite3.Connection, name: str, columns: str) -> None:
    """An empty table of this connection."""
    db.execute(f"create temp table if not exists {name} ({columns}) without rowid")
    db.execute(f"delete from temp.{name}")
