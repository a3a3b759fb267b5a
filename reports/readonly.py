"""SQL of a person on the store: reading only, whatever the statement says."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path

from configs.errors import REMEDY, WHERE, WHY, SettingsError
from configs.text import Text
from crawler.store import Store, open_store
from crawler.text import columns

READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
PRAGMAS = {"table_info", "table_list", "table_xinfo", "index_list", "index_info"}
FORBIDDEN = {"load_extension", "writefile", "readfile", "edit", "fts3_tokenizer"}


def reading_store(path: Path) -> Store:
    """The store opened read-only, with an authorizer that denies every write and every other file.

    Raises:
        StoreError: there is no store at ``path``, or it is of another version.
    """
    store = open_store(path, read_only=True)
    store.db.execute("pragma query_only = on")
    store.db.create_function("columns", 1, lambda text: columns(str(text or "")), deterministic=True)
    store.db.set_authorizer(authorize)
    return store


def authorize(action: int, first: str | None, second: str | None, *_: str | None, pragmas: Collection[str] = ()) -> int:
    """What SQLite asks before it prepares a statement; ``pragmas``: further ones that may be read."""
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if (second or "").lower() in FORBIDDEN else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:
        name = (first or "").lower()
        return (
            sqlite3.SQLITE_OK
            if name in PRAGMAS or (name in pragmas and (second is None or _plain(name)))
            else sqlite3.SQLITE_DENY
        )
    return sqlite3.SQLITE_OK if action in READING else sqlite3.SQLITE_DENY


def _plain(name: str) -> bool:
    """Whether what a pragma is given is what it is to look at, not what it is to set."""
    return name.endswith(("_list", "_info"))


def select(store: Store, statement: str) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    """Column names and rows of one statement, streamed.

    Raises:
        SettingsError: SQLite refuses it, or it is no query; its message and the views are named.
    """
    try:
        cursor = store.db.execute(statement)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise refused(store, statement, error) from error
    if cursor.description is None:
        raise refused(store, statement, sqlite3.ProgrammingError("not a query"))
    return [column[0] for column in cursor.description], _rows(store, statement, cursor)


def _rows(store: Store, statement: str, cursor: sqlite3.Cursor) -> Iterator[tuple[object, ...]]:
    """Rows one by one; an error on the way (a bad number, an endless loop stopped) is the statement's."""
    try:
        yield from cursor
    except sqlite3.Error as error:
        raise refused(store, statement, error) from error


def refused(store: Store, statement: str, error: Exception) -> SettingsError:
    """What SQLite said, and what may be queried."""
    store.db.set_authorizer(None)
    names = [row[0] for row in store.db.execute("select name from sqlite_master where type = 'view' order by name")]
    listed = ", ".join(names)
    return refused_sql(
        statement,
        error,
        Text(
            zh=f'可查询的视图：{listed}；列名：xunlu sql "select * from v_pages limit 1"',
            en=f'Views to query: {listed}; columns: xunlu sql "select * from v_pages limit 1"',
        ),
    )


def refused_sql(statement: str, error: Exception, remedy: Text) -> SettingsError:
    """What SQLite said of a statement or a condition."""
    denied = "not authorized" in str(error) or "readonly" in str(error) or "read-only" in str(error)
    why = Text(
        zh=f"SQLite：{error}" + ("（只允许读取）" if denied else ""),
        en=f"SQLite: {error}" + (" (reading only)" if denied else ""),
    )
    return SettingsError(
        120,
        Text(zh="无法执行这条 SQL", en="cannot run this SQL"),
        [(WHERE, Text(statement, statement)), (WHY, why), (REMEDY, remedy)],
    )
