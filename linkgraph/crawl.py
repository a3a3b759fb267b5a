"""What the stage works on: the run's pages and links as arrays, and which of the links are editorial."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Flags, Ints
from linkgraph.graph import Addresses, addresses
from linkgraph.load import Links, Nodes, load_internal, load_links, load_nodes, load_redirects
from linkgraph.roles import Repeated, are_repeated, repeated_links


@dataclass(frozen=True, slots=True)
class Crawl:
    """Pages are nodes, numbered from 0; URLs are url_ids."""

    nodes: Nodes
    links: Links
    redirects: NDArray[np.int64]  # as load_redirects gives them
    where: Addresses
    hosts: NDArray[np.int32]  # host_id, by url_id
    internal: Flags  # whether a URL is on a host of the site, by url_id
    repeated: list[Repeated]
    repeats: Flags  # shape (links,): the link is one of ``repeated``
    editorial: Flags  # shape (links,): in the main part and not repeated

    @property
    def pages(self) -> int:
        """Number of nodes."""
        return len(self.nodes.url_ids)

    def to_itself(self) -> Flags:
        """Links of a page to itself, shape (links,)."""
        found: Flags = self.where.node[self.links.target] == self.links.source
        return found


def load_crawl(db: sqlite3.Connection, run_id: int) -> Crawl:
    """Everything of a run that is read from the store before anything is computed."""
    nodes = load_nodes(db, run_id)
    links = load_links(db, nodes)
    redirects = load_redirects(db, run_id)
    hosts, internal = load_internal(db, run_id)
    repeated = repeated_links(nodes, links)
    repeats = are_repeated(nodes, links, repeated)
    return Crawl(
        nodes=nodes,
        links=links,
        redirects=redirects,
        where=addresses(nodes, redirects, len(hosts) - 1),
        hosts=hosts,
        internal=internal,
        repeated=repeated,
        repeats=repeats,
        editorial=links.main & ~repeats,
    )


def nearest(depths: NDArray[np.int32], nodes: Nodes) -> NDArray[np.int32]:
    """Rank of each node by its depth, then its url_id: the example to show is the one with the lowest."""
    rank = np.empty(len(depths), dtype=np.int32)
    rank[np.lexsort((nodes.url_ids, depths))] = np.arange(len(depths), dtype=np.int32)
    return rank


def examples(group: Ints, source: Ints, rank: NDArray[np.int32], groups: int) -> NDArray[np.int64]:
    """For each group the first of its links whose page ranks lowest; every group has a link.

    Args:
        group: shape (links,), 0 <= number < ``groups``.
        source: shape (links,), node number of the linking page.
        rank: shape (nodes,), as ``nearest`` gives it.

    Returns:
        shape (groups,), index of a link.
    """
    best = np.full(groups, np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(best, group, rank[source])
    among = np.flatnonzero(rank[source] == best[group])[::-1]
    first = np.zeros(groups, dtype=np.int64)
    first[group[among]] = among  # of a repeated index the last value stays: the first link
    return first
