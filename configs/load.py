"""Settings from a TOML file: unknown keys are errors that name line and nearest key; nothing is coerced."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cattrs import Converter
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from cattrs.v import format_exception, transform_error

from configs.errors import REMEDY, SettingsError
from configs.layers import FILE, PRESET, Data, Layer, layers, merged, parse, settings_file
from configs.settings import Settings
from configs.text import Lang, Text


def load_settings(path: str | None = None) -> tuple[Settings, Path | None]:
    """Settings of ``path``, else of the project's file, over those of a preset, over the embedded defaults.

    See ``configs.layers`` for where files are looked for. The file is None when there is none.

    Raises:
        SettingsError: unreadable, malformed, an unknown key or a value of the wrong type.
    """
    file = settings_file(path)
    return settings_of(layers(file)), file


def settings_of(stack: Sequence[Layer]) -> Settings:
    """Settings of layers, the strongest last; each is checked by itself, so that a fault names its file.

    Raises:
        SettingsError: an unknown key or a value of the wrong type.
    """
    for layer in stack:
        _structured(layer.data, layer)
    names = [layer.name for layer in stack if not layer.name.startswith(PRESET)]
    settings = _structured(merged(stack), stack[-1]) if stack else Settings()
    _check(settings, names[-1] if names else FILE)
    return settings


def parse_settings(text: str, name: str = FILE) -> Settings:
    """Settings from the text of a TOML file called ``name`` in messages; presets and further files left out."""
    return settings_of([Layer(name, text, parse(text, name))])


def _structured(data: Data, layer: Layer) -> Settings:
    try:
        return _converter().structure(data, Settings)
    except BaseValidationError as error:
        raise _explained(error, layer) from error


def _converter() -> Converter:
    """Strict: a string is no number, 1.5 is no int, and no key is ignored."""
    converter = Converter(forbid_extra_keys=True)
    for kind in (bool, int, str):
        converter.register_structure_hook(kind, _strict)
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(date, _date)
    converter.register_structure_hook_func(lambda kind: kind is object, lambda value, _: value)
    converter.register_structure_hook(str | tuple[str, ...], _text_or_list)
    converter.register_structure_hook_func(lambda kind: kind == tuple[str, ...], _list)
    return converter


class _WrongType(TypeError):
    """A value of another type than the settings have."""

    def __init__(self, wanted: Text, value: object) -> None:
        got = _KINDS.get(type(value), Text(type(value).__name__, type(value).__name__))
        self.said = Text(f"应为{wanted.zh}，却是{got.zh} {value!r}", f"expected {wanted.en}, got {got.en} {value!r}")
        super().__init__(self.said.en)


_KINDS = {
    bool: Text("真假值", "a boolean"),
    int: Text("整数", "an integer"),
    float: Text("小数", "a float"),
    str: Text("字符串", "a string"),
    list: Text("列表", "a list"),
    dict: Text("表", "a table"),
    date: Text("日期", "a date"),
    datetime: Text("日期时间", "a date with a time"),
}
OTHER_WORDS = {
    "rule": "check",
    "id": "check",
    "path": "urls",
    "expires": "until",
    "end": "until",
    "why": "reason",
}  # as other tools say
_CATTRS = (  # its own wording, by how it begins
    ("required field missing", Text("缺少这个键", "this key is missing")),
    ("expected a mapping", Text("应为表", "expected a table")),
    ("invalid value for type", Text("应为表", "expected a table")),
    ("unknown error", Text("应为表", "expected a table")),  # a text or number asked for its keys
)


def _strict(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise _WrongType(_KINDS[kind], value)
    return value


def _number(value: Any, _: type) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _WrongType(Text("数字", "a number"), value)
    return float(value)


def _date(value: Any, _: type) -> date:
    """A day of TOML, or text that says one."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _WrongType(Text("日期，如 2027-03-31", "a date such as 2027-03-31"), value) from None


def _text_or_list(value: Any, _: object) -> str | tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return str(_strict(value, str))


def _list(value: Any, _: object) -> tuple[str, ...]:
    if not isinstance(value, list):  # a string would fall apart into its letters
        raise _WrongType(Text("字符串列表", "a list of strings"), value)
    return tuple(_strict(item, str) for item in value)


def _explained(error: BaseValidationError, layer: Layer) -> SettingsError:
    """The first fault, with its line; an unknown key also with the nearest known one."""
    unknown, name = _unknown_key(error, ()), layer.name
    if unknown:
        key, table, known = unknown
        line = find_line(layer.text, key, (*layer.table, *table))
        hint = [(REMEDY, _advice(key, table, known))]
        place = _headed(table)
        return SettingsError(
            102,
            Text(
                zh=f"未知的键“{key}”，{name} 第 {line} 行" + (f"，表 {place}" if place else ""),
                en=f'unknown key "{key}" in {name}, line {line}' + (f", table {place}" if place else ""),
            ),
            hint,
        )
    return SettingsError(
        105,
        Text(
            zh=f"{name} 中的值不对：{_first_fault(error, 'zh')}", en=f"bad value in {name}: {_first_fault(error, 'en')}"
        ),
    )


