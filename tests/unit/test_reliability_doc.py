"""docs/reliability.md has every fault in both languages, names tests that exist, and tells every cause by its code."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from crawler.causes import INCOMPLETE, TLS, UNANSWERED, UNASKED, UNREAD

DOC = Path("docs/reliability.md").read_text("utf-8")
ROWS = range(1, 27)
ZH, _REST = DOC.split("## English")
EN, TESTS = _REST.split("## 测试 / Tests")
PARTS = {"zh": ZH, "en": EN, "tests": TESTS}
CODES = {*UNANSWERED, *INCOMPLETE} - {
    "tls",
    "tls-revoked",
    "protocol",
    "unreachable",
}  # what a server of faults can bring about


def rows(text):
    """Cells of the table by number."""
    found = re.findall(r"^\| (\d+) \| (.+) \|$", text, re.MULTILINE)
    assert len({number for number, _ in found}) == len(found)
    return {int(number): cells for number, cells in found}


@cache
def functions(path):
    """Names of the tests of a file."""
    tree = ast.parse(Path(path).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("part", PARTS)
def test_every_fault_has_a_row(part):
    assert sorted(rows(PARTS[part])) == list(ROWS)


@pytest.mark.parametrize("number", ROWS)
def test_the_tests_of_a_row_exist(number):
    cells = rows(TESTS)[number]
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", cells)
    assert named
    assert re.sub(r"`[\w/]+\.py::\w+`", "", cells).strip() == ""
    assert [name for path, name in named if name not in functions(path)] == []


@pytest.mark.parametrize("part", ["zh", "en"])
def test_every_cause_is_told(part):
    assert {code for code in CODES if f"`{code}`" not in PARTS[part]} == set()


def test_the_view_of_broken_urls_knows_every_cause():
    view = Path("crawler/schema/run_views.sql").read_text("utf-8")
    (listed,) = re.findall(r"status is null and error in \((.*?)\)\)", view, re.DOTALL)
    assert set(re.findall(r"'([\w-]+)'", listed)) == set(UNANSWERED)


def test_causes_have_words_in_both_languages():
    for text in {**UNANSWERED, **INCOMPLETE, **TLS}.values():
        assert text.zh and text.en and text.zh != text.en


def test_the_view_of_runs_counts_what_somebody_was_asked_for():
    (given,) = re.findall(
        r"not in \(([^)]*)\)\)\) *-- crawler.causes.UNASKED", Path("crawler/schema/views.sql").read_text("utf-8")
    )
    assert set(re.findall(r"'([\w-]+)'", given)) == set(UNASKED)


def test_a_cause_means_one_thing():
    groups = (UNANSWERED, INCOMPLETE, UNASKED, UNREAD)
    assert sum(map(len, groups)) == len({name for group in groups for name in group})
