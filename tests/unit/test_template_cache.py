"""Compiled templates are kept between processes, and what is wrong with what was kept costs nothing but time."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from reports.template_cache import template_cache


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def render(text="茶 {{ 1 + 1 }}"):
    return Environment(loader=DictLoader({"a": text}), bytecode_cache=template_cache()).get_template("a").render()


def kept(folder: Path):
    return sorted(folder.rglob("xunlu-*.cache"))


def test_what_was_compiled_is_kept_and_a_change_is_seen(folder):
    assert render() == render() == "茶 2"
    (one,) = kept(folder)
    assert one.parent.stat().st_mode & 0o777 == 0o700
    assert render("{{ 2 }} 茶") == "2 茶"


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-9], lambda data: data[: len(data) // 2], lambda data: b"\0" * 90]
)
def test_a_damaged_file_is_written_anew(folder, damage):
    render()
    (one,) = kept(folder)
    whole = one.read_bytes()
    one.write_bytes(damage(whole))
    assert render() == "茶 2"
    assert one.read_bytes() == whole


def test_a_folder_that_goes_away_is_done_without(folder):
    cache = template_cache()
    Path(cache.directory).rmdir()
    assert Environment(loader=DictLoader({"a": "茶"}), bytecode_cache=cache).get_template("a").render() == "茶"


def test_no_folder_can_be_made(folder, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "missing"))
    assert template_cache() is None
    assert render() == "茶 2"
