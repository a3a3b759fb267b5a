"""The graph of a run as what-if needs it: all links and editorial ones, of which single pages' rows can be exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from linkgraph.arrays import Flags, Ints, distinct_values
from linkgraph.crawl import Crawl
from linkgraph.graph import Addresses, Graph, Pairs, distinct, page_graph
from linkgraph.load import Nodes
from linkgraph.matrix import Matrix

Row = dict[int, bool]  # url_id of each target of a page, and whether one of the links to it is followed
Rows = dict[int, Row]  # by node number


@dataclass(frozen=True, slots=True)
class Layer:
    """Links of one sort as a graph of pages."""

    forward: csr_array  # [from, to], links that pass score
    lost: NDArray[np.int64]  # shape (nodes,), links that lead to no node


@dataclass(frozen=True, slots=True)
class Layers:
    """A graph; ``all`` has every followed link, ``editorial`` those in main text that are not repeated."""

    nodes: Nodes
    where: Addresses
    starts: Ints  # node numbers of the start pages
    all: Layer
    editorial: Layer
    inlinks: NDArray[np.int64]  # by url_id, other pages that link there with a followed link

    @property
    def pages(self) -> int:
        """Number of nodes."""
        return len(self.nodes.url_ids)


@dataclass(frozen=True, slots=True)
class Stored:
    """A run's graph, and the links it is made of."""

    layers: Layers
    all: Pairs  # in order of the source
    editorial: Pairs


def graph_of_crawl(crawl: Crawl, starts: list[int]) -> Stored:
    """The graph of a run, as ``linkgraph.measure`` takes it; ``starts`` are url_ids of the start URLs."""
    pairs, main = _pairs_of(crawl, slice(None)), _pairs_of(crawl, crawl.editorial)
    return stored_graph(crawl.nodes, crawl.where, starts, pairs, main)


def stored_graph(nodes: Nodes, where: Addresses, starts: list[int], pairs: Pairs, main: Pairs) -> Stored:
    """The graph of a run of its distinct links, all and editorial ones, in order of source and target."""
    begin = where.node[where.final[starts]] if starts else np.zeros(0, dtype=np.int32)
    counted = pairs.followed & (where.node[pairs.target] != pairs.source)
    layers = Layers(
        nodes=nodes,
        where=where,
        starts=distinct_values(begin[begin >= 0]),
        all=_layer(pairs, where, len(nodes.url_ids)),
        editorial=_layer(main, where, len(nodes.url_ids)),
        inlinks=np.bincount(pairs.target[counted], minlength=where.size),
    )
    return Stored(layers, pairs, main)


def _pairs_of(crawl: Crawl, chosen: Flags | slice) -> Pairs:
    links = crawl.links
    return distinct(links.source[chosen], links.target[chosen], links.followed[chosen], crawl.pages, crawl.where.size)


def _layer(pairs: Pairs, where: Addresses, pages: int) -> Layer:
    graph = page_graph(pairs, where, pages)
    indptr = np.zeros(pages + 1, dtype=np.int32)
    np.cumsum(np.bincount(graph.source, minlength=pages), out=indptr[1:])
    return Layer(csr_array((np.ones(len(graph.target)), graph.target, indptr), shape=(pages, pages)), graph.lost)


def row_of(pairs: Pairs, node: int) -> Row:
    """The links of one page."""
    # Bounds of another type would have all links copied into it at each call.
    begin, end = np.searchsorted(pairs.source, np.array([node, node + 1], dtype=pairs.source.dtype))
    some = slice(begin, end)
    return dict(zip(pairs.target[some].tolist(), pairs.followed[some].tolist(), strict=True))


def both_ways(forward: csr_array) -> Matrix:
    """The matrices of ``linkgraph.matrix`` from one of them."""
    return Matrix(forward, forward.T.tocsr())


def exchanged(layer: Layer, rows: Rows, where: Addresses, pages: int) -> Layer:
    """The layer with other links on some pages; only these rows are computed anew.

    Args:
        rows: all links of these pages as they are to be.
        where: where URLs lead; may name more pages than the layer has.
        pages: number of nodes, at least that of the layer.
    """
    changed = np.array(sorted(rows), dtype=np.int64)
    graph = page_graph(_pairs(rows, changed), where, pages)
    old = _padded(layer.forward, pages)
    lost = np.concatenate([layer.lost, np.zeros(pages - len(layer.lost), dtype=np.int64)])
    lost[changed] = graph.lost[changed]
    return Layer(_spliced(old, changed, graph, pages), lost)


def _pairs(rows: dict[int, Row], changed: Ints) -> Pairs:
    counts = [len(rows[node]) for node in changed.tolist()]
    target = [url_id for node in changed.tolist() for url_id in rows[node]]
    followed = [follows for node in changed.tolist() for follows in rows[node].values()]
    source = np.repeat(changed, counts).astype(np.int32)
    return Pairs(source, np.array(target, dtype=np.int32), np.array(followed, dtype=np.bool_))


def _padded(forward: csr_array, pages: int) -> csr_array:
    """The matrix with empty rows and columns for new pages."""
    more = pages - int(forward.shape[0])
    indptr = np.concatenate([forward.indptr, np.full(more, forward.indptr[-1], dtype=forward.indptr.dtype)])
    return csr_array((forward.data, forward.indices, indptr), shape=(pages, pages))


def _spliced(old: csr_array, changed: Ints, graph: Graph, pages: int) -> csr_array:
    """``old`` with the rows ``changed`` from ``graph``, whose links are in order of the source."""
    counts = np.diff(old.indptr).astype(np.int64)
    bounds = np.searchsorted(graph.source, np.stack([changed, changed + 1]))
    counts[changed] = bounds[1] - bounds[0]
    indptr = np.concatenate([[0], np.cumsum(counts)])
    pieces = list(_pieces(old, changed, graph.target, bounds))
    indices = np.concatenate(pieces).astype(np.int32, copy=False)
    return csr_array((np.ones(len(indices)), indices, indptr.astype(np.int32)), shape=(pages, pages))


def _pieces(old: csr_array, changed: Ints, target: Ints, bounds: NDArray[np.int64]) -> Iterator[Ints]:
    at = 0
    for node, begin, end in zip(changed.tolist(), *bounds.tolist(), strict=True):
        yield old.indices[at : old.indptr[node]]
        yield target[begin:end]
        at = int(old.indptr[node + 1])
    yield old.indices[at:]
