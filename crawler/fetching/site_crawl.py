"""One site's crawl while it runs: what is leased, when each host may be asked, what each answer means."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.batch import Batch
from crawler.extract import extract
from crawler.fetching.obeying import Obeyed
from crawler.fetching.pacing import HostClock, back_off, retry_after
from crawler.frontier import State
from crawler.plan import Fetching, Plan
from crawler.records import Extracted, Lease, Outcome, PageRecord, Run
from crawler.runs import heartbeat
from crawler.store import Store
from crawler.urls import Resolver, host_key

LEASES = 200  # handed out ahead; persistent, so they cost nothing
BATCH = 50  # pages of one commit: what kill -9 may have to fetch again
INTERVAL = 0.5  # seconds between commits
DEAD = 25  # failed connections in a row after which a host counts as gone
RETRIED_STATUS = (429, 500, 502, 503, 504)
RETRIED_ERRORS = ("timeout", "refused", "reset", "dns", "truncated")

log = logging.getLogger("xunlu.crawl")


@dataclass(slots=True)
class Tally:
    """Counts shown while crawling."""

    pages: int = 0  # answered for good
    statuses: Counter[str] = field(default_factory=Counter)
    depth: int = 0


class SiteCrawl:
    """Hands out leases and takes back answers; ``batch`` holds what is not committed yet.

    ``stop_reason`` is set once no more requests are to start: finished, max-pages, time-limit, signal,
    unreachable, disk-full.
    """

    def __init__(
        self, store: Store, run: Run, plan: Plan, fetching: Fetching, batch: Batch, obeyed: dict[str, Obeyed],
        on_commit: Callable[[SiteCrawl], None],
    ) -> None:  # fmt: skip
        self.store, self.run, self.plan, self.fetching, self.batch = store, run, plan, fetching, batch
        self.obeyed = obeyed
        self.on_commit = on_commit
        self.resolver = Resolver(plan.site.crawl.strip_params)
        self.clocks: dict[int, HostClock] = {}
        self.ready: dict[int, deque[Lease]] = {}
        self.tally = Tally(pages=_answered(store, run.run_id))
        self.in_flight = 0
        self.failed_connections = 0
        self.stop_reason = ""
        self.fault: sqlite3.Error | None = None
        self.deadline = time.monotonic() + plan.time_limit if plan.time_limit else None
        self._dry = False  # the last lease came back empty and nothing was committed since
        self._committed = time.monotonic()

    # -- handing out ----------------------------------------------------------------------------

    def next_lease(self) -> Lease | None:
        """A URL that may be asked for now; None when there is none (see ``wait``)."""
        now = time.monotonic()
        self._commit_if_due(now)
        if not self._may_start(now):
            return None
        self._refill()
        lease = self._due(now)
        if lease is None and self.batch and self.in_flight <= self.plan.concurrency // 2:
            self.commit()  # starving: what is not committed cannot be leased
            self._refill()
            lease = self._due(now)
        if lease is not None:
            self.clocks[lease.host_id].start(now)
            self.in_flight += 1
        return lease

    def _due(self, now: float) -> Lease | None:
        """The first ready lease whose host may be asked now and whose robots.txt allows it."""
        for host_id, queue in self.ready.items():
            while queue and self.clocks[host_id].wait(now) == 0:
                lease = queue.popleft()
                if self._obeys(lease):
                    return lease
        return None

    def _may_start(self, now: float) -> bool:
        if self.stop_reason:
            return False
        if self.deadline is not None and now > self.deadline:
            self.stop_reason = "time-limit"
        return not self.stop_reason and not self.full

    @property
    def full(self) -> bool:
        """Whether max_pages is reached by what was answered and what is under way."""
        limit = self.plan.site.crawl.max_pages
        return bool(limit) and self.tally.pages + self.in_flight >= limit

    def _refill(self) -> None:
        if self._dry or sum(map(len, self.ready.values())) >= LEASES // 2:
            return
        leases = self.batch.frontier.lease(LEASES, linked_only=bool(self.in_flight or self.batch))
        self._dry = not leases
        for lease in leases:
            if lease.host_id not in self.ready:
                self.ready[lease.host_id] = deque()
                self.clocks[lease.host_id] = self._clock(lease)
            self.ready[lease.host_id].append(lease)

    def _clock(self, lease: Lease) -> HostClock:
        asked = self._robots(lease).crawl_delay
        delay = max(1 / self.plan.rate if self.plan.rate else 0.0, asked or 0.0)
        return HostClock(delay, 1 if asked else self.plan.concurrency)

    def _robots(self, lease: Lease) -> Obeyed:
        return self.obeyed.get(host_key(lease.url)) or Obeyed.closed("unknown")

    def _obeys(self, lease: Lease) -> bool:
        if self._robots(lease).allows(lease.url):
            return True
        self.batch.add(Outcome(lease, Extracted(PageRecord(lease.url, error="robots")), time.time()))
        self.batch.fail(lease.url_id, None, "robots", State.DISALLOWED)
        return False

    def wait(self) -> float | None:
        """Seconds until ``next_lease`` may have one, when only time is missing; None otherwise."""
        now = time.monotonic()
        if not self._may_start(now):
            return None
        waits = [
            wait for host, queue in self.ready.items() if queue and (wait := self.clocks[host].wait(now)) is not None
        ]
        if self._dry and not any(self.ready.values()) and (due := self.batch.frontier.next_due()) is not None:
            waits.append(max(0.02, due - time.time()))
            self._dry = due > time.time()
        return min(waits, default=None)

    @property
    def exhausted(self) -> bool:
        """Whether nothing is left to do; sets ``stop_reason``."""
        if self.in_flight or (self.batch and not self.stop_reason):
            return False
        if self.stop_reason:
            return True
        limit = self.plan.site.crawl.max_pages
        pending = self.batch.frontier.next_due() is not None or any(self.ready.values())
        if limit and self.tally.pages >= limit:
            self.stop_reason = "max-pages" if pending else "finished"
        elif not pending:
            self.stop_reason = "finished"
        return bool(self.stop_reason)

    # -- taking back ----------------------------------------------------------------------------

    def answered(
        self, lease: Lease, status: int, headers: dict[str, str], body: bytes, *, latency: float, seconds: float, truncated: bool
    ) -> None:  # fmt: skip
        """A response came. ``headers`` have lower-case names; times in seconds."""
        self._end(lease, latency)
        self.failed_connections = 0
        if status in (429, 503) and (asked := retry_after(headers.get("retry-after"))) is not None:
            self.clocks[lease.host_id].hold(asked, time.monotonic())
        if status in RETRIED_STATUS and self._again(lease, str(status)):
            return
        location = headers.get("location", "") if 300 <= status < 400 else ""
        target = (self.resolver.resolve(lease.url, location) or "") if location else ""
        known = {
            "ttfb_ms": round(latency * 1000),
            "download_ms": round(seconds * 1000),
            "truncated": truncated,
        }
        extracted = self._extracted(lease, status, headers, body, known)
        if not 200 <= status < 300:
            extracted = replace(extracted, links=())  # an error page's links lead nobody anywhere
        self._settle(Outcome(lease, extracted, time.time(), target))

    def _extracted(
        self, lease: Lease, status: int, headers: dict[str, str], body: bytes, known: dict[str, Any]
    ) -> Extracted:
        kind = headers.get("content-type", "")
        try:
            return extract(
                lease.url, body, content_type=kind, headers=headers, status=status, resolver=self.resolver, known=known
            )
        except Exception:
            log.exception("extracting %s", lease.url)  # a fault of ours: the page is not judged, the crawl goes on
            return Extracted(PageRecord(lease.url, status, error="extract-failed", **known))

    def unanswered(self, lease: Lease, error: str) -> None:
        """No usable response: timeout, refused, dns, tls, reset, too-large ..."""
        self._end(lease, None)
        if error in ("refused", "dns", "timeout", "reset"):
            self.failed_connections += 1
            if self.failed_connections >= DEAD:
                self.stop_reason = self.stop_reason or "unreachable"
                self.batch.fail(lease.url_id, time.time(), error)
                return
        if error in RETRIED_ERRORS and self._again(lease, error):
            return
        self._settle(Outcome(lease, Extracted(PageRecord(lease.url, error=error)), time.time()))

    def _end(self, lease: Lease, latency: float | None) -> None:
        self.in_flight -= 1
        self.clocks[lease.host_id].end(latency)

    def _again(self, lease: Lease, reason: str) -> bool:
        if lease.attempts >= self.fetching.retries:
            return False
        self.batch.fail(lease.url_id, time.time() + back_off(lease.attempts + 1), reason)
        return True

    def _settle(self, outcome: Outcome) -> None:
        page = outcome.extracted.page
        self.batch.add(outcome)
        self.tally.pages += 1
        self.tally.statuses[str(page.status or page.error)] += 1
        self.tally.depth = max(self.tally.depth, outcome.lease.depth)
        if len(self.batch) >= BATCH:
            self.commit()

    # -- committing -----------------------------------------------------------------------------

    def _commit_if_due(self, now: float) -> None:
        if self.batch and (len(self.batch) >= BATCH or now - self._committed > INTERVAL):
            self.commit()

    def fail(self, error: sqlite3.Error) -> None:
        """The store cannot be used: nothing more is asked for, and what is stored stays."""
        self.batch.interner.forget()  # other sites of this process share it
        self.fault, self.stop_reason = error, "disk-full" if "full" in str(error) else "store"

    def commit(self) -> None:
        """Write what is known; a store that cannot be written ends the crawl without losing what was."""
        if self.fault is not None:
            return
        try:
            with self.store.atomic():
                self.batch.flush()
                heartbeat(self.store, self.run.run_id)
        except sqlite3.Error as error:
            self.fail(error)
            return
        self._dry = False
        self._committed = time.monotonic()
        self.on_commit(self)


def _answered(store: Store, run_id: int) -> int:
    """Pages that an earlier leg of the run already has."""
    row = store.db.execute("select count(*) from pages where run_id = ? and error is not 'robots'", [run_id]).fetchone()
    return int(row[0])
