"""PageRank equals networkx wherever networkx has the same definition, and always sums to 1."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from linkgraph.depth import UNREACHED, click_depths
from linkgraph.graph import distinct
from linkgraph.matrix import link_matrix
from linkgraph.pagerank import pagerank
from tests.graphs import as_networkx, graphs


@given(graphs(), st.sampled_from([0.0, 0.5, 0.85]))
def test_equals_networkx(graph, damping):
    source, target, pages = graph
    oracle = nx.pagerank(as_networkx(*graph), alpha=damping, tol=1e-12, max_iter=1000)
    assert np.abs(pagerank(source, target, pages, damping=damping) - [oracle[i] for i in range(pages)]).max() < 1e-7


@given(graphs(), st.data())
def test_sums_to_one_with_lost_links(graph, data):
    source, target, pages = graph
    lost = np.array(data.draw(st.lists(st.integers(0, 5), min_size=pages, max_size=pages)))
    scores = pagerank(source, target, pages, lost=lost)
    assert abs(scores.sum() - 1) < 1e-9
    assert (scores > 0).all()


@given(graphs(), st.data())
def test_lost_links_equal_links_to_a_page_that_spreads(graph, data):
    """The oracle for lost mass: the matrix of F-01 written out in full."""
    source, target, pages = graph
    lost = np.array(data.draw(st.lists(st.integers(0, 5), min_size=pages, max_size=pages)))
    passes = np.zeros((pages, pages))
    passes[target, source] = 1
    out = passes.sum(axis=0) + lost
    matrix = np.where(out > 0, passes / np.maximum(out, 1), 0)
    matrix += (1 - matrix.sum(axis=0)) / pages
    scores = np.linalg.solve(np.eye(pages) - 0.85 * matrix, np.full(pages, 0.15 / pages))
    assert np.abs(pagerank(source, target, pages, lost=lost) - scores).max() < 1e-7


@given(graphs(), st.data())
def test_depth_equals_networkx(graph, data):
    source, target, pages = graph
    starts = data.draw(st.lists(st.integers(0, pages - 1), max_size=3))
    oracle = nx.multi_source_dijkstra_path_length(as_networkx(*graph), set(starts), weight=None) if starts else {}
    depths = click_depths(link_matrix(source, target, pages), np.array(starts, dtype=np.int64))
    assert {i: int(d) for i, d in enumerate(depths) if d != UNREACHED} == oracle


@given(graphs(), st.data())
def test_distinct_pairs_are_followed_when_any_parallel_link_is(graph, data):
    source, target, pages = graph
    followed = data.draw(st.lists(st.booleans(), min_size=len(source), max_size=len(source)))
    pairs = distinct(source, target, np.array(followed, dtype=np.bool_), pages, pages)
    found = set(zip(pairs.source.tolist(), pairs.target.tolist(), pairs.followed.tolist(), strict=True))
    expected: dict[tuple[int, int], bool] = {}
    for a, b, follows in zip(source.tolist(), target.tolist(), followed, strict=True):
        expected[a, b] = expected.get((a, b), False) or follows
    assert found == {(*pair, follows) for pair, follows in expected.items()}
    assert len(pairs.source) == len(expected)
