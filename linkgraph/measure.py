"""What ``page_graph`` stores of every URL, computed from the crawl's links."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from linkgraph.arrays import Flags, Ints, Numbers, distinct_values
from linkgraph.betweenness import betweenness, sample
from linkgraph.bridges import cut_off
from linkgraph.components import components
from linkgraph.crawl import Crawl
from linkgraph.depth import UNREACHED, click_depths
from linkgraph.graph import Graph, Pairs, distinct, graph_of, merged_pairs, page_graph
from linkgraph.hits import hits
from linkgraph.matrix import Matrix, link_matrix
from linkgraph.pagerank import pagerank_of
from linkgraph.silos import Groups, Silos, groups_of, load_url_order, silos

MEASURES = (
    "depth", "inlinks", "inlinks_followed", "outlinks", "pagerank", "pagerank_editorial", "hub", "authority",
    "strong_component", "strong_size", "weak_component", "weak_size", "dead_end", "inlinks_editorial",
    "outlinks_editorial", "outlinks_nofollow", "in_degree", "out_degree", "reciprocal", "betweenness", "community",
    "cut_off", "before_id",
)  # fmt: skip
DIGITS = 9  # of a score
# What stands for null: no path, no page of the graph.
NULLS = {
    "depth": UNREACHED,
    **dict.fromkeys(("strong_component", "strong_size", "weak_component", "weak_size", "community", "before_id"), 0),
}


@dataclass(frozen=True, slots=True)
class Measures:
    """The columns of ``page_graph``, by their name; arrays indexed by url_id. ``NULLS`` says what means null."""

    columns: dict[str, Numbers]
    node_depths: NDArray[np.int32]  # of the nodes
    pairs: Pairs  # distinct (page, URL linked to)
    main: Pairs  # the editorial ones
    merged: Pairs  # the same with redirects followed
    scores: NDArray[np.float64]  # PageRank of the nodes
    facts: dict[str, float | None]  # of the run: columns of ``link_graphs``
    silos: Silos


def measure(db: sqlite3.Connection, crawl: Crawl, starts: list[int], others: NDArray[np.int64]) -> Measures:
    """Everything of single pages that the stage stores.

    Args:
        db: the store, where ``load_nodes`` left the nodes; of it the URLs are read.
        crawl: what is stored of the run.
        starts: url_ids of the start URLs.
        others: shape (pages, 2), url_id and distinct targets of pages that are no nodes.
    """
    links, where, count, chosen = crawl.links, crawl.where, crawl.pages, crawl.editorial
    order = load_url_order(db)
    groups = groups_of(crawl, order)
    pairs = distinct(links.source, links.target, links.followed, count, where.size)
    main = distinct(links.source[chosen], links.target[chosen], links.followed[chosen], count, where.size)
    merged = merged_pairs(pairs, where, count)
    graph, main_graph = graph_of(merged, where, count), page_graph(main, where, count)
    matrix = link_matrix(graph.source, graph.target, count)
    begin = _starts(crawl, starts)
    depths = click_depths(matrix, begin)

    of_nodes = _of_nodes(matrix, graph, main_graph, count)
    scores: NDArray[np.float64] = of_nodes["pagerank"].astype(np.float64)
    found = silos(db, crawl, groups, scores, order)
    begins = sample(order, matrix.forward.nnz)
    of_nodes |= {
        "reciprocal": reciprocal(matrix),
        "in_degree": np.diff(matrix.backward.indptr),
        "out_degree": np.diff(matrix.forward.indptr),
        "betweenness": settled(betweenness(matrix, begins)),
        "community": groups.number,
        "cut_off": cut_off(matrix, begin, depths),
        "outlinks": np.bincount(pairs.source, minlength=count),
        "outlinks_editorial": np.bincount(main.source, minlength=count),
        "outlinks_nofollow": np.bincount(pairs.source[~pairs.followed & crawl.internal[pairs.target]], minlength=count),
    }
    columns: dict[str, Numbers] = {name: by_url(values, crawl) for name, values in of_nodes.items()}
    columns["outlinks"][others[:, 0]] = others[:, 1]
    columns["inlinks"] = _inlinks(pairs, crawl)
    columns["inlinks_followed"] = _inlinks(pairs, crawl, pairs.followed)
    columns["inlinks_editorial"] = _inlinks(main, crawl)
    columns["depth"] = _depths(pairs, crawl, depths, starts)
    columns["before_id"] = _before(pairs, crawl, depths, columns["depth"], order)
    facts = _facts(matrix, of_nodes, groups, found, len(begins))
    return Measures(columns, depths, pairs, main, merged, scores, facts, found)


def _facts(
    matrix: Matrix, of_nodes: dict[str, Numbers], groups: Groups, found: Silos, sampled: int
) -> dict[str, float | None]:
    links = matrix.forward.nnz
    return {
        "pages": matrix.pages,
        "links": links,
        "reciprocity": round(float(of_nodes["reciprocal"].sum()) / links, DIGITS) if links else None,
        "sampled": sampled,
        "communities": len(found.rows),
        "modularity": round(groups.modularity, DIGITS) if found.rows else None,
        "folder_level": found.level,
        "folder_rand": None if found.folder_rand is None else round(found.folder_rand, DIGITS),
        "folder_purity": None if found.folder_purity is None else round(found.folder_purity, DIGITS),
    }


def reciprocal(matrix: Matrix) -> NDArray[np.int64]:
    """Pages that each page both links to and is linked from; shape (pages,), self-links not counted."""
    both = csr_array(matrix.forward.multiply(matrix.backward))
    found: NDArray[np.int64] = np.diff(both.indptr).astype(np.int64) - (both.diagonal() != 0)
    return found


def _of_nodes(matrix: Matrix, graph: Graph, main: Graph, count: int) -> dict[str, Numbers]:
    """Scores and components of the nodes."""
    hubs, authorities = hits(matrix)
    strong, weak = components(matrix)
    return {
        "pagerank": settled(pagerank_of(matrix, lost=graph.lost)),
        "pagerank_editorial": settled(pagerank_of(link_matrix(main.source, main.target, count), lost=main.lost)),
        "hub": settled(hubs),
        "authority": settled(authorities),
        "strong_component": strong.number,
        "strong_size": strong.size,
        "weak_component": weak.number,
        "weak_size": weak.size,
        "dead_end": (np.diff(matrix.forward.indptr) == 0).astype(np.int64),
    }


def settled(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores of nine digits: pages that are equal rank the same, whatever the order in which the sums were added."""
    found = scores.copy()
    positive = scores > 1e-200  # of smaller ones the scale has no number
    scale = 10.0 ** (DIGITS - 1 - np.floor(np.log10(scores[positive])))
    found[positive] = np.round(scores[positive] * scale) / scale
    return found


