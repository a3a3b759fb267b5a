"""Plans side by side: what each comes to in a few numbers, and the pages that it changes most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from configs.text import Text
from linkgraph.arrays import Ints
from linkgraph.depth import UNREACHED
from linkgraph.trying import Outcome, Trial
from linkgraph.whatif import Figures

NOISE = 1e-9  # of a share; PageRank is computed until all changes together are less
SHALLOW = 3  # clicks; pages further down are counted as deep
NAMED = 100  # changes of a plan whose targets are listed
MONEY = ("product", "category")

Row = tuple[object, ...]
PAGE_COLUMNS = (
    "plan", "url", "page_type", "pagerank_before", "pagerank", "gain", "rank_before", "rank",
    "editorial_before", "editorial", "editorial_gain", "depth_before", "depth", "orphan_before", "orphan",
)  # fmt: skip
COUNTS = {
    "pages": Text(zh="网页", en="Pages"),
    "orphans": Text(zh="孤立网页", en="Orphan pages"),
    "cured": Text(zh="不再孤立", en="Orphans cured"),
    "unreached": Text(zh="从首页走不到的网页", en="Pages that no path leads to"),
    "max_depth": Text(zh="最大点击深度", en="Greatest click depth"),
    "mean_depth": Text(zh="平均点击深度", en="Mean click depth"),
    "deep": Text(zh=f"深于 {SHALLOW} 次点击的网页", en=f"Pages more than {SHALLOW} clicks away"),
    "shallower": Text(zh="变浅的网页", en="Pages that come nearer"),
    "deeper": Text(zh="变深的网页", en="Pages that move away"),
    "gaining": Text(zh="PageRank 上升的网页", en="Pages that gain PageRank"),
    "losing": Text(zh="PageRank 下降的网页", en="Pages that lose PageRank"),
    "money_share": Text(zh="商品与分类页的 PageRank", en="PageRank of products and categories"),
    "money_share_editorial": Text(zh="同上，只计正文链接", en="The same on editorial links"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures before, and each plan with its own; pages by node number, new ones of a plan behind the others."""

    trial: Trial
    outcomes: list[Outcome]
    types: list[str]  # page type of each node
    counts: list[dict[str, float | int | None]]  # of ``COUNTS``: before, then of each plan


def compare(trial: Trial, outcomes: list[Outcome]) -> Comparison:
    """Count what the plans change."""
    types = page_types(trial)
    money = np.isin(np.array(types, dtype=np.str_), MONEY)
    before = _counts(trial.before, money)
    counts = [before, *(_counts(one.after, money) | _changes(trial.before, one.after) for one in outcomes)]
    return Comparison(trial, outcomes, types, counts)


def page_types(trial: Trial) -> list[str]:
    """Page type of each node; empty where none is known."""
    rows = trial.store.db.execute("select url_id, page_type from page_states where run_id = ?", [trial.run_id])
    by_url = dict(rows.fetchall())
    return [by_url.get(url_id, "") for url_id in trial.stored.layers.nodes.url_ids.tolist()]


def _counts(found: Figures, money: NDArray[np.bool_]) -> dict[str, float | int | None]:
    reached = found.depth[found.depth != UNREACHED]
    return {
        "pages": len(found.depth),
        "orphans": int(found.orphan.sum()),
        "cured": None,
        "unreached": len(found.depth) - len(reached),
        "max_depth": int(reached.max()) if len(reached) else None,
        "mean_depth": round(float(reached.mean()), 3) if len(reached) else None,
        "deep": int((reached > SHALLOW).sum()),
        **dict.fromkeys(("shallower", "deeper", "gaining", "losing")),
        "money_share": float(found.pagerank[: len(money)][money].sum()),
        "money_share_editorial": float(found.editorial[: len(money)][money].sum()),
    }


def _changes(before: Figures, after: Figures) -> dict[str, int]:
    known = len(before.depth)
    gain, depth = after.pagerank[:known] - before.pagerank, after.depth[:known]
    return {
        "cured": int((before.orphan & ~after.orphan[:known]).sum()),
        "shallower": int((depth < before.depth).sum()),
        "deeper": int((depth > before.depth).sum()),
        "gaining": int((gain > NOISE).sum()),
        "losing": int((gain < -NOISE).sum()),
    }


def chosen_pages(trial: Trial, outcome: Outcome, limit: int, always: Iterable[int] = ()) -> list[int]:
    """Node numbers: those asked for, those the plan speaks of, then the pages that gain and that lose most.

    Args:
        limit: so many that gain and so many that lose; 0: all pages that change.
        always: node numbers to list in any case.
    """
    known, layers = len(trial.before.depth), outcome.layers
    change = outcome.after.pagerank[:known] - trial.before.pagerank
    moved = outcome.after.depth[:known] != trial.before.depth
    order = np.lexsort((layers.nodes.url_ids[:known], -change))
    gaining, losing = order[change[order] > NOISE], order[change[order] < -NOISE][::-1]
    if not limit:
        rest = order[moved[order] & (np.abs(change[order]) <= NOISE)]
        gaining, losing = np.concatenate([gaining, rest]), losing[::-1]
    cut = slice(limit or None)
    named = [int(layers.where.final[step.target]) for step in outcome.steps[:NAMED]]
    spoken = [node for node in layers.where.node[named].tolist() if node >= 0] if named else []
    return list(
        dict.fromkeys([*always, *spoken, *range(known, layers.pages), *gaining[cut].tolist(), *losing[cut].tolist()])
    )


def page_rows(found: Comparison, outcome: Outcome, nodes: Sequence[int]) -> Iterator[Row]:
    """Rows of ``PAGE_COLUMNS``; what a new page had before is None."""
    before, after = found.trial.before, outcome.after
    ranks = _ranks(before.pagerank), _ranks(after.pagerank)
    known = len(before.depth)
    for node in nodes:
        was = node < known
        yield (
            outcome.plan.name, _url(found.trial, outcome, node), found.types[node] if was else "",
            *_pair(before.pagerank, after.pagerank, node), _gain(before.pagerank, after.pagerank, node),
            int(ranks[0][node]) if was else None, int(ranks[1][node]),
            *_pair(before.editorial, after.editorial, node), _gain(before.editorial, after.editorial, node),
            _depth(before.depth, node), _depth(after.depth, node),
            int(before.orphan[node]) if was else None, int(after.orphan[node]),
        )  # fmt: skip


def _ranks(scores: NDArray[np.float64]) -> Ints:
    """Rank of each page, from 1; equal scores have equal ranks."""
    ordered = np.sort(scores)[::-1]
    ranks: Ints = len(scores) - np.searchsorted(ordered[::-1], scores, side="right") + 1
    return ranks


def _pair(before: NDArray[np.float64], after: NDArray[np.float64], node: int) -> tuple[float | None, float]:
    return float(before[node]) if node < len(before) else None, float(after[node])


def _gain(before: NDArray[np.float64], after: NDArray[np.float64], node: int) -> float | None:
    """Relative: 0.5 is half as much again."""
    return float(after[node] / before[node] - 1) if node < len(before) and before[node] else None


def _depth(depth: NDArray[np.int32], node: int) -> int | None:
    return int(depth[node]) if node < len(depth) and depth[node] != UNREACHED else None


def _url(trial: Trial, outcome: Outcome, node: int) -> str:
    if node >= len(trial.before.depth):
        return outcome.new[node - len(trial.before.depth)]
    url_id = int(trial.stored.layers.nodes.url_ids[node])
    return str(trial.store.db.execute("select url from main.urls where url_id = ?", [url_id]).fetchone()[0])
