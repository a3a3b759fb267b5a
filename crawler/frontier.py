"""What to fetch next: a table of the store behind six calls (add, lease, done, fail, pace, stats).

Three more belong to whoever owns the run: ``give_back`` when a process ends or has died, ``next_due`` to know how long to
wait, and ``reading``, which names the culprit should a page bring the process down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from crawler.records import Lease
from crawler.steady import steady
from crawler.store import Store

DEADLY = 4  # processes that died over a URL until it is given up: one for whatever reason, three while it was read
LAST = 1_000_000  # the rank of a URL that is to be tried last
POISON = "poison"  # the reason then


class State(IntEnum):
    """State of a frontier row; stored as its number."""

    PENDING = 0
    LEASED = 1
    DONE = 2
    FAILED = 3
    DISALLOWED = 4
    REFUSED = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A URL that may have to be fetched."""

    url_id: int
    host_id: int
    depth: int
    hops: int = 0
    source: int = 0  # 0 linked or start URL, 1 known from a sitemap only
    refusal: str = ""  # the limit that keeps it from being fetched: trap:repeating, max-depth ...
    rank: int = 0  # place among the URLs of its template, where a crawl is spread over templates


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of frontier rows by state."""

    pending: int
    leased: int
    done: int
    failed: int
    disallowed: int
    refused: int

    @property
    def discovered(self) -> int:
        return self.pending + self.leased + self.done + self.failed + self.disallowed + self.refused


class Frontier(Protocol):
    """Nothing that was added is lost: it is pending, leased, or acknowledged; a dead owner's leases go back."""

    def add(self, candidates: Iterable[Candidate]) -> None:
        """Make URLs pending that are not known; one known from a sitemap only becomes a linked one."""

    def lease(self, count: int, *, linked_only: bool = False) -> list[Lease]:
        """Up to ``count`` URLs that are due, by rank, then breadth first; what only a sitemap names when no linked one is.

        ``linked_only`` leaves the former out altogether: pages under way may still link to it.
        """

    def done(self, url_ids: Iterable[int]) -> None:
        """Acknowledge: the page is stored. To say it again changes nothing."""

    def fail(self, url_id: int, *, retry_at: float | None, reason: str, state: State = State.FAILED) -> None:
        """Try again at ``retry_at`` (UTC, seconds since 1970), or never when it is None. Said again, it is one attempt."""

    def pace(self, host_id: int, not_before: float) -> None:
        """No pending URL of the host is due before ``not_before``."""

    def stats(self) -> Stats:
        """Counts by state."""

    def give_back(self, *, died: bool = False) -> int:
        """Make every lease pending again: what a stopping process still holds, or what a dead one held.

        ``died`` makes suspects of them: of each the next ``Lease`` says that a process died. Whoever reads the answer to a
        suspect says so with ``reading``; the URL at which ``DEADLY`` processes died, the first included, is ended as
        FAILED for ``POISON``. What was only at hand when they died is never ended.

        Returns:
            How many are pending again.
        """

    def next_due(self) -> float | None:
        """When the earliest pending URL is due (UTC, seconds since 1970); None when nothing is pending."""

    def reading(self, url_id: int | None) -> None:
        """The answer to a suspect is about to be read; None when it has been."""


