"""Templates only place what the model holds: no arithmetic, no comparing of magnitudes, no counting."""

import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

import reports

TEMPLATES = sorted((Path(reports.__file__).parent / "templates").glob("*.j2"))
ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Pow, nodes.Mod, nodes.Neg)
MAGNITUDES = {"lt", "gt", "lteq", "gteq"}
COUNTING = {"length", "count", "sum", "max", "min", "round", "abs", "sort", "safe", "wordcount"}


def parsed(path):
    return jinja2.Environment().parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_arithmetic(path):
    assert [type(node).__name__ for node in parsed(path).find_all(ARITHMETIC)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_comparison_of_magnitudes(path):
    assert [node.op for node in parsed(path).find_all(nodes.Operand) if node.op in MAGNITUDES] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_counting_and_nothing_declared_safe_but_our_own_files(path):
    found = [node for node in parsed(path).find_all(nodes.Filter) if node.name in COUNTING]
    ours = [node for node in found if node.name == "safe" and isinstance(node.node, nodes.Name)]
    assert {node.node.name for node in ours} <= {"style", "script"}
    assert [node.name for node in found if node not in ours] == []


def test_there_are_templates():
    assert {path.name for path in TEMPLATES} >= {"report.html.j2", "overview.j2", "fix.j2", "macros.j2"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_marks_of_texts_are_made_by_filters_alone(path):
    """An ``i`` of a template's own would be taken for a text that the other language has, too."""
    assert not re.search(r"<i[\s>]|</i>|<tspan class=i>", path.read_text("utf-8"))
