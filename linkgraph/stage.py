"""The stage: reads a run's links from the store, computes, and writes the room's tables in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from crawler.records import LinkKind
from crawler.store import Store
from linkgraph.anchors import KINDS, anchor_profiles, load_spellings
from linkgraph.arrays import Numbers, integers
from linkgraph.crawl import load_crawl, nearest
from linkgraph.domains import external_domains
from linkgraph.flow import Types, flow
from linkgraph.leaks import link_leaks
from linkgraph.load import load_answers, load_canonicals, load_pages, load_starts, load_types
from linkgraph.measure import MEASURES, NULLS, Measures, measure
from linkgraph.packed import packed_rows
from linkgraph.roles import Repeated
from linkgraph.writing import insert_rows

STEP = 10_000  # rows turned into Python numbers at once
ANCHOR = (1 << 32) - 1  # mask of the anchor_id in a pair's key
TABLES = (
    "link_roles", "page_graph", "anchor_profiles", "page_anchors", "external_domains", "link_leaks",
    "link_communities", "link_flow", "link_graphs", "packed_links",
)  # fmt: skip

OTHER_OUTLINKS = f"""
    select p.url_id, count(distinct l.target_id)
    from pages p join links l on l.link_set_id = p.link_set_id
    where p.run_id = ? and not (p.is_html and p.status is 200) and l.kind = {LinkKind.A.value}
    group by p.url_id
"""


def run_links(store: Store, run_id: int) -> None:
    """Compute the link graph of a run and store it, replacing what was stored of it.

    Raises:
        NotConvergedError: PageRank did not settle.
    """
    crawl = load_crawl(store.db, run_id)
    others = integers(store.db.execute(OTHER_OUTLINKS, [run_id]), 2)
    measures = measure(store.db, crawl, load_starts(store.db, run_id), others)
    rank = nearest(measures.node_depths, crawl.nodes)
    pages, canonicals = load_pages(store.db, run_id), load_canonicals(store.db, run_id)
    types, answers = Types(*load_types(store.db, run_id)), load_answers(store.db, run_id, crawl.where.size)
    flows = flow(crawl, measures.pairs, measures.merged, measures.scores, types, answers, canonicals)
    with store.atomic() as db:
        for table in TABLES:
            db.execute(f"delete from {table} where run_id = ?", [run_id])
        for found in crawl.repeated:
            insert_rows(db, "link_roles", _role_rows(run_id, found))
        names = ", ".join(MEASURES)
        insert_rows(db, f"page_graph (run_id, url_id, {names})", _page_rows(run_id, pages, measures))
        spellings = load_spellings(db, np.bincount(crawl.links.anchor))
        for profiles in anchor_profiles(crawl, spellings):
            insert_rows(
                db, "anchor_profiles", _rows(run_id, profiles.targets, lambda bits: None if bits != bits else bits)
            )
            insert_rows(db, "page_anchors", _rows(run_id, profiles.anchors, lambda number: KINDS[int(number)]))
        insert_rows(db, "external_domains", ((run_id, *row) for row in external_domains(db, crawl, rank)))
        insert_rows(db, "link_leaks", ((run_id, *row) for row in link_leaks(crawl, canonicals, rank, flows.wasted)))
        insert_rows(db, "link_communities", ((run_id, *row) for row in measures.silos.rows))
        insert_rows(db, "link_flow", ((run_id, *row) for row in flows.rows))
        packed = packed_rows(run_id, crawl.nodes, measures.pairs, measures.main, crawl.where.size)
        for row in packed:
            insert_rows(db, "packed_links", [row])
        facts = ", ".join(measures.facts)
        insert_rows(db, f"link_graphs (run_id, {facts})", [(run_id, *measures.facts.values())])
        store.mark_stage(run_id, "links")


def _role_rows(run_id: int, found: Repeated) -> Iterator[tuple[int, ...]]:
    keys, pages = found.keys.tolist(), found.pages.tolist()
    for key, count in zip(keys, pages, strict=True):
        yield run_id, found.template_id, key >> 32, key & ANCHOR, count


def _page_rows(run_id: int, pages: NDArray[np.int64], measures: Measures) -> Iterator[tuple[float | None, ...]]:
    for first in range(0, len(pages), STEP):
        some = pages[first : first + STEP]
        columns = [_column(measures, name, some) for name in MEASURES]
        yield from zip(repeat(run_id), some.tolist(), *columns, strict=False)


def _column(measures: Measures, name: str, some: NDArray[np.int64]) -> list[float | None]:
    values: list[float | None] = measures.columns[name][some].tolist()
    if name not in NULLS:
        return values
    null = NULLS[name]
    return [None if value == null else value for value in values]


def _rows(
    run_id: int, columns: tuple[Numbers, ...], last: Callable[[float], float | str | None]
) -> Iterator[tuple[object, ...]]:
    """Rows of arrays of equal length, ``STEP`` at a time, after the run; ``last`` makes the last column's values."""
    for first in range(0, len(columns[0]), STEP):
        *numbers, final = (column[first : first + STEP].tolist() for column in columns)
        yield from zip(repeat(run_id), *numbers, map(last, final), strict=False)
