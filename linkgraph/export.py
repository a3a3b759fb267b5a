"""The link graph for other programs: networkx, GraphML, GEXF (Gephi), DOT (Graphviz), and a list of links as CSV."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from configs.errors import REMEDY, SettingsError
from configs.output import replacing
from configs.text import Text
from crawler.store import Store
from crawler.tables import write_rows
from crawler.text import clip_columns, printable
from crawler.urls import path_query, shown
from linkgraph.arrays import Ints
from linkgraph.crawl import Crawl, load_crawl
from linkgraph.graph import distinct, page_graph
from linkgraph.graph_files import NOT_XML, WRITERS, Node

if TYPE_CHECKING:
    import networkx as nx

ATTRIBUTES = (
    "title", "template", "page_type", "depth", "inlinks", "outlinks", "pagerank", "pagerank_editorial",
    "hub", "authority", "strong_component", "weak_component", "dead_end", "inlinks_editorial", "indexable",
    "in_degree", "out_degree", "reciprocal", "betweenness", "community", "cut_off",
)  # fmt: skip
FORMATS = (*WRITERS, "csv")
CUT = 100  # display columns kept of titles and anchors
STEP = 10_000  # links a step

Names = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Edges:
    """Followed links between pages, redirects resolved, parallel ones once; arrays of shape (links,)."""

    source: Ints  # number of a node
    target: Ints  # number of a node
    anchor: Ints  # anchor_id of one of the parallel links, an editorial one if there is one
    editorial: NDArray[np.int8]  # 1: one of them is in the main part and not repeated
    lost: NDArray[np.int64]  # shape (nodes,): links that lead to no node or are nofollow


def to_networkx(store: Store, run_id: int, *, max_nodes: int = 0, editorial: bool = False) -> nx.DiGraph[str]:
    """The graph that PageRank runs on, with URLs as nodes.

    Nodes are the run's HTML pages with status 200, each with the attributes ``ATTRIBUTES`` (those without a
    value are left out, so that GraphML and GEXF can be written), ``label`` (its path, decoded) and ``lost``,
    the number of its links that lead to no node or are nofollow. Edges are followed links, redirects resolved,
    without self-links, with ``anchor`` and ``editorial`` (1 or 0). Texts are cut at ``CUT`` columns and hold
    no character that XML forbids. About 2 kB of memory a page and 600 bytes a link.

    Args:
        max_nodes: only so many pages, those with the highest PageRank; 0 = all.
        editorial: only editorial links.
    """
    import networkx as nx

    crawl = load_crawl(store.db, run_id)
    edges = _strongest(store, run_id, crawl, _edges(crawl, editorial=editorial), max_nodes)
    graph: nx.DiGraph[str] = nx.DiGraph()
    names = np.empty(crawl.pages, dtype=object)
    for node, url, known in _nodes(store, run_id, crawl, max_nodes):
        names[node] = url
        graph.add_node(url, **known, lost=int(edges.lost[node]))
    rows = _named(store, edges, names)
    graph.add_edges_from((one, other, {"anchor": text, "editorial": main}) for one, other, text, main in rows)
    return graph


def export(
    store: Store, run_id: int, output: str, *, format: str = "", max_nodes: int = 0, editorial: bool = False
) -> tuple[int, int]:
    """Write the graph to a file, or to stdout for "-"; returns the number of pages and of links.

    Everything is streamed: in memory are the arrays that the link graph is computed with, and the URLs.

    Args:
        format: one of ``FORMATS``; empty: what the file's ending says.

    Raises:
        SettingsError: unknown ending (XE-160).
        StoreError: the file cannot be written.
    """
    kind = format or Path(output).suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise _unknown(Path(output))
    crawl = load_crawl(store.db, run_id)
    edges = _strongest(store, run_id, crawl, _edges(crawl, editorial=editorial), max_nodes)
    names = np.empty(crawl.pages, dtype=object)
    if kind == "csv":
        return _write_csv(store, crawl, edges, names, output, max_nodes)
    nodes = Nodes(store, run_id, crawl, edges, names, max_nodes)
    pieces = WRITERS[kind](nodes, _named(store, edges, names))
    if output == "-":
        sys.stdout.writelines(pieces)
    else:
        with replacing(Path(output)) as file:
            file.writelines(pieces)
    return nodes.count, len(edges.source)


def export_nodes(store: Store, run_id: int, output: str, *, max_nodes: int = 0) -> int:
    """Write the pages of the graph as CSV, streamed: url, label and ``ATTRIBUTES``; returns their number.

    Raises:
        StoreError: the file cannot be written.
    """
    columns = ("label", *ATTRIBUTES)
    rows = _nodes(store, run_id, load_crawl(store.db, run_id), max_nodes)
    filled = ((url, *(known.get(name) for name in columns)) for _, url, known in rows)
    return write_rows(("url", *columns), filled, format="csv", output=output)


class Nodes:
    """Pages of the graph for a writer; when all have passed, ``names`` has their URLs and ``count`` how many there were."""

    def __init__(self, store: Store, run_id: int, crawl: Crawl, edges: Edges, names: Names, max_nodes: int) -> None:
        self.rows = _nodes(store, run_id, crawl, max_nodes)
        self.edges, self.names, self.count = edges, names, 0

    def __iter__(self) -> Iterator[Node]:
        for node, url, known in self.rows:
            self.names[node] = url
            self.count += 1
            yield url, known | {"lost": int(self.edges.lost[node])}


def xml_text(text: str) -> str:
    """``text`` on one line without control characters and what else XML forbids, at most ``CUT`` columns wide."""
    clean = NOT_XML.sub("", printable(text))
    return clip_columns(clean, CUT) if len(clean) * 2 > CUT else clean


def _edges(crawl: Crawl, *, editorial: bool) -> Edges:
    links, where, count = crawl.links, crawl.where, crawl.pages
    chosen = crawl.editorial if editorial else np.ones(len(links.source), dtype=np.bool_)
    pairs = distinct(links.source[chosen], links.target[chosen], links.followed[chosen], count, where.size)
    lost = page_graph(pairs, where, count).lost
    to = where.node[where.final[links.target]]
    kept = np.flatnonzero(chosen & links.followed & (to >= 0) & (to != links.source))
    # An editorial link comes first among parallel ones, then the first on the page.
    keys = (links.source[kept].astype(np.int64) * count + to[kept]) * 2 + ~crawl.editorial[kept]
    order = np.argsort(keys, kind="stable")
    ordered = keys[order] >> 1
    first = kept[order[np.concatenate([[True], ordered[1:] != ordered[:-1]])]] if len(kept) else kept
    return Edges(links.source[first], to[first], links.anchor[first], crawl.editorial[first].astype(np.int8), lost)


def _strongest(store: Store, run_id: int, crawl: Crawl, edges: Edges, max_nodes: int) -> Edges:
    """The edges between the ``max_nodes`` strongest pages."""
    if not max_nodes:
        return edges
    chosen = np.zeros(crawl.pages, dtype=np.bool_)
    for (url_id,) in store.db.execute(STRONGEST, [run_id, max_nodes]):
        if crawl.where.node[url_id] >= 0:
            chosen[crawl.where.node[url_id]] = True
    kept = chosen[edges.source] & chosen[edges.target]
    return Edges(edges.source[kept], edges.target[kept], edges.anchor[kept], edges.editorial[kept], edges.lost)


STRONGEST = """
    select g.url_id from page_graph g join pages p on p.run_id = g.run_id and p.url_id = g.url_id
    where g.run_id = ? and p.is_html and p.status = 200 order by g.pagerank desc, g.url_id limit ?
