"""One large shop from the crawl to the report: time and memory of each stage.

`python -m benchmarks.stages --pages 100000`; the shop is rendered first, about 2 ms a page, and is not counted.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.contenders import PAGE_S, PROGRAM, STARTUP_S, STORE, crawling, environment, link_bytes
from benchmarks.measure import Cost, cost
from benchmarks.results import STAGES, commit
from benchmarks.serving import Served

NAMES = ("crawl", "links", "keywords", "audit", "report")


def measured(pages: int, seed: int = 1) -> dict[str, Any]:
    """Every stage in a process of its own, one after the other.

    Raises:
        RuntimeError: a stage failed, or a page was not fetched just once.
    """
    with Served(pages, seed) as served, tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, stages = Path(name), list[dict[str, Any]]()
        served.log()
        for stage in NAMES:
            command = crawling("crawl", served.url, pages) if stage == "crawl" else [*PROGRAM, stage]
            limit = STARTUP_S + pages * PAGE_S
            used = cost([sys.executable, *command], folder, environment(Path(sys.executable)), timeout_s=limit)
            if used.code:
                raise RuntimeError(f"{stage}: exit code {used.code}: {used.output.strip()}")
            stages.append(_entry(stage, used, served.pages))
            print(json.dumps(stages[-1]), file=sys.stderr, flush=True)
        fetched = served.log()
        if fetched.missed or fetched.page_requests != fetched.pages:
            raise RuntimeError(
                f"missed {fetched.missed} pages, asked {fetched.page_requests} times for {fetched.pages}"
            )
        store = folder / STORE
        return {
            "date": datetime.date.today().isoformat(), "commit": commit(), "size": pages, "pages": served.pages,
            "cores": os.cpu_count(), "store_mb": round(store.stat().st_size / 1e6, 1),
            "link_bytes": round(link_bytes(store), 1), "stages": stages,
        }  # fmt: skip


def _entry(stage: str, used: Cost, pages: int) -> dict[str, Any]:
    return {
        "stage": stage, "cpu_s": round(used.cpu_s, 2), "wall_s": round(used.wall_s, 2),
        "ms_per_page": round(1000 * used.cpu_s / pages, 3), "peak_mb": round(used.peak_mb, 1),
    }  # fmt: skip


def main() -> int:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stages", description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000, help="pages of the shop (default: 100000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the shop (default: 1)")
    parser.add_argument("--no-save", action="store_true", help=f"do not write {STAGES.name}")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # as an exception, so that children are ended
    found = measured(options.pages, options.seed)
    print(json.dumps(found, indent=1))
    if not options.no_save:
        STAGES.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
