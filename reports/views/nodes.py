"""The pages of a run as arrays: what the link views know of each, and nothing as long as the site beside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.causes import UNREAD, listed
from crawler.extract import is_nofollow
from reports.reader import Reader

Ints = NDArray[np.integer]
Flags = NDArray[np.bool_]

INDEXABLE, KEPT_OUT, REDIRECT, BROKEN, UNSEEN = range(5)  # what a page is coloured by
CLEAN, WARNING, ERROR = range(3)

PAGES = f"""
    select p.url_id, coalesce(g.depth, -1), coalesce(t.template_id, -1), p.is_html and p.status = 200,
        case when p.status is null and p.error in ({listed(UNREAD)}) then {UNSEEN}
            when p.status is null or p.status >= 400 then {BROKEN}
            when p.status >= 300 then {REDIRECT}
            when t.indexable_reason is 'ok' then {INDEXABLE}
            else {KEPT_OUT} end,
        coalesce(g.pagerank, -1.0), coalesce(g.inlinks, -1), coalesce(g.outlinks, -1)
    from pages p
    left join page_graph g on g.run_id = p.run_id and g.url_id = p.url_id
    left join page_states t on t.run_id = p.run_id and t.url_id = p.url_id
    where p.run_id = :run order by p.url_id
"""
ROW = np.dtype(
    [("url_id", "i8"), ("depth", "i4"), ("template", "i4"), ("html", "?"), ("tone", "i1"), ("pagerank", "f8"),
     ("inlinks", "i4"), ("outlinks", "i4")]
)  # fmt: skip
FOUND = f"""
    select url_id, max(iif(severity = 'error', {ERROR}, {WARNING})) from findings
    where run_id = :run and severity in ('error', 'warning') group by url_id order by url_id
"""
SAID = "select url_id, robots || ';' || x_robots from pages where run_id = :run and (robots <> '' or x_robots <> '')"
HOPS = "select url_id, target_id from redirects where run_id = :run order by url_id, hop"


@dataclass(frozen=True, slots=True)
class Nodes:
    """Pages of a run, whatever they answered, numbered from 0 by url_id; arrays of shape (pages,)."""

    url_ids: NDArray[np.int64]
    depth: NDArray[np.int32]  # clicks from the start; -1: no path
    template: NDArray[np.int32]  # template_id; -1: none
    html: Flags  # HTML with status 200: it has links
    tone: NDArray[np.int8]  # INDEXABLE ...
    found: NDArray[np.int8]  # CLEAN ...: the worst finding
    pagerank: NDArray[np.float64]  # share; -1: none
    rank: NDArray[np.int32]  # place by PageRank from 0, equal ones by url_id
    inlinks: NDArray[np.int32]  # pages that link here; -1: not known
    outlinks: NDArray[np.int32]  # distinct targets; -1: not known
    nofollow: Flags  # says so of all its links
    final: NDArray[np.int32]  # number of the page at the end of its redirects; itself when it is none

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.url_ids)

    def numbers(self, url_ids: Ints) -> NDArray[np.int32]:
        """Numbers of the pages with these url_ids; -1 for a URL that is no page of the run."""
        if not self.count:
            return np.full(len(url_ids), -1, dtype=np.int32)
        place = np.minimum(np.searchsorted(self.url_ids, url_ids), self.count - 1)
        return np.where(self.url_ids[place] == url_ids, place, -1).astype(np.int32)


def load_nodes(reader: Reader) -> Nodes:
    """The pages of the run, about 70 bytes each."""
    run = {"run": reader.run_id}
    rows = np.fromiter(reader.db.execute(PAGES, run), dtype=ROW)
    ids: NDArray[np.int64] = np.ascontiguousarray(rows["url_id"])
    found = np.zeros(len(ids), dtype=np.int8)
    pairs = np.fromiter(reader.db.execute(FOUND, run), dtype=np.dtype([("url_id", "i8"), ("worst", "i1")]))
    at = np.searchsorted(ids, pairs["url_id"])
    known = (at < len(ids)) & (ids[np.minimum(at, max(len(ids) - 1, 0))] == pairs["url_id"]) if len(ids) else at < 0
    found[at[known]] = pairs["worst"][known]
    rank = np.empty(len(ids), dtype=np.int32)
    rank[np.lexsort((ids, -rows["pagerank"]))] = np.arange(len(ids), dtype=np.int32)
    nodes = Nodes(
        ids, rows["depth"].copy(), rows["template"].copy(), rows["html"].copy(), rows["tone"].copy(), found,
        rows["pagerank"].copy(), rank, rows["inlinks"].copy(), rows["outlinks"].copy(),
        np.zeros(len(ids), dtype=np.bool_), np.arange(len(ids), dtype=np.int32),
    )  # fmt: skip
    said = [url_id for url_id, robots in reader.db.execute(SAID, run) if is_nofollow(robots, "")]
    nodes.nofollow[nodes.numbers(np.array(said, dtype=np.int64))] = bool(said)
    _follow(nodes, np.array(reader.db.execute(HOPS, run).fetchall(), dtype=np.int64).reshape(-1, 2))
    return nodes


def _follow(nodes: Nodes, hops: NDArray[np.int64]) -> None:
    """Redirects lead on: of several hops the last one counts, and one that leaves the run leads nowhere."""
    begin, end = nodes.numbers(hops[:, 0]), nodes.numbers(hops[:, 1])
    kept = begin >= 0
    nodes.final[begin[kept]] = np.where(end[kept] >= 0, end[kept], begin[kept])
