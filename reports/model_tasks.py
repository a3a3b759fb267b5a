"""The task list: what each kind of people has to do, and what became of what they did. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Cut


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task; ``points``, ``reach`` and ``effort`` are what is left of it."""

    check_id: str
    title: Text
    carded: bool  # there is a card to link to
    state: str
    said: Text
    note: str
    points: float
    reach: Text
    effort: Text


@dataclass(frozen=True, slots=True)
class OwnerTasks:
    """Tasks of one kind of people, by priority; ``key`` empty: the checks do not say who."""

    key: str
    name: Text
    points: float
    time: Text
    rows: tuple[TaskRow, ...]
    cut: Cut


@dataclass(frozen=True, slots=True)
class Tasks:
    """All of them; ``settled`` counts by state those that somebody said to be done."""

    owners: tuple[OwnerTasks, ...]
    settled: tuple[tuple[Text, int], ...]
