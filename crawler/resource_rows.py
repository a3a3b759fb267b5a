"""Rows of ``resources`` that wait for an answer, by host, and the answers on their way into the store."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.interning import Interner
from crawler.resource_asking import Answer
from crawler.resource_targets import UNASKED
from crawler.runs import heartbeat
from crawler.store import Store

PART = 50  # rows of one host read ahead

Row = tuple[int, str, str]  # url_id, url, kind

DROP = "drop table if exists temp.resource_todo; drop table if exists temp.resource_order;"
TABLES = f"""
    {DROP}
    create temp table resource_todo (host_id integer, url_id integer, primary key (host_id, url_id)) without rowid;
    create temp table resource_order (place integer primary key, host_id integer not null);
"""
WAITING = f"""
    insert into temp.resource_todo
    select u.host_id, r.url_id from main.resources r join main.urls u on u.url_id = r.url_id
    where r.run_id = ? and {UNASKED}
"""
# The host with the most addresses takes longest: it begins first.
ORDER = """
    insert into temp.resource_order (host_id)
    select host_id from temp.resource_todo group by host_id order by count(*) desc, host_id
"""
NEXT = """
    select t.url_id, u.url, r.kind from temp.resource_todo t
    join main.urls u on u.url_id = t.url_id
    join main.resources r on r.run_id = ? and r.url_id = t.url_id
    where t.host_id = ? and t.url_id > ? order by t.url_id limit ?
"""
ANSWERED = """
    update resources set method = ?, status = ?, error = ?, content_type = ?, size_bytes = ?, ms = ?, final_id = ?,
        final_status = ?, hops = ? where run_id = ? and url_id = ?
"""
GIVEN_UP = """
    update resources set error = ? where run_id = ?
        and url_id in (select url_id from temp.resource_todo where host_id = ? and url_id > ?)
"""


class Waiting:
    """Addresses that wait, kept in the connection's memory: about 15 bytes each."""

    def __init__(self, store: Store, run_id: int) -> None:
        self.store, self.run_id = store, run_id
        store.db.executescript(TABLES)
        self.total = store.db.execute(WAITING, [run_id]).rowcount
        store.db.execute(ORDER)
        self._place = 0

    def next_host(self) -> int | None:
        """A host that was not handed out yet."""
        self._place += 1
        row = self.store.db.execute("select host_id from temp.resource_order where place = ?", [self._place]).fetchone()
        return int(row[0]) if row else None

    def rows(self, host_id: int, after: int) -> list[Row]:
        """The next addresses of a host, behind the url_id ``after``."""
        return self.store.db.execute(NEXT, [self.run_id, host_id, after, PART]).fetchall()

    def give_up(self, host_id: int, after: int, error: str) -> int:
        """What is left of a host is not asked for; how many those are."""
        with self.store.atomic() as db:
            return db.execute(GIVEN_UP, [error, self.run_id, host_id, after]).rowcount

    def drop(self) -> None:
        """Free the memory."""
        self.store.db.executescript(DROP)


def keep_answers(store: Store, interner: Interner, run_id: int, answers: Sequence[tuple[int, Answer]]) -> None:
    """Write answers by url_id in one transaction, with a sign of life."""
    try:
        with store.atomic() as db:
            interner.add_urls(answer.final for _, answer in answers if answer.final)
            db.executemany(ANSWERED, [_values(interner, run_id, url_id, answer) for url_id, answer in answers])
            heartbeat(store, run_id)
    except BaseException:
        interner.forget()  # numbers of a transaction that was undone are free again
        raise


def _values(interner: Interner, run_id: int, url_id: int, answer: Answer) -> tuple[object, ...]:
    final = interner.urls[answer.final] if answer.final else None
    return (
        answer.method, answer.status, answer.error, answer.content_type, answer.size, answer.ms, final,
        answer.final_status, answer.hops, run_id, url_id,
    )  # fmt: skip
