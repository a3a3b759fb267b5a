"""All commands of the program with their words: ("keywords",), ("keywords", "gap") ..."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import NamedTuple

from configs.cli import BilingualCommand, LazyGroup
from configs.text import Text
from xunlu import LAZY


class Found(NamedTuple):
    """A command, the words that call it, and the line that a list of commands has of it."""

    words: tuple[str, ...]
    command: BilingualCommand
    line: Text


def all_commands(lazy: dict[str, tuple[str, Text]] = LAZY, above: tuple[str, ...] = ()) -> Iterator[Found]:
    """Every command, groups before what is in them."""
    for name, (place, text) in lazy.items():
        module, _, attribute = place.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        yield Found((*above, name), command, text)
        if isinstance(command, LazyGroup):
            yield from all_commands(command.lazy, (*above, name))
