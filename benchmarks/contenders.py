"""Who takes part, what each of them runs, and which ratios matter."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Cost, cost
from benchmarks.serving import ROOT, Fetched, Served

STARTUP_S, PAGE_S = 60, 0.25  # what a step may take before it counts as hanging: five times the slowest seen

STORE = "shop.db"

# advertools brings pandas, which sqlite-utils would import too: it must not stand in the environment of xunlu.
OWN_PYTHON = Path(__file__).parent / ".venv" / "bin" / "python"

Steps = Callable[[str, int], list[list[str]]]  # (start URL, size) -> arguments of python, one list a process


@dataclass(frozen=True, slots=True)
class Contender:
    """A crawler and how it is called; each step is a process tree of its own."""

    name: str
    steps: Steps
    python: Path = Path(sys.executable)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two contenders to compare. ``goal`` is the most that the median may be; None: only reported."""

    of: str
    to: str  # "": with none, the figure itself
    metric: str  # cpu: CPU per page; memory: peak of the crawl; wall: time; links: bytes per link row
    goal: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one contender: CPU, wall time of all steps, peak memory of the first, which is the crawl."""

    contender: str
    size: int
    round: int
    pages: int
    cpu_s: float
    wall_s: float
    peak_mb: float
    disk_mb: float
    link_bytes: float  # of the store, per row of links, indexes included; 0 for others than xunlu
    fetched: Fetched
    failure: str = ""

    @property
    def cpu_ms_per_page(self) -> float:
        return 1000 * self.cpu_s / self.pages if self.pages else 0.0


PROGRAM = ["-m", "xunlu", "-q", "--db", STORE]


def crawling(command: str, url: str, size: int) -> list[str]:
    """Arguments of a command that crawls the whole shop."""
    return [*PROGRAM, command, url, "--max-pages", str(2 * size + 1000)]


def _xunlu(*stages: str) -> Steps:
    return lambda url, size: [crawling("crawl", url, size), *([*PROGRAM, name] for name in stages)]


def _module(*command: str) -> Steps:
    return lambda url, size: [["-m", *command, url]]


# In the order in which they run: what is compared stands next to each other, or one apart.
CONTENDERS = (
    Contender("xunlu", _xunlu()),
    Contender("scrapy-default", _module("benchmarks.bare_scrapy", "default")),
    Contender("xunlu-workers", lambda url, size: [[*crawling("crawl", url, size), "--workers", "2"]]),
    Contender("xunlu-keywords", _xunlu("keywords")),
    Contender("scrapy-tuned", _module("benchmarks.bare_scrapy", "tuned")),
    Contender("advertools", _module("benchmarks.advertools_crawl"), OWN_PYTHON),
    Contender("xunlu-run", lambda url, size: [crawling("run", url, size)]),
)

RATIOS = (
    Ratio("xunlu", "scrapy-default", "cpu", 0.65),
    Ratio("xunlu-keywords", "scrapy-default", "cpu", 0.75),
    Ratio("xunlu-workers", "scrapy-default", "wall", 0.45),
    Ratio("xunlu", "scrapy-tuned", "cpu"),
    Ratio("xunlu-keywords", "scrapy-tuned", "cpu", 1.35),
    Ratio("xunlu", "advertools", "cpu"),
    Ratio("xunlu-keywords", "advertools", "cpu", 0.15),
    Ratio("xunlu-run", "advertools", "cpu", 0.20),
    Ratio("xunlu", "scrapy-default", "memory", 1.3),
    Ratio("xunlu", "", "links", 25),
)


def missing(contender: Contender) -> bool:
    """Whether the contender cannot take part because its environment has not been made."""
    return not contender.python.exists()


def run(contender: Contender, served: Served, size: int, number: int) -> Run:
    """Let a contender crawl the served shop in a folder of its own, once."""
    served.log()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, costs = Path(name), list[Cost]()
        for step in contender.steps(served.url, size):
            limit = STARTUP_S + size * PAGE_S
            costs.append(cost([str(contender.python), *step], folder, environment(contender.python), timeout_s=limit))
            if costs[-1].code:
                break
        disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        per_link = link_bytes(folder / STORE)
    fetched, last = served.log(), costs[-1]
    return Run(
        contender.name,
        size,
        number,
        fetched.pages,
        sum(one.cpu_s for one in costs),
        sum(one.wall_s for one in costs),
        costs[0].peak_mb,
        disk / 1e6,
        per_link,
        fetched,
        f"exit code {last.code}: {last.output.strip()}" if last.code else "",
    )


def link_bytes(store: Path) -> float:
    """What the table of links takes on disk with its indexes, in bytes a row; 0 where there is none."""
    if not store.exists():
        return 0.0
    with closing(sqlite3.connect(store)) as db:
        names = "select name from sqlite_master where tbl_name = 'links'"
        (size,) = db.execute(f"select sum(pgsize) from dbstat where name in ({names})").fetchone()
        (rows,) = db.execute("select count(*) from links").fetchone() if size else (0,)
    return size / rows if rows else 0.0


def environment(python: Path) -> dict[str, str]:
    """The caller's environment, with this checkout and the interpreter's own scripts found first."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("XUNLU_")},
        "PYTHONPATH": str(ROOT),
        "PATH": os.pathsep.join([str(python.parent), os.environ.get("PATH", "")]),
    }
