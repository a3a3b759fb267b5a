"""The settings in effect, key by key, each with where it was set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from configs.layers import Layer, origin_of
from configs.load import find_line
from configs.settings import Settings
from configs.text import Text

DEFAULT = Text(zh="内置默认值", en="embedded default")
LINE = Text(zh="{name} 第 {line} 行", en="{name}, line {line}")


@dataclass(frozen=True, slots=True)
class Value:
    """One key in effect; ``name`` of the file or preset that set it is "" for the embedded default."""

    key: str
    value: object
    name: str
    line: int

    @property
    def origin(self) -> Text:
        """Where it was set, for people."""
        if not self.name:
            return DEFAULT
        if not self.line:
            return Text(self.name, self.name)
        return Text(LINE.get("zh", name=self.name, line=self.line), LINE.get("en", name=self.name, line=self.line))


def values(settings: Settings, stack: Sequence[Layer]) -> Iterator[Value]:
    """Every key that has a value, in the order of the settings; tables are followed to their keys."""
    for way, value in _flat(settings, ()):
        if way[0] == "defaults" and settings.sites:
            continue  # each site shows what it got of them
        found = origin_of(stack, way)
        if found is None:
            yield Value(".".join(way), value, "", 0)
            continue
        layer, place = found
        line = find_line(layer.text, place[-1], (*layer.table, *place[:-1]))
        yield Value(".".join(way), value, layer.name, line)


def _flat(value: object, way: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _flat(getattr(value, one.name), (*way, one.name))
    elif isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _flat(inner, (*way, str(name)))
    else:
        yield way, value


def written(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        import json

        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(written(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {written(item)}" for name, item in value.items()) + " }" if value else "{}"
    if is_dataclass(value) and not isinstance(value, type):
        return written({one.name: getattr(value, one.name) for one in fields(value)})
    return str(value)
