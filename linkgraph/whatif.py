"""What a plan would change: PageRank and click depth before and after, by the algorithms of the stage itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Flags
from linkgraph.depth import UNREACHED, click_depths
from linkgraph.graph import Addresses, Pairs
from linkgraph.layers import Layers, Row, Rows, Stored, both_ways, exchanged, row_of
from linkgraph.load import Nodes
from linkgraph.measure import settled
from linkgraph.pagerank import pagerank_of
from linkgraph.plan import Action


class Step(NamedTuple):
    """One change with its addresses found: ``source`` is a node number, ``target`` a url_id."""

    action: Action
    source: int
    target: int
    editorial: bool = True  # an added link stands in the main text
    sure: bool = True  # the link is there; else the page is passed over where it is not


class NoLinkError(Exception):
    """A step would change a link that the page does not have."""

    def __init__(self, step: Step) -> None:
        super().__init__(step)
        self.step = step


@dataclass(frozen=True, slots=True)
class Figures:
    """What what-if compares; arrays of shape (nodes,)."""

    pagerank: NDArray[np.float64]
    editorial: NDArray[np.float64]  # PageRank on editorial links
    depth: NDArray[np.int32]  # UNREACHED: no path
    orphan: Flags  # no other page has a followed link to it, and no path leads to it


def figures(layers: Layers) -> Figures:
    """The figures of a graph; the same as ``page_graph`` stores."""
    matrix = both_ways(layers.all.forward)
    depth = click_depths(matrix, layers.starts)
    ranks = settled(pagerank_of(matrix, lost=layers.all.lost))
    del matrix
    editorial = settled(pagerank_of(both_ways(layers.editorial.forward), lost=layers.editorial.lost))
    orphan = (depth == UNREACHED) & (layers.inlinks[layers.nodes.url_ids] == 0)
    return Figures(ranks, editorial, depth, orphan)


def changed(stored: Stored, steps: Iterable[Step], new: Sequence[int] = ()) -> Layers:
    """The graph after a plan; the links of pages that it does not touch are those of the run.

    Which links repeat over the site is taken as it is: a link that the plan adds to half of the pages stays editorial.

    Args:
        new: url_ids of new pages, numbered in this order after the others; they may be higher than any of the store.

    Raises:
        NoLinkError: a step speaks of a link that is not there.
    """
    layers = _with_pages(stored.layers, new)
    rows, main = _led_to_nothing(stored, new)
    for step in steps:
        row, own = _row(rows, stored.all, step.source), _row(main, stored.editorial, step.source)
        _apply(step, row, own, layers)
    if not rows and not new:
        return layers
    return replace(
        layers,
        all=exchanged(layers.all, rows, layers.where, layers.pages),
        editorial=exchanged(layers.editorial, main, layers.where, layers.pages),
        inlinks=_inlinks(stored, rows, layers),
    )


def _apply(step: Step, row: Row, main: Row, layers: Layers) -> None:
    """Make one change to the links of a page: all of them, and its editorial ones."""
    follows = not layers.nodes.nofollow[step.source]
    if step.action == "add":
        for links in (row, main) if step.editorial else (row,):
            links[step.target] = links.get(step.target, False) or follows
        return
    if not (meant := leading_to(row, step.target, layers.where)) and step.sure:
        raise NoLinkError(step)
    for links in (row, main):
        for target in meant & links.keys():
            if step.action == "remove":
                del links[target]
            else:
                links[target] = follows and step.action == "follow"


def leading_to(row: Row, target: int, where: Addresses) -> set[int]:
    """The targets of a page's links that are ``target``, or redirect to it."""
    final = where.final
    return {url_id for url_id in row if url_id == target or final[url_id] == target}


def _row(rows: Rows, pairs: Pairs, node: int) -> Row:
    """The links of one page as the plan has made them so far."""
    if node not in rows:
        rows[node] = row_of(pairs, node)
    return rows[node]


def _with_pages(layers: Layers, new: Sequence[int]) -> Layers:
    """The nodes with new pages among them; no link leads to these yet."""
    if not new:
        return layers
    nodes, where, count = layers.nodes, layers.where, len(new)
    size = max(where.size, max(new) + 1)
    final = np.concatenate([where.final, np.arange(where.size, size)])
    node = np.concatenate([where.node, np.full(size - where.size, -1, dtype=np.int32)])
    node[list(new)] = layers.pages + np.arange(count, dtype=np.int32)
    grown = Nodes(
        np.concatenate([nodes.url_ids, np.array(new, dtype=np.int64)]),
        np.concatenate([nodes.template_ids, np.zeros(count, dtype=np.int64)]),
        np.concatenate([nodes.nofollow, np.zeros(count, dtype=np.bool_)]),
    )
    return replace(layers, nodes=grown, where=Addresses(final, node))


def _led_to_nothing(stored: Stored, new: Sequence[int]) -> tuple[Rows, Rows]:
    """Links, all and editorial, of pages that linked to where new pages stand now."""
    where, rows, main = stored.layers.where, Rows(), Rows()
    known = [url_id for url_id in new if url_id < where.size]
    for found, pairs in ((rows, stored.all), (main, stored.editorial)) if known else ():
        leads = np.isin(where.final[pairs.target], known)
        for node in np.unique(pairs.source[leads]).tolist():
            found[node] = row_of(pairs, node)
    return rows, main


def _inlinks(stored: Stored, rows: Rows, after: Layers) -> NDArray[np.int64]:
    """Pages that link to each URL once the links of some pages are others."""
    counts = np.concatenate([stored.layers.inlinks, np.zeros(after.where.size - stored.layers.where.size, np.int64)])
    known = stored.layers.pages
    for node, row in rows.items():
        own = int(after.nodes.url_ids[node])
        before = row_of(stored.all, node) if node < known else Row()
        for links, by in ((before, -1), (row, 1)):
            counts[[url_id for url_id, follows in links.items() if follows and url_id != own]] += by
    return counts
