"""Files and external addresses, asked for on request once the pages of a run are done: does each answer, as what, how big.

A row of ``resources`` was asked for when it has a ``method``. Without one nothing may be concluded from it: ``error``
says why (robots, rate-limited, private, or what the connections to its host failed of); without an ``error``, too, it
waits for the run to be resumed.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crawler.fetching.obeying import Obeyed
from crawler.interning import Interner
from crawler.lean import without
from crawler.plan import Plan
from crawler.records import Run
from crawler.resource_asking import Answer, Asker
from crawler.resource_places import Place, Places
from crawler.resource_requests import Requests
from crawler.resource_rows import Row, Waiting, keep_answers
from crawler.resource_targets import UNASKED, StoppedError, plan_resources
from crawler.store import Store

BATCH = 50  # answers of one commit
INTERVAL = 0.5  # seconds between commits
BEAT = 10.0  # the same while nobody answers: the store shows that the run's process lives
POLL = 0.2  # seconds between two looks at whether to go on
HOSTS = 128  # asked side by side: most of them wait for their clocks

log = logging.getLogger("xunlu.crawl")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a pass did. ``stopped``: it was told to end, and the run can be resumed."""

    asked: int = 0  # addresses asked for in this pass
    failed: int = 0  # of them without an answer, or without an end to their redirects
    refused: int = 0  # addresses not asked for: robots.txt, private, a host that limits us or is not there
    left: int = 0  # addresses that wait for the next pass
    stopped: bool = False


def check_resources(
    store: Store, run: Run, plan: Plan, timeout: float, obeyed: Mapping[str, Obeyed], *,
    progress: Callable[[int, int], None], stop: Callable[[], bool],
) -> Checked:  # fmt: skip
    """Ask for what ``crawl.check_resources`` and ``crawl.check_external`` name; go on where an earlier pass was stopped.

    Call it after ``finish``, outside of a transaction, where no event loop runs. An exception, Ctrl-C's among them,
    leaves everything that was asked so far in the store.

    Args:
        timeout: seconds for a whole request.
        obeyed: robots.txt of the site's hosts by host key; those of others are asked for.
        progress: called with addresses done and addresses in all.
        stop: True ends the pass within a second.
    """
    crawl = plan.site.crawl
    files, external = crawl.check_resources != "off", crawl.check_external != "off"
    if not (files or external):
        return Checked()
    try:
        plan_resources(store, run.run_id, crawl.strip_params, files=files, external=external, stop=stop)
    except StoppedError:
        return Checked(left=_left(store, run.run_id), stopped=True)
    asking = _Pass(store, run.run_id, plan, progress, stop)
    try:
        with without(
            "sniffio"
        ):  # httpcore looks for it ten times a request, half a millisecond where it is not installed
            asyncio.run(asking.run(timeout, obeyed))
    finally:
        asking.waiting.drop()
    return Checked(asking.asked, asking.failed, asking.refused, _left(store, run.run_id), asking.stopped)


def _left(store: Store, run_id: int) -> int:
    row = store.db.execute(f"select count(*) from resources r where r.run_id = ? and {UNASKED}", [run_id]).fetchone()
    return int(row[0])


@dataclass(slots=True)
class _Work:
    """The addresses of one host: those read ahead, and how far that was."""

    host_id: int
    place: Place
    rows: deque[Row] = field(default_factory=deque)
    after: int = 0


class _Pass:
    """Hosts side by side, each in the order of its addresses; answers are committed as they come."""

    def __init__(
        self, store: Store, run_id: int, plan: Plan, progress: Callable[[int, int], None], stop: Callable[[], bool]
    ) -> None:
        self.store, self.run_id, self.plan, self.progress, self.stop = store, run_id, plan, progress, stop
        self.waiting = Waiting(store, run_id)
        self.asked = self.failed = self.refused = 0
        self.stopped = False
        self._interner = Interner(store.db)
        self._answers: list[tuple[int, Answer]] = []
        self._committed = time.monotonic()

    async def run(self, timeout: float, obeyed: Mapping[str, Obeyed]) -> None:
        """Ask for everything that waits."""
        own = self.store.db.execute(
            "select host from run_hosts join hosts using (host_id) where run_id = ?", [self.run_id]
        )
        places = Places(self.plan, {host for (host,) in own}, obeyed)
        requests = Requests(self.plan.entry, places, timeout, self.plan.guard)
        async with requests.transport:
            await self._hosts(places, Asker(requests, places))

    async def _hosts(self, places: Places, asker: Asker) -> None:
        running: set[asyncio.Task[None]] = set()
        try:
            while not self._told_to_end():
                while len(running) < HOSTS and (host_id := self.waiting.next_host()) is not None:
                    running.add(asyncio.create_task(self._host(host_id, places, asker)))
                if not running:
                    break
                done, running = await asyncio.wait(running, timeout=POLL, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
                if time.monotonic() - self._committed > (INTERVAL if self._answers else BEAT):
                    self._commit()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            self._commit()

    def _told_to_end(self) -> bool:
        self.stopped = self.stopped or self.stop()
        return self.stopped

    async def _host(self, host_id: int, places: Places, asker: Asker) -> None:
        """All addresses of one host, as many at once as it may be asked for."""
        rows = self.waiting.rows(host_id, 0)
        url = rows[0][1]
        work = _Work(host_id, places.keep(url), deque(rows), rows[-1][0])
        lanes = min(len(rows), work.place.clock.concurrency)
        await asyncio.gather(*(self._lane(work, asker) for _ in range(lanes)))
        places.release(url)

    async def _lane(self, work: _Work, asker: Asker) -> None:
        while (row := self._next(work)) is not None:
            url_id, url, kind = row
            answer = await self._ask(asker, url, kind)
            if answer is None:
                work.rows.appendleft(row)
            else:
                self._settle(url_id, answer)

    async def _ask(self, asker: Asker, url: str, kind: str) -> Answer | None:
        crawl = self.plan.site.crawl
        try:
            return await asker.ask(url, crawl.check_external if kind == "external" else crawl.check_resources)
        except Exception:
            log.exception("asking for %s", url)  # a fault of ours: the address is not judged, the pass goes on
            return Answer(error="internal")

    def _next(self, work: _Work) -> Row | None:
        if work.place.given_up:
            self._give_up(work)
            return None
        if not work.rows:
            work.rows.extend(self.waiting.rows(work.host_id, work.after))
            if not work.rows:
                return None
            work.after = work.rows[-1][0]
        return work.rows.popleft()

    def _give_up(self, work: _Work) -> None:
        for url_id, _, _ in work.rows:
            self._settle(url_id, Answer(error=work.place.given_up))
        work.rows.clear()
        self.refused += self.waiting.give_up(work.host_id, work.after, work.place.given_up)
        work.after = 2**62

    def _settle(self, url_id: int, answer: Answer) -> None:
        self.asked += bool(answer.method)
        self.failed += bool(answer.method and answer.error)
        self.refused += not answer.method
        self._answers.append((url_id, answer))
        if len(self._answers) >= BATCH:
            self._commit()

    def _commit(self) -> None:
        """Write what is known. What cannot be written stays unasked."""
        answers, self._answers = self._answers, []
        keep_answers(self.store, self._interner, self.run_id, answers)
        self._committed = time.monotonic()
        self.progress(self.asked + self.refused, self.waiting.total)
