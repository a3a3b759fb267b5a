"""Fetching in a process of its own (``--workers 2``): this one has the store, the frontier and the reading of pages.

Should the other process die, it is started anew, and what was under way is asked for again one URL at a time: the one
over which it dies alone, time and again, is recorded as such.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import subprocess
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.fetching.orders import HEAD, Setup, answered, frame, order
from crawler.fetching.turns import Turns
from crawler.records import Lease
from crawler.side_process import command

if TYPE_CHECKING:
    from crawler.fetching.site_crawl import SiteCrawl

log = logging.getLogger("xunlu.crawl")

DEATHS = 10  # of the other process without an answer between, after which the crawl stops and can go on later
ALONE = 3  # deaths over one URL, with nothing else under way, after which it is given up
CRASHED = "fetch-crashed"  # the error of the URL over which it died
GONE = (EOFError, ConnectionError, asyncio.IncompleteReadError)


@dataclass(frozen=True, slots=True)
class Order:
    """A lease that is under way."""

    line: Line
    lease: Lease


class Line:
    """One site."""

    def __init__(self, number: int, site: SiteCrawl, apart: Apart) -> None:
        self.number, self.site, self.apart = number, site, apart
        self.turns = Turns(site, self.go, apart.one_ended)

    def go(self) -> None:
        """Order whatever may be asked for now."""
        while not self.apart.careful and (lease := self.turns.next()) is not None:
            self.apart.send(Order(self, lease))


class Apart:
    """Fetches for sites through a child process until every one has ended.

    Args:
        setup: for the child.
    """

    def __init__(self, sites: Sequence[SiteCrawl], setup: Setup) -> None:
        self.setup = setup
        self.lines = [Line(number, site, self) for number, site in enumerate(sites)]
        self.again: deque[Order] = deque()  # what was under way when the child died
        self.deaths = 0  # in a row
        self._died_alone: Counter[tuple[int, int]] = Counter()
        self._alone = False  # one of these is under way, and nothing else
        self._all_ended: asyncio.Future[None] | None = None
        self._under_way: dict[tuple[int, int], Order] = {}
        self._child: asyncio.subprocess.Process | None = None

    async def run(self) -> None:
        """To the last commit of the last site."""
        self._all_ended = asyncio.get_running_loop().create_future()
        await self._start()
        taking = asyncio.ensure_future(self._take())
        try:
            self.poke()
            await asyncio.wait({taking, self._all_ended}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            taking.cancel()
            await self._end()
        for line in self.lines:
            line.turns.stop()
            line.site.commit()
        with suppress(asyncio.CancelledError):
            await taking  # what went wrong there is said

    @property
    def careful(self) -> bool:
        """Whether nothing may be ordered beside what was under way when the child died."""
        return self._alone or bool(self.again)

    def poke(self) -> None:
        """Look whether there is something to order, or an end."""
        if self.again and not self._under_way:
            self._alone = True
            self.send(self.again.popleft())
        for line in self.lines:
            line.go()

    def one_ended(self) -> None:
        """A site has nothing left to do."""
        if self._all_ended is not None and not self._all_ended.done() and all(line.turns.over for line in self.lines):
            self._all_ended.set_result(None)

    def send(self, one: Order) -> None:
        """Have a lease fetched."""
        self._under_way[one.line.number, one.lease.url_id] = one
        site = one.line.site
        if self._child is not None and self._child.stdin is not None:
            self._child.stdin.write(
                order(one.line.number, one.lease, site.address(one.lease), site.conditions(one.lease))
            )

    async def _take(self) -> None:
        """Answers as they come; the child may die over one, and there is none once it was given up."""
        while self._child is not None:
            try:
                data = await self._read()
            except GONE:
                await self._died()
                continue
            self._hand_over(data)
            await asyncio.sleep(0)  # there may always be a next one; clocks and signals want their turn

    def _hand_over(self, data: bytes) -> None:
        number, url_id, status, headers, body, measured = answered(data)
        one = self._under_way.pop((number, url_id))
        self._alone, self.deaths = False, 0
        try:
            if status is None:
                one.line.site.unanswered(one.lease, body)
            else:
                one.line.site.answered(one.lease, status, headers, body, **measured)
        except Exception:
            log.exception("storing %s", one.lease.url)  # a fault of ours; the lease must not stay out for ever
            one.line.site.unanswered(one.lease, "internal")
        if self.again or len(self.lines) > 1:
            self.poke()
        else:
            one.line.go()

    async def _read(self) -> bytes:
        if self._child is None or self._child.stdout is None:
            raise EOFError
        head = await self._child.stdout.readexactly(HEAD)
        return await self._child.stdout.readexactly(int.from_bytes(head, "little"))

    async def _start(self) -> None:
        # A session of its own: Ctrl-C is for this process, which lets the requests under way finish.
        self._child = await asyncio.create_subprocess_exec(
            *command("crawler.fetching.fetcher"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=None if self.setup.verbose else subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        assert self._child.stdin is not None
        self._child.stdin.write(frame(pickle.dumps(self.setup)))

    async def _died(self) -> None:
        await self._end()
        self.deaths += 1
        lost, self._alone = dict(self._under_way), False
        self._under_way.clear()
        if len(lost) == 1:
            self._died_alone.update(lost.keys())
        for key, one in lost.items():
            if self._died_alone[key] >= ALONE:
                one.line.site.unanswered(one.lease, CRASHED)
            else:
                self.again.append(one)
        if self.deaths >= DEATHS:
            self._give_up()
        else:
            await self._start()
        self.poke()

    def _give_up(self) -> None:
        """The sites end as interrupted; what was under way goes back with their leases."""
        for one in self.again:
            one.line.site.under_way.discard(one.lease.url_id)
        self.again.clear()
        for line in self.lines:
            line.site.stop_reason = line.site.stop_reason or "fetcher"

    async def _end(self) -> None:
        if self._child is None:
            return
        with suppress(ProcessLookupError):
            self._child.kill()
        await self._child.wait()
        self._child = None
