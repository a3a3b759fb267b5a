"""Reading with a limit: a large page that takes too long, too much memory or the parser down is lost, and the crawl goes on.

Large pages are read in a process of its own (``crawler.reading_worker``), which is started with the first of them and
ends itself when one takes too long. The crawl waits for it, as it would while it read the page itself: what else
arrives stays in the sockets meanwhile, and one page at a time leaves the memory to one page.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Mapping
from dataclasses import asdict
from threading import Event, Timer
from typing import Any

from crawler.extract import is_html
from crawler.reading_worker import FRAMES, NO_MEMORY, unpacked
from crawler.records import Extracted
from crawler.side_process import SideProcess
from crawler.urls import Resolver

# Bytes of a body above which it is read with a limit; the worst of pages below take about a second.
LARGE = 256 * 1024
PATIENCE = 60.0  # seconds of the clock for one page: for a machine that is busy, or a process that hangs
WORN = 80  # MB above which the process gives way to another: what one page took, the next one lacks

SECONDS = 10.0  # of the processor for one page; ordinary ones of 10 MB take less than one
MEMORY = 256  # MB of data; ordinary pages of 10 MB take 80 to 200

TIMEOUT, NO_ROOM, CRASHED = "parse-timeout", "parse-memory", "parse-crashed"


class UnreadError(Exception):
    """A page that could not be read; the text is its error: parse-timeout, parse-memory, parse-crashed."""


def is_large(content_type: str, body: bytes) -> bool:
    """Whether a response is HTML that is read with a limit."""
    return len(body) > LARGE and is_html(content_type, body)


class GuardedReading:
    """Reads large pages, one at a time. Close it; the next page begins anew.

    Args:
        seconds: of the processor, for one page.
        memory: MB of the process that reads them.
        patience: seconds of the clock, for one page.
    """

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY, patience: float = PATIENCE) -> None:
        self.limits, self.patience = (seconds, memory), patience
        self._process: SideProcess | None = None

    @property
    def pid(self) -> int | None:
        """Number of the process; None while there is none."""
        return self._process.pid if self._process is not None else None

    def extract(
        self,
        url: str,
        body: bytes,
        *,
        content_type: str,
        headers: Mapping[str, str],
        status: int,
        resolver: Resolver,
        known: Mapping[str, Any],
    ) -> Extracted:
        """As ``crawler.extract.extract``; of the resolver only its form counts.

        Raises:
            UnreadError: the process ended over the page.
            ReadingError: a fault of ours in it.
        """
        told = {"content_type": content_type, "headers": dict(headers), "status": status, "known": dict(known)}
        asked = json.dumps([url, asdict(resolver.form), told, self.limits]).encode()
        fresh = self._process is None
        try:
            return self._ask(asked, body)
        except UnreadError as error:
            if fresh or str(error) != NO_ROOM:
                raise
        return self._ask(asked, body)  # what earlier pages left behind may have taken the room

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def _ask(self, asked: bytes, body: bytes) -> Extracted:
        process = self._process = self._process or SideProcess("crawler.reading_worker")
        hung = Event()

        def give_up() -> None:
            hung.set()
            process.kill()

        clock = Timer(self.patience, give_up)
        clock.start()
        try:
            process.ask(asked, body)
            answer = [process.answer() for _ in range(FRAMES)]
        except (OSError, EOFError):
            self._process = None
            code = process.ended()
            raise UnreadError(TIMEOUT if hung.is_set() else _cause(code)) from None
        finally:
            clock.cancel()
        found, size = unpacked(answer, body)
        if hung.is_set() or size > WORN:
            self.close()
        return found


LARGE_PAGES = GuardedReading()  # of all sites of this process


def _cause(code: int) -> str:
    """Why the process ended by itself."""
    if code == NO_MEMORY:
        return NO_ROOM
    return TIMEOUT if code == -getattr(signal, "SIGPROF", 0) else CRASHED
