"""The report's model as JSON: the product, of which HTML, Markdown and PDF are renderings.

``schema`` names the version. Within one version fields may be added, none is renamed, removed or given
another meaning; a reader should ignore what it does not know. docs/report.schema.json describes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from configs.output import replacing
from reports.model import ReportModel

SCHEMA = "xunlu-report/1"


def report_data(model: ReportModel) -> dict[str, Any]:
    """The model as dictionaries, lists, strings, numbers, booleans and None, in the order of its fields."""
    return {"schema": SCHEMA} | _fields(model)


def report_json(model: ReportModel) -> str:
    """The model as one JSON document, a line for each of its sections; the same model gives the same text.

    Raises:
        ValueError: a number that JSON has no word for, such as an infinite one.
    """
    return "".join(_written(model))


def write_report_json(model: ReportModel, path: Path) -> int:
    """Write the model to ``path`` section by section, replacing it as a whole; returns its size in bytes.

    Raises:
        StoreError: the file cannot be written.
    """
    with replacing(path) as file:
        file.writelines(_written(model))
    return path.stat().st_size


def _written(model: ReportModel) -> Iterator[str]:
    yield f'{{"schema":{_text(SCHEMA)}'
    for field in fields(model):
        yield f",\n{_text(field.name)}:{_text(_plain(getattr(model, field.name)))}"
    yield "}\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _fields(one: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(one, field.name)) for field in fields(one)}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"the model holds a {type(value).__name__}, which has no place in JSON")
