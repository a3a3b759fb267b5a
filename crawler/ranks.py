"""Spreads a limited crawl over the templates of a site: the first URL of each comes before the second of any."""

from __future__ import annotations

from collections import Counter

from crawler.store import Store
from crawler.urls import template

ROWS = 1000  # of one transaction
MAX_TEMPLATES = 50_000  # remembered; of a site with more, each further URL counts as the first of its kind


class Ranks:
    """Numbers the URLs of each template in the order in which they become known."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    @classmethod
    def of(cls, store: Store, run_id: int) -> Ranks:
        """With what an earlier leg of the run found."""
        ranks = cls()
        rows = store.db.execute(
            "select u.url from frontier f join urls u on u.url_id = f.url_id where f.run_id = ?", [run_id]
        )
        for (url,) in rows:
            ranks.next(url)
        return ranks

    def next(self, url: str) -> int:
        """The place of a new URL in its template, from 0."""
        kind = kind_of(url)
        if kind not in self.seen and len(self.seen) >= MAX_TEMPLATES:
            return 0
        self.seen[kind] += 1
        return self.seen[kind] - 1


def rank_listed(store: Store, run_id: int) -> None:
    """Number what only sitemaps name, by itself: it waits for what is linked. Once, for numbers that stand do so."""
    listed = "select 1 from frontier where run_id = ? and source = 1 and rank > 0 limit 1"
    if store.db.execute(listed, [run_id]).fetchone() is not None:
        return
    ranks, last = Ranks(), -1
    while rows := store.db.execute(
        "select f.url_id, u.url from frontier f join urls u on u.url_id = f.url_id"
        " where f.run_id = ? and f.url_id > ? and f.source = 1 and f.state = 0 order by f.url_id limit ?",
        [run_id, last, ROWS],
    ).fetchall():
        last = rows[-1][0]
        ranked = [(ranks.next(url), run_id, url_id) for url_id, url in rows]
        with store.atomic() as db:
            db.executemany("update frontier set rank = ? where run_id = ? and url_id = ?", ranked)


def kind_of(url: str) -> str:
    """``/p/*.html`` for ``/p/red-teapot.html``: the template, with the last segment taken for a name."""
    path, mark, query = template(url).partition("?")
    folder, _, last = path.rstrip("/").rpartition("/")
    _, dot, extension = last.rpartition(".")
    slash = "/" if path.endswith("/") and len(path) > 1 else ""
    return f"{folder}/*{f'.{extension}' if dot else ''}{slash}{mark}{query}"
