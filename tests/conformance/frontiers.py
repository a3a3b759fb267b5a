"""Frontiers as the conformance suite sees them; another adapter is another class here and one line in ``ADAPTERS``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from crawler.frontier import Candidate, Frontier, StoreFrontier
from crawler.interning import Interner
from crawler.runs import create_run
from crawler.store import open_store

HOST = "shop.cn"


class Bench(Protocol):
    """An empty frontier, and what a test needs beside the calls of the protocol."""

    frontier: Frontier

    def candidate(self, path: str, depth: int = 0, host: str = HOST, **more: object) -> Candidate:
        """A URL that may be added."""

    def other(self) -> Frontier:
        """The same frontier through another connection."""

    def process(self, script: str) -> subprocess.Popen[str]:
        """A process that runs ``script`` with ``frontier`` defined; its standard input and output are pipes."""


class StoreBench:
    """The frontier of a run in a SQLite store."""

    OPEN = (
        "import sys; from crawler.store import open_store; from crawler.frontier import *\n"
        "frontier = StoreFrontier(open_store(sys.argv[1]), int(sys.argv[2]))\n"
    )

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self.path, self.closing = folder / "shop.db", closing
        self.store = closing.enter_context(open_store(self.path, create=True))
        run = create_run(
            self.store, name="shop", role="target", start_url=f"https://{HOST}/", hosts=[HOST], settings={}, scope=""
        )
        self.run_id = run.run_id
        self.frontier: Frontier = StoreFrontier(self.store, self.run_id)
        self.interner = Interner(self.store.db)

    def candidate(self, path: str, depth: int = 0, host: str = HOST, **more: object) -> Candidate:
        with self.store.atomic():
            url_id = self.interner.url(f"https://{host}{path}")
        return Candidate(url_id, self.interner.host_of[url_id], depth, **more)  # type: ignore[arg-type]

    def other(self) -> Frontier:
        return StoreFrontier(self.closing.enter_context(open_store(self.path)), self.run_id)

    def process(self, script: str) -> subprocess.Popen[str]:
        words = [sys.executable, "-c", self.OPEN + script, str(self.path), str(self.run_id)]
        started = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.closing.enter_context(started)
        self.closing.callback(started.kill)
        return started


ADAPTERS = {"store": StoreBench}


@contextmanager
def bench(adapter: str, folder: Path) -> Iterator[Bench]:
    """A bench of an adapter; what it opened is closed at the end."""
    with ExitStack() as closing:
        yield ADAPTERS[adapter](folder, closing)
