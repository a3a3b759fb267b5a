"""Small graphs of links for property tests, and the same for networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import strategies as st


@st.composite
def graphs(draw, pages=1, links=0):
    """(source, target, pages) of at least so many, with parallel and self-links, dangling pages and parts that do not touch."""
    number = draw(st.integers(pages, 30))
    node = st.integers(0, number - 1)
    found = draw(st.lists(st.tuples(node, node), min_size=links, max_size=120))
    table = np.array(found, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1], number


def as_networkx(source, target, pages):
    """The graph without its parallel links."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(pages))
    graph.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    return graph
