"""Where authority goes: from one type of page to another, and by what it leaves the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Flags
from linkgraph.crawl import Crawl
from linkgraph.graph import Pairs, distinct

Scores = NDArray[np.float64]
# Where a share goes: on to a page; nowhere, because the link says nofollow, leads to another host, to an error, to
# a file, to what was not fetched; or nowhere, because the page has no link.
KINDS = ("page", "nofollow", "external", "broken", "file", "unread", "dead-end")
PAGE, NOFOLLOW, EXTERNAL, BROKEN, FILE, UNREAD, DEAD_END = range(len(KINDS))
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Types:
    """Types of pages: ``names`` sorted, and the number of its type for each node."""

    names: Sequence[str]
    of_node: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Flow:
    """Rows of ``link_flow`` from ``from_type`` on, and shares by url_id for ``link_leaks``."""

    rows: list[tuple[str, str, str, int, float, float, float]]
    wasted: dict[str, Scores]


def flow(
    crawl: Crawl,
    pairs: Pairs,
    merged: Pairs,
    scores: Scores,
    types: Types,
    answers: NDArray[np.int64],
    canonicals: NDArray[np.int64],
) -> Flow:
    """Each page's PageRank divided by its links, as F-01 divides it, and summed.

    Args:
        pairs: distinct (page, URL linked to).
        merged: the same with redirects followed, as ``merged_pairs`` gives them.
        scores: shape (nodes,), PageRank.
        types: types of the nodes.
        answers: shape (URLs,), by url_id: the HTTP status, -1 for no answer, 0 for a URL that was not fetched.
        canonicals: shape (pages, 2), url_id of a page and of the other URL that it names as canonical.
    """
    out = np.bincount(merged.source, minlength=crawl.pages)
    part = scores / np.maximum(out, 1)
    elsewhere = np.zeros(crawl.where.size, dtype=np.bool_)
    elsewhere[canonicals[:, 0]] = True
    return Flow(
        list(_rows(crawl, merged, part, scores, types, answers, elsewhere, _redirected(crawl, pairs, merged), out)),
        _wasted(crawl, pairs, part, elsewhere),
    )


def _rows(
    crawl: Crawl, merged: Pairs, part: Scores, scores: Scores, types: Types, answers: NDArray[np.int64],
    elsewhere: Flags, redirected: Flags, out: NDArray[np.int64],
) -> Iterator[tuple[str, str, str, int, float, float, float]]:  # fmt: skip
    count, node = len(types.names), crawl.where.node[merged.target]
    kinds = _kinds(crawl, merged, answers)
    to = np.where(kinds == PAGE, types.of_node[node], 0)
    keys = (types.of_node[merged.source] * len(KINDS) + kinds) * count + to
    value, size = part[merged.source], count * len(KINDS) * count
    links = np.bincount(keys, minlength=size)
    shares = np.bincount(keys, weights=value, minlength=size)
    through = np.bincount(keys, weights=value * redirected, minlength=size)
    aside = np.bincount(keys, weights=value * ((kinds == PAGE) & elsewhere[merged.target]), minlength=size)
    ends = np.bincount(types.of_node[out == 0], weights=scores[out == 0], minlength=count)
    for key in np.flatnonzero(links).tolist():
        rest, to_type = divmod(key, count)
        from_type, kind = divmod(rest, len(KINDS))
        target = types.names[to_type] if kind == PAGE else ""
        given, redirected_part, aside_part = (round(float(sums[key]), DIGITS) for sums in (shares, through, aside))
        yield types.names[from_type], KINDS[kind], target, int(links[key]), given, redirected_part, aside_part
    for number in np.flatnonzero(ends).tolist():
        yield types.names[number], KINDS[DEAD_END], "", 0, round(float(ends[number]), DIGITS), 0.0, 0.0


def _kinds(crawl: Crawl, merged: Pairs, answers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number in ``KINDS`` of each pair."""
    answer = answers[merged.target]
    inner = np.select(
        [crawl.where.node[merged.target] >= 0, answer == 0, (answer >= 400) | (answer < 0)],
        [PAGE, UNREAD, BROKEN],
        FILE,
    )
    inner[~merged.followed] = NOFOLLOW
    return np.where(crawl.internal[merged.target], inner, EXTERNAL)


def _redirected(crawl: Crawl, pairs: Pairs, merged: Pairs) -> Flags:
    """Which of the merged pairs are followed through redirects only."""
    if not len(crawl.redirects):
        return np.zeros(len(merged.source), dtype=np.bool_)
    final = crawl.where.final[pairs.target]
    kept = crawl.where.node[final] != pairs.source
    straight = (pairs.followed & (final == pairs.target))[kept]
    direct = distinct(pairs.source[kept], final[kept], straight, crawl.pages, crawl.where.size)
    return merged.followed & ~direct.followed


def _wasted(crawl: Crawl, pairs: Pairs, part: Scores, elsewhere: Flags) -> dict[str, Scores]:
    """By kind of leak and url_id: what pages give to links of that kind."""
    size = crawl.where.size
    others = crawl.where.node[pairs.target] != pairs.source
    hops = np.zeros(size, dtype=np.bool_)
    hops[crawl.redirects[:, 0]] = True
    chosen = {
        "nofollow": ~pairs.followed & crawl.internal[pairs.target] & others,
        "redirect": pairs.followed & hops[pairs.target],
        "canonical": pairs.followed & elsewhere[pairs.target] & others,
    }
    return {
        kind: np.bincount(pairs.target[some], weights=part[pairs.source[some]], minlength=size)
        .astype(np.float64)
        .round(DIGITS)
        for kind, some in chosen.items()
    }
