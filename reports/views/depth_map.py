"""The depth map: shortest paths from the start as rings, the pages with the highest PageRank and all on their paths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from configs.text import Text
from reports.model_views import DepthMap, DepthRow, Ego, Ring, Spot, SpotLabel
from reports.numbers import integer, plain
from reports.reader import Reader
from reports.views.labels import Box, labels
from reports.views.names import Name, names
from reports.views.nodes import Ints, Nodes
from reports.views.radial import Disk, radial

SHOWN = 2_000  # pages of the map
DRAWN = 140  # of them in the drawing that needs no JavaScript
LABELS = 70
DEEPEST = 12  # the last ring: what is deeper stands on it, too
FONT = 13.0
SIDE = 130.0  # room for labels on both sides


def mapped(nodes: Nodes, parents: NDArray[np.int32], limit: int = SHOWN) -> NDArray[np.int64]:
    """Pages by PageRank with all pages on their paths, ``limit`` at most; in order of their numbers."""
    ranked = np.argsort(nodes.rank)
    kept: set[int] = set()
    for page in ranked[(nodes.depth[ranked] >= 0) & nodes.html[ranked]].tolist():
        chain = []
        while page >= 0 and page not in kept:
            chain.append(page)
            page = int(parents[page])
        if len(kept) + len(chain) > limit:
            break
        kept.update(chain)
    return np.array(sorted(kept), dtype=np.int64)


def laid_out(nodes: Nodes, parents: NDArray[np.int32], pages: Ints, urls: Sequence[str]) -> list[Disk]:
    """Disks of the pages; ``urls`` decide who stands beside whom."""
    place = {int(page): index for index, page in enumerate(pages.tolist())}
    above = [place.get(int(parents[page]), -1) for page in pages.tolist()]
    rings = [min(int(nodes.depth[page]), DEEPEST) for page in pages.tolist()]
    order = sorted(range(len(pages)), key=lambda index: urls[index])
    return radial(above, rings, [float(nodes.pagerank[page]) for page in pages.tolist()], order)


def depth_map(reader: Reader, nodes: Nodes, parents: NDArray[np.int32], pages: Ints, data: Ego) -> DepthMap:
    """The map of ``pages`` for those who zoom, and a small drawing of the foremost of them."""
    by_id = {url_id: place for place, url_id in enumerate(data.url_ids)}
    places = [by_id[url_id] for url_id in nodes.url_ids[pages].tolist()]
    disks = laid_out(nodes, parents, pages, [data.urls[place] for place in places])
    small = mapped(nodes, parents, DRAWN)
    said = names(reader, nodes.url_ids[small].tolist())
    drawn = laid_out(nodes, parents, small, [name.url for name in said])
    reached = int(((nodes.depth >= 0) & nodes.html).sum())
    reach = max((math.hypot(disk.x, disk.y) + disk.r for disk in drawn), default=1.0) + 8
    return DepthMap(
        box=f"{-reach - SIDE:.0f} {-reach - 16:.0f} {2 * (reach + SIDE):.0f} {2 * reach + 32:.0f}",
        rings=_rings(nodes, small, drawn),
        lines=_lines(parents, small, drawn),
        spots=tuple(_spots(reader, nodes, small, drawn, said)),
        labels=_labels(nodes, small, drawn, said, reach),
        rows=_rows(nodes, pages, small),
        reached=reached,
        shown=len(pages),
        drawn=len(small),
        cut=reader.cut(
            len(pages),
            reached,
            f"select url, depth, pagerank from v_pages where run_id = {reader.run_id} order by 2, 3 desc",
        ),
        nodes=tuple(places),
        x=tuple(disk.x for disk in disks),
        y=tuple(disk.y for disk in disks),
        r=tuple(disk.r for disk in disks),
    )


def _rings(nodes: Nodes, pages: Ints, disks: Sequence[Disk]) -> tuple[Ring, ...]:
    """How far each ring reaches, half way to the next; the outermost first, so that each is painted over the one around it."""
    near, far = dict[int, float](), dict[int, float]()
    for page, disk in zip(pages.tolist(), disks, strict=True):
        depth, middle = min(int(nodes.depth[page]), DEEPEST), math.hypot(disk.x, disk.y)
        near[depth] = min(near.get(depth, math.inf), middle - disk.r)
        far[depth] = max(far.get(depth, 0.0), middle + disk.r)
    depths = sorted(far)
    ends = [(far[a] + near[b]) / 2 for a, b in pairwise(depths)] + [far[depths[-1]] + 6] if depths else []
    rings = [
        Ring(round(end, 1), "odd" if depth % 2 else "even", round(15 - end, 1), _depth_name(depth))
        for depth, end in zip(depths, ends, strict=True)
    ]
    return tuple(reversed(rings))


def _depth_name(depth: int) -> Text:
    return plain(f"{depth}+" if depth == DEEPEST else str(depth))


def _lines(parents: NDArray[np.int32], pages: Ints, disks: Sequence[Disk]) -> str:
    place = {int(page): disk for page, disk in zip(pages.tolist(), disks, strict=True)}
    pairs = ((place.get(int(parents[page])), disk) for page, disk in place.items())
    return "".join(f"M{a.x:g} {a.y:g}L{b.x:g} {b.y:g}" for a, b in pairs if a is not None)


def _spots(reader: Reader, nodes: Nodes, pages: Ints, disks: Sequence[Disk], said: Sequence[Name]) -> list[Spot]:
    return [
        Spot(
            url_id=int(nodes.url_ids[page]),
            x=disk.x,
            y=disk.y,
            r=disk.r,
            tone=f"t{int(nodes.tone[page])}",
            tip=f"{reader.address(name.url).shown} · {name.title}" if name.title else reader.address(name.url).shown,
        )
        for page, disk, name in zip(pages.tolist(), disks, said, strict=True)
    ]


def _labels(
    nodes: Nodes, pages: Ints, disks: Sequence[Disk], said: Sequence[Name], reach: float
) -> tuple[SpotLabel, ...]:
    order = np.argsort(nodes.rank[pages]).tolist()[: 3 * LABELS]
    frame = Box(-reach - SIDE, -reach - 16, reach + SIDE, reach + 16)
    found = labels(disks, [name.label for name in said], order, FONT, frame)[:LABELS]
    return tuple(SpotLabel(label.text, label.x, label.y, label.anchor) for label in found)


def _rows(nodes: Nodes, pages: Ints, small: Ints) -> tuple[DepthRow, ...]:
    """Pages by clicks; the last row has all that are deeper."""
    depth = np.minimum(nodes.depth, DEEPEST)
    html = nodes.html & (depth >= 0)
    found = []
    for step in range(int(depth[html].max(initial=-1)) + 1):
        here = html & (depth == step)
        name = Text(zh=f"{step} 次以上", en=f"{step} or more") if step == DEEPEST else plain(integer(step))
        found.append(
            DepthRow(
                name,
                int(here.sum()),
                100.0 * float(np.maximum(nodes.pagerank[here], 0).sum()),
                int(here[pages].sum()),
                int(here[small].sum()),
            )
        )
    return tuple(found)
