"""JSON Schema of the report, made from the dataclasses of its model."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reports.as_json import SCHEMA
from reports.model import ReportModel

PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


def report_schema(*, strict: bool = False) -> dict[str, Any]:
    """JSON Schema (2020-12) of what ``report_data`` makes.

    Args:
        strict: also refuse fields that are not described. The published schema allows them, because a later
            program may add some within one version.
    """
    found: dict[str, Any] = {}
    whole = _object(ReportModel, found, strict)
    whole["properties"] = {"schema": {"const": SCHEMA}} | whole["properties"]
    whole["required"] = ["schema", *whole["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        **whole,
        "$defs": dict(sorted(found.items())),
    }


def _object(kind: type, found: dict[str, Any], strict: bool) -> dict[str, Any]:
    """A dataclass with all its fields; those it is made of go into ``found``."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    return {
        "description": " ".join((kind.__doc__ or "").split()),
        "type": "object",
        "properties": {name: _typed(hints[name], found, strict) for name in names},
        "required": names,
    } | ({"additionalProperties": False} if strict else {})


def _typed(hint: Any, found: dict[str, Any], strict: bool) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _reference(hint, found, strict)
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _typed(arguments[0], found, strict)}
    if origin is tuple:
        items = [_typed(one, found, strict) for one in arguments]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _typed(arguments[1], found, strict)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_typed(one, found, strict) for one in arguments]}
    if origin is Literal:
        return {"enum": list(arguments)}
    if hint is types.NoneType:
        return {"type": "null"}
    return {"type": PLAIN[hint]}


def _reference(kind: type, found: dict[str, Any], strict: bool) -> dict[str, Any]:
    """Two modules may have classes of one name, so that the module is part of theirs."""
    name = f"{kind.__module__.rpartition('.')[2].removeprefix('model_')}.{kind.__name__}"
    if name not in found:
        found[name] = {}  # a class may hold itself
        found[name] = _object(kind, found, strict)
    return {"$ref": f"#/$defs/{name}"}
