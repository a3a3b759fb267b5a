"""The traps of one run: what a URL is refused for while crawling, and what is told of it afterwards."""

from __future__ import annotations

import sqlite3
from collections import Counter

from crawler.interning import Interner
from crawler.records import LinkKind, Outcome
from crawler.scope import Scope
from crawler.store import Store
from crawler.traps import Traps
from crawler.urls import template

STATIC = "('repeating', 'segments')"  # what a URL alone shows, see crawler.urls.trap


class TrapStore:
    """Refuses what lies outside the crawl or leads nowhere.

    Args:
        active: whether pages are watched for traps; those that a URL alone shows are refused all the same.
    """

    def __init__(self, store: Store, run_id: int, scope: Scope, *, active: bool = True) -> None:
        self.db, self.run_id, self.scope = store.db, run_id, scope
        rows = self.db.execute(
            f"select kind, template, refused from traps where run_id = ? and kind not in {STATIC}", [run_id]
        ).fetchall()  # fmt: skip
        self.traps = Traps([(kind, shape) for kind, shape, _ in rows]) if active else None
        self._before = {(kind, shape): int(refused) for kind, shape, refused in rows}
        self._written: Counter[tuple[str, str]] = Counter()

    def wanted(self, url: str) -> str:
        """Why a URL that has become known is not fetched; "" when it is."""
        return self.scope.refusal(url) or self.refusal(url)

    def refusal(self, url: str) -> str:
        """The trap that a URL belongs to, as ``trap:facets``; "" for none."""
        return self.traps.refusal(url) if self.traps is not None else ""

    def refused_since(self, url: str) -> str:
        """The trap found since a URL became known that it belongs to; asked for every page, and mostly there is none."""
        return self.refusal(url) if self.traps is not None and self.traps.stopped else ""

    def learn(self, outcome: Outcome) -> None:
        """Look at a page that was answered."""
        if self.traps is None:
            return
        page = outcome.extracted.page
        self.traps.learn(
            page.url,
            status=page.status,
            # Compared within this process only; with the title, for scripts may write all that tells pages apart.
            text_hash=hash((page.title, page.main_text)) if page.main_text else None,
            targets=[link.target for link in outcome.extracted.links if link.kind is LinkKind.A],
            depth=outcome.lease.depth,
        )

    def write(self, interner: Interner) -> None:
        """Store what was given up since the last commit; call it inside a transaction."""
        if self.traps is None:
            return
        for stop in self.traps.stops():
            self.db.execute(
                "insert into traps values (?, ?, ?, ?, ?, 0) on conflict do nothing",
                [self.run_id, stop.kind, stop.template, interner.url(stop.example), stop.seen],
            )
        for key, count in self.traps.refused().items():
            if self._written[key] != count:
                self.db.execute(
                    "update traps set refused = ? where run_id = ? and kind = ? and template = ?",
                    [self._before.get(key, 0) + count, self.run_id, *key],
                )
                self._written[key] = count


def note_static(db: sqlite3.Connection, run_id: int) -> None:
    """Growing paths that were refused one by one, as one row a template; safe to repeat."""
    db.execute(f"delete from traps where run_id = ? and kind in {STATIC}", [run_id])
    found: dict[tuple[str, str], tuple[int, int]] = {}
    rows = db.execute(
        "select substr(f.reason, 6), f.url_id, u.url from frontier f join urls u on u.url_id = f.url_id"
        " where f.run_id = ? and f.state = 5 and f.reason in ('trap:repeating', 'trap:segments') order by f.url_id",
        [run_id],
    )
    for kind, url_id, url in rows:
        key = (kind, _grown(template(url)))
        example, count = found.get(key, (url_id, 0))
        found[key] = (example, count + 1)
    db.executemany(
        "insert into traps values (?, ?, ?, ?, 0, ?)",
        [(run_id, *key, example, count) for key, (example, count) in found.items()],
    )


def _grown(shape: str) -> str:
    """The first two segments of a path that grows; what follows is the growth."""
    parts = shape.partition("?")[0].split("/")
    return "/".join([*parts[:3], "**"]) if len(parts) > 3 else shape
