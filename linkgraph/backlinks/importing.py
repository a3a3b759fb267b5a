"""From a file into the store: one transaction, rows as they come, the same file again in place of itself."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from configs.errors import REMEDY, SettingsError
from configs.text import Text, without_controls
from crawler.domains import site_domain
from crawler.imports.faults import Fault, keep_fault
from crawler.moments import now
from crawler.store import Store
from crawler.urls import host_key, normalise
from linkgraph.backlinks.judging import forget
from linkgraph.backlinks.rows import Backlink, Linked, Table, digest, reading

BATCH = 5_000

_INSERT = """
    insert into backlinks (linked_id, pair, mark, tool, domain_id, source, target, anchor, title, rel, first_seen, last_seen,
        lost, rating, ip, outlinks, links, first_day, last_day, import_id)
    values (?1, ?2, ?3, ?4, (select domain_id from backlink_domains where domain = ?5), ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
        ?15, ?16, ?17, ?18, ?18, ?19)
    on conflict do update set
        title = iif(excluded.last_day >= last_day and excluded.title <> '', excluded.title, title),
        rel = iif(excluded.last_day >= last_day, coalesce(excluded.rel, rel), coalesce(rel, excluded.rel)),
        first_seen = min(coalesce(first_seen, excluded.first_seen), coalesce(excluded.first_seen, first_seen)),
        last_seen = max(coalesce(last_seen, excluded.last_seen), coalesce(excluded.last_seen, last_seen)),
        lost = iif(excluded.last_day >= last_day, excluded.lost, lost),
        rating = iif(excluded.last_day >= last_day, coalesce(excluded.rating, rating), rating),
        ip = iif(excluded.ip <> '', excluded.ip, ip),
        outlinks = iif(excluded.last_day >= last_day, coalesce(excluded.outlinks, outlinks), outlinks),
        links = iif(excluded.last_day >= last_day, excluded.links, links),
        import_id = iif(excluded.last_day >= last_day, excluded.import_id, import_id),
        first_day = min(first_day, excluded.first_day), last_day = max(last_day, excluded.last_day)
