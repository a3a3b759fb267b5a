"""The shortest way from one page to another along links that engines follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from configs.errors import REMEDY, WHERE, SettingsError
from configs.text import Text
from crawler.records import LinkKind
from crawler.store import Store
from linkgraph.arrays import Flags, Ints
from linkgraph.depth import neighbours
from linkgraph.graph import Addresses, addresses
from linkgraph.load import Links, load_links, load_nodes, load_redirects
from linkgraph.matrix import Matrix, link_matrix


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a path, and the link of the page before that leads to it; nothing of that for the first."""

    url: str
    anchor: str | None = None
    position: str | None = None
    via: str | None = None  # the URL linked to, where that redirects here


def shortest_path(store: Store, run_id: int, begin: int, end: int) -> list[Step]:
    """A path of the fewest followable links; redirects cost nothing. Empty when there is none.

    Args:
        begin: url_id of an HTML page with status 200, or of a redirect to one.
        end: url_id of any URL that the run knows.

    Raises:
        SettingsError: ``begin`` is no such page (XE-162).
    """
    nodes = load_nodes(store.db, run_id)
    links = load_links(store.db, nodes)
    highest = store.db.execute("select coalesce(max(url_id), 0) from urls").fetchone()[0]
    where = addresses(nodes, load_redirects(store.db, run_id), highest)
    first, goal = int(where.node[where.final[begin]]), int(where.final[end])
    if first < 0:
        raise _no_page(store, begin)
    if where.final[begin] == goal:
        return [Step(_url(store, goal))]

    to = where.node[where.final[links.target]]
    kept = links.followed & (to >= 0)
    matrix = link_matrix(links.source[kept], to[kept], len(nodes.url_ids))
    parents = _parents(matrix, first, int(where.node[goal]))
    last = int(where.node[goal])
    leads = links.followed & (where.final[links.target] == goal)
    if last < 0:  # a file, an error: what links to it and is nearest
        last = _nearest(links.source[leads], parents, first)
    if last < 0 or parents[last] < 0:
        return []
    pages = _chain(parents, first, last)
    finals = [int(nodes.url_ids[page]) for page in pages]
    if finals[-1] != goal:
        pages, finals = [*pages, -1], [*finals, goal]
    steps = [Step(_url(store, finals[0]))]
    for page, final in zip(pages, finals[1:], strict=False):
        steps.append(_step(store, run_id, int(nodes.url_ids[page]), *_link(links, where, page, final), final))
    return steps


def _parents(matrix: Matrix, first: int, goal: int) -> NDArray[np.int32]:
    """The page before each on a shortest path from ``first``; -1: not reached. Its own parent is itself."""
    parents = np.full(matrix.pages, -1, dtype=np.int32)
    parents[first] = first
    front: Ints = np.array([first])
    while len(front) and (goal < 0 or parents[goal] < 0):
        reached = neighbours(matrix, front)
        before = np.repeat(front, np.diff(matrix.forward.indptr)[front])
        new = np.flatnonzero(parents[reached] < 0)
        front, chosen = np.unique(reached[new], return_index=True)
        parents[front] = before[new[chosen]]
    return parents


def _chain(parents: NDArray[np.int32], first: int, last: int) -> list[int]:
    pages = [last]
    while pages[-1] != first:
        pages.append(int(parents[pages[-1]]))
    return pages[::-1]


def _nearest(sources: Ints, parents: NDArray[np.int32], first: int) -> int:
    """Of the pages ``sources`` one with a shortest path from ``first``; -1: none is reached."""
    reached = np.unique(sources[parents[sources] >= 0]).tolist()
    return min(reached, key=lambda page: (len(_chain(parents, first, page)), page), default=-1)


def _link(links: Links, where: Addresses, page: int, final: int) -> tuple[int, int]:
    """(url_id linked to, anchor_id) of a followable link of a page; one of its main part if there is one."""
    begin, end = np.searchsorted(links.source, np.array([page, page + 1], dtype=links.source.dtype))
    some = slice(begin, end)
    fits: Flags = links.followed[some] & (where.final[links.target[some]] == final)
    found = np.flatnonzero(fits)
    chosen = begin + found[np.argmax(links.main[some][found])]
    return int(links.target[chosen]), int(links.anchor[chosen])


def _step(store: Store, run_id: int, page: int, target: int, anchor: int, final: int) -> Step:
    row = store.db.execute(
        f"""
        select v.anchor, v.position from v_links v
        join pages p on p.run_id = v.run_id and p.url_id = v.source_id
        join links l on l.link_set_id = p.link_set_id and l.ordinal = v.ordinal
        where v.run_id = ? and v.source_id = ? and v.target_id = ? and l.anchor_id = ? and l.kind = {LinkKind.A.value}
        order by v.position <> 'main', v.ordinal limit 1
        """,
        [run_id, page, target, anchor],
    ).fetchone()
    text, position = row
    return Step(_url(store, final), text, position, _url(store, target) if target != final else None)


def _url(store: Store, url_id: int) -> str:
    return str(store.db.execute("select url from main.urls where url_id = ?", [url_id]).fetchone()[0])


def _no_page(store: Store, url_id: int) -> SettingsError:
    url = _url(store, url_id)
    return SettingsError(
        162,
        Text(zh="路径的起点不是状态 200 的 HTML 网页", en="the path begins at no HTML page with status 200"),
        [(WHERE, Text(url, url)), (REMEDY, Text(zh=f"看它回答什么：xunlu page {url}", en=f"See what it answers: xunlu page {url}"))],
    )  # fmt: skip


def rows_of_path(steps: list[Step]) -> Iterator[tuple[object, ...]]:
    """The steps as rows: number, URL, anchor, position, via."""
    for number, step in enumerate(steps):
        yield number, step.url, step.anchor, step.position, step.via