"""


def _nodes(store: Store, run_id: int, crawl: Crawl, max_nodes: int) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Node, URL and attributes of each page."""
    store.use_run(run_id)
    some = f"where url_id in ({STRONGEST})" if max_nodes else ""
    values = [run_id, max_nodes] if max_nodes else []
    for row in store.db.execute(f"select url_id, url, {', '.join(ATTRIBUTES)} from temp.run_pages {some}", values):
        node = int(crawl.where.node[row[0]])
        if node >= 0:
            known = {name: value for name, value in zip(ATTRIBUTES, row[2:], strict=True) if value is not None}
            cleaned = {name: xml_text(value) if isinstance(value, str) else value for name, value in known.items()}
            yield node, row[1], {"label": xml_text(shown(path_query(row[1]))), **cleaned}


def _named(store: Store, edges: Edges, names: Names) -> Iterator[tuple[str, str, str, int]]:
    """URLs, anchor and whether it is editorial of each edge; only some texts are in memory at once."""
    for first in range(0, len(edges.source), STEP):
        some = slice(first, first + STEP)
        ids = edges.anchor[some].tolist()
        rows = store.db.execute(
            "select anchor_id, text from anchors where anchor_id in (select value from json_each(?))",
            [json.dumps(sorted(set(ids)))],
        )
        texts = {anchor_id: xml_text(text) for anchor_id, text in rows}
        yield from zip(
            names[edges.source[some]].tolist(),
            names[edges.target[some]].tolist(),
            [texts[anchor_id] for anchor_id in ids],
            edges.editorial[some].tolist(),
            strict=True,
        )


def _write_csv(store: Store, crawl: Crawl, edges: Edges, names: Names, output: str, max_nodes: int) -> tuple[int, int]:
    for first in range(0, crawl.pages, STEP):
        ids = crawl.nodes.url_ids[first : first + STEP].tolist()
        rows = store.db.execute(
            "select url_id, url from main.urls where url_id in (select value from json_each(?))", [json.dumps(ids)]
        )
        for url_id, url in rows:
            names[crawl.where.node[url_id]] = url
    columns = ("source", "target", "anchor", "editorial")
    count = write_rows(columns, _named(store, edges, names), format="csv", output=output)
    return min(crawl.pages, max_nodes or crawl.pages), count


def _unknown(path: Path) -> SettingsError:
    name = printable(path.name)
    return SettingsError(
        160,
        Text(zh=f"不知道这种图文件：{name}", en=f"unknown kind of graph file: {name}"),
        [
            (
                REMEDY,
                Text(
                    zh="文件名以 .graphml、.gexf、.dot 或 .csv 结尾。",
                    en="End its name in .graphml, .gexf, .dot or .csv.",
                ),
            )
        ],
    )
