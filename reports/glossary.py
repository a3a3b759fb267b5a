"""The glossary of the report: its words in plain words, for readers who learn the field."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from configs.text import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field; its anchor in the report is ``term-KEY``."""

    key: str
    name: Text
    text: Text


@cache
def glossary() -> tuple[Term, ...]:
    """All terms, in the order of the file."""
    data = tomllib.loads(files("reports").joinpath("glossary.toml").read_text("utf-8"))
    return tuple(Term(one["key"], Text(**one["name"]), Text(**one["text"])) for one in data["term"])


def term_name(key: str) -> Text:
    """The name of a term.

    Raises:
        KeyError: there is no such term; a template that asks for one is wrong.
    """
    return _names()[key]


@cache
def _names() -> dict[str, Text]:
    return {term.key: term.name for term in glossary()}
