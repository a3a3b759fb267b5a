"""The schema as SQLite understands it, with the comments of its SQL files; nothing here knows of Markdown."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from crawler.schema.migrations import statements

Kind = Literal["public view", "run view", "table"]

_CREATE = re.compile(r"create (?:temp )?(table|view) (?:if not exists )?(\w+)")
_SECTION = re.compile(r"^-- (.+?) -{3,}$", re.M)
_TITLE_COMMENT = re.compile(r"\(\s*-- (.+)")
_ADD = re.compile(r"^alter table (\w+) add column (\w+) (\w+)[^;\n]*;(?: *-- (.+))?$", re.M)
_LEADING = re.compile(r"^-- (?!.*-{3,}$)(.+)$", re.M)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``type`` is empty where a view computes it; ``key`` says that it belongs to the primary key."""

    name: str
    type: str
    comment: str = ""
    key: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view with its columns; ``section`` is the heading of the SQL file it stands under."""

    kind: Kind
    name: str
    comment: str
    section: str
    columns: tuple[Column, ...]


@cache
def relations() -> tuple[Relation, ...]:
    """All tables and views, in the order of the SQL files."""
    db = sqlite3.connect(":memory:")
    try:
        folder = files("crawler.schema")
        numbered = sorted(item.name for item in folder.iterdir() if item.name[:4].isdigit())
        names: list[tuple[str, Kind]] = [(name, "table") for name in numbered]
        names += [("views.sql", "public view"), ("run_views.sql", "run view")]
        scripts = [(folder.joinpath(name).read_text("utf-8"), kind) for name, kind in names]
        added = _added([script for script, kind in scripts if kind == "table"])
        found = [one for script, kind in scripts for one in _read(db, script, kind)]
        return tuple(replace(one, columns=(*one.columns, *added.get(one.name, ()))) for one in found)
    finally:
        db.close()


def _added(scripts: list[str]) -> dict[str, list[Column]]:
    """Columns that later files add to a table, by its name."""
    found: dict[str, list[Column]] = {}
    for table, column, kind, comment in (row for script in scripts for row in _ADD.findall(script)):
        found.setdefault(table, []).append(Column(column, kind, comment.strip()))
    return found


def of_kind(kind: Kind) -> list[Relation]:
    """The relations of one kind; the table that only says which run is looked at is left out."""
    return [relation for relation in relations() if relation.kind == kind and relation.name != "current_run"]


def _read(db: sqlite3.Connection, script: str, kind: Kind) -> Iterator[Relation]:
    """Create what the script creates, and tell what that is."""
    section = ""
    for statement in statements(script):
        db.execute(statement)
        head, _, body = statement.partition("create ")
        section = next(iter(_SECTION.findall(head)), section)
        created = _CREATE.match(f"create {body}")
        if created is not None:
            own = " ".join(_LEADING.findall(head)) if kind == "run view" else "".join(_TITLE_COMMENT.findall(body)[:1])
            yield Relation(kind, created[2], own, section, tuple(_columns(db, created[2], body)))


def _columns(db: sqlite3.Connection, name: str, sql: str) -> Iterator[Column]:
    rows = db.execute(f'pragma table_info("{name}")').fetchall()
    comments = _comments(sql, {row[1] for row in rows})
    for _, column, kind, _, _, key in rows:
        yield Column(column, kind.lower(), comments.get(column, ""), bool(key))


def _comments(sql: str, names: set[str]) -> dict[str, str]:
    """Comments by column. A table's line begins with the name of its column, a view's ends with it."""
    table = sql.startswith("table")
    found: dict[str, str] = {}
    for line in sql.splitlines()[1:]:
        code, _, comment = line.partition("-- ")
        word = re.match(r"\s*(\w+)", code) if table else re.search(r"(\w+)[,\s]*$", code)
        if comment and word and word[1] in names:
            found.setdefault(word[1], comment.strip())
    return found
