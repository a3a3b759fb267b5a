"""The examples of docs/ci.md are YAML of the two services, and their command lines are real ones."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from configs.app import App
from xunlu import LAZY

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "ci.md").read_text("utf-8")
BLOCKS = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", TEXT, re.M | re.S)]


def lines():
    for block in BLOCKS:
        steps = (
            block["jobs"]["xunlu"]["steps"] if "jobs" in block else [{"run": one} for one in block["xunlu"]["script"]]
        )
        yield from (step["run"] for step in steps if step.get("run", "").startswith("xunlu "))


def test_both_services_are_shown_in_both_languages():
    assert ["jobs" in block for block in BLOCKS] == [True, False, True, False]
    assert BLOCKS[0] == BLOCKS[2] and BLOCKS[1] == BLOCKS[3]
    assert BLOCKS[1]["xunlu"]["artifacts"]["reports"] == {"junit": "out/xunlu.xml", "codequality": "out/quality.json"}


@pytest.mark.parametrize("line", sorted(set(lines())))
def test_commands_parse_and_write_what_later_steps_read(line):
    from importlib import import_module

    module, _, name = LAZY["run"][0].partition(":")
    context = getattr(import_module(module), name).make_context("run", shlex.split(line)[2:], obj=App())
    assert context.params["gate"] is True
    written = [context.params[kind] for kind in ("sarif", "junit", "gitlab") if context.params[kind]]
    assert len(written) == 2 and all(TEXT.count(path) >= 4 or path.endswith("x.xml") for path in written)
