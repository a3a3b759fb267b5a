"""A crawl with its analyses that is killed again and again, at moments drawn from a seed, and ends like an undisturbed one.

``XUNLU_KILL_SEED`` draws other moments; the seed stands in the message of every failed assertion.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from crawler.fetching.site_crawl import BATCH
from labs.server import ShopServer
from tests.e2e.program import SECONDS, Program, number, query, sound
from tests.e2e.same import asked, export, model

IN_FLIGHT = 8
STEP = 30  # pages between two kills, at most
PATIENCE = 10.0  # seconds for helpers of a killed process to see that it is gone
CONFIG = """
[sites.shop]
start = ["{url}"]
[[sites.shop.extract]]
name = "标题"
xpath = "string(//h1)"
"""
ENDED = "select status in ('complete', 'partial') from runs"
PENDING = "select count(*) from frontier where state in (0, 1)"
STORED = "select count(*) from pages"
WHOLE = "select count(*) = 5 from stages"


def seed_of(default: int) -> int:
    """The seed of this run of the tests."""
    return int(os.environ.get("XUNLU_KILL_SEED", default))


@dataclass
class Killed:
    """A program in a folder of its own that is killed at named moments; ``repeats`` counts what that cost."""

    program: Program
    server: ShopServer
    rate: int
    random: random.Random
    more: tuple[object, ...] = ()  # options of the crawl
    crawl_kills: int = 0
    kills: int = 0
    missed: list[str] = field(default_factory=list)  # moments that had passed before they were seen
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        (self.program.folder / "xunlu.toml").write_text(CONFIG.format(url=self.server.url), "utf-8")

    # -- moments --------------------------------------------------------------------------------

    def moment(self, name: str) -> Callable[[], bool]:
        """A condition under which the process is killed."""
        db, began = self.program.db, time.monotonic()
        if name in ("random", "commit") and not self.crawled:
            return self._under_way(name)
        if name == "random":
            wait = self.random.random() * 3
            return lambda: time.monotonic() - began > wait
        if name == "first second":
            wait = self.random.random()
            return lambda: time.monotonic() - began > wait
        if name == "probing":
            before = self.server.requests["/robots.txt"]
            return lambda: self.server.requests["/robots.txt"] > before
        if name == "finishing":
            return lambda: number(db, STORED) > 1 and not number(db, PENDING)
        if name == "report":
            wait, seen = self.random.random() * 0.4, list[float]()
            return lambda: later(number(db, WHOLE) > 0, wait, seen)
        return lambda: f"{name} ..." in self._said()

    def _under_way(self, name: str) -> Callable[[], bool]:
        """A few pages further; then at once as the log of the store grows, or a moment later."""
        db, wait, seen = self.program.db, self.random.random() * 0.3, list[float]()
        pages, sizes = number(db, STORED) + self.random.randint(1, STEP), set[int]()

        def reached() -> bool:
            if number(db, STORED) < pages:
                return False
            sizes.add(self._log_size())
            return len(sizes) > 1 if name == "commit" else later(True, wait, seen)

        return reached

    def _log_size(self) -> int:
        log = Path(f"{self.program.db}-wal")
        return log.stat().st_size if log.exists() else 0

    def _said(self) -> str:
        return self._err.read_text("utf-8")

    # -- killing --------------------------------------------------------------------------------

    @property
    def _err(self) -> Path:
        return self.program.folder / "said.txt"

    @property
    def crawled(self) -> bool:
        return bool(number(self.program.db, ENDED))

    def words(self) -> tuple[object, ...]:
        """The command that a person would run next."""
        if self.crawled:
            return ("report", "-o", "report.html")
        paced = ("--rate", self.rate, "--concurrency", IN_FLIGHT)
        return ("run", "shop", "--resume", *paced, *self.more, "-o", "report.html")

    def kill(self, name: str) -> bool:
        """Run, kill at a moment, and see that the store is whole and nobody is left; False where it ended before."""
        crawling, reached = not self.crawled, self.moment(name)
        with self._err.open("wb") as err:
            self.process = subprocess.Popen(
                self.program.command("--db", self.program.db, *self.words()), cwd=self.program.folder,
                env=self.program.environment(), stdin=subprocess.DEVNULL, stdout=err, stderr=err, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + SECONDS
        while not reached() and self.process.poll() is None:
            assert time.monotonic() < deadline, (name, self._said())
            time.sleep(0.002)
        if self.process.poll() is not None:
            assert self.process.returncode == 0, (name, self._said())
            self.missed.append(name)
            return False
        if self.random.random() < 0.5:
            os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()
        assert self.process.wait(SECONDS) == -signal.SIGKILL
        self.kills += 1
        self.crawl_kills += crawling
        self._nobody_left(name)
        assert not self.program.db.exists() or sound(self.program.db), name
        return True

    def _nobody_left(self, name: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while left := living_in(self.program.folder):
            assert time.monotonic() < deadline, (name, left)
            time.sleep(0.02)

    # -- the end --------------------------------------------------------------------------------

    def end(self) -> None:
        """Go on to the end without a kill."""
        for _ in range(2):
            self.program(*self.words())
            if number(self.program.db, WHOLE):
                break

    def differences(self, calm: Calm) -> list[str]:
        """What of pages, links, findings, the report and the requests is not as in an undisturbed crawl."""
        db, found = self.program.db, []
        runs = query(db, "select run_id, status, reason from runs")
        if runs != [(1, "complete", "finished")] or number(db, PENDING):
            found.append(f"runs {runs}, {number(db, PENDING)} URLs pending")
        found += sorted(set(export(db)) ^ set(calm.export))[:20]
        found += sorted(set(model(db, 1)) ^ set(calm.model))[:20]
        now = asked(self.server)
        found += [f"asked for: {path}" for path in sorted(now.keys() ^ calm.asked.keys())]
        found += [f"not asked for: {path}" for path, count in calm.asked.items() if now.get(path, 0) < count]
        if self.repeats(calm) > self.crawl_kills * (BATCH + IN_FLIGHT):
            found.append(f"{self.repeats(calm)} requests repeated after {self.crawl_kills} kills")
        return found

    def repeats(self, calm: Calm) -> int:
        """Requests beyond those of an undisturbed crawl."""
        return sum(asked(self.server).values()) - sum(calm.asked.values())


@dataclass(frozen=True)
class Calm:
    """What an undisturbed run is."""

    export: list[str]
    model: list[str]
    asked: dict[str, int]

    @classmethod
    def of(cls, folder: Path, server: ShopServer, rate: int) -> Calm:
        server.requests.clear()
        calm = Killed(Program(folder), server, rate, random.Random(0))
        calm.program(*calm.words())
        found = cls(export(calm.program.db), model(calm.program.db, 1), asked(server))
        server.requests.clear()
        return found


def later(now: bool, wait: float, seen: list[float]) -> bool:
    """Whether something has held for so many seconds."""
    if now and not seen:
        seen.append(time.monotonic())
    return bool(seen) and time.monotonic() - seen[0] >= wait


def living_in(folder: Path) -> list[str]:
    """Processes that work in a folder, by their command lines."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cwd").readlink() == folder and (place / "stat").read_text("latin-1").rpartition(")")[2][
                1
            ] != "Z":
                found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")[:200])
        except OSError:
            continue
    return found
