"""Every table of a run as sheets of one workbook."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from configs.settings import Effort
from configs.text import Lang
from crawler.store import Store
from reports.exports import EXPORTS, rows_of
from reports.xlsx import write_workbook

SOMETIMES = {  # tables that only some runs fill, by the table of the store behind them
    "accepted": "accepted",
    "extracted": "extracts",
    "resources": "resources",
    "traps": "traps",
    "agents": "agents",
    "friends": "(select run_id from probes where kind = 'partner')",
    "backlinks": "(select r.run_id from runs r join sites s using (site_id) join linked_sites k on k.name = s.name)",
}


def filled_tables(store: Store, run_id: int) -> list[str]:
    """Every export of tables; those that only some runs have where there is something in them."""
    empty = [
        name
        for name, table in SOMETIMES.items()
        if store.db.execute(f"select 1 from {table} where run_id = ? limit 1", [run_id]).fetchone() is None
    ]
    return [name for name in EXPORTS if name not in empty]


def write_everything(
    store: Store, run_id: int, lang: Lang, path: Path, efforts: Mapping[str, Effort], *, limit: int = 0
) -> int:
    """Write the workbook, row by row; returns how many rows there were.

    Args:
        efforts: work by check, of ``[rules.effort]``.
        limit: most rows of a sheet; 0: all.

    Raises:
        StoreError: the file cannot be written.
    """
    tables = (
        (name, *rows_of(store, EXPORTS[name], run_id, lang, efforts=efforts)) for name in filled_tables(store, run_id)
    )
    return write_workbook(path, ((name, columns, islice(rows, limit or None)) for name, columns, rows in tables))
