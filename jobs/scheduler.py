"""Running what is due: each crawl a process of its own, one after the other, with a log and a health file."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from configs.errors import Exit
from configs.output import place_in, write_text
from crawler.store import Store, open_store
from jobs.owning import this_process
from jobs.timetable import UTC, Schedule, begun, due_at, ended, schedules

if TYPE_CHECKING:
    from apscheduler.schedulers.blocking import BlockingScheduler


@dataclass(slots=True)
class Files:
    """Where a scheduler works: the store, its log, and a file that says how it is."""

    database: Path
    log: Path
    health: Path
    lang: str = "en"


@dataclass(slots=True)
class Runner:
    """Starts crawls. ``stopping`` is set by a signal: the crawl under way ends as after Ctrl-C, no other begins."""

    files: Files
    told: Callable[[str, Schedule, int | None], None]  # began or ended, the schedule, exit code
    stopping: threading.Event = field(default_factory=threading.Event)
    child: subprocess.Popen[bytes] | None = None
    running: str = ""

    def run_due(self, at: datetime.datetime | None = None) -> list[tuple[str, int]]:
        """Run everything that is due at a moment, by default now, one after the other; name and exit code of each."""
        done = []
        with open_store(self.files.database, create=True) as store:
            for schedule in schedules(store):
                moment = at or datetime.datetime.now(UTC)
                if not self.stopping.is_set() and due_at(schedule, moment) <= moment:
                    code = self.run_one(store, schedule)
                    done += [(schedule.name, code)] if code is not None else []
            self.write_health(store)
        return done

    def run_one(self, store: Store, schedule: Schedule) -> int | None:
        """Crawl now and wait for its end; None when another scheduler has it."""
        if not begun(store, schedule, this_process()):
            return None
        self.running = schedule.name
        self.told("began", schedule, None)
        self.write_health(store)
        try:
            code = self._child(schedule)
        finally:
            self.running = ""
        if self.stopping.is_set() and code in (Exit.INTERRUPTED, Exit.TERMINATED):
            return code  # cut off: due again at the next start, where it goes on
        ended(store, schedule, code)
        self.told("ended", schedule, code)
        return code

    def _child(self, schedule: Schedule) -> int:
        words = [
            sys.executable,
            "-m",
            "xunlu",
            "--db",
            str(self.files.database),
            "--lang",
            self.files.lang,
            "--no-progress",
        ]
        words += ["-c", schedule.config] if schedule.config else []
        with self.files.log.open("ab") as log:
            self.child = subprocess.Popen(
                [*words, "run", *schedule.sites, "-o", str(self._report(schedule))],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            try:
                return self.child.wait()
            finally:
                self.child = None

    def _report(self, schedule: Schedule) -> Path:
        safe = "".join(char if char.isalnum() or char in "-_" else "-" for char in schedule.name)
        safe = safe.encode()[:120].decode(errors="ignore")  # names of files end at 255 bytes
        stamp = datetime.datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
        return place_in(self.files.database.absolute().parent, f"report-{safe}-{stamp}.html")

    def stop(self, number: int) -> None:
        """Pass a signal on to the crawl under way, which ends as after Ctrl-C; a second one ends it at once."""
        self.stopping.set()
        if self.child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.child.pid, number)

    def write_health(self, store: Store) -> None:
        """Who runs, when it last looked, and what is due when."""
        at = datetime.datetime.now(UTC)
        state = {
            "pid": os.getpid(),
            "looked": _stamp(at),
            "running": self.running or None,
            "schedules": [
                {"name": one.name, "due": _stamp(due_at(one, at)), "started": one.started, "finished": one.finished, "code": one.code}
                for one in schedules(store)
            ],
        }  # fmt: skip
        write_text(self.files.health, json.dumps(state, ensure_ascii=False, indent=1) + "\n")


def serve(runner: Runner, poll: float) -> int:
    """Look every ``poll`` seconds for what is due, until a signal comes; the exit code it stands for.

    APScheduler keeps the beat: a look that comes too late is made up for once, and none begins while one is at work.
    """
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.blocking import BlockingScheduler

    beat = BlockingScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone=UTC)
    beat.add_job(
        runner.run_due, "interval", seconds=poll, next_run_time=datetime.datetime.now(UTC),
        coalesce=True, max_instances=1, misfire_grace_time=None,
    )  # fmt: skip
    with _signals(runner, beat) as seen:
        beat.start()
    return Exit.TERMINATED if signal.SIGTERM in seen else Exit.INTERRUPTED


@contextlib.contextmanager
def _signals(runner: Runner, beat: BlockingScheduler) -> Iterator[list[int]]:
    """SIGINT and SIGTERM stop the crawl under way and then the beat."""
    seen: list[int] = []

    def receive(number: int, _: FrameType | None) -> None:
        seen.append(number)
        runner.stop(number)
        if len(seen) == 1:
            threading.Thread(target=lambda: beat.shutdown(wait=True), daemon=True).start()

    before = {number: signal.signal(number, receive) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield seen
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stamp(moment: datetime.datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
