"""Internal links that lose strength on their way: nofollow, to redirects, to pages whose canonical is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Flags, distinct_values
from linkgraph.crawl import Crawl, examples

Row = tuple[int | str | None, ...]


def link_leaks(
    crawl: Crawl, canonicals: NDArray[np.int64], rank: NDArray[np.int32], wasted: Mapping[str, NDArray[np.float64]]
) -> Iterator[Row]:
    """Rows of ``link_leaks`` from ``kind`` on, one for each kind and target.

    A page's links to itself count only where they go through a redirect.

    Args:
        canonicals: shape (pages, 2), url_id of a page and of the other URL that it names as canonical.
        rank: order of the nodes for examples, as ``nearest`` gives it.
        wasted: by kind and url_id, the share of authority that goes to such links, as ``flow`` gives it.
    """
    links, size = crawl.links, crawl.where.size
    to_others = ~crawl.to_itself()
    yield from _rows("nofollow", crawl, ~links.followed & crawl.internal[links.target] & to_others, None, rank, wasted)

    hops = np.bincount(crawl.redirects[:, 0], minlength=size)
    yield from _rows("redirect", crawl, hops[links.target] > 0, crawl.where.final, rank, wasted, hops)

    canonical = np.zeros(size, dtype=np.int64)
    canonical[canonicals[:, 0]] = canonicals[:, 1]
    yield from _rows("canonical", crawl, (canonical[links.target] > 0) & to_others, canonical, rank, wasted)


def _rows(
    kind: str,
    crawl: Crawl,
    flags: Flags,
    final: NDArray[np.int64] | None,
    rank: NDArray[np.int32],
    wasted: Mapping[str, NDArray[np.float64]],
    hops: NDArray[np.int64] | None = None,
) -> Iterator[Row]:
    """The links of ``flags`` by their target; ``final`` and ``hops`` are indexed by url_id."""
    chosen = np.flatnonzero(flags)
    if not len(chosen):
        return
    links, editorial = crawl.links, crawl.editorial[chosen]
    targets = distinct_values(links.target[chosen])
    group, source = np.searchsorted(targets, links.target[chosen]), links.source[chosen]

    def pages(some: Flags | slice) -> list[int]:
        pairs = distinct_values(group[some] * np.int64(crawl.pages) + source[some])
        counts: list[int] = np.bincount(pairs // crawl.pages, minlength=len(targets)).tolist()
        return counts

    none = [None] * len(targets)
    example = chosen[examples(group, source, rank, len(targets))]
    for target, *rest in zip(
        targets.tolist(),
        none if final is None else final[targets].tolist(),
        [0] * len(targets) if hops is None else hops[targets].tolist(),
        np.bincount(group).tolist(),
        pages(slice(None)),
        pages(editorial),
        crawl.nodes.url_ids[links.source[example]].tolist(),
        wasted[kind][targets].tolist(),
        strict=True,
    ):
        yield kind, target, *rest