class StoreFrontier:
    """The frontier of one run in the store. Writes inside the caller's transaction where one is open."""

    def __init__(self, store: Store, run_id: int) -> None:
        self.store = store
        self.run_id = run_id

    def add(self, candidates: Iterable[Candidate]) -> None:
        rows = [
            (
                self.run_id,
                c.url_id,
                c.host_id,
                State.REFUSED if c.refusal else State.PENDING,
                c.source,
                c.depth,
                c.hops,
                c.refusal,
                c.rank,
            )
            for c in candidates
        ]
        with self.store.atomic() as db:
            db.executemany(
                "insert into frontier (run_id, url_id, host_id, state, source, depth, hops, reason, rank)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                # A sitemap says nothing of how deep a linked URL lies; a way that no limit refuses revives the others.
                " on conflict do update set source = min(source, excluded.source), state = 0, reason = '',"
                " hops = iif(state = 0, hops, excluded.hops), depth = case"
                " when state > 0 or excluded.source < source then excluded.depth"
                " when excluded.source > source then depth else min(depth, excluded.depth) end"
                " where state in (0, 5) and excluded.state = 0",
                rows,
            )

    def lease(self, count: int, *, linked_only: bool = False) -> list[Lease]:
        with self.store.atomic() as db:
            rows = self._take(0, count) or ([] if linked_only else self._take(1, count))
            names = dict(
                db.execute(
                    f"select url_id, url from urls where url_id in ({','.join('?' * len(rows))})",
                    [row[2] for row in rows],
                ).fetchall()
            )
        return [
            Lease(url_id, names[url_id], host_id, depth, hops, attempts, crashes)
            for _, depth, url_id, host_id, hops, attempts, crashes in sorted(rows)
        ]

    def _take(self, source: int, count: int) -> list[tuple[int, int, int, int, int, int, int]]:
        return self.store.db.execute(
            "update frontier set state = 1 where run_id = ?1 and url_id in ("
            " select url_id from frontier where run_id = ?1 and state = 0 and not_before <= ?2 and source = ?4"
            " order by rank, depth, url_id limit ?3)"
            " returning rank, depth, url_id, host_id, hops, attempts, crashes",
            [self.run_id, steady(), count, source],
        ).fetchall()

    def done(self, url_ids: Iterable[int]) -> None:
        with self.store.atomic() as db:
            db.executemany(
                "update frontier set state = 2, attempts = attempts + (state = 1), reason = '' where run_id = ? and url_id = ?",
                [(self.run_id, url_id) for url_id in url_ids],
            )

    def fail(self, url_id: int, *, retry_at: float | None, reason: str, state: State = State.FAILED) -> None:
        new = State.PENDING if retry_at is not None else state
        with self.store.atomic() as db:
            db.execute(
                "update frontier set state = ?, attempts = attempts + (state = 1 and ?), not_before = ?, reason = ?"
                " where run_id = ? and url_id = ?",
                [new, int(state == State.FAILED), retry_at or 0, reason, self.run_id, url_id],
            )

    def pace(self, host_id: int, not_before: float) -> None:
        with self.store.atomic() as db:
            db.execute(
                "update frontier set not_before = max(not_before, ?) where run_id = ? and host_id = ? and state = 0",
                [not_before, self.run_id, host_id],
            )

    def give_back(self, *, died: bool = False) -> int:
        with self.store.atomic() as db:
            if died:
                self._suspect()
            db.execute("update runs set reading_id = null where run_id = ?", [self.run_id])
            return db.execute("update frontier set state = 0 where run_id = ? and state = 1", [self.run_id]).rowcount

    def _suspect(self) -> None:
        """Count the death: once for what was at hand, and each time for what was being read.

        What was being read comes last from now on: whoever kills the program again at the same moment of its start
        meets another page.
        """
        db = self.store.db
        (culprit,) = db.execute("select reading_id from runs where run_id = ?", [self.run_id]).fetchone()
        db.execute(
            "update frontier set crashes = crashes + 1, rank = iif(url_id is ?2, ?3, rank)"
            " where run_id = ?1 and state = 1 and (crashes = 0 or url_id is ?2)",
            [self.run_id, culprit, LAST],
        )
        db.execute(
            "update frontier set state = ?, reason = ? where run_id = ? and state = 1 and crashes >= ?",
            [State.FAILED, POISON, self.run_id, DEADLY],
        )

    def next_due(self) -> float | None:
        row = self.store.db.execute(
            "select min(not_before) from frontier where run_id = ? and state = 0", [self.run_id]
        ).fetchone()
        return None if row[0] is None else float(row[0])

    def reading(self, url_id: int | None) -> None:
        with self.store.atomic() as db:
            db.execute("update runs set reading_id = ? where run_id = ?", [url_id, self.run_id])

    def stats(self) -> Stats:
        rows = self.store.db.execute(
            "select state, count(*) from frontier where run_id = ? group by state", [self.run_id]
        )
        counts = dict(rows.fetchall())
        return Stats(*(counts.get(int(state), 0) for state in State))
