"""Topics of the silos: which target keyword the pages of each are about, where the keyword stage is stored."""

from __future__ import annotations

import sqlite3

import numpy as np

from linkgraph.agreement import agreement
from linkgraph.arrays import integers

# The topic of a page is the target keyword that it is most relevant for.
TOPICS = """
    select c.community, c.term_id, count(*) as pages from (
        select g.community, k.term_id,
            row_number() over (partition by k.url_id order by k.relevance desc, k.placement desc, t.term) as place
        from keyword_places k
        join page_graph g on g.run_id = k.run_id and g.url_id = k.url_id
        join terms t on t.term_id = k.term_id
        where k.run_id = ? and g.community is not null and k.relevance > 0
    ) c where c.place = 1 group by c.community, c.term_id
"""


def fill_topics(db: sqlite3.Connection, run_id: int) -> tuple[float, float, int] | None:
    """Fill ``temp.silo_topics`` with the commonest topic of each silo; empty where no keywords are stored.

    Returns:
        Adjusted Rand index and purity of silos and topics, and how many pages have both; None for no page.
    """
    db.execute("drop table if exists temp.silo_topics")
    db.execute("create temp table silo_topics (community integer primary key, term text, pages integer)")
    table = integers(db.execute(TOPICS, [run_id]), 3)
    if not len(table):
        return None
    order = np.lexsort((table[:, 1], -table[:, 2], table[:, 0]))
    first = order[np.diff(table[order, 0], prepend=-1) != 0]
    for community, term_id, pages in table[first].tolist():
        db.execute(
            "insert into temp.silo_topics select ?, term, ? from terms where term_id = ?", [community, pages, term_id]
        )
    one, other = (np.repeat(table[:, column], table[:, 2]) for column in (0, 1))
    return *agreement(one, np.unique(other, return_inverse=True)[1]), len(one)
