"""What ``page_graph`` stores of every URL, computed from the crawl's links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Flags, Ints, Numbers
from linkgraph.components import components
from linkgraph.crawl import Crawl
from linkgraph.depth import UNREACHED, click_depths
from linkgraph.graph import Graph, Pairs, distinct, page_graph
from linkgraph.hits import hits
from linkgraph.matrix import Matrix, link_matrix
from linkgraph.pagerank import pagerank_of

MEASURES = (
    "depth", "inlinks", "inlinks_followed", "outlinks", "pagerank", "pagerank_editorial", "hub", "authority",
    "strong_component", "strong_size", "weak_component", "weak_size", "dead_end", "inlinks_editorial",
    "outlinks_editorial", "outlinks_nofollow",
)  # fmt: skip
DIGITS = 9  # of a score
# What stands for null: no path, no page of the graph.
NULLS = {
    "depth": UNREACHED,
    **dict.fromkeys(("strong_component", "strong_size", "weak_component", "weak_size"), 0),
}


@dataclass(frozen=True, slots=True)
class Measures:
    """The columns of ``page_graph``, by their name; arrays indexed by url_id. ``NULLS`` says what means null."""

    columns: dict[str, Numbers]
    node_depths: NDArray[np.int32]  # of the nodes


def measure(crawl: Crawl, starts: list[int], others: NDArray[np.int64]) -> Measures:
    """Everything of single pages that the stage stores.

    Args:
        crawl: what is stored of the run.
        starts: url_ids of the start URLs.
        others: shape (pages, 2), url_id and distinct targets of pages that are no nodes.
    """
    links, where, count, chosen = crawl.links, crawl.where, crawl.pages, crawl.editorial
    pairs = distinct(links.source, links.target, links.followed, count, where.size)
    main = distinct(links.source[chosen], links.target[chosen], links.followed[chosen], count, where.size)
    graph, main_graph = page_graph(pairs, where, count), page_graph(main, where, count)
    matrix = link_matrix(graph.source, graph.target, count)
    depths = _node_depths(matrix, crawl, starts)

    of_nodes = _of_nodes(matrix, graph, main_graph, count)
    of_nodes["outlinks"] = np.bincount(pairs.source, minlength=count)
    of_nodes["outlinks_editorial"] = np.bincount(main.source, minlength=count)
    unfollowed = ~pairs.followed & crawl.internal[pairs.target]
    of_nodes["outlinks_nofollow"] = np.bincount(pairs.source[unfollowed], minlength=count)
    columns: dict[str, Numbers] = {name: by_url(values, crawl) for name, values in of_nodes.items()}
    columns["outlinks"][others[:, 0]] = others[:, 1]
    columns["inlinks"] = _inlinks(pairs, crawl)
    columns["inlinks_followed"] = _inlinks(pairs, crawl, pairs.followed)
    columns["inlinks_editorial"] = _inlinks(main, crawl)
    columns["depth"] = _depths(pairs, crawl, depths, starts)
    return Measures(columns, depths)


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


def _node_depths(matrix: Matrix, crawl: Crawl, starts: list[int]) -> NDArray[np.int32]:
    where = crawl.where
    begin: Ints = where.node[where.final[starts]] if starts else np.zeros(0, dtype=np.int32)
    return click_depths(matrix, begin[begin >= 0])


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
