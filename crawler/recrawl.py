"""Conditional re-crawl: ask only whether pages changed since an earlier run, and keep what that one learnt of them.

A server that answers 304 sends no page: its row, document, links and extracted values are those of the earlier run.
Times are not taken over, for nothing was downloaded.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata

from crawler.facts.version import FACTS_VERSION
from crawler.records import Extracted, Lease, Link, LinkKind, PageRecord, Position
from crawler.store import Store
from crawler.zstd import decompress

NOT_COPIED = ("run_id", "url_id", "fetched", "attempts", "ttfb_ms", "download_ms", "not_modified")
CHUNK = 500  # ids of one statement


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier run was told of a page: sent back as If-None-Match and If-Modified-Since."""

    etag: str | None
    last_modified: str | None

    @property
    def headers(self) -> dict[str, str]:
        """Request headers."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


class Earlier:
    """The run whose pages may be unchanged.

    Args:
        run_id: see ``base_run``.
        keep_html: pages whose HTML that run did not keep are asked for anew.
    """

    def __init__(self, store: Store, run_id: int, *, keep_html: bool) -> None:
        self.db, self.run_id, self.keep_html = store.db, run_id, keep_html

    def validators(self, leases: Iterable[Lease]) -> dict[int, Validators]:
        """By url_id, of the pages that were whole."""
        ids = [lease.url_id for lease in leases]
        found: dict[int, Validators] = {}
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            rows = self.db.execute(
                "select p.url_id, p.etag, p.last_modified from pages p join documents d on d.hash = p.document_hash"
                f" where p.run_id = ? and p.url_id in ({','.join('?' * len(part))}) and p.status = 200 and p.is_html"
                " and not p.truncated and coalesce(p.etag, p.last_modified) is not null"
                f" {'and d.html is not null' if self.keep_html else ''}",
                [self.run_id, *part],
            )
            found |= {url_id: Validators(etag, modified) for url_id, etag, modified in rows}
        return found

    def page(self, lease: Lease) -> Extracted:
        """An unchanged page as if it had been read again: what tells it apart, its directives, its links without anchors."""
        row = self.db.execute(
            "select p.status, p.title, p.robots, p.x_robots, d.main_text from pages p"
            " left join documents d on d.hash = p.document_hash where p.run_id = ? and p.url_id = ?",
            [self.run_id, lease.url_id],
        ).fetchone()
        status, title, robots, x_robots, text = row
        page = PageRecord(
            lease.url, status, title=title, robots=robots, x_robots=x_robots,
            main_text=decompress(text).decode("utf-8") if text else "",
        )  # fmt: skip
        return Extracted(page, tuple(self._links(lease.url_id)))

    def _links(self, url_id: int) -> Iterator[Link]:
        rows = self.db.execute(
            "select u.url, l.kind, l.rel from pages p join links l on l.link_set_id = p.link_set_id"
            " join urls u on u.url_id = l.target_id where p.run_id = ? and p.url_id = ? order by l.ordinal",
            [self.run_id, url_id],
        )
        for target, kind, rel in rows:
            yield Link(target, LinkKind(kind), "", rel, Position.MAIN)

    def copy(self, run_id: int, url_id: int, fetched: float, attempts: int) -> None:
        """The page's row and extracted values, into ``run_id``; call it inside a transaction."""
        names = [name for name in _columns(self.db) if name not in NOT_COPIED]
        listed = ", ".join(names)
        self.db.execute("delete from pages where run_id = ? and url_id = ?", [run_id, url_id])
        self.db.execute(
            f"insert into pages (run_id, url_id, fetched, attempts, not_modified, {listed})"
            f" select ?, url_id, ?, ?, 1, {listed} from pages where run_id = ? and url_id = ?",
            [run_id, fetched, attempts, self.run_id, url_id],
        )
        self.db.execute(
            "insert into extracts select ?, url_id, name, ordinal, value from extracts where run_id = ? and url_id = ?"
            " on conflict do nothing",
            [run_id, self.run_id, url_id],
        )


def _columns(db: sqlite3.Connection) -> list[str]:
    return [row[1] for row in db.execute("pragma table_info(pages)")]


def base_run(store: Store, site_id: int, before: int, scope: str, device: str, rules: object) -> int | None:
    """The newest run of the site before run ``before`` whose pages mean the same as now; None when there is none.

    The same scope, for links are stored in its form; the same version, and the same version of facts, for a newer one
    may know more of a page; the same device; the same rules of extraction.
    """
    rows = store.db.execute(
        "select run_id, settings from runs where site_id = ? and run_id < ? and scope = ? and device = ? and version = ?"
        " and coalesce(settings ->> '$.facts_version', 1) = ?"
        " and status in ('complete', 'partial') and pruned is null order by run_id desc",
        [site_id, before, scope, device, metadata.version("xunlu"), FACTS_VERSION],
    )
    wanted = json.loads(json.dumps(rules))
    return next((run_id for run_id, settings in rows if json.loads(settings).get("extract", []) == wanted), None)
