"""What custom extraction found, in the store; and changed rules applied to pages that a run has kept, without a request."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from configs.settings import ExtractRule
from configs.text import Text
from crawler.custom_guard import GuardedRules
from crawler.store import Store
from crawler.zstd import decompress

Row = tuple[int, str, int, str]  # url_id, name of the rule, ordinal, value

CHUNK = 100  # pages of one transaction: rules may take long, and who else writes must not wait for them
COMPLETE = "p.is_html and p.status between 200 and 299"
PAGES = """
    select p.url_id, u.url, d.html from pages p join urls u on u.url_id = p.url_id
    join documents d on d.hash = p.document_hash and d.html is not null
    where p.run_id = ? and p.url_id > ? and ({condition}) order by p.url_id limit ?
"""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """Pages that were searched, those that could not be because their HTML was not kept, and what to tell of rules."""

    searched: int
    unkept: int
    complaints: tuple[Text, ...] = ()


def write_values(db: sqlite3.Connection, run_id: int, rows: Iterable[Row]) -> None:
    """Add values of pages that have none yet, within the transaction of the caller."""
    db.executemany("insert or replace into extracts values (?, ?, ?, ?, ?)", ((run_id, *row) for row in rows))


def kept_pages(store: Store, run_id: int, condition: str = COMPLETE) -> tuple[int, int]:
    """HTML pages of a run whose HTML is in the store, and those whose is not."""
    row = store.db.execute(
        "select count(d.html), count(*) - count(d.html) from pages p left join documents d on d.hash = p.document_hash"
        f" where p.run_id = ? and ({condition})",
        [run_id],
    ).fetchone()
    return int(row[0]), int(row[1])


def recompute(
    store: Store, run_id: int, rules: Sequence[ExtractRule], *, condition: str = COMPLETE,
    told: Callable[[int], None] = lambda _: None,
) -> Recomputed:  # fmt: skip
    """Replace the values of a run by those that ``rules`` find in the HTML it kept.

    A page is replaced as a whole, so that a command that was interrupted is simply run again. Pages whose HTML was
    not kept keep what the crawl found; values of rules that are no more go in any case.

    Args:
        condition: SQL over ``p`` (pages), for some of the pages only.
        told: called now and then with the number of pages done.
    """
    searched = 0
    with GuardedRules(rules) as guarded:
        for pages in _chunks(store, run_id, condition):
            rows = [(url_id, *value) for url_id, url, html in pages for value in guarded.values(url, decompress(html))]
            with store.atomic() as db:
                gone = ((run_id, url_id) for url_id, _, _ in pages)
                db.executemany("delete from extracts where run_id = ? and url_id = ?", gone)
                write_values(db, run_id, rows)
            searched += len(pages)
            told(searched)
        complaints = tuple(guarded.complaints())
    unkept = kept_pages(store, run_id, condition)[1]
    with store.atomic() as db:
        names = json.dumps([rule.name for rule in rules])
        db.execute(
            "delete from extracts where run_id = ? and name not in (select value from json_each(?))", [run_id, names]
        )
        if not unkept and condition == COMPLETE:
            _note(db, run_id, rules)
    return Recomputed(searched, unkept, complaints)


def _chunks(store: Store, run_id: int, condition: str) -> Iterator[list[tuple[int, str, bytes]]]:
    """url_id, URL and packed HTML of a few pages at a time; nothing stays open between two chunks."""
    last = -1
    while pages := store.db.execute(PAGES.format(condition=condition), [run_id, last, CHUNK]).fetchall():
        yield pages
        last = pages[-1][0]


def _note(db: sqlite3.Connection, run_id: int, rules: Sequence[ExtractRule]) -> None:
    """The run's settings say which rules its values are of: a conditional crawl takes over those of equal rules."""
    written = json.dumps([asdict(rule) for rule in rules])
    db.execute(
        "update runs set settings = json_set(settings, '$.extract', json(?)) where run_id = ? and status <> 'running'",
        [written, run_id],
    )


def found_by_rule(store: Store, run_id: int, rules: Sequence[ExtractRule]) -> list[tuple[str, int, int]]:
    """(rule, pages with a value, values) in the order of the rules."""
    counts = {
        name: (pages, values)
        for name, pages, values in store.db.execute(
            "select name, count(distinct url_id), count(*) from extracts where run_id = ? group by name", [run_id]
        )
    }
    return [(rule.name, *counts.get(rule.name, (0, 0))) for rule in rules]
