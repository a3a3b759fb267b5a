"""PageRank and click depth on a random site, our arrays next to networkx; the building of the graph included."""

from __future__ import annotations

import argparse
import datetime
import json
import time
from collections.abc import Callable
from typing import TypeVar

import networkx as nx
import numpy as np

from benchmarks.results import GRAPH, commit
from linkgraph.depth import click_depths
from linkgraph.pagerank import pagerank

T = TypeVar("T")


def timed(name: str, function: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of a call, printed, and what it returned."""
    begin = time.process_time()
    found = function()
    used = time.process_time() - begin
    print(f"{name:28}{used:9.3f} s CPU", flush=True)
    return used, found


def main() -> None:
    """Measure both on the same links and say how far the scores are apart."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.graph", description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=50, help="links a page (default: %(default)s)")
    parser.add_argument("--no-save", action="store_true", help=f"do not write {GRAPH.name}")
    options = parser.parse_args()
    random = np.random.default_rng(1)
    pages, count = options.pages, options.pages * options.links
    source = np.repeat(np.arange(pages), options.links)
    # Half of the links go to the front of the shop, as menus do.
    target = np.where(random.random(count) < 0.5, random.integers(0, 100, count), random.integers(0, pages, count))
    print(f"{pages:,} pages, {count:,} links")

    rank_s, scores = timed("pagerank", lambda: pagerank(source, target, pages))
    depth_s, _ = timed("click_depths", lambda: click_depths(source, target, pages, np.array([0])))

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(pages))
    build_s, _ = timed(
        "networkx build", lambda: graph.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    )
    nx_rank_s, oracle = timed("networkx pagerank", lambda: nx.pagerank(graph, tol=1e-9 / pages, max_iter=200))
    nx_depth_s, _ = timed("networkx shortest paths", lambda: nx.single_source_shortest_path_length(graph, 0))

    apart = max(abs(float(scores[page]) - oracle[page]) for page in range(pages))
    times = (build_s + nx_rank_s + nx_depth_s) / (rank_s + depth_s)
    print(f"{times:.0f} times faster; scores differ by at most {apart:.1e}")
    if not options.no_save:
        cpu = {"pagerank": rank_s, "depths": depth_s, "networkx build": build_s, "networkx pagerank": nx_rank_s}
        found = {
            "pages": pages, "links": count, "date": datetime.date.today().isoformat(), "commit": commit(),
            "cpu_s": {name: round(used, 3) for name, used in {**cpu, "networkx depths": nx_depth_s}.items()},
            "times": round(times), "apart": apart,
        }  # fmt: skip
        GRAPH.parent.mkdir(exist_ok=True)
        GRAPH.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
