"""Groups that are commands themselves: when the group's own work is done, and when a sub-command is called."""

import sys
from types import SimpleNamespace

import click
import pytest

from configs.app import App
from configs.cli import command, option
from configs.groups import default_group
from configs.text import Text
from configs.usage import chinese

CALLED = []


@command("best", Text(zh="最好的。", en="The best."), examples=("xunlu tea best",))
@click.argument("run", default="latest")
@option("--limit", type=int, default=0, help=Text(zh="几行。", en="Rows."))
def best(run, limit):
    CALLED.append(("best", run, limit))


@default_group(
    "tea",
    Text(zh="泡茶。", en="Make tea."),
    {"best": ("made_up_room:best", Text(zh="最好的茶", en="The best tea"))},
    examples=("xunlu tea",),
)
@click.argument("run", default="latest")
@option("--top", type=int, default=5, help=Text(zh="几个。", en="How many."))
def tea(run, top):
    CALLED.append(("tea", run, top))


@pytest.fixture(autouse=True)
def room(monkeypatch):
    monkeypatch.setitem(sys.modules, "made_up_room", SimpleNamespace(best=best))
    CALLED.clear()


def call(*args):
    tea.main(args=list(args), prog_name="xunlu tea", standalone_mode=False, obj=App(lang="en"))
    return CALLED


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], ("tea", "latest", 5)),
        (["latest~1"], ("tea", "latest~1", 5)),
        (["3", "--top", "9"], ("tea", "3", 9)),
        (["--top", "9", "shop@latest"], ("tea", "shop@latest", 9)),
        (["--", "latest"], ("tea", "latest", 5)),
        (["best"], ("best", "latest", 0)),
        (["best", "--limit", "2", "7"], ("best", "7", 2)),
    ],
)
def test_the_first_word_decides(args, expected):
    assert call(*args) == [expected]


def test_a_mistyped_command_gets_the_nearest():
    with pytest.raises(click.exceptions.NoSuchCommand) as caught:
        call("bets")
    assert "best" in chinese(caught.value)
    assert CALLED == []


def test_options_before_the_command_are_explained():
    with pytest.raises(click.UsageError) as caught:
        call("--top", "3", "best")
    assert caught.value.format_message() == "best must come first"
    assert chinese(caught.value) == "best 要写在它的选项之前"


@pytest.mark.parametrize("args", [["3", "4"], ["--bogus"], ["best", "--bogus"], ["best", "1", "2"]])
def test_wrong_words_are_refused(args):
    with pytest.raises(click.UsageError):
        call(*args)
    assert CALLED == []


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("Usage", "The best tea", "--top")), ("zh", ("用法", "最好的茶", "--top"))]
)
def test_help_names_options_and_commands(capsys, lang, words):
    tea.main(args=["--help"], prog_name="xunlu tea", standalone_mode=False, obj=App(lang=lang))
    printed = capsys.readouterr().out
    assert "xunlu tea [OPTIONS] [RUN] | COMMAND ..." in printed
    assert [word for word in words if word not in printed] == []


def test_help_of_a_sub_command(capsys):
    tea.main(args=["best", "--help"], prog_name="xunlu tea", standalone_mode=False, obj=App(lang="en"))
    assert capsys.readouterr().out.startswith("Usage: xunlu tea best [OPTIONS] [RUN]")
