"""Records of facts as sparse JSON: what equals its default is not written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")
_KNOWN: dict[object, dict[str, object]] = {}


def dumped(groups: Mapping[str, object]) -> str:
    """JSON of dataclasses by name; defaults, and groups that are all default, are left out."""
    found = {name: sparse for name, group in groups.items() if (sparse := _sparse(group))}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def restored(kind: type[T], values: Mapping[str, Any]) -> T:
    """The dataclass that ``dumped`` wrote; lists become tuples, names it does not know are ignored."""
    known = _defaults(kind)
    return kind(**{name: _frozen(value) for name, value in values.items() if name in known})


def _sparse(group: Any) -> dict[str, object]:
    return {
        name: value for name, default in _defaults(type(group)).items() if (value := getattr(group, name)) != default
    }


def _defaults(kind: Any) -> dict[str, object]:
    if kind not in _KNOWN:
        _KNOWN[kind] = {one.name: one.default for one in fields(kind)}
    return _KNOWN[kind]


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value
