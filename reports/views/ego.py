"""Pages with their neighbours: what the view of one page needs, and the list of pages that the depth map refers to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reports.model_views import Ego
from reports.reader import Reader
from reports.views.names import names
from reports.views.neighbours import Neighbours
from reports.views.nodes import ERROR, Flags, Ints, Nodes
from reports.views.paths import with_ancestors

TOP = 2_000  # pages by PageRank whose neighbours are in the report
COVERED = 8_000  # with those that have an error; beyond that the report would grow too large to be mailed
MILLION = 1_000_000


def covered(nodes: Nodes) -> tuple[Flags, int, int]:
    """Pages whose neighbours are shown, shape (pages,); how many for their PageRank; how many others have an error."""
    chosen = np.zeros(nodes.count, dtype=np.bool_)
    ranked = np.argsort(nodes.rank)
    top = ranked[nodes.pagerank[ranked] >= 0][:TOP]
    chosen[top] = True
    wrong = ranked[(nodes.found[ranked] == ERROR) & ~chosen[ranked]]
    chosen[wrong[: COVERED - len(top)]] = True
    return chosen, len(top), len(wrong)


def ego(
    reader: Reader, nodes: Nodes, near: Neighbours, paths: tuple[NDArray[np.int32], Flags], chosen: Flags, mapped: Ints
) -> Ego:
    """The data; ``mapped`` are pages that have to be in it, too."""
    parents, repeated = paths
    start = _home(nodes)
    seeds = np.concatenate([np.flatnonzero(chosen), near.source, near.target, mapped, [start] if start >= 0 else []])
    listed = with_ancestors(seeds.astype(np.int64), parents)
    found = names(reader, nodes.url_ids[listed].tolist())
    order = sorted(range(len(listed)), key=lambda place: found[place].url)  # neighbours in the list compress best
    pages = listed[np.array(order, dtype=np.int64)] if order else listed
    place = np.full(nodes.count + 1, -1, dtype=np.int64)  # the last stands for -1
    place[pages] = np.arange(len(pages))
    source, target = place[near.source], place[near.target]
    links = np.lexsort((target, source))
    rank = np.where(nodes.pagerank < 0, -1, np.round(nodes.pagerank * MILLION)).astype(np.int64)
    _, top, wrong = covered(nodes)
    base = f"{reader.base}/"
    urls = [found[index].url for index in order]
    return Ego(
        base=reader.base,
        url_ids=_ints(nodes.url_ids[pages]),
        urls=tuple(url.removeprefix(reader.base) if url.startswith(base) else url for url in urls),
        titles=tuple(found[index].title if chosen[listed[index]] else "" for index in order),
        depth=_ints(nodes.depth[pages]),
        parent=_ints(place[parents[pages]]),
        repeated=_ints(repeated[pages]),
        rank=_ints(rank[pages]),
        tone=_ints(nodes.tone[pages]),
        found=_ints(nodes.found[pages]),
        covered=_ints(chosen[pages]),
        inlinks=_ints(nodes.inlinks[pages]),
        linking=_ints(near.linking[pages]),
        linked=_ints(near.linked[pages]),
        links=_ints(np.bincount(source, minlength=len(pages))),
        targets=_ints(target[links]),
        top=top,
        errors=wrong,
        errors_covered=int(chosen.sum()) - top,
        errors_left=wrong + top - int(chosen.sum()),
        home=int(place[start]),
    )


def _home(nodes: Nodes) -> int:
    """The page to begin with: the start page, else the one with the highest PageRank."""
    ranked = np.argsort(nodes.rank)
    starts = ranked[(nodes.depth[ranked] == 0) & nodes.html[ranked]]
    return int(starts[0]) if len(starts) else int(ranked[0]) if len(ranked) else -1


def _ints(values: Ints | Flags) -> tuple[int, ...]:
    return tuple(values.astype(np.int64).tolist())