def _headed(table: Sequence[str]) -> str:
    """The heading of a table as it stands in the file; empty for the top. Entries of a list of tables count from 1."""
    if table and table[-1].isdigit():
        return f"[[{'.'.join(table[:-1])}]] #{int(table[-1]) + 1}"
    return f"[{'.'.join(table)}]" if table else ""


def _advice(key: str, table: Sequence[str], known: Sequence[str]) -> Text:
    """The nearest key of the table, else the nearest of another table and which, else all of this one."""
    near = difflib.get_close_matches(key, known, n=1)
    if not near and OTHER_WORDS.get(key) in known:
        near = [OTHER_WORDS[key]]
    if near:
        return Text(zh=f"是不是想写“{near[0]}”？", en=f'Did you mean "{near[0]}"?')
    if not table or not table[-1].isdigit():  # what stands in a list of tables is no key of another table
        from configs.schema import keys

        elsewhere = {one.path.rpartition(".")[2]: one.path for one in keys() if not one.path.startswith("defaults.")}
        if near := difflib.get_close_matches(key, elsewhere, n=1, cutoff=0.8):
            return _belongs(near[0], elsewhere[near[0]].rpartition(".")[0].replace(".*", ".NAME"))
    return Text(zh=f"可用的键：{'、'.join(known)}", en=f"Known keys: {', '.join(known)}")


def _belongs(key: str, table: str) -> Text:
    if not table:
        return Text(
            zh=f"“{key}”写在文件开头，第一个表之前。",
            en=f'"{key}" belongs to the top of the file, before the first table.',
        )
    return Text(zh=f"“{key}”写在表 [{table}] 里。", en=f'"{key}" belongs to the table [{table}].')


def _first_fault(error: BaseValidationError, lang: Lang) -> str:
    """What is wrong and, behind an @, at which key."""

    def said(inner: BaseException, kind: type | None) -> str:
        if isinstance(inner, _WrongType):
            return inner.said.get(lang)
        wording = format_exception(inner, kind)
        return next((text.get(lang) for start, text in _CATTRS if wording.startswith(start)), wording)

    return transform_error(error, path="$", format_exception=said)[0].replace("$.", "")


def _unknown_key(error: BaseException, table: tuple[str, ...]) -> tuple[str, tuple[str, ...], list[str]] | None:
    if isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in dataclasses.fields(error.cl)] if dataclasses.is_dataclass(error.cl) else []
        return sorted(error.extra_fields)[0], table, known
    for inner in getattr(error, "exceptions", ()):
        notes = getattr(inner, "__notes__", [])
        step = next(
            (
                str(n)
                for note in notes
                if (n := getattr(note, "name", None) or getattr(note, "index", None)) is not None
            ),
            "",
        )
        found = _unknown_key(inner, (*table, step) if step else table)
        if found:
            return found
    return None


def find_line(text: str, key: str, table: tuple[str, ...]) -> int:
    """Line on which ``key`` stands inside ``table``; its first line anywhere else; 1 when it is inline.

    The last part of ``table`` may be the number of an entry of a list of tables, from 0.
    """
    entry = int(table[-1]) if table and table[-1].isdigit() else None
    wanted = ".".join(table if entry is None else table[:-1])
    current, anywhere, begun = "", 0, -1
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            current = stripped.partition("]")[0].strip("[ ").replace('"', "")
            begun += current == wanted
            if current in (key, f"{wanted}.{key}") or current.startswith(f"{wanted}.{key}."):
                return number
            continue
        name = stripped.partition("=")[0].strip().replace('"', "")
        if f"{current}.{name}.".lstrip(".").startswith(f"{wanted}.{key}.".lstrip(".")):  # dotted keys, too
            if entry in (None, begun):
                return number
        elif name == key:
            anywhere = anywhere or number
    return anywhere or 1


def _check(settings: Settings, name: str) -> None:
    """What types cannot say."""
    from configs.validate import faults

    if settings.version != 1:
        raise SettingsError(
            106,
            Text(
                zh=f"{name} 的 version 是 {settings.version}，本程序认识 1",
                en=f"{name} has version {settings.version}; this program knows 1",
            ),
            [(REMEDY, Text(zh="写 version = 1，或升级 xunlu。", en="Write version = 1, or upgrade xunlu."))],
        )
    if found := faults(settings):
        zh, en = "；".join(fault.zh for fault in found), "; ".join(fault.en for fault in found)
        raise SettingsError(105, Text(zh=f"{name} 中的值不对：{zh}", en=f"bad value in {name}: {en}"))
