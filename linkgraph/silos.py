"""Topic silos: communities of pages by their own links, next to the folders that their URLs are in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.urls import path_query
from linkgraph.agreement import agreement
from linkgraph.arrays import Ints
from linkgraph.communities import ALONE, communities
from linkgraph.crawl import Crawl
from linkgraph.graph import distinct
from linkgraph.roles import SITE, are_repeated

LEVELS = (1, 2, 3)  # folders of a URL that are looked at
Row = tuple[int | float | str | None, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Communities of the links that do not repeat over the site, and links by community; index 0 is ``ALONE``."""

    number: NDArray[np.int32]  # of each node; ALONE for a page without such links
    modularity: float
    inside: Ints
    leaving: Ints
    entering: Ints


@dataclass(frozen=True, slots=True)
class Silos:
    """Communities and what is common to their URLs."""

    level: int  # folders that fit best; 0: no page is in a community
    folder_rand: float | None
    folder_purity: float | None
    rows: list[Row]  # of link_communities, from community on


def groups_of(crawl: Crawl, order: Ints) -> Groups:
    """Find the communities. About 100 bytes of memory a link for as long as it takes: best before anything else.

    Args:
        order: node numbers in the order of their URLs.
    """
    source, target = _own_links(crawl)
    number, modularity = communities(source, target, crawl.pages, order)
    count = int(number.max(initial=0)) + 1
    one, other = number[source], number[target]
    return Groups(
        number,
        modularity,
        np.bincount(one[one == other], minlength=count),
        np.bincount(one[one != other], minlength=count),
        np.bincount(other[one != other], minlength=count),
    )


def _own_links(crawl: Crawl) -> tuple[Ints, Ints]:
    """Followed links between pages that do not repeat over the site, each pair of pages once."""
    links, where = crawl.links, crawl.where
    to = where.node[where.final[links.target]]
    # What repeats within a template only, as a link from each product of a folder to its category, is what makes a silo.
    menus = are_repeated(crawl.nodes, links, [found for found in crawl.repeated if found.template_id == SITE])
    own = links.followed & ~menus & (to >= 0) & (to != links.source)
    source, target = links.source[own], to[own]
    del to, menus, own
    pairs = distinct(source, target, np.ones(len(source), dtype=np.bool_), crawl.pages, crawl.pages)
    return pairs.source, pairs.target


def silos(db: sqlite3.Connection, crawl: Crawl, groups: Groups, scores: NDArray[np.float64], order: Ints) -> Silos:
    """What the URLs of the communities have in common.

    Args:
        scores: shape (nodes,), PageRank.
        order: node numbers in the order of their URLs.
    """
    there = order[groups.number[order] != ALONE]
    if not len(there):
        return Silos(0, None, None, [])
    folders = [_folders(db, level) for level in LEVELS]
    fits = [agreement(groups.number[there], codes[there]) for codes, _ in folders]
    best = max(range(len(LEVELS)), key=lambda at: (fits[at][0], -at))
    rows = list(_rows(groups, scores, order, crawl, *folders[best]))
    return Silos(LEVELS[best], *fits[best], rows)


def load_url_order(db: sqlite3.Connection) -> NDArray[np.int64]:
    """Node numbers in the order of their URLs, after ``load_nodes``; independent of the order of the crawl."""
    rows = db.execute("select n.node from temp.link_nodes n join main.urls u on u.url_id = n.url_id order by u.url")
    return np.fromiter((node for (node,) in rows), dtype=np.int64)


def folder(url: str, level: int) -> str:
    """The first ``level`` folders of a URL's path: "/tea/oolong/" of "/tea/oolong/1.html", "/" at the top."""
    parts = path_query(url).partition("?")[0].split("/")[1:-1]
    return "/" + "".join(f"{part}/" for part in parts[:level])


def _folders(db: sqlite3.Connection, level: int) -> tuple[NDArray[np.int32], list[str]]:
    """The number of each node's folder, and the folders' names."""
    numbers: dict[str, int] = {}
    rows = db.execute("select u.url from temp.link_nodes n join main.urls u on u.url_id = n.url_id order by n.node")
    codes = np.fromiter((numbers.setdefault(folder(url, level), len(numbers)) for (url,) in rows), dtype=np.int32)
    return codes, list(numbers)


def _rows(
    groups: Groups, scores: NDArray[np.float64], order: Ints, crawl: Crawl, codes: NDArray[np.int32], names: list[str]
) -> Iterator[Row]:
    number, count = groups.number, len(groups.inside)
    pages = np.bincount(number, minlength=count)
    strength = np.bincount(number, weights=scores, minlength=count)
    strongest = np.zeros(count, dtype=np.int64)
    weak_first = order[::-1][np.argsort(scores[order[::-1]], kind="stable")]
    strongest[number[weak_first]] = weak_first  # of a repeated index the last value stays
    common, most = _commonest(number, codes, names, count)
    for at in range(1, count):
        yield (
            at, int(pages[at]), int(groups.inside[at]), int(groups.leaving[at]), int(groups.entering[at]), round(float(strength[at]), 9),
            int(crawl.nodes.url_ids[strongest[at]]), names[common[at]], int(most[at]),
        )  # fmt: skip


def _commonest(
    number: NDArray[np.int32], codes: NDArray[np.int32], names: list[str], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The commonest folder of each community, the first by name of equal ones; and how many pages are in it."""
    keys, pages = np.unique(number.astype(np.int64) * len(names) + codes, return_counts=True)
    groups, folders = np.divmod(keys, len(names))
    by_name = np.empty(len(names), dtype=np.int64)
    by_name[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    order = np.lexsort((-by_name[folders], pages))
    common, most = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    common[groups[order]], most[groups[order]] = folders[order], pages[order]
    return common, most
