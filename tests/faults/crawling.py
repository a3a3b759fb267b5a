"""A crawl of a fault server by the real program: what it stored of each path, how long it took, and its peak of memory."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from tests.e2e.program import Program, Result, query, sound
from tests.faults.server import Fault, FaultServer, healthy

HEALTHY = {f"/good-{number}": healthy(f"好茶 {number}") for number in range(12)}
STATES = ("pending", "leased", "done", "failed", "disallowed", "refused")
HTTP = '[http]\ntimeout = "2s"\nretries = 1\ncontact = "test@shop.example"\n'


class Row(NamedTuple):
    """What the store says of a URL."""

    status: int | None
    error: str | None
    truncated: int
    attempts: int
    title: str
    redirect_to: str | None
    state: str


@dataclass(frozen=True)
class Crawl:
    """How a crawl went."""

    xunlu: Program
    server: FaultServer
    result: Result
    rows: Mapping[str, Row]  # by path; of another host by URL
    seconds: float
    peak: float  # MB of the program and the processes it started

    def ended(self) -> tuple[object, object]:
        """Status and reason of the run."""
        return query(self.xunlu.db, "select status, reason from v_runs")[0]  # type: ignore[return-value]

    def findings(self, check: str) -> dict[str, str]:
        """Evidence of a check by path, after an audit."""
        self.xunlu("audit", "--select", check)
        rows = query(self.xunlu.db, "select url, evidence from v_findings where check_id = ?", check)
        return {_path(str(url), self.server.url): str(evidence) for url, evidence in rows}


def site(faults: Mapping[str, Fault], *more: str) -> dict[str, Fault]:
    """A home page that links to every fault, to healthy pages and to more."""
    mixed = [path for pair in zip_longest(faults, HEALTHY) for path in pair if path]
    return {"/": healthy("首页", *mixed, *more), **faults, **HEALTHY}


def crawl(
    folder: Path, server: FaultServer, *words: object, name: str = "", settings: str = HTTP, code: int | None = 0
) -> Crawl:
    """Crawl it to its end, in a minute at most.

    Args:
        name: of the site in the settings; default: the server's URL.
    """
    xunlu = Program(folder)
    (folder / "xunlu.toml").write_text(f"version = 1\n{settings}", "utf-8")
    begun, peak = time.monotonic(), 0.0
    with xunlu.start("crawl", name or server.url, *words) as running:
        while running.alive and time.monotonic() - begun < 60:
            peak = max(peak, _memory(running.process.pid))
            time.sleep(0.02)
        assert not running.alive, f"does not end\n{running.said()}"
        result = running.end()
    assert code is None or result.code == code, result.said
    assert sound(xunlu.db)
    return Crawl(xunlu, server, result, _rows(xunlu.db, server.url), time.monotonic() - begun, peak)


def assert_healthy(crawl: Crawl, paths: Sequence[str] = ("/", *HEALTHY)) -> None:
    """Every healthy page was read, once, whatever stood beside it."""
    for path in paths:
        assert crawl.rows[path][:4] == (200, None, 0, 1), (path, crawl.rows[path])
        assert len(crawl.server.times(path)) == 1, path


def _rows(db: Path, start: str) -> dict[str, Row]:
    found = query(
        db,
        "select p.url, p.status, p.error, p.truncated, p.attempts, p.title, p.redirect_to, f.state"
        " from v_pages p join frontier f on f.url_id = p.url_id and f.run_id = p.run_id",
    )
    return {_path(str(url), start): Row(*rest, STATES[int(str(state))]) for url, *rest, state in found}  # type: ignore[arg-type]


def _path(url: str, start: str) -> str:
    return "/" + url.removeprefix(start) if url.startswith(start) else url


def _memory(pid: int) -> float:
    """Peak of the resident memory of a process and its children so far."""
    total = 0.0
    for one in (pid, *_children(pid)):
        try:
            lines = Path(f"/proc/{one}/status").read_text("utf-8").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return total


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]
    except OSError:
        return []
