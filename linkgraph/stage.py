"""The stage: reads a run's links from the store, writes ``link_roles`` and ``page_graph``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from crawler.records import LinkKind
from crawler.store import Store
from linkgraph.arrays import integers
from linkgraph.depth import UNREACHED, click_depths
from linkgraph.graph import Addresses, Graph, Pairs, addresses, distinct, page_graph
from linkgraph.load import load_links, load_nodes, load_pages, load_redirects, load_starts
from linkgraph.pagerank import pagerank
from linkgraph.roles import Repeated, editorial, repeated_links

Number = TypeVar("Number", np.int64, np.float64)
STEP = 10_000  # pages written at once
MEASURES = ("inlinks", "inlinks_followed", "outlinks", "pagerank", "pagerank_editorial")
ANCHOR = (1 << 32) - 1  # mask of the anchor_id in a pair's key

OTHER_OUTLINKS = f"""
    select p.url_id, count(distinct l.target_id)
    from pages p join links l on l.link_set_id = p.link_set_id
    where p.run_id = ? and not (p.is_html and p.status is 200) and l.kind = {LinkKind.A.value}
    group by p.url_id
"""


@dataclass(frozen=True, slots=True)
class Measures:
    """What ``page_graph`` stores; arrays indexed by url_id."""

    depth: NDArray[np.int32]  # UNREACHED: no followable path
    inlinks: NDArray[np.int64]
    inlinks_followed: NDArray[np.int64]
    outlinks: NDArray[np.int64]
    pagerank: NDArray[np.float64]
    pagerank_editorial: NDArray[np.float64]


def run_links(store: Store, run_id: int) -> None:
    """Compute the link graph of a run and store it, replacing what was stored of it.

    Raises:
        NotConvergedError: PageRank did not settle.
    """
    repeated, measures = measure(store.db, run_id)
    pages = load_pages(store.db, run_id)
    with store.atomic() as db:
        db.execute("delete from link_roles where run_id = ?", [run_id])
        db.execute("delete from page_graph where run_id = ?", [run_id])
        for found in repeated:
            db.executemany("insert into link_roles values (?, ?, ?, ?, ?)", _role_rows(run_id, found))
        names = f"run_id, url_id, depth, {', '.join(MEASURES)}"
        db.executemany(f"insert into page_graph ({names}) values (?, ?, ?, ?, ?, ?, ?, ?)", _page_rows(run_id, pages, measures))
        store.mark_stage(run_id, "links")


def measure(db: sqlite3.Connection, run_id: int) -> tuple[list[Repeated], Measures]:
    """Everything the stage stores, computed and not yet written."""
    nodes = load_nodes(db, run_id)
    links = load_links(db, nodes)
    redirects = load_redirects(db, run_id)
    highest = db.execute("select coalesce(max(url_id), 0) from urls").fetchone()[0]
    where, count = addresses(nodes, redirects, highest), len(nodes.url_ids)

    repeated = repeated_links(nodes, links)
    chosen = editorial(nodes, links, repeated)
    pairs = distinct(links.source, links.target, links.followed, count, where.size)
    main = distinct(links.source[chosen], links.target[chosen], links.followed[chosen], count, where.size)
    graph = page_graph(pairs, where, count)

    not_self = where.node[pairs.target] != pairs.source
    others = integers(db.execute(OTHER_OUTLINKS, [run_id]), 2)
    outlinks = _by_url(np.bincount(pairs.source, minlength=count), nodes.url_ids, where.size)
    outlinks[others[:, 0]] = others[:, 1]
    return repeated, Measures(
        _depths(pairs, graph, where, redirects, load_starts(db, run_id), nodes.url_ids),
        np.bincount(pairs.target[not_self], minlength=where.size),
        np.bincount(pairs.target[not_self & pairs.followed], minlength=where.size),
        outlinks,
        _by_url(_scores(graph, count), nodes.url_ids, where.size),
        _by_url(_scores(page_graph(main, where, count), count), nodes.url_ids, where.size),
    )


def _scores(graph: Graph, count: int) -> NDArray[np.float64]:
    return pagerank(graph.source, graph.target, count, lost=graph.lost)


def _by_url(values: NDArray[Number], url_ids: NDArray[np.int64], size: int) -> NDArray[Number]:
    """Values of nodes as an array indexed by url_id, 0 elsewhere."""
    spread = np.zeros(size, dtype=values.dtype)
    spread[url_ids] = values
    return spread


def _depths(
    pairs: Pairs,
    graph: Graph,
    where: Addresses,
    redirects: NDArray[np.int64],
    starts: list[int],
    url_ids: NDArray[np.int64],
) -> NDArray[np.int32]:
    """Click depth by url_id; URLs that are no page (redirects, errors) have the depth they are found at."""
    begin = where.node[where.final[starts]] if starts else np.zeros(0, dtype=np.int32)
    of_nodes = click_depths(graph.source, graph.target, len(url_ids), begin[begin >= 0])
    depths = np.full(where.size, UNREACHED, dtype=np.int32)
    depths[url_ids] = of_nodes
    leaf = pairs.followed & (where.node[pairs.target] < 0) & (of_nodes[pairs.source] < UNREACHED)
    np.minimum.at(depths, pairs.target[leaf], of_nodes[pairs.source[leaf]] + 1)
    depths[starts] = 0
    hops = redirects[where.node[redirects[:, 1]] < 0]  # a redirect costs nothing, also when it ends in an error
    np.minimum.at(depths, hops[:, 1], depths[hops[:, 0]])
    return depths


def _role_rows(run_id: int, found: Repeated) -> Iterator[tuple[int, ...]]:
    keys, pages = found.keys.tolist(), found.pages.tolist()
    for key, count in zip(keys, pages, strict=True):
        yield run_id, found.template_id, key >> 32, key & ANCHOR, count


def _page_rows(run_id: int, pages: NDArray[np.int64], measures: Measures) -> Iterator[tuple[float | None, ...]]:
    for first in range(0, len(pages), STEP):
        some = pages[first : first + STEP]
        depths = [None if depth == UNREACHED else depth for depth in measures.depth[some].tolist()]
        columns = [getattr(measures, name)[some].tolist() for name in MEASURES]
        yield from zip(repeat(run_id), some.tolist(), depths, *columns, strict=False)
