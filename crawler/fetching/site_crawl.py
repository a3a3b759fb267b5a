"""One site's crawl while it runs: what is leased, when each host may be asked, what each answer means."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.batch import Batch
from crawler.causes import UNASKED, listed
from crawler.fetching.answers import Reader
from crawler.fetching.hosts import AHEAD, Hosts, Queues
from crawler.fetching.pacing import back_off, retry_after
from crawler.frontier import State
from crawler.login import logged_out
from crawler.plan import Fetching, Plan
from crawler.records import Extracted, Lease, Outcome, PageRecord, Run
from crawler.recrawl import Validators
from crawler.runs import heartbeat
from crawler.steady import steady
from crawler.store import Store
from crawler.trap_store import TrapStore
from crawler.urls import host_key

if TYPE_CHECKING:
    from crawler.fetching.preparing import Prepared

BATCH = 50  # pages of one commit: what kill -9 may have to fetch again
HEAVY = 8 * 1024 * 1024  # bytes of HTML of one commit: what waits takes memory
INTERVAL = 0.5  # seconds between commits
DEAD = 25  # failed connections in a row after which a host counts as gone
CHALLENGED = 10  # challenge pages in a row after which a site is left alone
LOGGED_OUT = 5  # answers in a row that lead to the login page
THROTTLED = 25  # times in a row that a host says 429, however long it is left in peace between
CHALLENGE_PAUSE = 5.0  # seconds for which a host that challenges is not asked
REACHED = ("max-bytes", "time-limit")  # reasons to stop that say nothing of what is left
LONG_PEACE = 60.0  # seconds of Retry-After that a person who waits is told of
REDIRECTS = (301, 302, 303, 307, 308)
RETRIED_STATUS = (429, 500, 502, 503, 504)
# Connections that failed; the rest of one answer may spoil the next one on its connection, hence not-http.
FAILED = ("refused", "unreachable", "dns", "timeout", "reset", "closed")
UNASKED_STATES = {"host-down": State.REFUSED, "dns": State.FAILED}  # of others: disallowed
RETRIED_ERRORS = (*FAILED, "not-http")


@dataclass(slots=True)
class Tally:
    """Counts shown while crawling."""

    pages: int = 0  # answered for good
    statuses: Counter[str] = field(default_factory=Counter)
    depth: int = 0
    bytes: int = 0  # of bodies


@dataclass(slots=True)
class InARow:
    """How often the same went wrong without a good answer between."""

    challenges: int = 0
    logins: int = 0  # answers that lead to the login page


class SiteCrawl:
    """Hands out leases and takes back answers; ``batch`` holds what is not committed yet.

    ``stop_reason`` is set once no more requests are to start: finished, max-pages, max-bytes, time-limit, signal,
    unreachable, throttled, challenged, logged-out, disk-full.
    """

    def __init__(
        self, store: Store, run: Run, prepared: Prepared, fetching: Fetching, on_commit: Callable[[SiteCrawl], None]
    ) -> None:
        self.store, self.run, self.fetching = store, run, fetching
        self.plan: Plan = prepared.plan
        self.batch: Batch = prepared.batch
        self.hosts: Hosts = prepared.hosts
        self.traps: TrapStore = prepared.traps
        self.reader: Reader = prepared.reader
        self.on_commit = on_commit
        sampled = self.batch.ranks is not None  # then each page may show what is to come first
        self.several = self.plan.site.crawl.within == "subdomains" or len(_places(self.plan.hosts)) > 1
        self.queues = Queues(self.hosts, self.batch.frontier, ahead=2 if sampled else AHEAD, several=self.several)
        self.detours: dict[int, str] = {}  # where a server wants a URL written otherwise than the site's form
        self.validators: dict[int, Validators] = {}  # of leases handed out, in a conditional crawl
        self.tally = Tally(*_answered(store, run.run_id))
        self.max_bytes = self.plan.max_bytes
        self.under_way: set[int] = set()  # URLs that were handed out and have not come back
        self.row = InARow()
        self.peace: dict[int, float] = {}  # hosts that asked for a long peace, and until when that was told
        self.on_peace: Callable[[str, float], None] = lambda host, seconds: None
        self.stop_reason = ""
        self.fault: Exception | None = None
        self.deadline: float | None = None  # from the first time that something may be asked for
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
        while lease is None and self.batch and self.in_flight <= self.plan.concurrency // 2:
            self.commit()  # starving: what is not committed cannot be leased
            if self.fault is not None:
                return None
            self._refill()
            lease = self._due(now)  # what it refuses fills the batch anew
        if lease is not None:
            self.hosts.started(lease.host_id, now)
            self.under_way.add(lease.url_id)
        return lease

    @property
    def in_flight(self) -> int:
        """How many requests are under way."""
        return len(self.under_way)

    def conditions(self, lease: Lease) -> dict[str, str]:
        """Headers that ask only whether a page changed; empty where the whole page is wanted."""
        known = self.validators.get(lease.url_id)
        return known.headers if known is not None else {}

    def _due(self, now: float) -> Lease | None:
        """The first URL at hand whose host may be asked now and that nothing forbids."""
        while (lease := self.queues.take(now)) is not None:
            if self._permitted(lease):
                return lease
        return None

    def _may_start(self, now: float) -> bool:
        if self.stop_reason:
            return False
        if self.plan.time_limit:
            self.deadline = self.deadline or now + self.plan.time_limit
            if now > self.deadline:
                self.stop_reason = "time-limit"
        if self.max_bytes and self.tally.bytes >= self.max_bytes:
            self.stop_reason = "max-bytes"
        return not self.stop_reason and not self.full

    @property
    def full(self) -> bool:
        """Whether max_pages is reached by what was answered and what is under way."""
        limit = self.plan.site.crawl.max_pages
        return bool(limit) and self.tally.pages + self.in_flight >= limit

    def _refill(self) -> None:
        if self._dry or not self.queues.wants_more(time.monotonic()):
            return
        if self.batch.ranks is not None and self.batch:
            self.commit()  # what the last pages showed may come before what is known
        leases = self.batch.frontier.lease(self.queues.ahead, linked_only=bool(self.in_flight or self.batch))
        self._dry = not leases
        self.queues.add(leases)
        if self.batch.earlier is not None:
            self.validators |= self.batch.earlier.validators(leases)

    def _permitted(self, lease: Lease) -> bool:
        """Whether neither robots.txt nor a trap that was found since forbids a lease; else it is settled here."""
        if refusal := self.traps.refused_since(lease.url):
            self.batch.fail(lease.url_id, None, refusal, State.REFUSED)
            return False
        why = self.hosts.refuses(lease)
        if not why:
            return True
        self.batch.add(Outcome(lease, Extracted(PageRecord(lease.url, error=why)), time.time()))
        self.batch.fail(lease.url_id, None, why, UNASKED_STATES.get(why, State.DISALLOWED))
        return False

    def wait(self) -> float | None:
        """Seconds until ``next_lease`` may have one, when only time is missing; None otherwise."""
        now = time.monotonic()
        if not self._may_start(now):
            return None
        waits = [self.queues.wait(now)]
        if self._dry and (self.several or not self.queues) and (due := self.batch.frontier.next_due()) is not None:
            waits.append(max(0.02, due - steady()))
            self._dry = due > steady()
        return min((wait for wait in waits if wait is not None), default=None)

    @property
    def exhausted(self) -> bool:
        """Whether nothing is left to do; sets ``stop_reason``."""
        if self.in_flight or (self.batch and not self.stop_reason):
            return False
        if self.stop_reason and (self.stop_reason not in REACHED or self.batch):
            return True
        limit = self.plan.site.crawl.max_pages
        pending = self.batch.frontier.next_due() is not None or bool(self.queues)
        if self.stop_reason and pending:
            return True
        if limit and self.tally.pages >= limit:
            self.stop_reason = "max-pages" if pending else "finished"
        elif not pending and not self.hosts.asking:
            self.stop_reason = "finished"  # even where a limit was reached: there was nothing left to cut
        return bool(self.stop_reason)

    # -- taking back ----------------------------------------------------------------------------

    def answered(
        self, lease: Lease, status: int, headers: dict[str, str], body: bytes, *, latency: float, seconds: float, fault: str = ""
    ) -> None:  # fmt: skip
        """A response came. ``headers`` have lower-case names; times in seconds.

        Args:
            fault: what keeps the body from being complete: truncated, overlong, bad-chunks, bad-packing.
        """
        self._end(lease, latency)
        self.hosts.reached(lease.host_id)
        self.tally.bytes += len(body)
        if name := self.reader.challenge(status, headers, body):
            self._challenged(lease, status, name)
            return
        self.row.challenges = 0
        self._heed(lease, status, headers)
        if status in RETRIED_STATUS and self._again(lease, str(status)):
            return
        if fault and not lease.attempts and self._again(lease, fault):  # once: most are the same each time
            return
        known: dict[str, object] = {
            "ttfb_ms": round(latency * 1000),
            "download_ms": round(seconds * 1000),
            "error": fault or None,
            "truncated": bool(fault),
            "etag": headers.get("etag", "")[:200],
            "last_modified": headers.get("last-modified", "")[:60],
        }
        if not self._detour(lease, status, headers):
            self._settle(self._read(lease, status, headers, body, known))

    @contextmanager
    def _named(self, lease: Lease) -> Iterator[None]:
        """Should the process die again over what one has died over, the store names the culprit."""
        if lease.crashes:
            self._reading(lease.url_id)
        try:
            yield
        finally:
            if lease.crashes:
                self._reading(None)

    def _reading(self, url_id: int | None) -> None:
        try:
            self.batch.frontier.reading(url_id)
        except sqlite3.Error as error:
            self.fail(error)

    def _heed(self, lease: Lease, status: int, headers: dict[str, str]) -> None:
        """A host that has no time gets peace; one that never has any gets it for good."""
        asked = retry_after(headers.get("retry-after")) if status in (429, 503) else None
        if asked is not None and asked >= LONG_PEACE and asked > self.peace.get(lease.host_id, 0.0) - time.monotonic():
            # Told once, not of each request under way.
            self.peace[lease.host_id] = time.monotonic() + asked + LONG_PEACE
            self.on_peace(host_key(lease.url), asked)
        if self.hosts.answered(lease.host_id, status, asked, time.monotonic()) >= THROTTLED:
            self.stop_reason = self.stop_reason or "throttled"

    def _detour(self, lease: Lease, status: int, headers: dict[str, str]) -> bool:
        """Follow a redirect to what is the same URL in the site's form: a slash, a session id. Once, else it is a loop."""
        if not 300 <= status < 400 or lease.url_id in self.detours:
            return False
        place = self.reader.detour(lease, headers)
        if place:
            self.detours[lease.url_id] = place
            self.batch.fail(lease.url_id, steady(), "detour")
        return bool(place)

    def address(self, lease: Lease) -> str:
        """What is asked for: the URL of the lease, as a redirect wants it written."""
        return self.detours.get(lease.url_id, lease.url) if self.detours else lease.url

    def _read(
        self, lease: Lease, status: int, headers: dict[str, str], body: bytes, known: dict[str, object]
    ) -> Outcome:
        if status == 304 and lease.url_id in self.validators and self.batch.earlier is not None:
            return Outcome(lease, self.batch.earlier.page(lease), time.time(), unchanged=True)
        target = self.reader.location(lease, status, headers)
        self._watch_login(target)
        if status in REDIRECTS and not target:
            known["error"] = known["error"] or "bad-redirect"  # to no web address: nobody can follow it
        with self._named(lease):
            extracted, values = self.reader.page(lease, self.address(lease), status, headers, body, known)
        return Outcome(lease, extracted, time.time(), target, values=values)

    def _challenged(self, lease: Lease, status: int, name: str) -> None:
        """Proof of a human is asked for: the page is not judged, the host gets a rest, and at last peace."""
        self.row.challenges += 1
        self.hosts.hold(lease.host_id, CHALLENGE_PAUSE if not self.plan.local else 0.0, time.monotonic())
        if self.row.challenges >= CHALLENGED:
            self.stop_reason = self.stop_reason or "challenged"
        page = PageRecord(lease.url, status, error="challenge", challenge=name)
        self._settle(Outcome(lease, Extracted(page), time.time()))

    def _watch_login(self, target: str) -> None:
        """A session that ended shows by answers that lead to the login page."""
        login = self.plan.site.access.login.url
        if not login:
            return
        self.row.logins = self.row.logins + 1 if target and logged_out(target, self.plan.absolute(login)) else 0
        if self.row.logins >= LOGGED_OUT:
            self.stop_reason = self.stop_reason or "logged-out"

    def unanswered(self, lease: Lease, error: str) -> None:
        """No usable response: timeout, refused, dns, tls, reset, too-large ..."""
        self._end(lease, None)
        lost = self.hosts.lost(lease.host_id, time.monotonic()) if error in FAILED else 0
        if lost >= DEAD and not self.hosts.give_up(lease.host_id):
            self.stop_reason = self.stop_reason or "unreachable"
            self.batch.fail(lease.url_id, steady(), error)
            return
        if error in RETRIED_ERRORS and lost < DEAD and self._again(lease, error):
            return
        self._settle(Outcome(lease, Extracted(PageRecord(lease.url, error=error)), time.time()))

    def _end(self, lease: Lease, latency: float | None) -> None:
        if lease.url_id in self.under_way:  # once, also where reading the answer failed half-way
            self.under_way.discard(lease.url_id)
            self.hosts.ended(lease.host_id, latency)

    def _again(self, lease: Lease, reason: str) -> bool:
        if lease.attempts >= self.fetching.retries:
            return False
        self.batch.fail(lease.url_id, steady() + back_off(lease.attempts + 1), reason)
        return True

    def _settle(self, outcome: Outcome) -> None:
        page = outcome.extracted.page
        self.batch.add(outcome)
        self.detours.pop(outcome.lease.url_id, None)
        self.validators.pop(outcome.lease.url_id, None)
        self.traps.learn(outcome)
        self.tally.pages += 1
        self.tally.statuses["304" if outcome.unchanged else str(page.status or page.error)] += 1
        self.tally.depth = max(self.tally.depth, outcome.lease.depth)
        if len(self.batch) >= BATCH or self.batch.size >= HEAVY:
            self.commit()

    # -- committing -----------------------------------------------------------------------------

    def _commit_if_due(self, now: float) -> None:
        if self.batch and (len(self.batch) >= BATCH or now - self._committed > INTERVAL):
            self.commit()

    def fail(self, error: Exception) -> None:
        """The store cannot be used, or we cannot go on: nothing more is asked for, and what is stored stays."""
        self.batch.interner.forget()  # other sites of this process share it
        reason = (
            "internal" if not isinstance(error, sqlite3.Error) else "disk-full" if "full" in str(error) else "store"
        )
        self.fault, self.stop_reason = error, reason

    def commit(self) -> None:
        """Write what is known; a store that cannot be written ends the crawl without losing what was."""
        if isinstance(self.fault, sqlite3.Error):
            return
        try:
            with self.store.atomic():
                self.batch.flush()
                self.traps.write(self.batch.interner)
                heartbeat(self.store, self.run.run_id, self.tally.bytes)
        except sqlite3.Error as error:
            self.fail(error)
            return
        self._dry = False
        self._committed = time.monotonic()
        if self.store.cramped:
            self.stop_reason = self.stop_reason or "disk-full"
        self.on_commit(self)


def _answered(store: Store, run_id: int) -> tuple[int, Counter[str], int, int]:
    """Pages and bytes that an earlier leg of the run already has."""
    (pages,) = store.db.execute(
        f"select count(*) from pages where run_id = ? and coalesce(error, '') not in ({listed(UNASKED)})", [run_id]
    ).fetchone()
    (size,) = store.db.execute("select coalesce(bytes, 0) from runs where run_id = ?", [run_id]).fetchone()
    return int(pages), Counter(), 0, int(size)


def _places(hosts: Sequence[str]) -> set[str]:
    """Hosts without their www twins, of which one only has pages."""
    return {host.removeprefix("www.") for host in hosts}
