"""What the import commands have in common: how columns are named, and how lines that were not taken are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import click

from configs.app import App
from configs.text import Text

FAULTY = Text(zh="有 {n} 行没有导入，原文和原因在库里（表 import_faults，import_id {id}）：", en="{n} lines were not taken; they are kept with the reason in the store (table import_faults, import_id {id}):")  # fmt: skip
KEPT = Text(zh="（只保留前 {n} 行的原文）", en="(only the first {n} of them are kept)")
LINE = Text(zh="  第 {line} 行：{why}", en="  line {line}: {why}")
MORE = Text(zh="  …… 另有 {n} 行", en="  ... and {n} more")


class Told(Protocol):
    """A line that was not taken."""

    @property
    def line(self) -> int:
        """Number of the line in the file, from 1."""

    @property
    def why(self) -> Text:
        """What is wrong with it."""


class Column(click.ParamType[tuple[str, str]]):
    """``NAME=HEAD``; ``names()`` are those that we know."""

    name = "name=head"

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._names = names

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Our name of a column, and its head in the file."""
        if isinstance(value, tuple):
            return value
        name, equals, head = str(value).partition("=")
        known = tuple(self._names())
        if not equals or name not in known or not head.strip():
            self.fail(f"{value!r}: NAME=HEAD, {', '.join(known)}", param, ctx)
        return name, head


def tell_faults(app: App, import_id: int, count: int, first: Sequence[Told], kept: int | None = None) -> None:
    """Say how many lines were not taken, and why the first were not; nothing when all were.

    Args:
        kept: as many lines the store has at most; None: all of them.
    """
    from crawler.text import printable

    if not count:
        return
    app.say(FAULTY, n=f"{count:,}", id=import_id)
    for fault in first:
        app.say(printable(LINE.get(app.lang, line=fault.line, why=fault.why.get(app.lang))))
    if count > len(first):
        app.say(MORE, n=f"{count - len(first):,}")
    if kept is not None and count > kept:
        app.say(KEPT, n=f"{kept:,}")
