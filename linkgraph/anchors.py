"""Anchor profiles: by which texts the pages of a site link to each of its URLs, and how varied they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crawler.anchors import is_generic
from crawler.text import matching_copy
from linkgraph.arrays import Flags, Ints, Numbers, integers
from linkgraph.crawl import Crawl

TOP = 20  # anchors kept of each URL
CHUNK = 4_000_000  # links sorted at once
KINDS = ("text", "empty", "generic")
BITS = 62  # of a key in which target, anchor and page stand side by side


@dataclass(frozen=True, slots=True)
class Spellings:
    """Anchors that are the same after normalisation share a group, numbered from 0 by their first text.

    By text and not by number: which anchor was met first depends on the order of the crawl.
    """

    group: NDArray[np.int32]  # by anchor_id
    anchor: NDArray[np.int64]  # the commonest spelling, by group
    kind: NDArray[np.int8]  # number in KINDS, by group


@dataclass(frozen=True, slots=True)
class Profiles:
    """Columns of ``anchor_profiles`` from url_id on, and of ``page_anchors``, as arrays of equal length each."""

    targets: tuple[Numbers, ...]
    anchors: tuple[Ints, ...]


def load_spellings(db: sqlite3.Connection, uses: Ints) -> Spellings:
    """Group the anchors that are used.

    Args:
        uses: links by anchor_id; anchors of other runs have none.
    """

    def rows() -> Iterator[tuple[int, int, int]]:
        # Of the texts only their hashes stay in memory.
        for anchor_id, text in db.execute("select anchor_id, text from anchors order by text"):
            if anchor_id < len(uses) and uses[anchor_id]:
                same = matching_copy(text)
                yield anchor_id, hash(same), 0 if same and not is_generic(same) else 2 if same else 1

    table = integers(rows(), 3)
    ids, kinds = table[:, 0], table[:, 2]
    _, first, members = np.unique(table[:, 1], return_index=True, return_inverse=True)
    number = np.empty(len(first), dtype=np.int32)
    number[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    group = np.zeros(len(uses), dtype=np.int32)
    group[ids] = number[members]
    anchor, kind = np.zeros(len(first), dtype=np.int64), np.zeros(len(first), dtype=np.int8)
    rare_first = ids[np.lexsort((-np.arange(len(ids)), uses[ids]))]
    anchor[group[rare_first]] = rare_first  # of a repeated index the last value stays: the commonest, then the first
    kind[group[ids]] = kinds
    return Spellings(group, anchor, kind)


def anchor_profiles(crawl: Crawl, spellings: Spellings) -> Iterator[Profiles]:
    """Profiles of all URLs of the site that other pages link to, some URLs at a time."""
    target = crawl.links.target
    kept = crawl.internal[target] & ~crawl.to_itself()
    counts = np.bincount(target[kept], minlength=crawl.where.size)
    for low, high in _ranges(counts, max(len(spellings.anchor), 1) * 2 * max(crawl.pages, 1)):
        chosen = np.flatnonzero(kept & (target >= low) & (target < high))
        if len(chosen):
            yield _profiles(crawl, spellings, chosen, low)


def _ranges(counts: Ints, factor: int) -> Iterator[tuple[int, int]]:
    """Ranges of url_ids with about ``CHUNK`` links each, narrow enough for a key of ``BITS`` bits."""
    bounds = np.flatnonzero(np.diff(np.cumsum(counts) // CHUNK)) + 1
    widest = max((1 << BITS) // factor, 1)
    for low, high in pairwise([0, *bounds.tolist(), len(counts)]):
        for begin in range(low, high, widest):
            yield begin, min(begin + widest, high)


def _profiles(crawl: Crawl, spellings: Spellings, chosen: NDArray[np.int64], low: int) -> Profiles:
    """Profiles of the targets of the chosen links; all of those targets' links are among them."""
    links, groups = crawl.links, len(spellings.anchor)
    # One number says target, anchor, page and whether the link is not editorial: one sort brings together what is
    # counted together, the editorial one of parallel links first.
    keys = (links.target[chosen].astype(np.int64) - low) * groups + spellings.group[links.anchor[chosen]]
    keys = (keys * crawl.pages + links.source[chosen]) * 2 + ~crawl.editorial[chosen]
    keys.sort()
    uses = keys[_starts(keys >> 1)]  # each page once
    pairs = uses // (2 * crawl.pages)
    begin = np.flatnonzero(_starts(pairs))
    pages = np.diff(np.append(begin, len(uses)))
    main = np.add.reduceat(1 - (uses & 1), begin)
    target, group = np.divmod(pairs[begin], groups)

    first = np.flatnonzero(_starts(target))
    many = np.add.reduceat(pages, first)
    many_main = np.add.reduceat(main, first)
    entropy_main = _entropy(main, many_main, first)
    entropy_main[many_main == 0] = np.nan
    kind = spellings.kind[group]
    of_targets = (
        target[first] + low, np.diff(np.append(first, len(target))), many, many_main,
        np.add.reduceat(pages * (kind == KINDS.index("empty")), first),
        np.add.reduceat(pages * (kind == KINDS.index("generic")), first),
        _entropy(pages, many, first), entropy_main,
    )  # fmt: skip
    anchor = spellings.anchor[group]
    order = np.lexsort((group, -pages, target))
    place = np.arange(len(order)) - np.repeat(first, of_targets[1]) + 1
    order, place = order[place <= TOP], place[place <= TOP]
    of_anchors = (target[order] + low, place, anchor[order], pages[order], main[order], kind[order])
    return Profiles(of_targets, of_anchors)


def _starts(values: Ints) -> Flags:
    """Where a new value begins, of sorted ones."""
    first = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return first


def _entropy(counts: Ints, totals: Ints, first: Ints) -> NDArray[np.float64]:
    """F-13, - sum p log2 p, in bits, of the counts of each stretch that begins at ``first``; 0 where all are 0."""
    own = np.add.reduceat(counts * np.log2(np.maximum(counts, 1)), first)
    whole = np.maximum(totals, 1)
    bits: NDArray[np.float64] = np.log2(whole) - own / whole
    return np.maximum(bits.round(6), 0.0)
