"""The generated part of docs/configuration.md: every key with its default and meaning."""

from __future__ import annotations

from configs.effective import written
from configs.schema import Key, keys
from configs.text import Lang

HEADS = {"zh": "| 键 | 默认值 | 含义 |", "en": "| key | default | meaning |"}
WHOLE = ("version", "extends", "profiles", "lang", "database")  # keys outside any table


def reference(lang: Lang) -> str:
    """Tables of keys, one a table of the file."""
    tables: dict[str, list[Key]] = {"": []}
    for one in keys():
        if one.path.startswith("defaults.") and one.path.count(".") > 1:
            continue  # the same keys again
        if one.is_table:
            tables.setdefault(one.path, [])
            continue
        table = one.path.rpartition(".")[0]
        tables.setdefault(table, []).append(one)
    texts = {one.path: one.text.get(lang) for one in keys()}
    parts = [
        _table(name, found, texts.get(name) or texts.get(name.removesuffix(".*"), ""), lang)
        for name, found in tables.items()
        if found
    ]
    return "\n\n".join(parts)


def _table(name: str, found: list[Key], text: str, lang: Lang) -> str:
    title = f"#### `[{name.replace('.*', '.NAME')}]`\n\n{text}\n\n" if name else ""
    rows = [f"| `{one.path.rpartition('.')[2]}` | {_shown(one.default)} | {one.text.get(lang)} |" for one in found]
    return title + "\n".join([HEADS[lang], "|---|---|---|", *rows])


def _shown(default: object) -> str:
    return "" if default is None else f"`{written(default)}`"
