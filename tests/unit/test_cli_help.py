"""Help of every command, in both languages, and light: nothing heavy is imported to print it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import unicodedata

import click
import pytest

from configs.cli import BilingualCommand, BilingualOption
from crawler.text import han_chars
from tests.command_tree import all_commands
from xunlu import LAZY, main

HEAVY = (
    "scrapy", "twisted", "jieba", "rjieba", "networkx", "numpy", "scipy", "sqlite_utils", "jinja2", "httpx", "lxml", "turbohtml",
    "tomllib", "cattrs", "rich",
)  # fmt: skip


COMMANDS = {" ".join(one.words): one for one in all_commands()}


@pytest.fixture(params=COMMANDS)
def found(request):
    return COMMANDS[request.param]


@pytest.fixture
def command(found):
    assert isinstance(found.command, BilingualCommand)
    return found.command


def printed(capsys, *argv) -> str:
    assert main(list(argv)) == 0
    return capsys.readouterr().out


def test_help_in_both_languages(capsys, found, command):
    zh = printed(capsys, "--lang", "zh", *found.words, "--help")
    en = printed(capsys, "--lang", "en", *found.words, "--help")
    assert zh.startswith(f"用法：xunlu {' '.join(found.words)}")
    assert en.startswith(f"Usage: xunlu {' '.join(found.words)}")
    assert "示例" in zh
    assert "Examples" in en
    assert han_chars(en) == 0
    for line in command.examples:
        assert line in zh
        assert line in en


def test_every_text_of_the_help_is_in_both_languages(found, command):
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert [option.name for option in options if not isinstance(option, BilingualOption)] == []
    for text in (command.text, found.line, *(option.text for option in options)):
        assert han_chars(text.zh) > 0
        assert han_chars(text.en) == 0
        assert text.en[0].isupper() or not text.en[0].isalpha()


def test_no_line_of_chinese_help_is_latin_only(capsys, found):
    lines = printed(capsys, "--lang", "zh", *found.words, "--help").splitlines()
    described = [
        line for line in lines[1:] if re.match(r"  -", line)
    ]  # an option, perhaps with its help on the next line
    following = dict(zip(lines, [*lines[1:], ""], strict=True))
    assert [line for line in described if not han_chars(line) and not han_chars(following[line])] == []


def test_examples_call_the_command_they_stand_at(found, command):
    """That they run is shown by tests/e2e/test_examples.py."""
    assert command.examples
    for example in command.examples:
        program, *words = shlex.split(example)
        assert program == "xunlu"
        while words[0] != found.words[0]:  # global options before the command
            words.pop(0)
        assert tuple(words[: len(found.words)]) == found.words


def test_the_group_s_help(capsys):
    zh, en = printed(capsys, "--lang", "zh", "--help"), printed(capsys, "--lang", "en", "--help")
    assert han_chars(en) == 0
    assert all(han_chars(line) for line in zh.splitlines() if line.strip())
    for _, text in LAZY.values():
        assert text.zh in zh
        assert text.en in en


def test_chinese_punctuation_is_full_width(found, command):
    for text in (
        command.text,
        found.line,
        *(param.text for param in command.params if isinstance(param, BilingualOption)),
    ):
        assert not re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]", text.zh), text.zh


def test_chinese_and_latin_are_set_apart(found, command):
    for text in (
        command.text,
        found.line,
        *(param.text for param in command.params if isinstance(param, BilingualOption)),
    ):
        for pair in re.findall(r"(?=(.[\u4e00-\u9fff]|[\u4e00-\u9fff].))", text.zh):
            categories = [unicodedata.category(char)[0] for char in pair]
            mixed = {char.isascii() for char in pair} == {True, False} and set(categories) <= {"L", "N"}
            assert not mixed, f"{pair} in {text.zh}"


def test_command_names_are_their_keys():
    assert [one.command.name for one in COMMANDS.values()] == [one.words[-1] for one in COMMANDS.values()]


@pytest.mark.parametrize("argv", [["--help"], ["--version"], []])
def test_nothing_heavy_is_imported(argv):
    code = (
        "import sys\nfrom xunlu import main\nmain(sys.argv[1:])\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True, timeout=60, check=True)
    modules = set(result.stderr.splitlines()[-1].split())
    assert "click" in modules
    assert modules & set(HEAVY) == set()


def test_as_a_module():
    result = subprocess.run(
        [sys.executable, "-m", "xunlu", "--lang", "zh", "--help"], capture_output=True, timeout=60, check=True
    )
    assert "用法：" in result.stdout.decode()
    assert result.stderr == b""
