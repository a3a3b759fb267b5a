"""Plan files, TOML or CSV: read with an error for every line that cannot be understood, and written."""

from __future__ import annotations

import difflib
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from configs.errors import REMEDY, WHERE, WHY, InputError
from configs.output import write_text
from configs.reasons import reason
from configs.text import Text, without_controls
from crawler.imports.sheet import Fault, decoded, rows
from crawler.tables import FORMULA, LINES
from linkgraph.plan import ACTIONS, PLACES, Action, Edit, Place, Plan, ordered

LARGEST = 20_000_000  # bytes
COLUMNS = ("action", "from", "to", "anchor", "place", "note")
KEYS = dict.fromkeys(ACTIONS, COLUMNS[1:]) | {"page": ("url", "note")}
# What the columns and their values are called in tables that people write in Chinese.
CHINESE = {
    "操作": "action", "来源": "from", "所在网页": "from", "目标": "to", "链接到": "to", "锚文本": "anchor", "位置": "place", "说明": "note",
    "添加": "add", "增加": "add", "删除": "remove", "移除": "remove", "跟踪": "follow", "新网页": "page", "正文": "main", "导航": "nav",
    "页头": "header", "页脚": "footer", "侧栏": "aside",
}  # fmt: skip
EXAMPLE = Text(
    zh='例如：[[add]] from = "/" to = "/products/12.html"；CSV 的第一行：action,from,to',
    en='For example: [[add]] from = "/" to = "/products/12.html"; the first line of a CSV file: action,from,to',
)
HEAD = "# xunlu links whatif --plan FILE\nversion = 1\n"


def read_plan(path: Path) -> Plan:
    """The plan in a file; CSV where its name ends in .csv or .tsv, else TOML. Without a name of its own: the file's.

    Raises:
        InputError: unreadable (XE-440), or an entry that is no change (XE-441).
    """
    text = _text(path)
    found = _tabular(path, text) if path.suffix.lower() in (".csv", ".tsv") else _toml(path, text)
    name = next(
        (str(entry["name"]) for where, action, entry in found if action == "plan" and "name" in entry), path.stem
    )
    edits, pages = [], []
    for where, action, entry in found:
        if action == "page":
            pages.append(_value(path, where, entry, "url"))
        elif action != "plan":
            edits.append(_edit(path, where, cast("Action", action), entry))
    return Plan(without_controls(name) or path.stem, ordered(edits), tuple(pages))


Entry = tuple[str, str, Mapping[str, object]]  # where it stands, what it does, its values


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, reason(error)) from error
    if len(data) > LARGEST:
        raise _unreadable(path, Text(zh="文件超过 20 MB", en="the file has more than 20 MB"))
    if (text := decoded(data)) is None:
        raise _unreadable(path, Text(zh="不是 UTF-8 或 GBK 的文本", en="it is no text in UTF-8 or GBK"))
    return text


def _toml(path: Path, text: str) -> list[Entry]:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(path, Text(zh=f"不是有效的 TOML：{error}", en=f"no valid TOML: {error}")) from error
    found: list[Entry] = []
    for key, value in table.items():
        if key in ("version", "name"):
            found.append((key, "plan", {key: value}))
            continue
        _known(path, f"[[{key}]]", key, tuple(KEYS))
        for number, entry in enumerate(value if isinstance(value, list) else [value], start=1):
            where = f"[[{key}]] #{number}"
            if not isinstance(entry, dict):
                raise _wrong(path, where, Text(zh="这里应是一个表", en="a table is wanted here"))
            for name in entry:
                _known(path, where, name, KEYS[key])
            found.append((where, key, entry))
    versions = [entry["version"] for _, action, entry in found if action == "plan" and "version" in entry]
    if versions not in ([], [1]):
        raise _wrong(path, "version", Text(zh="只认识第 1 版", en="only version 1 is known"))
    return found


