"""Where in which file a value stands that only a room could find wrong: file and line, for the error's message."""

from __future__ import annotations

from pathlib import Path

from configs.errors import WHERE, SettingsError
from configs.layers import Layer, layers, origin_of
from configs.load import find_line
from configs.text import Text

LINE = Text(zh="{file} 第 {line} 行：{place}", en="{file}, line {line}: {place}")
Key = tuple[str | int, ...]  # names of tables and keys; a number is the place of a table in a list, from 1


def place(error: SettingsError, file: Path | None) -> None:
    """Write file and line into what the error says of its place, where a file set the value."""
    found = _found(error.key, file) if error.key else None
    if found is not None:
        name, line = found
        error.rows = tuple((label, _at(name, line, text) if label is WHERE else text) for label, text in error.rows)


def _at(file: str, line: int, place: Text) -> Text:
    return Text(
        LINE.get("zh", file=file, line=line, place=place.zh), LINE.get("en", file=file, line=line, place=place.en)
    )


def _found(key: Key, file: Path | None) -> tuple[str, int] | None:
    """Name of the file and line on which the deepest part of ``key`` stands that a file sets."""
    stack = layers(file)
    names = [step for step in key if isinstance(step, str)]
    number = next((step for step in key if isinstance(step, int)), 0)
    if number:
        names = [str(step) for step in key[: key.index(number)]]
    for depth in range(len(names), 1, -1):
        found = origin_of(stack, names[:depth])
        if found is not None:
            layer, way = found
            return layer.name, _table_line(layer, way, number) or _line(layer, way)
    return None


def _line(layer: Layer, way: tuple[str, ...]) -> int:
    """That of the key, or of the one whose inline table it stands in."""
    for depth in range(len(way), 0, -1):
        line = find_line(layer.text, way[depth - 1], (*layer.table, *way[: depth - 1]))
        if line > 1:
            return line
    return 1


def _table_line(layer: Layer, way: tuple[str, ...], number: int) -> int:
    """That of the ``number``-th ``[[table]]``; 0 when it is not written so."""
    head = f"[[{'.'.join((*layer.table, *way))}]]"
    lines = [
        at
        for at, line in enumerate(layer.text.splitlines(), 1)
        if line.partition("#")[0].replace(" ", "").strip() == head
    ]
    return lines[number - 1] if 0 < number <= len(lines) else 0