def by_url(values: Numbers, crawl: Crawl) -> Numbers:
    """Values of nodes as an array indexed by url_id, 0 elsewhere."""
    spread: NDArray[Any] = np.zeros(crawl.where.size, dtype=values.dtype)
    spread[crawl.nodes.url_ids] = values
    return spread


def _inlinks(pairs: Pairs, crawl: Crawl, chosen: Flags | None = None) -> NDArray[np.int64]:
    """Pages that link to each URL, the page itself left out."""
    counted = crawl.where.node[pairs.target] != pairs.source
    if chosen is not None:
        counted &= chosen
    return np.bincount(pairs.target[counted], minlength=crawl.where.size)


def _starts(crawl: Crawl, starts: list[int]) -> Ints:
    """Node numbers of the start pages."""
    where = crawl.where
    begin: Ints = where.node[where.final[starts]] if starts else np.zeros(0, dtype=np.int32)
    return distinct_values(begin[begin >= 0])


def _depths(pairs: Pairs, crawl: Crawl, of_nodes: NDArray[np.int32], starts: list[int]) -> NDArray[np.int32]:
    """Click depth by url_id; URLs that are no page (redirects, errors) have the depth they are found at."""
    where, redirects = crawl.where, crawl.redirects
    depths = np.full(where.size, UNREACHED, dtype=np.int32)
    depths[crawl.nodes.url_ids] = of_nodes
    leaf = pairs.followed & (where.node[pairs.target] < 0) & (of_nodes[pairs.source] < UNREACHED)
    np.minimum.at(depths, pairs.target[leaf], of_nodes[pairs.source[leaf]] + 1)
    depths[starts] = 0
    hops = redirects[where.node[redirects[:, 1]] < 0]  # a redirect costs nothing, also when it ends in an error
    np.minimum.at(depths, hops[:, 1], depths[hops[:, 0]])
    return depths


def _before(pairs: Pairs, crawl: Crawl, of_nodes: NDArray[np.int32], depths: Numbers, order: Ints) -> NDArray[np.int64]:
    """By url_id: the page that a shortest path from the start URLs leaves for it, the first by URL of several; 0: none."""
    where, rank = crawl.where, np.empty(crawl.pages, dtype=np.int64)
    rank[order] = np.arange(crawl.pages)
    best = np.full(where.size, crawl.pages, dtype=np.int64)
    on_path = pairs.followed & (of_nodes[pairs.source] < UNREACHED)
    for target in (pairs.target, where.final[pairs.target]):
        some = on_path & (depths[target] == of_nodes[pairs.source].astype(np.int64) + 1)
        np.minimum.at(best, target[some], rank[pairs.source[some]])
    found = np.zeros(where.size, dtype=np.int64)
    reached = best < crawl.pages
    found[reached] = crawl.nodes.url_ids[order[best[reached]]]
    return found
