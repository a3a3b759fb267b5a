"""PageRank, HITS, components and click depth of a random site, our arrays next to networkx; each with its building.

Both get the same links as arrays of integers, as the store gives them (linkgraph/load.py), and each runs in a process of its
own that reads them from a file: its peak of memory is that of the links and of what is made of them.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks.results import GRAPH, commit

T = TypeVar("T")
SIDES = ("xunlu", "networkx")
MENU = 100  # pages at the front of the shop
LARGE = (1_000_000, 20)  # pages, links a page: by our side alone


class Clock:
    """CPU seconds by name."""

    def __init__(self) -> None:
        self.used: dict[str, float] = {}

    def __call__(self, name: str, function: Callable[[], T]) -> T:
        begin = time.process_time()
        found = function()
        self.used[name] = time.process_time() - begin
        print(f"  {name:12}{self.used[name]:9.3f} s CPU", flush=True)
        return found


def site(pages: int, links: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Links of a site of ``pages`` pages, ``links`` on each; half of them go to the front of the shop, as menus do."""
    random, count = np.random.default_rng(1), pages * links
    menu, anywhere = random.integers(0, MENU, count), random.integers(0, pages, count)
    target = np.where(random.random(count) < 0.5, menu, anywhere)
    return np.repeat(np.arange(pages, dtype=np.int32), links), target.astype(np.int32)


def of_xunlu(source: NDArray[np.int32], target: NDArray[np.int32], pages: int, clock: Clock) -> list[NDArray[Any]]:
    """Our side: PageRank, hubs, authorities, sizes of strong and weak components, depths; each of shape (pages,)."""
    from linkgraph.components import components
    from linkgraph.depth import click_depths
    from linkgraph.hits import hits
    from linkgraph.matrix import link_matrix
    from linkgraph.pagerank import pagerank_of

    matrix = clock("build", lambda: link_matrix(source, target, pages))
    ranks = clock("pagerank", lambda: pagerank_of(matrix))
    hubs, authorities = clock("hits", lambda: hits(matrix))
    strong, weak = clock("components", lambda: components(matrix))
    depths = clock("depths", lambda: click_depths(matrix, np.array([0])))
    return [ranks, hubs, authorities, strong.size, weak.size, depths]


def shape_of(source: NDArray[np.int32], target: NDArray[np.int32], pages: int, clock: Clock) -> list[NDArray[Any]]:
    """What networkx takes hours for: silos, bridges, betweenness from a sample, reciprocity; each of shape (pages,)."""
    from linkgraph.betweenness import betweenness, sample
    from linkgraph.bridges import cut_off
    from linkgraph.communities import communities
    from linkgraph.depth import click_depths
    from linkgraph.matrix import link_matrix
    from linkgraph.measure import reciprocal

    matrix, order, start = link_matrix(source, target, pages), np.arange(pages), np.array([0])
    back = clock("reciprocity", lambda: reciprocal(matrix))
    begin = sample(order, matrix.forward.nnz)
    between = clock("betweenness", lambda: betweenness(matrix, begin))
    bridges = clock("bridges", lambda: cut_off(matrix, start, click_depths(matrix, start)))
    own = target >= MENU
    silos, _ = clock("silos", lambda: communities(source[own], target[own], pages, order))
    return [back, between, bridges, silos]


def of_networkx(source: NDArray[np.int32], target: NDArray[np.int32], pages: int, clock: Clock) -> list[NDArray[Any]]:
    """The same by networkx."""
    import networkx as nx
    import scipy.sparse.linalg  # noqa: F401  networkx imports it in the middle of its work

    def build() -> nx.DiGraph[int]:
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(pages))
        graph.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
        return graph

    def sizes(found: Any) -> NDArray[np.int64]:
        by_page = np.zeros(pages, dtype=np.int64)
        for pages_of in found:
            by_page[list(pages_of)] = len(pages_of)
        return by_page

    def listed(scores: dict[int, Any]) -> NDArray[Any]:
        return np.array([scores.get(page, -1) for page in range(pages)])

    graph = clock("build", build)
    ranks = clock("pagerank", lambda: nx.pagerank(graph, tol=1e-9 / pages, max_iter=200))
    hubs, authorities = clock("hits", lambda: nx.hits(graph, tol=1e-9))
    strong, weak = clock(
        "components",
        lambda: [sizes(nx.strongly_connected_components(graph)), sizes(nx.weakly_connected_components(graph))],
    )
    depths = clock("depths", lambda: nx.single_source_shortest_path_length(graph, 0))
    return [listed(ranks), listed(hubs), listed(authorities), strong, weak, listed(depths)]


