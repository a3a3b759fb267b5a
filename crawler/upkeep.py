"""Looking after a store: what is in it, whether it is whole, and giving back the room of what was deleted."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from configs.errors import REMEDY, WHERE, WHY, StoreError
from configs.text import Text
from crawler.store import SCHEMA_VERSION, Store
from crawler.zstd import decompress

SAMPLE = 200  # documents unpacked for a look, spread over the store
# What must not dangle -> SQL that yields the number of rows that do.
DANGLING = {
    "pages.document_hash": "select count(*) from pages p where document_hash is not null"
    " and not exists (select 1 from documents d where d.hash = p.document_hash)",
    "pages.link_set_id": "select count(*) from pages p where link_set_id is not null"
    " and not exists (select 1 from link_sets s where s.link_set_id = p.link_set_id)",
    "pages.url_id": "select count(*) from pages p where not exists (select 1 from urls u where u.url_id = p.url_id)",
    "pages.run_id": "select count(*) from pages p where not exists (select 1 from runs r where r.run_id = p.run_id)",
    "link_sets": "select count(*) from link_sets s"
    " where not exists (select 1 from links l where l.link_set_id = s.link_set_id)",
    "findings.url_id": "select count(*) from findings f"
    " where not exists (select 1 from urls u where u.url_id = f.url_id)",
    "frontier.run_id": "select count(*) from frontier f"
    " where not exists (select 1 from runs r where r.run_id = f.run_id)",
}


@dataclass(frozen=True, slots=True)
class Info:
    """What a store holds; sizes in bytes."""

    path: str
    version: int
    newest: int  # the version this program writes
    size: int
    wal_size: int
    free: int  # inside the file: what ``vacuum`` gives back
    rows: dict[str, int]  # by table
    sites: int
    runs: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be."""

    what: str  # integrity, foreign-keys, dangling, document
    where: str
    detail: str


TABLES = ("sites", "runs", "urls", "pages", "documents", "link_sets", "links", "anchors", "findings", "page_terms")


def info(store: Store) -> Info:
    """Sizes and numbers of rows; reads one index a table, some seconds at a million pages."""
    db = store.db
    pages, size, free = (int(db.execute(f"pragma {name}").fetchone()[0]) for name in ("page_count", "page_size", "freelist_count"))  # fmt: skip
    rows = {table: int(db.execute(f"select count(*) from {table}").fetchone()[0]) for table in TABLES}
    wal = Path(f"{store.path}-wal")
    return Info(
        path=str(store.path),
        version=int(db.execute("pragma user_version").fetchone()[0]),
        newest=SCHEMA_VERSION,
        size=pages * size,
        wal_size=wal.stat().st_size if wal.exists() else 0,
        free=free * size,
        rows=rows,
        sites=rows["sites"],
        runs=rows["runs"],
    )


def verify(store: Store) -> Iterator[Fault]:
    """Every fault found: SQLite's own check, rows that point nowhere, documents that cannot be unpacked."""
    for (line,) in store.db.execute("pragma integrity_check"):
        if line != "ok":
            yield Fault("integrity", str(store.path), str(line))
    for table, row, parent, _ in store.db.execute("pragma foreign_key_check"):
        yield Fault("foreign-keys", str(table), f"rowid {row} -> {parent}")
    for where, sql in DANGLING.items():
        count = store.db.execute(sql).fetchone()[0]
        if count:
            yield Fault("dangling", where, f"{count:,}")
    yield from _documents(store.db)


def _documents(db: sqlite3.Connection) -> Iterator[Fault]:
    total = db.execute("select count(*) from documents").fetchone()[0]
    step = max(1, total // SAMPLE)
    hashes = db.execute("select hash from documents order by hash")
    for number, (digest,) in enumerate(hashes):
        if number % step:
            continue
        html, text = db.execute("select html, main_text from documents where hash = ?", [digest]).fetchone()
        for name, packed in (("html", html), ("main_text", text)):
            try:
                if packed is not None:
                    decompress(packed)
            except Exception as error:  # whatever the codec raises on damaged bytes
                yield Fault("document", f"{digest.hex()} {name}", str(error)[:200])


def vacuum(store: Store) -> tuple[int, int]:
    """Rewrite the file without its gaps; its size before and after, in bytes.

    Raises:
        StoreError: a crawl is writing to it (307), or the disk has no room for the second copy (302).
    """
    _refuse_running(store)
    before = _size(store)
    room = shutil.disk_usage(store.path.resolve().parent).free
    if room < before:
        raise _no_room(store.path, before, room)
    store.db.execute("pragma wal_checkpoint(truncate)")
    store.db.execute("vacuum")
    store.db.execute("analyze")
    store.db.execute("pragma wal_checkpoint(truncate)")
    return before, _size(store)


def _size(store: Store) -> int:
    pages, size = (int(store.db.execute(f"pragma {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    return pages * size


def _refuse_running(store: Store) -> None:
    from crawler.runs import recover

    for (site,) in store.db.execute("select name from sites order by site_id").fetchall():
        recover(store, site)  # raises when another process is crawling it


def _no_room(path: Path, needed: int, room: int) -> StoreError:
    return StoreError(
        302,
        Text(zh="磁盘空间不够，没有整理", en="not enough room on the disk; nothing was changed"),
        [
            (WHERE, Text(str(path), str(path))),
            (WHY, Text(zh=f"需要 {needed / 1e6:,.0f} MB，剩余 {room / 1e6:,.0f} MB", en=f"needs {needed / 1e6:,.0f} MB, {room / 1e6:,.0f} MB are free")),
            (REMEDY, Text(zh="腾出磁盘空间后再运行。", en="Free some space and run it again.")),
        ],
    )  # fmt: skip
