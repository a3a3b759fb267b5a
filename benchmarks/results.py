"""Ratios of a session, the file that keeps the newest session of each size, and what is printed."""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
from collections.abc import Callable, Iterable, Sequence
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.contenders import OWN_PYTHON, RATIOS, Run
from benchmarks.serving import ROOT

LATEST = Path(__file__).parent / "results" / "latest.json"
GRAPH = LATEST.with_name("graph.json")
SEGMENTATION = LATEST.with_name("segmentation.json")
HISTORY = LATEST.with_name("history.json")
STAGES = LATEST.with_name("stages.json")
PACKAGES = ("xunlu", "scrapy", "twisted", "turbohtml")
METRICS = {"cpu": "CPU per page", "memory": "peak memory", "wall": "wall time", "links": "bytes per link row"}
MEASURES: dict[str, Callable[[Run], float]] = {
    "cpu": lambda run: run.cpu_ms_per_page,
    "memory": lambda run: run.peak_mb,
    "wall": lambda run: run.wall_s,
    "links": lambda run: run.link_bytes,
}


def ratios(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """One entry a comparison: median, least and greatest of the ratios within a round."""
    found = []
    for wanted in RATIOS:
        values = list(_values(wanted.of, wanted.to, wanted.metric, runs))
        if values:
            found.append(
                {
                    "of": wanted.of, "to": wanted.to, "metric": wanted.metric, "size": runs[0].size,
                    "pairs": len(values), "median": round(median(values), 3), "min": round(min(values), 3),
                    "max": round(max(values), 3), "goal": wanted.goal,
                }
            )  # fmt: skip
    return found


def _values(of: str, to: str, metric: str, runs: Iterable[Run]) -> Iterable[float]:
    measure = MEASURES[metric]
    good = {(run.contender, run.round): run for run in runs if not run.failure and run.pages}
    for (name, number), run in good.items():
        other = good.get((to, number))
        if name == of and (other or not to):
            yield measure(run) / (measure(other) if other else 1)


def differences(runs: Sequence[Run]) -> list[str]:
    """Sentences about every run that did not fetch just the pages of the shop, each once."""
    found = []
    for run in (run for run in runs if not run.failure):
        repeats = run.fetched.page_requests - run.fetched.pages
        if run.fetched.missed:
            examples = ", ".join(run.fetched.missed_examples)
            found.append(f"{run.contender}, round {run.round}: missed {run.fetched.missed} pages ({examples})")
        if repeats:
            found.append(f"{run.contender}, round {run.round}: fetched {repeats} pages more than once")
    return found


def session(size: int, pages: int, pairs: int, runs: Sequence[Run], absent: Sequence[str]) -> dict[str, Any]:
    """When, where and with what a session was measured."""
    versions = {name: metadata.version(name) for name in PACKAGES}
    if "advertools" not in absent:
        versions["advertools"] = _version_there("advertools")
    return {
        "size": size, "pages": pages, "pairs": pairs, "date": datetime.date.today().isoformat(),
        "commit": commit(), "cores": os.cpu_count(), "machine": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(), "versions": versions, "missing": list(absent),
        "failures": [f"{run.contender}, round {run.round}: {run.failure}" for run in runs if run.failure],
        "differences": differences(runs),
    }  # fmt: skip


def _version_there(package: str) -> str:
    """Version of a package in the environment of its own."""
    program = f"from importlib.metadata import version; print(version({package!r}))"
    done = subprocess.run([OWN_PYTHON, "-c", program], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def commit() -> str:
    """The commit measured, with "+" when the working tree differs from it; "" outside a repository."""
    try:
        command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def merged(old: dict[str, Any], head: dict[str, Any], runs: Sequence[Run]) -> dict[str, Any]:
    """The old results with those of this session's size replaced."""
    new = {
        "sessions": [head],
        "runs": [
            {
                "contender": run.contender, "size": run.size, "round": run.round, "pages": run.pages,
                "requests": run.fetched.requests, "cpu_s": round(run.cpu_s, 3), "wall_s": round(run.wall_s, 3),
                "peak_mb": round(run.peak_mb, 1), "disk_mb": round(run.disk_mb, 2), "link_bytes": round(run.link_bytes, 1),
            }
            for run in runs if not run.failure
        ],
        "ratios": ratios(runs),
    }  # fmt: skip
    kept = {key: [one for one in old.get(key, []) if one["size"] != head["size"]] for key in new}
    return {key: sorted(kept[key] + new[key], key=lambda one: int(one["size"])) for key in new}


def load(path: Path = LATEST) -> dict[str, Any]:
    """The stored results, empty when there are none."""
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def save(results: dict[str, Any], path: Path = LATEST) -> None:
    """Write the results, one entry a line, so that a change of them can be read."""
    blocks = []
    for key, entries in results.items():
        rows = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in entries)
        blocks.append(f' "{key}": [\n{rows}\n ]' if rows else f' "{key}": []')
    path.parent.mkdir(exist_ok=True)
    path.write_text("{\n" + ",\n".join(blocks) + "\n}\n", "utf-8")
