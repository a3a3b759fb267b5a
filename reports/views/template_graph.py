"""The whole site as a graph of few nodes: URL templates, and how many links lead from one to another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from configs.text import Text
from reports.addresses import readable
from reports.model_views import Edge, Flow, TemplateBox, TemplateGraph
from reports.numbers import share
from reports.reader import Reader
from reports.views.icicle import shades
from reports.views.layers import Layout, layered
from reports.views.nodes import CLEAN, ERROR, Nodes
from reports.views.walk import Links

TEMPLATES = 40  # nodes; the templates with the fewest pages and the least PageRank are one node, "others"
DRAWN = 90  # edges drawn, the heaviest
LISTED = 60  # edges in the table
OTHERS = -2


class TemplateLinks:
    """Counts the links between templates while they go by."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        ids, where, sizes = np.unique(nodes.template[nodes.html], return_inverse=True, return_counts=True)
        rank = np.bincount(where, weights=np.maximum(nodes.pagerank[nodes.html], 0.0), minlength=len(ids))
        weight = sizes / max(sizes.sum(), 1) + rank / (rank.sum() or 1.0)  # many pages, or few that matter
        order = np.lexsort((ids, -weight))
        self.total = len(ids)
        self.ids: NDArray[np.int64] = ids[order[: TEMPLATES if len(ids) <= TEMPLATES else TEMPLATES - 1]].astype(
            np.int64
        )
        self.more = len(ids) > len(self.ids)
        self.size = len(self.ids) + self.more
        number = {int(template): place for place, template in enumerate(self.ids)}
        place = np.array([number.get(int(template), len(self.ids)) for template in ids], dtype=np.int32)
        at = np.searchsorted(ids, nodes.template[nodes.html])
        self.of_page = np.full(nodes.count, -1, dtype=np.int32)
        self.of_page[nodes.html] = place[at] if len(ids) else -1
        self.links = np.zeros((self.size, self.size), dtype=np.int64)
        self.own = np.zeros((self.size, self.size), dtype=np.int64)

    def take(self, links: Links) -> None:
        """Count some links; one over redirects leads where these end."""
        source = self.of_page[links.source]
        target = self.of_page[self._nodes.final[links.target]]
        kept = (source >= 0) & (target >= 0)
        pair = source[kept].astype(np.int64) * self.size + target[kept]
        own = pair[~links.repeated[kept]]
        cells = self.size * self.size
        self.links += np.bincount(pair, minlength=cells).reshape(self.links.shape)
        self.own += np.bincount(own, minlength=cells).reshape(self.links.shape)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Of every template: pages, share of PageRank, pages with an error, with an error or a warning, mean depth (-1: unknown)."""

    pages: NDArray[np.int64]
    pagerank: NDArray[np.float64]
    broken: NDArray[np.int64]
    wrong: NDArray[np.int64]
    depth: NDArray[np.float64]


def _sums(nodes: Nodes, links: TemplateLinks) -> _Sums:
    at = links.of_page[nodes.html]
    reached = nodes.depth[nodes.html] >= 0
    steps = np.bincount(at[reached], weights=nodes.depth[nodes.html][reached], minlength=links.size)
    pages = np.bincount(at[reached], minlength=links.size)
    return _Sums(
        np.bincount(at, minlength=links.size),
        np.bincount(at, weights=np.maximum(nodes.pagerank[nodes.html], 0.0), minlength=links.size).astype(np.float64),
        np.bincount(at[nodes.found[nodes.html] == ERROR], minlength=links.size),
        np.bincount(at[nodes.found[nodes.html] != CLEAN], minlength=links.size),
        np.where(pages > 0, steps / np.maximum(pages, 1), -1.0),
    )


def template_graph(reader: Reader, nodes: Nodes, links: TemplateLinks, *, judged: bool) -> TemplateGraph:
    """The drawing and its table."""
    sums = _sums(nodes, links)
    names = _names(reader, links)
    layout = layered(sums.depth.tolist(), links.own + 0.02 * links.links)
    boxes = tuple(_box(index, names[index], links, sums, layout, judged=judged) for index in range(links.size))
    own, every = _edges(links.own, layout), _edges(links.links, layout)
    listed = _ranked(links.links, own=links.own, inside=True)
    rows = tuple(
        Flow(names[a], names[b], int(links.links[a, b]), int(links.own[a, b]), a, b) for a, b in listed[:LISTED]
    )
    run = f"from v_links l where l.run_id = {reader.run_id} and l.kind = 'a' and l.internal"
    return TemplateGraph(
        width=layout.width,
        height=layout.height,
        boxes=boxes,
        own=own,
        every=every,
        own_drawn=len(own),
        own_total=len(_ranked(links.own)),
        every_drawn=len(every),
        every_total=len(_ranked(links.links)),
        templates=links.total,
        merged=links.total - len(links.ids) if links.more else 0,
        others=Text(zh="其他模板", en="Other templates"),
        rows=rows,
        cut=reader.cut(
            len(rows),
            len(listed),
            "select a.template as source, b.template as target, count(*) as links from v_links l"
            " join v_pages a on a.run_id = l.run_id and a.url_id = l.source_id"
            " join v_pages b on b.run_id = l.run_id and b.url_id = l.target_id"
            f" {run.removeprefix('from v_links l ')} group by 1, 2 order by 3 desc",
        ),
    )


def _names(reader: Reader, links: TemplateLinks) -> list[str | None]:
    """Templates as people read them; None: the others."""
    found = dict(
        reader.db.execute(
            "select template_id, template from templates where template_id in (select value from json_each(?))",
            [str(links.ids.tolist())],
        )
    )
    known: list[str | None] = [readable(found.get(template, "")) or "?" for template in links.ids.tolist()]
    return [*known, None] if links.more else known


def _box(
    index: int, name: str | None, links: TemplateLinks, sums: _Sums, layout: Layout, *, judged: bool
) -> TemplateBox:
    place = layout.boxes[index]
    pages, broken, wrong = int(sums.pages[index]), int(sums.broken[index]), int(sums.wrong[index])
    return TemplateBox(
        x=place.x,
        y=place.y,
        width=place.width,
        height=place.height,
        name=name,
        pages=pages,
        pagerank=100.0 * float(sums.pagerank[index]),
        depth=float(sums.depth[index]) if sums.depth[index] >= 0 else None,
        broken=share(broken, pages) if judged else None,
        wrong=share(wrong, pages) if judged else None,
        shades=shades(broken, wrong, pages, judged=judged),
        inside=int(links.own[index, index]),
    )


def _ranked(
    weights: NDArray[np.int64], *, own: NDArray[np.int64] | None = None, inside: bool = False
) -> list[tuple[int, int]]:
    """Pairs of templates with links, those with the most first; pairs of one template only when ``inside``."""
    sources, targets = np.nonzero(weights)
    pairs = [(a, b) for a, b in zip(sources.tolist(), targets.tolist(), strict=True) if inside or a != b]
    first = weights if own is None else own
    return sorted(pairs, key=lambda pair: (-int(first[pair]), -int(weights[pair]), pair))


def _edges(weights: NDArray[np.int64], layout: Layout) -> tuple[Edge, ...]:
    """The edges drawn; the thin ones first, so that the thick lie on top."""
    ranked = _ranked(weights)[:DRAWN]
    most = max((int(weights[pair]) for pair in ranked), default=1)
    return tuple(
        Edge(
            path=layout.curve(a, b),
            width=round(0.6 + 7.4 * (int(weights[a, b]) / most) ** 0.5, 2),
            links=int(weights[a, b]),
            source=a,
            target=b,
            way=layout.way(a, b),
        )
        for a, b in reversed(ranked)
    )
