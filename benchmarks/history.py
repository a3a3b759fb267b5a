"""A year of weekly runs of one shop: how the store grows, what a comparison of two runs costs, what pruning gives back.

Each week a twentieth of the products have another text. Every run is the whole job, in a process of its own.
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
from pathlib import Path

from benchmarks.results import HISTORY, commit
from labs.server import ShopServer
from labs.weeks import EDITED, week_shop


def xunlu(folder: Path, *words: str) -> float:
    """Run the program on the store of a folder; CPU seconds it took."""
    before = os.times()
    command = [sys.executable, "-m", "xunlu", "-q", "--db", "shop.db", *words]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def size_mb(folder: Path) -> float:
    """Of the store with its log."""
    return sum(file.stat().st_size for file in folder.glob("shop.db*")) / 1e6


def main() -> int:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history", description=__doc__)
    parser.add_argument("--weeks", type=int, default=52, help="runs (default: 52)")
    parser.add_argument("--size", type=int, default=2000, help="pages of the shop (default: 2000)")
    parser.add_argument("--no-save", action="store_true", help=f"do not write {HISTORY.name}")
    options = parser.parse_args()
    found: dict[str, object] = {
        "date": datetime.date.today().isoformat(), "commit": commit(), "weeks": options.weeks, "edited": EDITED,
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with ShopServer(lambda url: week_shop(url, week=1, pages=options.size, broken=())) as server:
            for week in range(1, options.weeks + 1):
                server.shop = week_shop(server.url, week=week, pages=options.size, broken=())
                began = time.monotonic()
                cpu = xunlu(folder, "run", server.url, "--max-pages", str(2 * options.size), "-o", "report.html")
                mb = size_mb(folder)
                print(f"week {week:2}  {mb:8.1f} MB  {cpu:6.1f} s CPU  {time.monotonic() - began:6.1f} s", flush=True)
                if week == 1:
                    found |= {"pages": len(server.shop.paths()), "first_mb": round(mb, 1), "first_cpu_s": round(cpu, 1)}
        found |= {"last_mb": round(mb, 1), "last_cpu_s": round(cpu, 1)}
        found["diff_cpu_s"] = round(xunlu(folder, "diff", "latest~1", "latest"), 2)
        found["year_diff_cpu_s"] = round(xunlu(folder, "diff", f"latest~{options.weeks - 1}", "latest"), 2)
        found["trend_cpu_s"] = round(xunlu(folder, "trend", "indexable"), 2)
        found["prune_cpu_s"] = round(xunlu(folder, "db", "prune", "--keep", "4"), 2)
        xunlu(folder, "db", "vacuum")
        found["pruned_mb"] = round(size_mb(folder), 1)
    print(json.dumps(found, indent=1))
    if not options.no_save:
        HISTORY.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
