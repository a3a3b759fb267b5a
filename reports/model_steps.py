"""The first steps: what a reader who is new to the field does first. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, why in plain words, where the report has more, and the command that helps."""

    key: str
    title: Text
    text: Text
    target: str  # anchor in the report; empty: none
    command: str  # empty: none
    term: str  # word of the glossary that belongs to it; empty: none
