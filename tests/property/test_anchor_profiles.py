"""Anchor profiles and examples equal their definition written out slowly, however the links are cut into pieces."""

from __future__ import annotations

from collections import defaultdict
from math import log2
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkgraph import anchors
from linkgraph.crawl import Crawl, examples, nearest
from linkgraph.graph import Addresses
from linkgraph.load import Links, Nodes

URLS, PAGES = 8, 6  # url_ids 1..6 are pages, 7 is internal and no page, 8 external
GROUPS = (0, 0, 1, 2, 1)  # by anchor_id; the first is used by nobody


@st.composite
def crawls(draw):
    link = st.tuples(st.integers(1, URLS), st.integers(1, len(GROUPS) - 1), st.booleans())
    pages = [draw(st.lists(link, max_size=6)) for _ in range(PAGES)]
    rows = [(node, *link) for node, links in enumerate(pages) for link in links]
    source, target, anchor, main = np.array(rows, dtype=np.int32).reshape(-1, 4).T
    flags = np.ones(len(rows), dtype=np.bool_)
    node = np.full(URLS + 1, -1, dtype=np.int32)
    node[1 : PAGES + 1] = np.arange(PAGES)
    return Crawl(
        nodes=Nodes(np.arange(1, PAGES + 1), np.zeros(PAGES, dtype=np.int64), np.zeros(PAGES, dtype=np.bool_)),
        links=Links(source, target, anchor, flags, main.astype(np.bool_), np.zeros(len(rows), dtype=np.int8)),
        redirects=np.zeros((0, 2), dtype=np.int64),
        where=Addresses(np.arange(URLS + 1), node),
        hosts=np.zeros(URLS + 1, dtype=np.int32),
        internal=np.arange(URLS + 1) < URLS,
        repeated=[],
        repeats=~main.astype(np.bool_),
        editorial=main.astype(np.bool_),
    )


SPELLINGS = anchors.Spellings(
    group=np.array(GROUPS, dtype=np.int32), anchor=np.array([1, 2, 3]), kind=np.array([0, 1, 2], dtype=np.int8)
)


def entropy(counts):
    whole = sum(counts)
    return sum(-count / whole * log2(count / whole) for count in counts if count)


def slowly(crawl):
    """{target: {group: ({pages}, {pages with an editorial link})}}"""
    found = defaultdict(lambda: defaultdict(lambda: (set(), set())))
    columns = (crawl.links.source, crawl.links.target, crawl.links.anchor, crawl.editorial)
    for source, target, anchor, main in zip(*(column.tolist() for column in columns), strict=True):
        if target < URLS and source != target - 1:
            pages, editorial = found[target][GROUPS[anchor]]
            pages.add(source)
            if main:
                editorial.add(source)
    return found


@given(crawls(), st.sampled_from([1, 3, 1_000]), st.sampled_from([7, 62]))
def test_profiles_equal_their_definition(crawl, chunk, bits):
    with patch.object(anchors, "CHUNK", chunk), patch.object(anchors, "BITS", bits):
        found = list(anchors.anchor_profiles(crawl, SPELLINGS))
    profiles = [row for part in found for row in zip(*(column.tolist() for column in part.targets), strict=True)]
    tops = [row for part in found for row in zip(*(column.tolist() for column in part.anchors), strict=True)]
    expected = slowly(crawl)
    assert [row[0] for row in profiles] == sorted(expected)
    for target, distinct, uses, main, empty, generic, bits_all, bits_main in profiles:
        groups = expected[target]
        counts = [len(pages) for pages, _ in groups.values()]
        editorial = [len(pages) for _, pages in groups.values()]
        assert (distinct, uses, main) == (len(groups), sum(counts), sum(editorial))
        assert (empty, generic) == tuple(len(groups[group][0]) if group in groups else 0 for group in (1, 2))
        assert bits_all == pytest.approx(entropy(counts), abs=1e-5)
        if main:
            assert bits_main == pytest.approx(entropy(editorial), abs=1e-5)
        else:
            assert np.isnan(bits_main)
    ranked = []
    for target in sorted(expected):
        order = sorted(expected[target].items(), key=lambda item: (-len(item[1][0]), item[0]))
        ranked += [
            (target, place, group + 1, len(pages), len(editorial), group)
            for place, (group, (pages, editorial)) in enumerate(order, 1)
        ]
    assert tops == ranked


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=30), st.permutations(range(6)))
def test_examples_are_of_the_page_that_ranks_lowest(links, rank):
    group, source = np.array(sorted(links)).T
    known = np.unique(group)
    chosen = examples(np.searchsorted(known, group), source, np.array(rank, dtype=np.int32), len(known))
    for number, link in zip(known.tolist(), chosen.tolist(), strict=True):
        of_group = [place for place, one in enumerate(group.tolist()) if one == number]
        assert link == min(of_group, key=lambda place: (rank[source[place]], place))


def test_nearest_is_by_depth_then_by_url():
    nodes = Nodes(np.array([9, 4, 7]), np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.bool_))
    assert nearest(np.array([1, 1, 0], dtype=np.int32), nodes).tolist() == [2, 1, 0]
