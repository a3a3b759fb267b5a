"""The settings as data: every key with type, default and meaning; the JSON Schema that editors complete by."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints

from configs.keys import meaning
from configs.reporting import ALSO, CHARTS
from configs.settings import EFFORT_UNITS, PROFILES, Settings
from configs.text import LANGUAGES, Lang, Text

CHOICES = {
    "lang": ("auto", "zh", "en"),
    "sites.*.role": ("target", "competitor"),
    "sites.*.robots": ("obey", "ignore-own"),
    "sites.*.imitate": ("off", "own"),
    "crawl.mode": ("spider", "list", "sitemap", "page"),
    "crawl.within": ("hosts", "subdomains", "folder"),
    "crawl.trailing_slash": ("keep", "add", "remove"),
    "crawl.sample": ("auto", "breadth", "template"),
    "crawl.device": ("any", "desktop", "mobile", "both"),
    "crawl.check_external": ("off", "head", "get"),
    "crawl.check_resources": ("off", "head", "get"),
    "crawl.traps": ("stop", "off"),
    "crawl.store_html": ("all", "off"),
    "score.importance": ("uniform", "pagerank", "blend"),
    "rules.effort.*.unit": EFFORT_UNITS,
    "profiles": PROFILES,
    "report.languages": LANGUAGES,
    "report.also": ALSO,
    "report.charts": CHARTS,
}


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``path`` has ``*`` for names that a person chooses, such as ``sites.*.role``."""

    path: str
    kind: Any
    default: object
    text: Text
    is_table: bool


def keys(kind: type = Settings, path: str = "") -> Iterator[Key]:
    """Every key of the configuration, tables before what is in them."""
    hints = get_type_hints(kind)
    for one in fields(kind):
        name = f"{path}{one.name}"
        hint = hints[one.name]
        default = one.default_factory() if one.default_factory is not MISSING else one.default
        inner, below = _inside(hint, name)
        yield Key(name, hint, None if default is MISSING else default, meaning(name), inner is not None)
        if inner is not None:
            yield from keys(inner, f"{below}.")


def _inside(hint: Any, name: str) -> tuple[Any, str]:
    """The settings class behind a type, and the path of its keys; None for plain values."""
    if is_dataclass(hint) and isinstance(hint, type):
        return hint, name
    arguments = get_args(hint)
    if get_origin(hint) is tuple and arguments and is_dataclass(arguments[0]):
        return arguments[0], name
    if get_origin(hint) is dict and is_dataclass(arguments[1]):
        return arguments[1], f"{name}.*"
    return None, name


def json_schema(lang: Lang) -> dict[str, Any]:
    """JSON Schema (2020-12) of the configuration file, described in ``lang``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "xunlu.toml",
        **_object(Settings, "", lang),
    }


def _object(kind: type, path: str, lang: Lang) -> dict[str, Any]:
    hints = get_type_hints(kind)
    required = [one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING]
    properties = {
        one.name: {
            "description": meaning(f"{path}{one.name}").get(lang),
            **_typed(hints[one.name], f"{path}{one.name}", lang),
            **_default(one),
        }
        for one in fields(kind)
    }
    made = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**made, "required": required} if required else made


def _default(one: Any) -> dict[str, Any]:
    value = one.default_factory() if one.default_factory is not MISSING else one.default
    plain = isinstance(value, str | int | float | bool | tuple | dict)
    return {"default": list(value) if isinstance(value, tuple) else value} if plain else {}


def _typed(hint: Any, path: str, lang: Lang) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, f"{path}.", lang)
    if origin is tuple:
        return {"type": "array", "items": _typed(arguments[0], f"{path}", lang)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _typed(arguments[1], f"{path}.*", lang)}
    if origin in (Union, types.UnionType):
        kinds = [_typed(one, path, lang) for one in arguments if one is not types.NoneType]  # TOML has no null
        return {"anyOf": kinds} if len(kinds) > 1 else kinds[0]
    if hint is object:
        return {}
    if hint is date:
        return {"type": "string", "format": "date"}
    made: dict[str, Any] = {"type": {str: "string", int: "integer", float: "number", bool: "boolean"}[hint]}
    return made | ({"enum": list(choices)} if (choices := _choices(path)) else {})


def _choices(path: str) -> tuple[str, ...]:
    name = path
    for table in ("crawl", "competitor"):
        if f".{table}." in f".{path}":
            name = f"crawl.{path.rpartition('.')[2]}"
    return CHOICES.get(name, ())