def measure(side: str, pages: int, into: Path) -> None:
    """Run one side on the links in the folder ``into``; leaves its scores and its cost there."""
    source, target = (np.load(into / f"{name}.npy") for name in ("source", "target"))
    clock = Clock()
    found = {"xunlu": of_xunlu, "networkx": of_networkx, "shape": shape_of}[side](source, target, pages, clock)
    peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB
    np.savez(into / f"{side}.npz", *found)
    (into / f"{side}.json").write_text(
        json.dumps({"cpu_s": clock.used, "mb": round(peak), "load": round(os.getloadavg()[0], 1)}), "utf-8"
    )


def compare(pages: int, links: int, sides: tuple[str, ...]) -> dict[str, Any]:
    """Cost of each side, and how far the scores are apart."""
    with tempfile.TemporaryDirectory() as folder:
        for name, ends in zip(("source", "target"), site(pages, links), strict=True):
            np.save(Path(folder, f"{name}.npy"), ends)
        for side in sides:
            print(side, flush=True)
            options = ["--pages", str(pages), "--links", str(links), "--side", side, "--into", folder]
            subprocess.run([sys.executable, "-m", "benchmarks.graph", *options], check=True, env=os.environ)
        cost = {side: json.loads(Path(folder, f"{side}.json").read_text("utf-8")) for side in sides}
        if sides != SIDES:
            return {"cost": cost}
        ours, theirs = (list(np.load(Path(folder, f"{side}.npz")).values()) for side in SIDES)
    apart = [float(np.abs(one.astype(float) - other).max()) for one, other in zip(ours, theirs, strict=True)]
    times = sum(cost["networkx"]["cpu_s"].values()) / sum(cost["xunlu"]["cpu_s"].values())
    return {"cost": cost, "apart": max(apart), "times": times}


def main() -> None:
    """Measure both on the same links and say how far the scores are apart."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.graph", description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=50, help="links a page (default: %(default)s)")
    parser.add_argument("--no-save", action="store_true", help=f"do not write {GRAPH.name}")
    parser.add_argument("--side", choices=(*SIDES, "shape"), help="only one of the two; nothing is saved")
    parser.add_argument(
        "--large", action="store_true", help=f"{LARGE[0]:,} pages with {LARGE[1]} links each, without networkx"
    )
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    pages, links = options.pages, options.links
    if options.into:
        measure(options.side, pages, options.into)
        return
    if options.large:
        save_large(not options.no_save)
        return
    print(f"{pages:,} pages, {pages * links:,} links")
    found = compare(pages, links, (options.side,) if options.side else SIDES)
    for side, cost in found["cost"].items():
        print(f"{side}: {sum(cost['cpu_s'].values()):.2f} s CPU, {cost['mb']:,} MB at most")
    if options.side:
        return
    print(f"{found['times']:.0f} times faster; scores differ by at most {found['apart']:.1e}")
    if not options.no_save:
        save(pages, pages * links, found)


def save(pages: int, links: int, found: dict[str, Any]) -> None:
    """Keep the result for docs/benchmarks.md."""
    cpu = {f"{side} {name}": round(s, 3) for side, cost in found["cost"].items() for name, s in cost["cpu_s"].items()}
    kept = {
        "pages": pages, "links": links, "date": datetime.date.today().isoformat(), "commit": commit(), "cpu_s": cpu,
        "memory_mb": {side: cost["mb"] for side, cost in found["cost"].items()},
        "times": round(found["times"]), "apart": found["apart"],
        "load": {side: cost["load"] for side, cost in found["cost"].items()},
    }  # fmt: skip
    keep(kept)


def save_large(saved: bool) -> None:
    """Measure our side on a large site, and the shape of both sizes; keep it beside the comparison."""
    sizes = {"large": (LARGE, ("xunlu", "shape")), "shape": ((100_000, 50), ("shape",))}
    kept: dict[str, Any] = {}
    for name, ((pages, links), sides) in sizes.items():
        print(f"{pages:,} pages, {pages * links:,} links")
        cost = compare(pages, links, sides)["cost"]
        kept[name] = {
            "pages": pages,
            "links": pages * links,
            "date": datetime.date.today().isoformat(),
            "commit": commit(),
            **cost,
        }
    if saved:
        keep(kept)


def keep(found: dict[str, Any]) -> None:
    """Put results beside what is kept already."""
    GRAPH.parent.mkdir(exist_ok=True)
    before = json.loads(GRAPH.read_text("utf-8")) if GRAPH.exists() else {}
    GRAPH.write_text(json.dumps(before | found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
