"""One large shop from the crawl to the report: time and memory of each stage, and of the audit by area.

`python -m benchmarks.stages --pages 100000`; the shop is rendered first, about 2 ms a page, and is not counted.
The newest figures of each size are kept. An area costs what the audit of its checks alone does, less that of one check
that looks at nothing but the start page: what every audit has to do.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from audit.registry import AREAS, all_checks
from benchmarks.contenders import PAGE_S, PROGRAM, STARTUP_S, STORE, crawling, environment, link_bytes
from benchmarks.measure import Cost, cost
from benchmarks.results import STAGES, commit, load
from benchmarks.serving import Served

NEXT_TO_NOTHING = "robots-no-sitemap-line"
NAMES = ("crawl", "links", "keywords", "audit", "report")


def measured(pages: int, seed: int = 1, wanted: Sequence[str] = AREAS) -> dict[str, Any]:
    """Every stage in a process of its own, one after the other.

    Args:
        wanted: areas whose audit is measured alone, too.

    Raises:
        RuntimeError: a stage failed, or a page was not fetched just once.
    """
    with Served(pages, seed) as served, tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, stages = Path(name), list[dict[str, Any]]()
        served.log()
        areas: list[dict[str, Any]] = []
        for stage in NAMES:
            if stage == "audit":
                areas = audited(folder, pages, wanted)
            command = crawling("crawl", served.url, pages) if stage == "crawl" else [*PROGRAM, stage]
            stages.append(_entry(stage, _run(stage, command, folder, pages), served.pages))
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
            "link_bytes": round(link_bytes(store), 1), "stages": stages, "areas": areas, "judgements": judgements(store),
        }  # fmt: skip


def audited(folder: Path, pages: int, areas: Sequence[str]) -> list[dict[str, Any]]:
    """The audit of each area alone, on a store that has its crawl, links and terms; the costliest first."""
    checks = Counter(check.area for check in all_checks().values())
    base = _run("audit", [*PROGRAM, "audit", "--select", NEXT_TO_NOTHING], folder, pages)
    found = []
    for area in (area for area in areas if checks[area]):
        used = _run(area, [*PROGRAM, "audit", "--select", area], folder, pages)
        one = {
            "area": area,
            "checks": checks[area],
            "cpu_s": round(used.cpu_s - base.cpu_s, 2),
            "peak_mb": round(used.peak_mb, 1),
        }
        found.append(one)
        print(json.dumps(one), file=sys.stderr, flush=True)
    return sorted(found, key=lambda one: -float(one["cpu_s"]))


def judgements(store: Path) -> int:
    """How many verdicts about a page and a check the audit came to."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        return int(
            db.execute("select total(applicable) from check_runs where state in ('passed', 'failed')").fetchone()[0]
        )


def _run(stage: str, command: Sequence[str], folder: Path, pages: int) -> Cost:
    limit = STARTUP_S + pages * PAGE_S
    used = cost([sys.executable, *command], folder, environment(Path(sys.executable)), timeout_s=limit)
    if used.code:
        raise RuntimeError(f"{stage}: exit code {used.code}: {used.output.strip()}")
    return used


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
        kept = {**load(STAGES), str(options.pages): found}
        STAGES.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
