"""What a crawl has learnt since the last commit, written in one transaction: pages, links, new URLs, acknowledgements.

A page is stored with its links and acknowledged, or it is leased again: killing the process between two
flushes loses nothing.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b

from crawler.extract import is_nofollow, is_noindex
from crawler.facts import facts_to_json
from crawler.frontier import Candidate, Frontier, State, StoreFrontier
from crawler.interning import Interner
from crawler.ranks import Ranks
from crawler.records import Extracted, Link, LinkKind, Outcome, PageRecord
from crawler.recrawl import Earlier
from crawler.store import Store
from crawler.text import columns
from crawler.zstd import compress

log = logging.getLogger("xunlu.crawl")

FOLLOWED_KINDS = (LinkKind.A, LinkKind.CANONICAL, LinkKind.ALTERNATE, LinkKind.NEXT, LinkKind.PREV, LinkKind.REFRESH)
MAX_HOPS = 10  # redirects in a row that are followed
ROWS = (32, 8, 1)  # rows of one insert of links: few statements, which SQLite keeps prepared
HEADER_SETS = 10_000  # remembered; a site that sends others with every answer must not fill the memory

PAGE_COLUMNS = (
    "run_id", "url_id", "fetched", "status", "error", "attempts", "is_html", "content_type", "charset",
    "charset_declared", "size_bytes", "ttfb_ms", "download_ms", "truncated", "redirect_to_id", "refresh_to_id",
    "canonical_id", "canonicals", "title", "title_width", "titles", "description", "description_width",
    "descriptions", "h1", "h1s", "robots", "x_robots", "noindex", "lang", "han_chars", "latin_words",
    "visible_chars", "images", "images_no_alt", "images_no_alt_src", "images_empty_alt_px",
    "schema_types", "document_hash", "link_set_id", "header_set_id", "text_hash", "etag", "last_modified", "not_modified",
    "challenge", "simhash",
)  # fmt: skip
UPSERT_PAGE = (
    f"insert into pages ({', '.join(PAGE_COLUMNS)}) values ({', '.join('?' * len(PAGE_COLUMNS))})"
    f" on conflict do update set {', '.join(f'{name} = excluded.{name}' for name in PAGE_COLUMNS[2:])}"
)


def _insert_links(rows: int) -> str:
    """Parameters: the set, the ordinal of the first link, and five numbers a link: a fifth less to bind than seven."""
    links = (f"(?1, ?2 + {row}, {', '.join(f'?{3 + 5 * row + column}' for column in range(5))})" for row in range(rows))
    return f"insert into links values {', '.join(links)}"


INSERT_LINKS = [(rows, _insert_links(rows)) for rows in ROWS]


class Batch:
    """Collects outcomes of one run and flushes them.

    Args:
        wanted: decides once for each URL whether it is to be fetched: "" = yes, else why not
            ("external", "excluded", or a "trap:...", which is recorded).
        max_depth: links followed from the start URLs; 0 = no limit.
        keep_html: whether documents keep their HTML.
        follow: whether links are followed; redirects always are.
        earlier: what pages that answer 304 are taken from.
        ranks: spreads a limited crawl over the templates of the site; None = breadth first.
    """

    def __init__(
        self,
        store: Store,
        run_id: int,
        interner: Interner,
        wanted: Callable[[str], str],
        *,
        keep_html: bool = True,
        max_depth: int = 0,
        follow: bool = True,
        earlier: Earlier | None = None,
        ranks: Ranks | None = None,
    ) -> None:
        self.store = store
        self.run_id = run_id
        self.interner = interner
        self.frontier: Frontier = StoreFrontier(store, run_id)
        self.wanted = wanted
        self.keep_html = keep_html
        self.max_depth = max_depth
        self.follow = follow
        self.earlier = earlier
        self.ranks = ranks
        self.outcomes: list[Outcome] = []
        self.failures: list[tuple[int, float | None, str, State]] = []
        self.size = 0  # bytes of HTML
        self._header_sets: dict[str, int] = {}
        self._judged = bytearray()  # by url_id: 1 = pending as linked or not wanted, 0 = not judged yet

    def __len__(self) -> int:
        return len(self.outcomes) + len(self.failures)

    def add(self, outcome: Outcome) -> None:
        """A lease that ended with a page, a redirect or a final failure."""
        self.outcomes.append(outcome)
        self.size += len(outcome.extracted.html)

    def fail(self, url_id: int, retry_at: float | None, reason: str, state: State = State.FAILED) -> None:
        """A lease that goes back until ``retry_at``."""
        self.failures.append((url_id, retry_at, reason, state))

    def flush(self) -> None:
        """Write everything in one transaction; on an error nothing is written and the batch keeps its content."""
        if not self:
            return
        try:
            with self.store.atomic() as db:
                if not self._written(db):
                    self._write_singly(db)
        except BaseException:
            self._forget()
            raise
        self.outcomes.clear()
        self.failures.clear()
        self.size = 0

    def _forget(self) -> None:
        """Numbers and verdicts of a transaction that was undone are void."""
        self.interner.forget()
        self._header_sets.clear()
        self._judged.clear()

    def _written(self, db: sqlite3.Connection) -> bool:
        """Write all of it; False where one of the pages holds what cannot be written, a fault of ours, and nothing was."""
        db.execute("savepoint written")
        try:
            self._write(db)
        except sqlite3.Error:
            raise
        except Exception:
            log.exception("writing %d pages", len(self.outcomes))
            db.execute("rollback to written")
            self._forget()
            return False
        db.execute("release written")
        return True

    def _write_singly(self, db: sqlite3.Connection) -> None:
        """So that one page which cannot be written keeps no other from being written; it is not judged."""
        outcomes, failures = self.outcomes, self.failures
        try:
            for outcome in outcomes:
                self.outcomes, self.failures = [outcome], []
                if not self._written(db):
                    page = outcome.extracted.page
                    bare = PageRecord(page.url, page.status, error="extract-failed")
                    self.outcomes = [Outcome(outcome.lease, Extracted(bare), outcome.fetched)]
                    self._write(db)
            self.outcomes, self.failures = [], failures
            self._write(db)
        finally:
            self.outcomes, self.failures = outcomes, failures

    def _write(self, db: sqlite3.Connection) -> None:
        self.interner.add_urls(self._urls())
        self.interner.add_anchors(link.anchor for outcome in self.outcomes for link in outcome.extracted.links)
        candidates = [one for outcome in self.outcomes for one in self._discovered(outcome)]
        db.executemany(UPSERT_PAGE, [self._page_row(db, one) for one in self.outcomes if not one.unchanged])
        self._further(db)
        self.frontier.add(candidates)
        self.frontier.done(outcome.lease.url_id for outcome in self.outcomes)
        for url_id, retry_at, reason, state in self.failures:
            self.frontier.fail(url_id, retry_at=retry_at, reason=reason, state=state)

    def _further(self, db: sqlite3.Connection) -> None:
        """Pages that did not change, and extracted values."""
        for outcome in self.outcomes:
            lease = outcome.lease
            if outcome.unchanged and self.earlier is not None:
                self.earlier.copy(self.run_id, lease.url_id, outcome.fetched, lease.attempts + 1)
            if outcome.values:
                rows = [(self.run_id, lease.url_id, *value) for value in outcome.values]
                db.executemany("insert into extracts values (?, ?, ?, ?, ?) on conflict do update set value = excluded.value", rows)  # fmt: skip

    def _urls(self) -> Iterator[str]:
        for outcome in self.outcomes:
            yield outcome.lease.url
            if outcome.redirect_to:
                yield outcome.redirect_to
            for link in outcome.extracted.links:
                yield link.target

    def _discovered(self, outcome: Outcome) -> Iterator[Candidate]:
        """URLs this page makes known for the first time and that are to be fetched."""
        lease = outcome.lease
        if outcome.redirect_to:
            yield from self._judge(outcome.redirect_to, lease.depth, lease.hops + 1)
        if not self.follow:
            return
        page = outcome.extracted.page
        follow = not is_nofollow(page.robots, page.x_robots)
        for link in outcome.extracted.links:
            if link.kind in FOLLOWED_KINDS and (link.kind != LinkKind.A or (follow and not link.rel & 1)):
                yield from self._judge(link.target, lease.depth + 1, 0)

    def _judge(self, url: str, depth: int, hops: int) -> Iterator[Candidate]:
        url_id = self.interner.urls[url]
        if url_id >= len(self._judged):
            self._judged.extend(bytes(max(1024, url_id - len(self._judged) + 1)))
        if self._judged[url_id]:
            return
        refusal = self.wanted(url)
        if refusal in ("external", "excluded"):
            self._judged[url_id] = 1
            return
        if not refusal:
            refusal = "redirect-limit" if hops > MAX_HOPS else self._too_deep(depth)
        self._judged[url_id] = refusal not in ("max-depth", "redirect-limit")  # a shorter way may still come
        rank = self.ranks.next(url) if self.ranks is not None and not refusal else 0
        yield Candidate(url_id, self.interner.host_of[url_id], depth, hops, refusal=refusal, rank=rank)

    def _too_deep(self, depth: int) -> str:
        return "max-depth" if self.max_depth and depth > self.max_depth else ""

    def _page_row(self, db: sqlite3.Connection, outcome: Outcome) -> tuple[object, ...]:
        page, ids = outcome.extracted.page, self.interner.urls
        return (
            self.run_id, outcome.lease.url_id, outcome.fetched, page.status, page.error, outcome.lease.attempts + 1,
            int(page.is_html), page.content_type, page.charset, page.charset_declared, page.size_bytes, page.ttfb_ms,
            page.download_ms, int(page.truncated), ids[outcome.redirect_to] if outcome.redirect_to else None,
            ids[page.refresh] if page.refresh else None, ids[page.canonical] if page.canonical else None,
            page.canonicals, page.title, columns(page.title), page.titles, page.description,
            columns(page.description), page.descriptions, page.h1, page.h1s, page.robots, page.x_robots,
            int(is_noindex(page.robots, page.x_robots)), page.lang, page.han_chars, page.latin_words,
            page.visible_chars, page.images, page.images_no_alt,
            json.dumps(page.images_no_alt_src, ensure_ascii=False), page.images_empty_alt_px,
            json.dumps(page.schema_types), self._document(db, outcome.extracted),
            self._link_set(db, outcome.extracted.links), self._header_set(db, page.headers), text_hash(page.main_text),
            page.etag or None, page.last_modified or None, 0, page.challenge or None, page.simhash,
        )  # fmt: skip

    def _document(self, db: sqlite3.Connection, extracted: Extracted) -> bytes | None:
        if not extracted.page.is_html:
            return None
        digest = blake2b(extracted.html, digest_size=16).digest()
        known = db.execute("select html is not null from documents where hash = ?", [digest]).fetchone()
        if known is None:
            html = compress(extracted.html) if self.keep_html else None
            text = compress(extracted.page.main_text.encode("utf-8", "replace"))
            blocks = extracted.block_hashes.tobytes()
            db.execute("insert into documents values (?, ?, ?, ?)", [digest, html, text, blocks])
            self._facts(db, digest, extracted)
        else:
            if self.keep_html and not known[0]:
                db.execute("update documents set html = ? where hash = ?", [compress(extracted.html), digest])
            self._facts(db, digest, extracted)
        return digest

    def _facts(self, db: sqlite3.Connection, digest: bytes, extracted: Extracted) -> None:
        """What an older version gathered of the document is replaced: this one may know more."""
        db.execute(
            "insert into document_facts values (?1, ?2) on conflict do update set facts = ?2 where facts <> ?2",
            [digest, facts_to_json(extracted.page.facts)],
        )

    def _header_set(self, db: sqlite3.Connection, headers: Mapping[str, str]) -> int | None:
        """Number of the set of these headers; a site has few of them."""
        if not headers:
            return None
        text = json.dumps(headers, ensure_ascii=False, sort_keys=True)
        if text not in self._header_sets:
            if len(self._header_sets) >= HEADER_SETS:
                self._header_sets.clear()
            digest = blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
            db.execute("insert into header_sets (hash, headers) values (?, ?) on conflict do nothing", [digest, text])
            row = db.execute("select header_set_id from header_sets where hash = ?", [digest]).fetchone()
            self._header_sets[text] = int(row[0])
        return self._header_sets[text]

    def _link_set(self, db: sqlite3.Connection, links: tuple[Link, ...]) -> int | None:
        """Number of the set of these links; the same links on another day are the same set."""
        if not links:
            return None
        urls, anchors = self.interner.urls, self.interner.anchors
        flat = array("q")
        for target, kind, anchor, rel, position in links:
            flat.extend((urls[target], anchors[anchor], kind, rel, position))
        digest = blake2b(flat.tobytes(), digest_size=16).digest()
        cursor = db.execute("insert into link_sets (hash) values (?) on conflict do nothing", [digest])
        if not cursor.rowcount:
            return int(db.execute("select link_set_id from link_sets where hash = ?", [digest]).fetchone()[0])
        set_id = int(cursor.lastrowid or 0)
        at = 0
        for rows, insert in INSERT_LINKS:
            while at + rows <= len(links):
                db.execute(insert, (set_id, at, *flat[5 * at : 5 * (at + rows)]))
                at += rows
        return set_id


def text_hash(text: str) -> int | None:
    """Signed 64 bits of a text without white space and case; None for an empty one."""
    bare = "".join(text.split()).casefold()
    if not bare:
        return None
    return int.from_bytes(blake2b(bare.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
