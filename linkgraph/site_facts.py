"""What suggestions know of each page beside the graph; arrays by node number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Flags
from linkgraph.comparing import MONEY, page_types
from linkgraph.depth import UNREACHED
from linkgraph.trying import Trial

QUIET = ("account", "legal")  # pages that are no place for links to goods
MOST_LINKS = 150  # on a page that is to get one more


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Arrays of shape (nodes,)."""

    url_ids: NDArray[np.int64]
    money: Flags  # products and categories
    category: Flags
    targets: Flags  # money pages that engines may index, filters left out
    sources: Flags  # pages on which a link does something: indexable, reached, followed, not overfull
    inlinks: NDArray[np.int64]  # pages that pass score to it
    editorial: NDArray[np.int64]  # of them in their main text
    out: NDArray[np.int64]  # links among which its score is shared


def site_facts(trial: Trial) -> SiteFacts:
    """Read page types and indexability, and count links."""
    layers = trial.stored.layers
    types = np.array(page_types(trial), dtype=np.str_)
    rows = trial.store.db.execute(
        "select url_id from page_states where run_id = ? and indexable_reason = 'ok'", [trial.run_id]
    )
    indexable = np.isin(layers.nodes.url_ids, np.fromiter((url_id for (url_id,) in rows), dtype=np.int64))
    rows = trial.store.db.execute(
        "select p.url_id from pages p join urls u using (url_id) where p.run_id = ? and instr(u.url, '&')",
        [trial.run_id],
    )  # of several parameters: a filter, not a page that a shop wants found
    indexable &= ~np.isin(layers.nodes.url_ids, np.fromiter((url_id for (url_id,) in rows), dtype=np.int64))
    out = np.diff(layers.all.forward.indptr) + layers.all.lost
    money = np.isin(types, MONEY)
    reached = trial.before.depth != UNREACHED
    return SiteFacts(
        url_ids=layers.nodes.url_ids,
        money=money,
        category=types == "category",
        targets=money & indexable,
        sources=indexable & reached & ~layers.nodes.nofollow & (out < MOST_LINKS) & ~np.isin(types, QUIET),
        inlinks=np.bincount(layers.all.forward.indices, minlength=layers.pages),
        editorial=np.bincount(layers.editorial.forward.indices, minlength=layers.pages),
        out=out,
    )


def url_of(trial: Trial, node: int) -> str:
    """URL of a node."""
    url_id = int(trial.stored.layers.nodes.url_ids[node])
    return str(trial.store.db.execute("select url from main.urls where url_id = ?", [url_id]).fetchone()[0])
