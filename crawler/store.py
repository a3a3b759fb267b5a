"""The store: one SQLite file a project, many runs in it. Opening, migrating, runs, and reading pages back."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

from configs.errors import REMEDY, WHERE, SettingsError, StoreError
from configs.text import Text
from crawler.facts import Facts, facts_from_json
from crawler.owners import alive
from crawler.records import PageRecord, Run
from crawler.store_errors import ROOM, MovedError, being_crawled, foreign, missing, newer, unusable
from crawler.text import matching_copy
from crawler.zstd import decompress

APPLICATION_ID = 0x58554E4C  # "XUNL"
CACHE = "pragma cache_size = -8192"  # KB; 64 MB made no stage faster
SCHEMA_VERSION = 12  # number of the newest file in schema/

STAGES = ("finish", "links", "keywords", "audit", "factors")  # in the order in which they rest on each other

_NUMBER = re.compile(r"[0-9]{1,18}")  # what SQLite can hold
RUN_COLUMNS = """
    select r.run_id, r.site_id, s.name, r.role, s.start_url, r.status, r.reason, r.started, r.finished
    from runs r join sites s on s.site_id = r.site_id
"""


class Store:
    """An open store. ``db`` is a plain connection in autocommit mode; write inside ``atomic()``."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self.db = db
        self.path = path
        self._file = _identity(path)
        db.create_function("matching_copy", 1, matching_copy, deterministic=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.db.close()

    @contextmanager
    def small_cache(self) -> Iterator[None]:
        """Less memory for pages of the file while rows are only appended: a crawl is no slower, and 6 MB smaller."""
        self.db.execute("pragma cache_size = -2048")
        try:
            yield
        finally:
            self.db.execute(CACHE)

    @contextmanager
    def atomic(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: all of it or nothing; nested calls join the outer one.

        Raises:
            MovedError: the file is not where it was.
        """
        if self.db.in_transaction:
            yield self.db
            return
        if _identity(self.path) != self._file:
            raise MovedError("the file was deleted or replaced")
        self.db.execute("begin immediate")
        try:
            yield self.db
            self.db.execute("commit")
        except BaseException:
            if self.db.in_transaction:  # SQLite rolls back by itself when the disk is full
                self.db.execute("rollback")
            raise

    @property
    def cramped(self) -> bool:
        """Whether the disk has too little room to go on writing; SQLite would say so only when nothing can be written."""
        return shutil.disk_usage(self.path.absolute().parent).free < ROOM

    def use_run(self, run_id: int) -> None:
        """Point the run's views (``run_pages``, ``html_pages`` ...) of this connection at ``run_id``."""
        # Only once a connection: executescript commits, and a stage may call this inside its transaction.
        if self.db.execute("select 1 from temp.sqlite_master where name = 'current_run'").fetchone() is None:
            self.db.executescript(_schema("run_views.sql"))
        self.db.execute("delete from temp.current_run")
        self.db.execute("insert into temp.current_run values (?)", [run_id])

    def runs(self, where: str = "1", values: tuple[object, ...] = ()) -> list[Run]:
        """Runs that meet an SQL condition over ``r`` (runs) and ``s`` (sites), oldest first."""
        rows = self.db.execute(f"{RUN_COLUMNS} where {where} order by r.run_id", values)
        return [Run(*row) for row in rows]

    def run(self, reference: str = "latest") -> Run:
        """The run that ``reference`` names: ``latest``, ``latest~1``, an id, or ``site@latest``.

        ``latest`` is the newest of a target, ``latest~1`` the one before it of the same site.

        Runs that fetched nothing count only where there is no other.

        Raises:
            SettingsError: there is no such run.
        """
        site, _, which = reference.rpartition("@")
        if _NUMBER.fullmatch(which) and not site:
            found = self.runs("r.run_id = ?", (int(which),))
        else:
            condition, values = ("s.name = ?", (site,)) if site else ("r.role = 'target'", ())
            back = which.removeprefix("latest").removeprefix("~") or "0"
            wellformed = which.startswith("latest") and _NUMBER.fullmatch(back) is not None
            runs = self.runs(condition, values)[::-1] if wellformed else []
            runs = [run for run in runs if run.status != "failed"] or runs  # a site that was down has no newer state
            runs = [run for run in runs if run.site_id == runs[0].site_id]  # the one before is of the same site
            found = runs[int(back) : int(back) + 1] if wellformed else []
        if not found:
            raise self._no_run(reference)
        return found[0]

    def _no_run(self, reference: str) -> SettingsError:
        """What is said of a run that is not there, with what there is instead."""
        sites = [name for (name,) in self.db.execute("select distinct s.name from runs join sites s using (site_id)")]
        if not sites:
            what = Text(zh="库里还没有运行", en="the store holds no run yet")
            advice = Text(zh="先抓取：xunlu run 网址。", en="Crawl first: xunlu run URL.")
        else:
            what = Text(zh=f"没有这次运行：{reference}", en=f"no such run: {reference}")
            own = f"{reference}@latest" if reference in sites else f"{sites[0]}@latest"
            advice = Text(
                zh=f"写 latest、latest~1、运行编号或 {own}；有哪些：xunlu list runs。",
                en=f"Write latest, latest~1, a run's number or {own}; what there is: xunlu list runs.",
            )
        return SettingsError(110, what, [(WHERE, Text(str(self.path), str(self.path))), (REMEDY, advice)])

    def stage_finished(self, run_id: int, stage: str) -> bool:
        """Whether an analysis stage (finish, links, keywords, audit) of a run is stored and up to date."""
        row = self.db.execute("select 1 from stages where run_id = ? and stage = ?", [run_id, stage]).fetchone()
        return row is not None

    def mark_stage(self, run_id: int, stage: str, options: str = "{}") -> None:
        """Record that a stage is up to date; stages computed from it are not any more."""
        after = {"finish": 1, "links": 3, "keywords": 3, "audit": 4}.get(stage, len(STAGES))
        later = STAGES[after:]
        self.db.executemany("delete from stages where run_id = ? and stage = ?", [(run_id, name) for name in later])
        self.db.execute(
            "insert into stages values (?, ?, strftime('%Y-%m-%dT%H:%M:%SZ'), ?)"
            " on conflict do update set finished = excluded.finished, options = excluded.options",
            [run_id, stage, options],
        )

    def main_texts(
        self, run_id: int, condition: str = "p.is_html and p.status between 200 and 299"
    ) -> Iterator[tuple[int, str]]:
        """Stream (url_id, main text) of a run's pages, by default of its HTML pages, one page in memory at a time."""
        rows = self.db.execute(
            "select p.url_id, d.main_text from pages p join documents d on d.hash = p.document_hash"
            f" where p.run_id = ? and {condition} order by p.url_id",
            [run_id],
        )
        for url_id, text in rows:
            yield url_id, decompress(text).decode("utf-8")

    def html(self, run_id: int, url_id: int) -> str | None:
        """The stored HTML of one page, decoded; None when it was not kept."""
        row = self.db.execute(
            "select d.html from pages p join documents d on d.hash = p.document_hash where p.run_id = ? and p.url_id = ?",
            [run_id, url_id],
        ).fetchone()
        return decompress(row[0]).decode("utf-8") if row and row[0] is not None else None

    def page_records(self, run_id: int, *, with_text: bool = False) -> Iterator[tuple[int, PageRecord]]:
        """Stream (url_id, record) of every page of a run, with the facts that are known after its crawl."""
        self.use_run(run_id)
        names = "p.url_id, " + ", ".join(PAGE_FIELDS.values())
        text = "x.main_text" if with_text else "null"
        rows = self.db.execute(
            f"select {names}, f.facts, h.headers, {text} from main.pages p join temp.run_pages v on v.url_id = p.url_id"
            " left join main.document_facts f on f.hash = p.document_hash"
            " left join main.header_sets h on h.header_set_id = p.header_set_id"
            " left join main.documents x on x.hash = p.document_hash where p.run_id = ? order by p.url_id",
            [run_id],
        )
        headers = _Headers()
        for url_id, *values, markup, served, main_text in rows:
            facts = dict(zip(PAGE_FIELDS, values, strict=True))
            for listed in ("images_no_alt_src", "schema_types"):
                facts[listed] = tuple(json.loads(facts[listed]))
            for flag in ("truncated", "is_html", "indexable", "in_sitemap"):
                facts[flag] = bool(facts[flag])
            facts["facts"] = facts_from_json(markup) if markup else NO_FACTS
            facts["headers"] = headers[served] if served else {}
            yield (
                url_id,
                PageRecord(**facts, main_text=decompress(main_text).decode("utf-8") if main_text else ""),
            )


NO_FACTS = Facts()


class _Headers(dict[str, dict[str, str]]):
    """Parsed header sets by their JSON: most pages of a site share a few."""

    def __missing__(self, text: str) -> dict[str, str]:
        if len(self) > 1000:
            self.clear()
        self[text] = json.loads(text)
        return self[text]


PAGE_FIELDS = {
    "url": "v.url", "status": "p.status", "error": "p.error", "content_type": "p.content_type",
    "charset": "p.charset", "charset_declared": "p.charset_declared", "size_bytes": "p.size_bytes",
    "ttfb_ms": "p.ttfb_ms", "download_ms": "p.download_ms", "truncated": "p.truncated", "title": "p.title",
    "titles": "p.titles", "description": "p.description", "descriptions": "p.descriptions", "h1": "p.h1",
    "h1s": "p.h1s", "canonical": "coalesce(v.canonical, '')", "canonicals": "p.canonicals", "robots": "p.robots",
    "refresh": "coalesce((select u.url from main.urls u where u.url_id = p.refresh_to_id), '')",
    "x_robots": "p.x_robots", "lang": "p.lang", "han_chars": "p.han_chars", "latin_words": "p.latin_words",
    "visible_chars": "p.visible_chars", "images": "p.images", "images_no_alt": "p.images_no_alt",
    "images_no_alt_src": "p.images_no_alt_src", "images_empty_alt_px": "p.images_empty_alt_px",
    "schema_types": "p.schema_types", "is_html": "p.is_html", "indexable": "v.indexable",
    "indexable_reason": "coalesce(v.indexable_reason, '')", "in_sitemap": "v.in_sitemap", "depth": "v.depth",
    "inlinks": "v.inlinks", "challenge": "coalesce(p.challenge, '')", "simhash": "p.simhash", "page_type": "coalesce(v.page_type, '')", "template": "coalesce(v.template, '')",
}  # fmt: skip


def open_store(path: str | Path, *, create: bool = False, read_only: bool = False) -> Store:
    """Open the store at ``path``, migrating an older one.

    Args:
        create: make the file when it is missing.
        read_only: open without the right to write; an older store is then refused.

    Raises:
        StoreError: missing, not a store of ours, of a newer version, or not writable.
    """
    path = Path(path)
    if not create and not path.is_file():
        raise missing(path)
    try:
        uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc' if create else 'rw'}"
        db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30, cached_statements=256)
    except sqlite3.Error as error:
        raise unusable(path, error) from error
    try:
        if _checked_version(db, path) < SCHEMA_VERSION:
            _migrate(db, path, read_only=read_only)
        if not read_only:
            _tune(db)
    except BaseException as error:
        db.close()
        if isinstance(error, sqlite3.Error):
            raise unusable(path, error) from error
        raise
    return Store(db, path)


def _checked_version(db: sqlite3.Connection, path: Path) -> int:
    """Schema version of the file; 0 for an empty one. Refuses foreign and newer files."""
    version = int(db.execute("pragma user_version").fetchone()[0])
    owner = int(db.execute("pragma application_id").fetchone()[0])
    tables = int(db.execute("select count(*) from sqlite_master").fetchone()[0])
    if tables and owner != APPLICATION_ID:
        raise foreign(path)
    if version > SCHEMA_VERSION:
        raise newer(path, version, SCHEMA_VERSION)
    return version


def _migrate(db: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    """Bring the schema up to date in one transaction; the views are made anew."""
    if read_only:
        raise StoreError(
            306,
            Text(
                zh="库的版本较旧，只读方式无法升级",
                en="the store is of an older version and cannot be migrated read-only",
            ),
            [
                (WHERE, Text(str(path), str(path))),
                (
                    REMEDY,
                    Text(
                        zh="运行任一会写入的命令，例如 xunlu links。",
                        en="Run any command that writes, such as xunlu links.",
                    ),
                ),
            ],
        )
    from crawler.schema.migrations import migrate

    migrate(db, APPLICATION_ID, SCHEMA_VERSION, lambda: _refuse_running(db, path))


def _refuse_running(db: sqlite3.Connection, path: Path) -> None:
    """A program of the old version must not find other tables than it began with."""
    if db.execute("select 1 from sqlite_master where name = 'runs'").fetchone() is None:
        return
    for holder, beat in db.execute("select owner, heartbeat from runs where status = 'running'"):
        if alive(holder, beat):
            raise being_crawled(path, holder)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _tune(db: sqlite3.Connection) -> None:
    """WAL survives kill -9; NORMAL loses at most the last commits on power loss, never the file."""
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = normal")
    db.execute("pragma busy_timeout = 30000")
    db.execute(CACHE)
    db.execute("pragma wal_autocheckpoint = 4000")
    db.execute("pragma temp_store = memory")


def _schema(name: str) -> str:
    return files("crawler.schema").joinpath(name).read_text("utf-8")
