"""Changes of a plan that are made on many pages at once: a source with ``*`` is every page whose address fits it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.urls import matches_any, origin, path_query
from linkgraph.arrays import Flags, Ints
from linkgraph.layers import Stored
from linkgraph.load import Nodes
from linkgraph.plan import Edit
from linkgraph.roles import MIN_PAGES, SHARE
from linkgraph.whatif import Step

_PAGES = "select p.url_id, u.url from main.pages p join main.urls u using (url_id) where p.run_id = ? and p.is_html"


@dataclass(frozen=True, slots=True)
class Many:
    """What a change on many pages comes to."""

    steps: list[Step]
    done: int = 0  # pages that fit but are left as they are: the target itself, those that have the link already
    repeats: int = 0  # pages on which the new link would count as repeated


def is_wild(text: str) -> bool:
    """Whether the address of a source stands for several pages."""
    return "*" in text


def matching(db: sqlite3.Connection, run_id: int, start_url: str, stored: Stored, pattern: str) -> Ints:
    """Node numbers, ascending, of the pages whose path and query fit.

    Args:
        pattern: ``*`` is any run without a slash, ``**`` any run; a whole URL asks for its host only.
    """
    base = origin(pattern) if "://" in pattern else ""
    glob = path_query(pattern) if base else f"/{pattern.lstrip('/')}"
    node = stored.layers.where.node
    found = [
        int(node[url_id])
        for url_id, url in db.execute(_PAGES, [run_id])
        if node[url_id] >= 0 and (not base or origin(url) == base) and matches_any([glob], url)
    ]
    return np.array(sorted(found), dtype=np.int64)


def many_steps(stored: Stored, edit: Edit, nodes: Ints, target: int, earlier: list[Step]) -> Many:
    """The change on each of the pages where it changes something.

    A link that is added to half of the pages of a template, or of the site, counts as repeated as it will in the next
    crawl: there it is none of the editorial links, whatever its place.

    Args:
        nodes: the pages that fit, node numbers.
        target: url_id that is linked to.
        earlier: what the plan changes before.
    """
    where, own = stored.layers.where, target
    leads = (stored.all.target == own) | (where.final[stored.all.target] == own) if own < where.size else None
    if edit.action != "add":
        linked = stored.all.source[leads] if leads is not None else np.zeros(0, dtype=np.int64)
        added = [one.source for one in earlier if one.target == target]
        kept = nodes[np.isin(nodes, np.union1d(linked, np.array(added, dtype=np.int64)))]
        return Many([Step(edit.action, node, target, sure=False) for node in kept.tolist()], len(nodes) - len(kept))
    main = edit.place == "main"
    touched = np.array([one.source for one in earlier if one.action != "add"], dtype=np.int64)
    have = np.setdiff1d(_linking(stored, target, leads, main), touched)  # the link may be one that the plan took out
    itself = int(where.node[where.final[target]]) if target < where.size else -1
    kept = nodes[~np.isin(nodes, have) & (nodes != itself)]
    repeated = _repeated(stored.layers.nodes, nodes[nodes != itself])
    steps = [
        Step("add", node, target, main and not again)
        for node, again in zip(kept.tolist(), repeated[kept].tolist(), strict=True)
    ]
    return Many(steps, len(nodes) - len(kept), int(repeated[kept].sum()) if main else 0)


def _linking(stored: Stored, target: int, leads: Flags | None, main: bool) -> NDArray[np.int64]:
    """Pages that have a followed link to the target already, in their main text where that is asked for."""
    if leads is None:
        return np.zeros(0, dtype=np.int64)
    if not main:
        return np.unique(stored.all.source[leads & stored.all.followed]).astype(np.int64)
    pairs, final = stored.editorial, stored.layers.where.final
    there = (pairs.target == target) | (final[pairs.target] == target)
    return np.unique(pairs.source[there & pairs.followed]).astype(np.int64)


def _repeated(nodes: Nodes, chosen: Ints) -> Flags:
    """Shape (nodes,): whether a link on the chosen pages repeats over the node's template, or over the site."""
    _, template, size = np.unique(nodes.template_ids, return_inverse=True, return_counts=True)
    count = np.bincount(template[chosen], minlength=len(size))
    often = (count >= SHARE * size) & (size >= MIN_PAGES)
    everywhere = len(chosen) >= SHARE * len(template) and len(template) >= MIN_PAGES
    flags: Flags = often[template] | everywhere
    return flags