def _tabular(path: Path, text: str) -> list[Entry]:
    faults: list[Fault] = []
    lines = list(rows(text, faults))
    if faults:
        raise _wrong(path, f"line {faults[0].line}", faults[0].why)
    if not lines:
        return []
    heading = [_plain(cell) for cell in lines[0][1]]
    for cell in heading:
        _known(path, "line 1", cell, COLUMNS)
    if not {"action", "from", "to"} <= set(heading):
        raise _wrong(path, "line 1", Text(zh="缺少 action、from 或 to 列", en="a column action, from or to is missing"))
    found: list[Entry] = []
    for number, cells in lines[1:]:
        entry = {name: _unguarded(cell.strip()) for name, cell in zip(heading, cells, strict=False) if cell.strip()}
        where, action = f"line {number}", _plain(entry.pop("action", ""))
        _known(path, where, action, (*ACTIONS, "page"))
        if action == "page":
            entry = {"url": entry.get("to", "") or entry.get("from", "")}
        found.append((where, action, entry))
    return found


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that our own tables put before what a spreadsheet would compute."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def _plain(cell: str) -> str:
    """A heading or code as we name it."""
    word = cell.strip().lower()
    return CHINESE.get(word, word)


def _edit(path: Path, where: str, action: Action, entry: Mapping[str, object]) -> Edit:
    place = _plain(str(entry.get("place", "main")))
    _known(path, where, place, PLACES)
    anchor, note = (without_controls(str(entry.get(name, ""))) for name in ("anchor", "note"))
    source, target = (_value(path, where, entry, name) for name in ("from", "to"))
    return Edit(action, source, target, anchor, cast("Place", place), note)


def _value(path: Path, where: str, entry: Mapping[str, object], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, where, Text(zh=f"缺少 {name}（网址或路径）", en=f"{name} is missing, a URL or a path"))
    return value.strip()


def _known(path: Path, where: str, word: str, known: tuple[str, ...]) -> None:
    if word in known:
        return
    near = difflib.get_close_matches(word, known, n=1)
    listed = ", ".join(known)
    told = Text(zh=f"不认识“{word}”；", en=f'"{word}" is not known; ')
    advice = (
        Text(zh=f"是不是 {near[0]}？", en=f"did you mean {near[0]}?")
        if near
        else Text(zh=f"可以是 {listed}", en=f"it may be {listed}")
    )
    raise _wrong(path, where, Text(told.zh + advice.zh, told.en + advice.en))


def _unreadable(path: Path, why: Text) -> InputError:
    where = str(path)
    return InputError(
        440, Text(zh=f"读不了计划文件 {path.name}", en=f"cannot read the plan file {path.name}"),
        [(WHERE, Text(where, where)), (WHY, why), (REMEDY, EXAMPLE)],
    )  # fmt: skip


def _wrong(path: Path, where: str, why: Text) -> InputError:
    line = where.removeprefix("line ")
    place = Text(f"{path}，{where if line == where else f'第 {line} 行'}", f"{path}, {where}")
    return InputError(
        441, Text(zh=f"计划文件 {path.name} 有误", en=f"the plan file {path.name} has a mistake"),
        [(WHERE, place), (WHY, why), (REMEDY, EXAMPLE)],
    )  # fmt: skip


def write_plan(path: Path, plan: Plan) -> None:
    """Write a plan so that ``read_plan`` gives it back; CSV where the name ends in .csv or .tsv, else TOML.

    Raises:
        StoreError: it cannot be written.
    """
    suffix = path.suffix.lower()
    write_text(path, _as_table(plan, suffix) if suffix in (".csv", ".tsv") else "\n".join(_as_toml(plan)))


def _as_table(plan: Plan, suffix: str) -> str:
    file = io.StringIO()
    made = [("page", "", url, "", "", "") for url in plan.pages]
    edits = [(edit.action, edit.source, edit.target, edit.anchor, edit.place, edit.note) for edit in plan.edits]
    for line in LINES[suffix[1:]](COLUMNS, [*made, *edits]):
        file.write(line)
    return "\ufeff" + file.getvalue()


def _as_toml(plan: Plan) -> Iterator[str]:
    yield HEAD + f"name = {_quoted(plan.name)}\n"
    for url in plan.pages:
        yield f"[[page]]\nurl = {_quoted(url)}\n"
    for edit in plan.edits:
        values = {"from": edit.source, "to": edit.target, "anchor": edit.anchor, "note": edit.note}
        if edit.place != "main":
            values["place"] = edit.place
        lines = [f"{name} = {_quoted(value)}" for name, value in values.items() if value]
        yield "\n".join([f"[[{edit.action}]]", *lines, ""])


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are among its own."""
    return json.dumps(without_controls(text), ensure_ascii=False)
