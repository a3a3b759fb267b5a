"""Reciprocity, betweenness, bridges, communities and agreement equal networkx, or their definition written out."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from linkgraph.agreement import agreement
from linkgraph.betweenness import betweenness, sample
from linkgraph.bridges import cut_off
from linkgraph.communities import communities
from linkgraph.depth import click_depths
from linkgraph.matrix import link_matrix
from linkgraph.measure import reciprocal
from tests.graphs import as_networkx, graphs


@given(graphs())
def test_betweenness_equals_networkx(graph):
    oracle = nx.betweenness_centrality(as_networkx(*graph))
    found = betweenness(link_matrix(*graph), range(graph[2]))
    assert np.abs(found - [oracle[page] for page in range(graph[2])]).max() < 1e-9


@given(graphs(), st.data())
def test_betweenness_of_a_sample_is_the_mean_of_its_pages(graph, data):
    matrix, pages = link_matrix(*graph), graph[2]
    begin = sorted(data.draw(st.sets(st.integers(0, pages - 1), min_size=1)))
    parts = [betweenness(matrix, [page]) for page in begin]
    assert np.abs(betweenness(matrix, begin) - np.mean(parts, axis=0)).max() < 1e-9


def test_betweenness_of_a_wide_front_and_of_a_chain_equals_networkx():
    """Wide fronts are products of the matrix, narrow ones are gathered: both in one graph."""
    random = np.random.default_rng(3)
    source, target = random.integers(0, 200, 2000), random.integers(0, 200, 2000)
    chain = np.arange(200, 260)
    graph = (np.concatenate([source, [5], chain]), np.concatenate([target, [200], chain + 1]), 261)
    oracle = nx.betweenness_centrality(as_networkx(*graph))
    assert np.abs(betweenness(link_matrix(*graph), range(261)) - list(oracle.values())).max() < 1e-9


def test_a_sample_is_all_of_a_small_site_and_the_same_pages_in_any_numbering():
    assert sorted(sample(np.arange(150), 1000)) == list(range(150))
    urls, shuffled = np.arange(5000), np.random.default_rng(2).permutation(5000)
    assert len(sample(urls, 5_000_000)) == 40
    assert len(sample(urls, 10**9)) == 16
    # The page at place i of the order is the same page, whatever its number.
    assert sample(shuffled, 5_000_000).tolist() == shuffled[sample(urls, 5_000_000)].tolist()


@given(graphs())
def test_reciprocity_equals_networkx(graph):
    oracle = as_networkx(*graph)
    oracle.remove_edges_from(list(nx.selfloop_edges(oracle)))
    found = reciprocal(link_matrix(*graph))
    assert found.tolist() == [sum(oracle.has_edge(to, page) for to in oracle[page]) for page in range(graph[2])]
    if oracle.number_of_edges():
        assert abs(found.sum() / oracle.number_of_edges() - nx.overall_reciprocity(oracle)) < 1e-12


@given(graphs(), st.data())
def test_bridges_cut_off_what_taking_them_out_cuts_off(graph, data):
    """The oracle takes every page out in turn and looks what is still reached."""
    starts = sorted(data.draw(st.sets(st.integers(0, graph[2] - 1), min_size=1, max_size=3)))
    matrix, oracle = link_matrix(*graph), as_networkx(*graph)

    def reached(without):
        whole = oracle.subgraph(set(oracle) - without)
        return {to for start in starts if start in whole for to in {start, *nx.descendants(whole, start)}}

    expected = [len(reached(set()) - reached({page}) - {page}) for page in range(graph[2])]
    if len(starts) == 1:
        expected[starts[0]] = 0  # without its only start nothing is reached: that says nothing
    found = cut_off(matrix, np.array(starts), click_depths(matrix, np.array(starts)))
    assert found.tolist() == expected


def test_bridges_without_a_start_are_none():
    matrix = link_matrix(np.array([0]), np.array([1]), 2)
    none = np.zeros(0, dtype=np.int64)
    assert cut_off(matrix, none, click_depths(matrix, none)).tolist() == [0, 0]


@given(graphs())
def test_communities_have_the_modularity_that_networkx_finds(graph):
    source, target, pages = graph
    found, score = communities(source, target, pages, np.arange(pages))
    oracle = nx.Graph()
    directed = as_networkx(*graph)
    for one, other in directed.edges:
        if one != other:
            oracle.add_edge(one, other, weight=int(directed.has_edge(one, other)) + int(directed.has_edge(other, one)))
    groups = [set(np.flatnonzero(found == number).tolist()) for number in range(1, int(found.max()) + 1)]
    assert set(np.flatnonzero(found).tolist()) == set(oracle)  # others are alone
    assert [len(group) for group in groups] == sorted((len(group) for group in groups), reverse=True)
    if len(oracle):
        assert abs(score - nx.community.modularity(oracle, groups, weight="weight")) < 1e-9
        every = nx.community.modularity(oracle, [set(oracle)], weight="weight")
        assert score >= every - 1e-9


@given(graphs(), st.data())
def test_communities_do_not_depend_on_the_numbering(graph, data):
    source, target, pages = graph
    moved = np.array(data.draw(st.permutations(range(pages))), dtype=np.int64)  # page -> its other number
    one, score = communities(source, target, pages, np.arange(pages))
    other, again = communities(moved[source], moved[target], pages, moved)
    assert other[moved].tolist() == one.tolist()
    assert again == score


def test_planted_communities_are_found():
    random, size = np.random.default_rng(5), 40
    inside = [(a, b) for a in range(160) for b in range(160) if a // size == b // size and random.random() < 0.2]
    between = [(int(a), int(b)) for a, b in random.integers(0, 160, (60, 2))]
    source, target = np.array(inside + between).T
    found, score = communities(source, target, 160, np.arange(160))
    assert agreement(found, np.arange(160) // size) == (1.0, 1.0)
    assert score > 0.6


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=40))
def test_agreement_is_the_adjusted_rand_index_counted_pair_by_pair(things):
    one, other = (np.array([pair[side] for pair in things], dtype=np.int64) for side in (0, 1))
    rand, purity = agreement(one, other)
    pairs = [(one[i] == one[j], other[i] == other[j]) for i in range(len(one)) for j in range(i)]
    both = sum(a and b for a, b in pairs)
    first, second = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    chance = first * second / len(pairs) if pairs else 0
    most = (first + second) / 2
    assert abs(rand - (1 if most == chance else (both - chance) / (most - chance))) < 1e-9
    largest = sum(max(np.bincount(other[one == group])) for group in set(one.tolist()))
    assert purity == (largest / len(one) if len(one) else 1)
