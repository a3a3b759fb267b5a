"""Rows of an imported table that are not taken: kept in the store with the reason, the first of them told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from configs.text import Text

MOST_FAULTS = 10_000  # kept with their text; further ones are counted
TOLD = 5  # named at once
CELL = 1_000  # characters kept of a cell


class Fault(NamedTuple):
    """A row that is not taken."""

    line: int
    why: Text
    cells: Sequence[str]


class Faulty(Protocol):
    """What came of a file so far."""

    import_id: int
    faults: int
    first_faults: list[Fault]


def keep_fault(db: sqlite3.Connection, found: Faulty, fault: Fault) -> None:
    """Count a row of an import that is not taken, and write it to ``import_faults``."""
    found.faults += 1
    if len(found.first_faults) < TOLD:
        found.first_faults.append(fault)
    if found.faults <= MOST_FAULTS:
        content = json.dumps([cell[:CELL] for cell in fault.cells])  # escaped: some bytes are no characters
        db.execute(
            "insert into import_faults values (?, ?, ?, ?, ?) on conflict do nothing",
            [found.import_id, fault.line, fault.why.zh, fault.why.en, content],
        )
