"""The run's <a> links as integer arrays, straight from the store."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.extract import is_nofollow
from crawler.records import UNFOLLOWED, LinkKind, Position, Rel
from linkgraph.arrays import Flags, Ints, integers

FETCH = 2_000  # pages a step; the text of their links is what is in memory at once
EMPTY = np.zeros(0, dtype=np.int32)

NODES = """
    insert into temp.link_nodes
    select row_number() over (order by coalesce(t.template_id, 0), p.url_id) - 1,
        p.url_id, p.link_set_id, coalesce(t.template_id, 0)
    from main.pages p left join main.page_states t on t.run_id = p.run_id and t.url_id = p.url_id
    where p.run_id = ? and p.is_html and p.status = 200
"""
# One row a page, its numbers joined to a text: three times faster than one row a link.
LINKS = f"""
    select n.node, count(*), group_concat(l.target_id), group_concat(l.anchor_id),
        group_concat((l.rel & {UNFOLLOWED.value}) * 2 + (l.position = {Position.MAIN.value}))
    from temp.link_nodes n cross join main.links l on l.link_set_id = n.link_set_id
    where l.kind = {LinkKind.A.value}
    group by n.node
"""


@dataclass(frozen=True, slots=True)
class Nodes:
    """HTML pages with status 200, numbered from 0 so that pages of one template stand together.

    All arrays have shape (nodes,). ``nofollow`` is what the page says of all its links.
    """

    url_ids: NDArray[np.int64]
    template_ids: NDArray[np.int64]
    nofollow: Flags


@dataclass(frozen=True, slots=True)
class Links:
    """Every <a> of the nodes, in order of the node, parallel links included; arrays of shape (links,), int32."""

    source: Ints  # number of a node
    target: Ints  # url_id
    anchor: Ints  # anchor_id
    followed: Flags  # neither link nor page says nofollow
    main: Flags  # stands in the main part of the page
    rel: NDArray[np.int8]  # sum of crawler.records.Rel, of nofollow, sponsored and ugc


def load_nodes(db: sqlite3.Connection, run_id: int) -> Nodes:
    """Number the run's HTML pages; leaves them in ``temp.link_nodes`` for ``load_links``."""
    db.execute("drop table if exists temp.link_nodes")
    db.execute("create temp table link_nodes (node integer primary key, url_id, link_set_id, template_id)")
    db.execute(NODES, [run_id])
    rows = db.execute("select url_id, template_id from temp.link_nodes order by node")
    table = integers(rows, 2)
    nofollow = np.zeros(len(table), dtype=np.bool_)
    nofollow[[node for node, robots in _robots(db, run_id) if is_nofollow(robots, "")]] = True
    return Nodes(table[:, 0].copy(), table[:, 1].copy(), nofollow)


def load_links(db: sqlite3.Connection, nodes: Nodes) -> Links:
    """Stream the links of the pages that ``load_nodes`` numbered."""
    parts: list[tuple[Ints, ...]] = [(EMPTY, EMPTY, EMPTY, EMPTY)]
    cursor = db.execute(LINKS)
    while rows := cursor.fetchmany(FETCH):
        node, count, *texts = zip(*rows, strict=True)
        target, anchor, flags = (np.fromstring(",".join(text), dtype=np.int32, sep=",") for text in texts)
        parts.append((np.repeat(np.array(node, dtype=np.int32), count), target, anchor, flags.astype(np.int8)))
    source, target, anchor, flags = (np.concatenate(column) for column in zip(*parts, strict=True))
    rel = (flags >> 1).astype(np.int8)
    followed = ((rel & Rel.NOFOLLOW) == 0) & ~nodes.nofollow[source]
    return Links(source, target, anchor, followed, (flags & 1) == 1, rel)


def load_redirects(db: sqlite3.Connection, run_id: int) -> NDArray[np.int64]:
    """Every hop of every redirect chain, shape (hops, 2): the URL the chain starts from, the hop's target; in order."""
    rows = db.execute("select url_id, target_id from redirects where run_id = ? order by url_id, hop", [run_id])
    return integers(rows, 2)


def load_starts(db: sqlite3.Connection, run_id: int) -> list[int]:
    """url_ids of the run's start URLs."""
    # hops: what a URL of the sitemap redirects to has the depth 0 too, and is no start.
    rows = db.execute(
        "select f.url_id from frontier f where f.run_id = :run and f.depth = 0 and f.source = 0 and f.hops = 0 union "
        "select u.url_id from runs r join sites s on s.site_id = r.site_id join urls u on u.url = s.start_url"
        " where r.run_id = :run",
        {"run": run_id},
    )
    return [url_id for (url_id,) in rows]


def load_pages(db: sqlite3.Connection, run_id: int) -> NDArray[np.int64]:
    """url_ids of all pages of the run, whatever they answered, ascending."""
    rows = db.execute("select url_id from pages where run_id = ? order by url_id", [run_id])
    return integers(rows, 1)[:, 0]


def load_internal(db: sqlite3.Connection, run_id: int) -> tuple[NDArray[np.int32], Flags]:
    """Of every URL of the store, by url_id: its host_id, and whether that is a host of the site; -1 where there is none."""
    highest = db.execute("select coalesce(max(url_id), 0) from urls").fetchone()[0]
    hosts = np.full(highest + 1, -1, dtype=np.int32)
    table = integers(db.execute("select url_id, host_id from urls"), 2)
    hosts[table[:, 0]] = table[:, 1]
    own = np.zeros(int(hosts.max(initial=0)) + 2, dtype=np.bool_)  # the last stands for -1
    own[[host for (host,) in db.execute("select host_id from run_hosts where run_id = ?", [run_id])]] = True
    return hosts, own[hosts]


def load_canonicals(db: sqlite3.Connection, run_id: int) -> NDArray[np.int64]:
    """Pages that name another URL as canonical, shape (pages, 2): url_id, that of the canonical."""
    rows = db.execute(
        "select url_id, canonical_id from pages where run_id = ? and is_html and status = 200 and canonical_id <> url_id",
        [run_id],
    )
    return integers(rows, 2)


def load_types(db: sqlite3.Connection, run_id: int) -> tuple[list[str], NDArray[np.int32]]:
    """Types of pages, sorted, and for each node the number of its own; after ``load_nodes``."""
    rows = db.execute(
        "select coalesce(t.page_type, '') from temp.link_nodes n"
        " left join main.page_states t on t.run_id = ? and t.url_id = n.url_id order by n.node",
        [run_id],
    )
    numbers: dict[str, int] = {}
    codes = np.fromiter((numbers.setdefault(kind, len(numbers)) for (kind,) in rows), dtype=np.int32)
    names = sorted(numbers)
    place = np.zeros(max(len(names), 1), dtype=np.int32)
    place[[numbers[name] for name in names]] = np.arange(len(names))
    return names, place[codes]


def load_answers(db: sqlite3.Connection, run_id: int, size: int) -> NDArray[np.int64]:
    """By url_id: the HTTP status, -1 for no answer, 0 for a URL that was not fetched; shape (``size``,)."""
    answers = np.zeros(size, dtype=np.int64)
    table = integers(db.execute("select url_id, coalesce(status, -1) from pages where run_id = ?", [run_id]), 2)
    answers[table[:, 0]] = table[:, 1]
    return answers


def _robots(db: sqlite3.Connection, run_id: int) -> sqlite3.Cursor:
    return db.execute(
        "select n.node, p.robots || ';' || p.x_robots from temp.link_nodes n"
        " join main.pages p on p.run_id = ? and p.url_id = n.url_id where p.robots <> '' or p.x_robots <> ''",
        [run_id],
    )
