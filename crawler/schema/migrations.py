"""Runs the numbered SQL files that a store has not seen, with sqlite-utils' migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib.resources import files

from crawler.lean import without

with without("numpy", "pandas"):  # for tables of theirs
    import sqlite_utils
    from sqlite_utils.migrations import Migrations

SCHEMA = files("crawler.schema")


def migrate(db: sqlite3.Connection, application_id: int, version: int, check: Callable[[], None]) -> None:
    """Apply every numbered file not applied yet, in order, then make the public views anew.

    One transaction for all: a store is whole or untouched, whatever ends the program, and of two processes
    that open it at once the second finds the work done. ``_sqlite_migrations`` records the files.

    Args:
        check: raises what speaks against it; nobody else writes meanwhile.
    """
    db.execute("begin immediate")
    try:
        if int(db.execute("pragma user_version").fetchone()[0]) < version:
            check()
            _migrate(db)
            db.execute(f"pragma application_id = {application_id}")
            db.execute(f"pragma user_version = {version}")
        db.execute("commit")
    except BaseException:
        if db.in_transaction:  # SQLite rolls back by itself when the disk is full
            db.execute("rollback")
        raise


def _migrate(db: sqlite3.Connection) -> None:
    migrations = Migrations("xunlu")
    numbered = sorted(item.name for item in SCHEMA.iterdir() if item.name[:4].isdigit())
    for name in numbered:
        migrations(name=name)(_apply(name))
    migrations.apply(sqlite_utils.Database(db))
    _make_views(db)


def _apply(name: str) -> Callable[[sqlite_utils.Database], None]:
    def step(db: sqlite_utils.Database) -> None:
        for statement in statements(SCHEMA.joinpath(name).read_text("utf-8")):
            db.conn.execute(statement)

    return step


def _make_views(db: sqlite3.Connection) -> None:
    for (view,) in db.execute("select name from sqlite_master where type = 'view'").fetchall():
        db.execute(f'drop view "{view}"')
    for statement in statements(SCHEMA.joinpath("views.sql").read_text("utf-8")):
        db.execute(statement)


def statements(script: str) -> list[str]:
    """The statements of an SQL script, comments kept: SQLite stores them, and the data model is made from them."""
    found, buffer = [], ""
    for line in script.splitlines(keepends=True):
        buffer += line
        if sqlite3.complete_statement(buffer):
            found.append(buffer.strip())
            buffer = ""
    return found
