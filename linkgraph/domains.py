"""Where the links of a site lead outside: one row for each registrable domain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from crawler.domains import registrable_domain
from crawler.records import Rel
from linkgraph.arrays import Flags, Ints, distinct_values
from linkgraph.crawl import Crawl, examples


def external_domains(db: sqlite3.Connection, crawl: Crawl, rank: NDArray[np.int32]) -> Iterator[tuple[int | str, ...]]:
    """Rows of ``external_domains`` from ``domain`` on, by name; in memory are the names of the domains linked to.

    Args:
        rank: order of the nodes for examples, as ``nearest`` gives it.
    """
    links, internal = crawl.links, crawl.internal
    chosen = np.flatnonzero(~internal[links.target])
    if not len(chosen):
        return
    targets = distinct_values(links.target[chosen])
    hosts = distinct_values(crawl.hosts[targets])
    names, of_host = _domains(db, hosts)
    count = len(names)
    domain, source = of_host[crawl.hosts[links.target[chosen]]], links.source[chosen]
    followed, rel, editorial = links.followed[chosen], links.rel[chosen], crawl.editorial[chosen]

    def distinct_of(domains: Ints) -> list[int]:
        counts: list[int] = np.bincount(domains, minlength=count).tolist()
        return counts

    def links_of(flags: Flags) -> list[int]:
        return distinct_of(domain[flags])

    example = chosen[examples(domain, source, rank, count)]
    pages = distinct_values(domain.astype(np.int64) * crawl.pages + source) // max(crawl.pages, 1)
    yield from zip(
        names,
        distinct_of(of_host[hosts]),
        distinct_of(of_host[crawl.hosts[targets]]),
        distinct_of(domain),
        distinct_of(pages),
        links_of(followed),
        links_of(~followed),
        links_of((rel & Rel.SPONSORED) != 0),
        links_of((rel & Rel.UGC) != 0),
        links_of(editorial),
        links_of(crawl.repeats[chosen]),
        crawl.nodes.url_ids[links.source[example]].tolist(),
        links.target[example].tolist(),
        strict=True,
    )


def _domains(db: sqlite3.Connection, hosts: Ints) -> tuple[list[str], NDArray[np.int32]]:
    """Names of the hosts' domains, sorted; and the number of its domain for each host_id."""
    found = np.zeros(int(hosts.max()) + 1, dtype=np.bool_)
    found[hosts] = True
    rows = db.execute("select host_id, host from hosts")
    named = {host_id: registrable_domain(host) for host_id, host in rows if host_id < len(found) and found[host_id]}
    names = sorted(set(named.values()))
    number = {name: place for place, name in enumerate(names)}
    of_host = np.zeros(len(found), dtype=np.int32)
    for host_id, name in named.items():
        of_host[host_id] = number[name]
    return names, of_host
