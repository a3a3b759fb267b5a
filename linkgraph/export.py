"""The link graph as a networkx graph: for notebooks, sub-graphs, communities, and as the oracle of our tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from crawler.store import Store
from linkgraph.arrays import Ints
from linkgraph.graph import addresses, distinct, page_graph
from linkgraph.load import load_links, load_nodes, load_redirects

if TYPE_CHECKING:
    import networkx as nx

ATTRIBUTES = ("title", "template", "page_type", "depth", "inlinks", "outlinks", "pagerank", "pagerank_editorial")
STEP = 10_000  # edges a step


def to_networkx(store: Store, run_id: int) -> nx.DiGraph[str]:
    """The graph that PageRank runs on, with URLs as nodes.

    Nodes are the run's HTML pages with status 200, each with the attributes ``ATTRIBUTES`` (those without a
    value are left out, so that GraphML and GEXF can be written) and ``lost``, the number of its links that
    lead to no node or are nofollow. Edges are followed links, redirects resolved, without self-links.
    About 1 kB of memory a page and 200 bytes a link: for sub-graphs and samples of large sites.
    """
    import networkx as nx

    nodes = load_nodes(store.db, run_id)
    links = load_links(store.db, nodes)
    highest = store.db.execute("select coalesce(max(url_id), 0) from urls").fetchone()[0]
    where, count = addresses(nodes, load_redirects(store.db, run_id), highest), len(nodes.url_ids)
    pairs = distinct(links.source, links.target, links.followed, count, where.size)
    found = page_graph(pairs, where, count)

    graph: nx.DiGraph[str] = nx.DiGraph()
    names = np.empty(count, dtype=object)
    store.use_run(run_id)
    for row in store.db.execute(f"select url_id, url, {', '.join(ATTRIBUTES)} from temp.run_pages"):
        node = where.node[row[0]]
        if node >= 0:
            names[node] = row[1]
            known = {name: value for name, value in zip(ATTRIBUTES, row[2:], strict=True) if value is not None}
            graph.add_node(row[1], **known, lost=int(found.lost[node]))
    graph.add_edges_from(_edges(found.source, found.target, names))
    return graph


def _edges(
    source: Ints, target: Ints, names: np.ndarray[tuple[int], np.dtype[np.object_]]
) -> Iterator[tuple[str, str]]:
    for first in range(0, len(source), STEP):
        some = slice(first, first + STEP)
        yield from zip(names[source[some]].tolist(), names[target[some]].tolist(), strict=True)
