"""The outermost frame: exit codes, messages in two languages, never a traceback."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from configs.argv import hoisted
from configs.entry import run_group
from configs.errors import (
    CrawlError,
    Exit,
    InputError,
    InternalError,
    Interrupted,
    SettingsError,
    StoreError,
    XunluError,
)
from configs.text import Text
from xunlu import LAZY, main

COMMANDS = dedent(
    """
    import sqlite3
    import click
    from configs.cli import command, option
    from configs.errors import CrawlError, REMEDY
    from configs.text import Text

    @command("fail", Text("出错", "Fail"), examples=["xunlu fail"])
    @option("--how", type=click.Choice(["crash", "told", "interrupt", "abort", "pipe", "code", "file", "bug", "print"]), help=Text("怎样", "How"))
    @option("--times", type=click.IntRange(1, 9), help=Text("次数", "Times"))
    @click.argument("word", required=False)
    @click.pass_obj
    def fail(app, how, times, word):
        if how == "crash":
            raise RuntimeError("boom")
        if how == "told":
            raise CrawlError(201, Text("连不上", "no answer"), [(REMEDY, Text("检查网络。", "Check the network."))])
        if how == "interrupt":
            raise KeyboardInterrupt
        if how == "abort":
            raise click.Abort
        if how == "pipe":
            raise BrokenPipeError
        if how == "code":
            return 4
        if how == "file":
            raise click.FileError("x.csv", "denied")
        if how == "bug":
            raise sqlite3.OperationalError("no such column: nonsense")
        if how == "print":
            print(app.lang, app.quiet, app.verbose, app.progress, app.database, word, sep="|")
    """
)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs the command line ``fail ...`` and returns (exit code, stdout, stderr)."""
    (tmp_path / "failing_commands.py").write_text(COMMANDS, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in ("XUNLU_LANG", "XUNLU_CONFIG", "XUNLU_DB", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    lazy = {"fail": ("failing_commands:fail", Text("出错", "Fail"))}

    def call(*argv):
        code = run_group(lazy, list(argv), prepare="nowhere:nothing")
        out = capsys.readouterr()
        assert "Traceback" not in out.out
        return code, out.out, out.err

    return call


@pytest.mark.parametrize(
    ("argv", "zh", "en"),
    [
        (["nonsense"], "没有这个命令：nonsense", "No such command"),
        (["fail", "--hwo"], "没有这个选项：--hwo", "No such option"),
        (["fail", "--how", "well"], "参数 --how 的值不对：没有“well”，可写 'crash', ", "Invalid value for '--how'"),
        (["fail", "--times", "ten"], "参数 --times 的值不对：'ten' 不是整数", "Invalid value for '--times'"),
        (["fail", "--times", "10"], "参数 --times 的值不对：10 不在范围 1<=x<=9 之内", "not in the range"),
        (["fail", "--how"], "选项 '--how' 后面缺少值", "requires an argument"),
        (["-q", "fail", "--times=3", "--how=code", "a", "b"], "多余的参数：b", "unexpected extra argument"),
        (["--db", ".", "fail"], "'.' 是目录，不是文件", "is a directory"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_usage_errors(run, argv, zh, en, lang):
    code, out, err = run("--lang", lang, *argv)
    assert (code, out) == (Exit.USAGE, "")
    assert err.startswith("错误 XE-101：" if lang == "zh" else "Error XE-101: ")
    assert (zh if lang == "zh" else en) in err.splitlines()[0]
    assert "--help" in err.splitlines()[1]
    assert "Traceback" not in err


def test_an_unknown_language(run):
    code, _, err = run("--lang", "fr", "fail")
    assert code == Exit.USAGE
    assert "'fr'" in err


def test_the_nearest_option_is_named(run):
    assert "--times" in run("--lang", "zh", "fail", "--time", "1")[2]
    assert "--times" in run("fail", "--tmies", "1")[2]


def test_nothing_asked_prints_the_help(run):
    code, _, err = run()
    assert code == Exit.USAGE
    assert "Usage: xunlu" in err


def test_our_own_errors_have_their_code(run):
    assert run("fail", "--how", "told") == (3, "", "Error XE-201: no answer\n  What to do  Check the network.\n")
    assert run("--lang=zh", "fail", "--how", "told") == (3, "", "错误 XE-201：连不上\n  怎么办  检查网络。\n")


@pytest.mark.parametrize("how", ["interrupt", "abort"])
def test_interrupted(run, how):
    assert run("fail", "--how", how)[0] == Exit.INTERRUPTED
    assert "已中断" in run("--lang", "zh", "fail", "--how", how)[2]


def test_a_command_gives_its_own_code(run):
    assert run("fail", "--how", "code") == (4, "", "")
    assert run("fail") == (0, "", "")


def test_a_click_error_is_a_usage_error(run):
    code, _, err = run("fail", "--how", "file")
    assert code == Exit.USAGE
    assert "x.csv" in err


@pytest.mark.parametrize(("how", "kind"), [("crash", "RuntimeError"), ("bug", "OperationalError")])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_fault_of_ours_is_logged_and_not_shown(run, tmp_path, how, kind, lang):
    code, out, err = run("--lang", lang, "fail", "--how", how)
    assert (code, out) == (Exit.INTERNAL, "")
    assert "Traceback" not in err
    assert err.startswith(
        f"错误 XE-500：程序内部错误（{kind}）" if lang == "zh" else f"Error XE-500: internal error ({kind})"
    )
    (log,) = (tmp_path / ".xunlu").iterdir()
    assert f".xunlu/{log.name}" in err
    assert "Traceback" in log.read_text("utf-8")


def test_a_traceback_is_shown_on_request(run):
    assert "Traceback" in run("-vv", "fail", "--how", "crash")[2]


def test_a_log_that_cannot_be_written_hides_nothing(run, tmp_path):
    (tmp_path / ".xunlu").write_text("a file where the folder would be")
    code, _, err = run("fail", "--how", "crash")
    assert code == Exit.INTERNAL
    assert "RuntimeError" in err


def test_global_options(run, tmp_path, monkeypatch):
    assert run("fail", "--how", "print", "茶")[1] == "en|False|0|True|xunlu.db|茶\n"
    assert (
        run("fail", "--how", "print", "-q", "--db", "x.db", "-vv", "--lang", "zh")[1] == "zh|True|2|False|x.db|None\n"
    )
    assert run("--db=y.db", "--progress", "-q", "fail", "--how", "print", "--", "-q")[1] == "en|True|0|True|y.db|-q\n"
    monkeypatch.setenv("XUNLU_LANG", "zh")
    monkeypatch.setenv("XUNLU_DB", "z.db")
    assert run("fail", "--how", "print")[1] == "zh|False|0|True|z.db|None\n"
    assert run("--lang", "en", "fail", "--how", "print")[1].startswith("en|")


def test_settings_say_language_and_store(run, tmp_path):
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "tea.toml").write_text('lang = "zh"\ndatabase = "tea.db"', "utf-8")
    out = run("-c", str(folder / "tea.toml"), "fail", "--how", "print")[1]
    assert out == f"zh|False|0|True|{folder / 'tea.db'}|None\n"


def test_bad_settings_are_a_usage_error(run, tmp_path):
    (tmp_path / "xunlu.toml").write_text("lnag = 1", "utf-8")
    assert run("--lang", "zh", "fail")[0] == Exit.USAGE
    assert "XE-102" in run("fail")[2]
    assert run("--help")[0] == Exit.DONE


def test_version(run):
    code, out, _ = run("--version")
    assert code == 0
    assert re.fullmatch(r"xunlu \d+\.\d+\.\d+\n", out)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        (["run", "u", "--db", "x"], ["--db", "x", "run", "u"]),
        (["run", "-q", "--lang=zh", "-v"], ["-q", "--lang=zh", "-v", "run"]),
        (["sql", "--", "--db", "-q"], ["sql", "--", "--db", "-q"]),
        (["run", "--db"], ["--db", "run"]),
        (["--db", "-q", "run"], ["--db", "-q", "run"]),
    ],
)
def test_global_options_may_stand_anywhere(given, expected):
    assert hoisted(given) == expected


@pytest.mark.parametrize(
    ("kind", "code"),
    [(SettingsError, 2), (CrawlError, 3), (StoreError, 6), (InputError, 2), (InternalError, 5), (XunluError, 5)],
)
def test_kinds_of_errors_have_their_codes(kind, code):
    error = kind(999, Text("甲", "a"), [(Text("位置", "Where"), Text("乙", "b"))])
    assert error.exit_code == code
    assert error.lines("zh") == ["错误 XE-999：甲", "  位置  乙"]
    assert error.lines("en") == ["Error XE-999: a", "  Where  b"]
    assert str(error) == "a"


def test_signals_have_codes_of_their_own():
    assert Interrupted(Text("停", "stopped")).exit_code == 130
    assert Interrupted(Text("停", "stopped"), terminated=True).exit_code == 143
    assert Interrupted(Text("停", "stopped")).lines("zh") == ["停"]


def test_the_real_command_line(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XUNLU_CONFIG", raising=False)
    assert main(["--lang", "en", "report"]) == Exit.STORE
    assert "XE-303" in capsys.readouterr().err
    assert main(["--lang", "zh", "--help"]) == Exit.DONE
    out = capsys.readouterr().out
    assert all(name in out for name in LAZY)
