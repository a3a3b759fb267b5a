"""Partners of exchanged links in the report. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Address, Cut


@dataclass(frozen=True, slots=True)
class Friend:
    """A partner: its state now and before, ``tone`` how bad that is; None: its page was not read, or nothing was agreed."""

    partner: str
    page: Address
    state: Text
    tone: str
    since: str  # day, ISO 8601
    history: Text
    direction: Text
    anchor: str | None
    agreed: str | None
    outlinks: int | None


@dataclass(frozen=True, slots=True)
class Friends:
    """The partners of the settings, those to see to first; ``unlisted`` links of our own blocks are on no list."""

    rows: tuple[Friend, ...]
    cut: Cut
    bad: int
    unlisted: int
