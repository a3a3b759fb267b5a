"""No key of the configuration without a test: some test gives each a value, in its own table."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from configs.schema import Key, keys

TESTS = Path(__file__).parent.parent
GENERIC = {  # files in which keys stand because all of them do
    "test_settings.py", "test_configuration.py", "test_layers.py", "test_load.py", "test_validate_sites.py", Path(__file__).name,
}  # fmt: skip
OPTIONS = {"crawl.mode": "--one-page", "crawl.list_file": "--list"}  # that are not named like their key


def plain() -> list[Key]:
    """Every key that is no table; those of defaults stand under their own tables."""
    return [key for key in keys() if not key.is_table and not key.path.startswith("defaults.")]


@cache
def files() -> list[str]:
    """The text of each test and of each configuration beside them, but the generic ones."""
    found = [path for path in TESTS.rglob("*") if path.suffix in (".py", ".toml") and path.name not in GENERIC]
    return [path.read_text("utf-8") for path in found]


@cache
def classes() -> dict[str, str]:
    """The settings class of each table."""
    return {key.path: _class(key.kind) for key in keys() if key.is_table}


def _class(kind: Any) -> str:
    inner = next((one for one in (kind, *get_args(kind)) if is_dataclass(one)), None)
    return inner.__name__ if isinstance(inner, type) else ""


def said(path: str) -> bool:
    """Whether a test gives the key a value: in TOML, as an argument, or as an option of the command line."""
    table, _, name = path.rpartition(".")
    crawl = table.rpartition(".")[2] == "crawl"
    option = OPTIONS.get(f"crawl.{name}", f"--{name.replace('_', '-')}") if crawl else "--" + "-" * 99
    value = re.compile(rf"""(?:(?<![\w.-])|\\n)["']?{name}["']?\s*[=:](?!=)|["']{option}["']""")
    here = _place(table) if table and not crawl else re.compile("")
    return any(value.search(text) and here.search(text) for text in files())


def _place(table: str) -> re.Pattern[str]:
    """What shows that a file is about a table: its heading, an inline table, or the class."""
    last = table.removesuffix(".*").rpartition(".")[2]
    heading = rf"\[+[\w.{{}}-]*\b{last}\b[\w.{{}}-]*\]"
    name = classes().get(table.removesuffix(".*"), "")
    return re.compile(rf"{heading}|\b{last}\s*=\s*[\[{{(]" + (rf"|\b{name}\(" if name else ""))


@pytest.mark.parametrize("key", plain(), ids=lambda key: key.path)
def test_a_key_has_a_test(key):
    assert said(key.path), f"no test gives {key.path} a value"


def test_a_key_without_a_test_would_be_told():
    assert not said("sites.*.crawl.no_such" + "_key")
    assert not said("no_such" + "_table.name")
    assert said("sites.*.crawl.max_bytes")