"""


@dataclass(slots=True)
class Imported:
    """What came of a file; ``first_faults`` are those that are told at once."""

    import_id: int
    linked_id: int
    tool: str
    rows: int = 0
    faults: int = 0
    undated: int = 0
    odd_dates: tuple[str, ...] = ()
    first_faults: list[Fault] = field(default_factory=list)
    again: bool = False  # the same file had been imported before


def linked_site(store: Store, name: str, settings_start: str = "") -> Linked:
    """The site called ``name``: of the store, of the configuration (its start URL), or any domain.

    Raises:
        SettingsError: it is none of them (137).
    """
    row = store.db.execute("select site_id, start_url from sites where name = ?", [name]).fetchone()
    start = str(row[1]) if row else settings_start
    hosts = {host_key(start)} if start else set()
    if row:
        hosts |= {host for (host,) in store.db.execute(
            "select h.host from run_hosts k join hosts h using (host_id) where k.run_id = (select max(run_id) from runs where site_id = ?)",
            [row[0]],
        )}  # fmt: skip
    if not hosts:
        url = normalise(name if "://" in name else f"http://{name}")
        hosts = {host_key(url)} if url and ("." in name or ":" in name) else set()
    if not hosts:
        raise _unknown(store, name)
    return Linked(name, frozenset(hosts), site_domain(sorted(hosts)[0] if not start else host_key(start)))


def _unknown(store: Store, name: str) -> SettingsError:
    known = ", ".join(row[0] for row in store.db.execute("select name from sites order by name limit 10")) or "–"
    return SettingsError(
        137,
        Text(zh=f"不认识的站点：{name}", en=f"no such site: {name}"),
        [(REMEDY, Text(zh=f"写库里的站点名（{known}），或竞品的域名，如 rival.com。", en=f"Name a site of the store ({known}), or the domain of a competitor, such as rival.com."))],
    )  # fmt: skip


def import_backlinks(
    store: Store, site: Linked, path: Path, *, day: str, tool: str = "", mapped: Mapping[str, str] = {},
    progress: Callable[[int], None] = lambda count: None,
) -> Imported:  # fmt: skip
    """Read a file into the store; the whole of it or, when interrupted, nothing.

    Args:
        day: ISO 8601 date for which the file holds.
        progress: told every few thousand rows how many were read.

    Raises:
        InputError: as ``rows.reading``.
    """
    content = digest(path)
    with reading(path, tool=tool, mapped=mapped) as table, store.atomic() as db:
        linked_id = _linked_id(db, site.name)
        found = _begin(db, linked_id, table.tool, day, content, path.name)
        _take(db, found, table, site, day, progress)
        found.undated, found.odd_dates = table.undated, tuple(table.dropped)
        db.execute(
            "update imports set imported = ?, rows = ?, faults = ? where import_id = ?",
            [now(), found.rows, found.faults, found.import_id],
        )
        db.execute("update linked_sites set judged = '{}' where linked_id = ?", [linked_id])
        forget(db)
    return found


def _linked_id(db: sqlite3.Connection, name: str) -> int:
    db.execute("insert into linked_sites (name) values (?) on conflict do nothing", [name])
    return int(db.execute("select linked_id from linked_sites where name = ?", [name]).fetchone()[0])


def _begin(db: sqlite3.Connection, linked_id: int, tool: str, day: str, content: bytes, name: str) -> Imported:
    """The number of this import: that of the same file, its faults forgotten, or a new one."""
    row = db.execute(
        "select import_id from backlink_imports where linked_id = ? and tool = ? and day = ? and hash = ?",
        [linked_id, tool, day, content],
    ).fetchone()
    if row:
        db.execute("delete from import_faults where import_id = ?", [row[0]])
        return Imported(int(row[0]), linked_id, tool, again=True)
    cursor = db.execute(
        "insert into imports (kind, file, imported, rows, faults) values ('backlinks', ?, ?, 0, 0)",
        [without_controls(name), now()],
    )
    number = int(cursor.lastrowid or 0)
    db.execute("insert into backlink_imports values (?, ?, ?, ?, ?)", [number, linked_id, tool, day, content])
    return Imported(number, linked_id, tool)


def _take(
    db: sqlite3.Connection, found: Imported, table: Table, site: Linked, day: str, progress: Callable[[int], None]
) -> None:  # fmt: skip
    batch: list[Backlink] = []
    for one in table.links(site, day):
        if isinstance(one, Fault):
            keep_fault(db, found, one)
        else:
            batch.append(one[1])
        if len(batch) >= BATCH:
            _write(db, found, batch, day)
            progress(found.rows + found.faults)
            batch.clear()
    _write(db, found, batch, day)


def _write(db: sqlite3.Connection, found: Imported, batch: list[Backlink], day: str) -> None:
    found.rows += len(batch)
    db.executemany(
        "insert into backlink_domains (domain) values (?) on conflict do nothing", {(one.domain,) for one in batch}
    )
    db.executemany(_INSERT, _values(found, batch, day))


def _values(found: Imported, batch: list[Backlink], day: str) -> Iterator[tuple[object, ...]]:
    for one in batch:
        mark = number(found.tool, "\0" if one.anchor is None else one.anchor)
        yield (
            found.linked_id,
            pair(one.source or one.domain, one.target),
            mark,
            found.tool,
            *one,
            day,
            found.import_id,
        )


def pair(source: str, target: str) -> int:
    """The number under which a pair of linking page and target is stored."""
    return number(source, target)


def number(*texts: str) -> int:
    """63 bits of a hash; of a million links two have the same with a chance of one in ten million."""
    digest = hashlib.blake2b("\n".join(texts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
