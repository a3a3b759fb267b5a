"""HITS and components equal networkx, and are defined where networkx leaves the choice open."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import assume, given

from linkgraph.components import components
from linkgraph.hits import hits
from linkgraph.matrix import link_matrix
from tests.graphs import as_networkx, graphs


@given(graphs(pages=3, links=1))
def test_hits_equal_networkx(graph):
    dense = nx.to_numpy_array(as_networkx(*graph))
    strengths = np.linalg.svd(dense, compute_uv=False)
    assume(strengths[1] < 0.999 * strengths[0])  # else there are several answers
    hubs, authorities = nx.hits(as_networkx(*graph), tol=1e-12)
    found_hubs, found_authorities = hits(link_matrix(*graph))
    assert np.abs(found_hubs - [hubs[page] for page in range(graph[2])]).max() < 1e-6
    assert np.abs(found_authorities - [authorities[page] for page in range(graph[2])]).max() < 1e-6


@given(graphs(pages=3))
def test_hits_are_shares_that_fit_each_other(graph):
    matrix = link_matrix(*graph)
    hubs, authorities = hits(matrix)
    for scores in (hubs, authorities):
        assert (scores >= 0).all()
        assert abs(scores.sum() - (1 if len(graph[0]) else 0)) < 1e-9
    passed = matrix.backward @ hubs
    assert np.abs(passed - authorities * passed.sum()).max() < 1e-4


def test_two_parts_of_equal_strength_share():
    """Two stars that do not touch: each is first; networkx shows one of them by chance."""
    source, target = np.array([0, 0, 3, 3]), np.array([1, 2, 4, 5])
    hubs, authorities = hits(link_matrix(source, target, 6))
    assert hubs.tolist() == [0.5, 0, 0, 0.5, 0, 0]
    assert authorities.tolist() == [0, 0.25, 0.25, 0, 0.25, 0.25]


def test_two_parts_of_nearly_equal_strength_are_told_apart():
    """Power iteration alone would need thousands of steps: 1001 links against 1000."""
    source = np.concatenate([np.zeros(1001, dtype=np.int64), np.full(1000, 1)])
    target = np.concatenate([np.arange(2, 1003), np.arange(1003, 2003)])
    hubs, _ = hits(link_matrix(source, target, 2003))
    assert hubs[0] > 0.999


def test_hits_without_links_are_zero():
    none = np.zeros(0, dtype=np.int64)
    assert [scores.tolist() for scores in hits(link_matrix(none, none, 2))] == [[0, 0], [0, 0]]
    assert [len(scores) for scores in hits(link_matrix(none, none, 0))] == [0, 0]


@given(graphs(pages=3))
def test_components_equal_networkx(graph):
    oracle = as_networkx(*graph)
    sought = (nx.strongly_connected_components(oracle), nx.weakly_connected_components(oracle))
    for found, expected in zip(components(link_matrix(*graph)), sought, strict=True):
        ordered = sorted(expected, key=lambda pages: (-len(pages), min(pages)))
        number = {page: place for place, pages in enumerate(ordered, 1) for page in pages}
        assert found.number.tolist() == [number[page] for page in range(graph[2])]
        assert found.size.tolist() == [len(ordered[number[page] - 1]) for page in range(graph[2])]


def test_components_of_a_long_chain_do_not_recurse():
    steps = np.arange(50_000)
    strong, weak = components(link_matrix(steps, steps + 1, 50_001))
    assert (strong.size.max(), weak.size.min()) == (1, 50_001)


def test_components_of_nothing():
    none = np.zeros(0, dtype=np.int64)
    assert [len(found.number) for found in components(link_matrix(none, none, 0))] == [0, 0]
