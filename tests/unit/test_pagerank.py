"""PageRank by hand: small graphs whose scores can be worked out on paper."""

from __future__ import annotations

import numpy as np
import pytest

from linkgraph.pagerank import NotConvergedError, pagerank

RING = np.array([0, 1, 2]), np.array([1, 2, 0])


def test_ring_shares_evenly():
    assert pagerank(*RING, 3) == pytest.approx([1 / 3] * 3)


def test_star_by_hand():
    # Two pages link to a third that links to nobody: x = a / 3 + (0.15 / 3), a = 0.05 + 0.85 c / 3, c = a + 2 * 0.85 a
    scores = pagerank(np.array([0, 1]), np.array([2, 2]), 3)
    leaf = 1 / 4.7
    assert scores == pytest.approx([leaf, leaf, 2.7 * leaf])


def test_parallel_links_count_once():
    once = pagerank(np.array([0, 0, 1, 2]), np.array([1, 2, 0, 0]), 3)
    twice = pagerank(np.array([0, 0, 0, 0, 1, 2]), np.array([1, 1, 1, 2, 0, 0]), 3)
    assert twice == pytest.approx(once)


def test_self_links_are_kept():
    assert pagerank(np.array([0, 1]), np.array([0, 0]), 2)[1] == pytest.approx(0.075)


def test_lost_links_spread_what_they_would_pass():
    """A link that leads nowhere keeps its place in out(q), and its share goes to all pages evenly."""
    lost = np.array([1, 0])
    first, second = pagerank(np.array([0, 1]), np.array([1, 0]), 2, lost=lost)
    # f = 0.075 + 0.85 (s + f / 4): half of what first has is lost and spread over the two; s = 1 - f
    assert first == pytest.approx((0.075 + 0.85) / (1 + 0.85 - 0.85 / 4))
    assert first + second == pytest.approx(1)


def test_page_with_only_lost_links_is_like_one_without_links():
    source, target = np.array([0, 1]), np.array([2, 2])
    assert pagerank(source, target, 3, lost=np.array([0, 0, 7])) == pytest.approx(pagerank(source, target, 3))


def test_no_pages():
    assert len(pagerank(np.zeros(0, dtype=int), np.zeros(0, dtype=int), 0)) == 0


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="2 links and target 1"):
        pagerank(np.array([0, 1]), np.array([1]), 2)


def test_says_when_it_does_not_settle():
    with pytest.raises(NotConvergedError) as caught:
        pagerank(np.array([0, 1]), np.array([2, 2]), 3, max_iter=2)
    assert "2" in caught.value.what.zh
