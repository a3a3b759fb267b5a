"""Records of facts as sparse JSON: what equals its default is not written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_KNOWN: dict[object, dict[str, object]] = {}
Reader = tuple[list[str], tuple[object, ...], Callable[[Any], tuple[object, ...]]]
_READERS: dict[object, Reader] = {}


def dumped(groups: Mapping[str, object]) -> str:
    """JSON of dataclasses by name; defaults, and groups that are all default, are left out."""
    found = {name: sparse for name, group in groups.items() if (sparse := _sparse(group))}
    return _ENCODE(found)


def restored(kind: type[T], values: Mapping[str, Any]) -> T:
    """The dataclass that ``dumped`` wrote; lists become tuples, names it does not know are ignored."""
    known = _defaults(kind)
    return kind(**{name: _frozen(value) for name, value in values.items() if name in known})


def _sparse(group: Any) -> dict[str, object]:
    names, usual, read = _READERS.get(type(group)) or _reader(type(group))
    values = read(group)
    if values == usual:
        return {}
    return {name: value for name, value, default in zip(names, values, usual, strict=True) if value != default}


def _reader(kind: Any) -> Reader:
    """Names, defaults, and what reads all fields at once; the last field stands twice, as one alone is no tuple."""
    known = _defaults(kind)
    names = [*known, list(known)[-1]]
    _READERS[kind] = names, tuple(known[name] for name in names), attrgetter(*names)
    return _READERS[kind]


def _defaults(kind: Any) -> dict[str, object]:
    if kind not in _KNOWN:
        _KNOWN[kind] = {one.name: one.default for one in fields(kind)}
    return _KNOWN[kind]


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value
