"""Which rows and columns of a table a person wants: a condition in SQL, and names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from configs.errors import REMEDY, SettingsError
from configs.text import Text
from crawler.text import columns as width
from reports.readonly import authorize, refused_sql


def wanted_columns(text: str, known: Sequence[str]) -> list[str]:
    """Names out of "url,title"; empty for all.

    Raises:
        SettingsError: one that is not among ``known``.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := [name for name in names if name not in known]:
        raise unknown_column(unknown[0], known)
    return names


def unknown_column(name: str, known: Sequence[str]) -> SettingsError:
    """What is said of a column that there is not."""
    listed = ", ".join(known)
    return SettingsError(
        122,
        Text(zh=f"没有这一列：{name}", en=f"no such column: {name}"),
        [(REMEDY, Text(zh=f"可用：{listed}", en=f"Known: {listed}"))],
    )


def matching(names: Sequence[str], rows: Sequence[Sequence[object]], where: str) -> list[int]:
    """Places of the rows that meet ``where``, a condition in SQL over ``names``; all of them where it is empty.

    The rows are few: a task or an entry of the score for each check.

    Raises:
        SettingsError: SQLite refuses the condition.
    """
    if not where:
        return list(range(len(rows)))
    db = sqlite3.connect(":memory:")
    try:
        db.execute(f"create table listed ({', '.join(map(_quoted, names))})")
        db.executemany(f"insert into listed values ({', '.join('?' * len(names))})", rows)
        db.create_function("columns", 1, lambda text: width(str(text or "")), deterministic=True)
        db.set_authorizer(authorize)
        return [place for (place,) in db.execute(f"select rowid - 1 from listed where ({where}\n) order by rowid")]
    except (sqlite3.Error, sqlite3.Warning) as error:
        listed = ", ".join(names)
        raise refused_sql(
            f"--where {where}", error, Text(zh=f"可用的列：{listed}", en=f"Known columns: {listed}")
        ) from error
    finally:
        db.close()


def _quoted(name: str) -> str:
    return f'"{name}"'
