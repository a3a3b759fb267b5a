"""What a person reads who asked for something that is not there: in one language, on one line, with what to write."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from audit.cli import summary_lines
from audit.registry import all_checks
from audit.runner import AuditSummary, CheckResult
from configs.app import App
from configs.errors import Exit, SettingsError, StoreError
from configs.output import check_writable, unwritable
from configs.reasons import reason
from crawler.runs import create_run
from crawler.store import open_store
from crawler.text import columns
from xunlu import main

LATIN = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]+){2,}")  # three words in a row


@pytest.mark.parametrize(
    ("argv", "zh", "en"),
    [
        (["list"], "缺少参数 WHAT，可写 runs, sites, checks", "Missing argument WHAT: one of runs, sites, checks"),
        (["links", "export"], "缺少选项 -o / --output", "Missing option -o / --output."),
        (["list", "nonsense"], "没有“nonsense”，可写 'runs', 'sites'", "'nonsense' is not one of 'runs', 'sites'"),
        (["page"], "缺少参数 URL", "Missing argument URL."),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_missing_is_told_in_one_line(capsys, argv, zh, en, lang):
    assert main(["--lang", lang, *argv]) == Exit.USAGE
    said = capsys.readouterr().err.splitlines()
    assert (zh if lang == "zh" else en) in said[0]
    assert len(said) == 2


def test_headings_of_help_end_in_the_colon_of_their_language(capsys):
    main(["--lang", "zh", "links", "--help"])
    said = capsys.readouterr().out
    assert {"选项：", "命令：", "示例："} <= set(said.splitlines())
    main(["--lang", "en", "links", "--help"])
    assert {"Options:", "Commands:", "Examples:"} <= set(capsys.readouterr().out.splitlines())


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EROFS, errno.EISDIR, errno.ENOSPC, errno.EEXIST])
def test_the_system_is_quoted_in_the_language_of_the_person(number, tmp_path):
    error = OSError(number, os.strerror(number))
    assert not LATIN.search(reason(error).zh)
    assert "\n".join(unwritable(tmp_path / "a.csv", error).lines("zh")).count("a.csv") == 2


def test_an_error_nobody_expected_keeps_its_own_words():
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")).zh == "Invalid cross-device link"
    assert reason(OSError("odd")).en == "OSError"


def test_a_folder_as_output_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=re.escape("cannot write .")) as caught:
        check_writable(Path())
    assert "是目录，不是文件" in "\n".join(caught.value.lines("zh"))


def test_a_run_that_is_not_there_is_told_with_what_there_is(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        with pytest.raises(SettingsError, match="holds no run yet"):
            store.run()
        site = "https://shop.example/"
        create_run(store, name="shop", role="target", start_url=site, hosts=["shop.example:443"], settings={}, scope="")
        with pytest.raises(SettingsError) as caught:
            store.run("shop")
        assert "shop@latest" in "\n".join(caught.value.lines("zh"))
        with pytest.raises(SettingsError) as caught:
            store.run("latest~7")
        assert "xunlu list runs" in "\n".join(caught.value.lines("en"))


@pytest.mark.parametrize(
    ("words", "first"),
    [(["-o", "areas.csv"], "\ufeffarea,name"), (["-o", "areas.json"], "["), (["-o", "areas.MD"], "| area"), (["-o", "areas.txt"], "area "), (["-o", "areas"], "area "), (["-o", "areas.csv", "--format", "tsv"], "\ufeffarea\tname")],
)  # fmt: skip
def test_the_extension_of_a_file_is_its_format(tmp_path, monkeypatch, words, first):
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "list", "areas", *words]) == Exit.DONE
    assert Path(words[1]).read_text("utf-8").startswith(first)


def test_a_file_of_a_format_there_is_not_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "zh", "list", "areas", "-o", "areas.xlsx"]) == Exit.USAGE
    said = capsys.readouterr().err
    assert "XE-123：没有 xlsx 格式" in said
    assert "csv" in said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("closed", "words", "code", "said"),
    [
        (">&-", "list areas", Exit.DONE, ""),
        ("<&-", "check - --url https://shop.example/", Exit.USAGE, "XE-421"),
        ("| head -c 9", "rule --all --format json", Exit.DONE, ""),
        ("| true", "list areas", Exit.DONE, ""),
    ],
)
def test_a_stream_that_is_closed_is_no_crash(tmp_path, closed, words, code, said):
    command = f"{sys.executable} -m xunlu --lang en {words} {closed}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "XE-500" not in done.stderr
    assert bool(done.stderr) == bool(said)


def test_the_lines_of_an_audit_are_aligned_and_tell_small_losses():
    checks = (
        CheckResult("hreflang-to-non-indexable", "error", "failed", "", 294, 9, 0.131),
        CheckResult("noindex", "warning", "failed", "", 319, 3, 0.004),
        CheckResult("baidu-logo", "info", "failed", "", 1, 1, 0.0),
        CheckResult("tls-old", "warning", "not-judged", "no-pages", 0, 0, 0.0),
    )
    result = AuditSummary(1, checks, {"overall": 97.5, "health": 74.1, "coverage": None}, {})
    for lang, lost in (("zh", ["-0.13 分", "不到 0.01 分", "0"]), ("en", ["-0.13 points", "< 0.01 points", "0"])):
        lines = summary_lines(result, App(lang=lang))
        titles = [all_checks()[one.check_id].title.get(lang) for one in checks[:3]]
        places = {columns(line[: line.index(title)]) for line, title in zip(lines, titles, strict=False)}
        assert len(places) == 1
        assert all(words in line for words, line in zip(lost, lines, strict=False))
        assert "74.1%" in lines[-1] and "None" not in lines[-1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"version = 1\n[sites.x\n", "第 2 行第 9 列写错了"),
        ("version = 1 # 茶".encode("gbk"), "不是 UTF-8 编码"),
        (b'version = 1\nlang = "zh', "怎么办"),
    ],
)
def test_a_broken_configuration_is_told_in_chinese(tmp_path, capsys, content, said):
    (tmp_path / "shop.toml").write_bytes(content)
    assert main(["--lang", "zh", "-c", str(tmp_path / "shop.toml"), "config", "validate"]) == Exit.USAGE
    assert said in capsys.readouterr().err


def test_a_store_without_runs_says_how_to_get_one(tmp_path, capsys):
    with open_store(tmp_path / "shop.db", create=True):
        pass
    assert main(["--lang", "zh", "--db", str(tmp_path / "shop.db"), "list", "runs"]) == Exit.DONE
    assert "xunlu run 网址" in capsys.readouterr().err


def test_a_file_that_is_no_store_is_told_in_chinese(tmp_path, capsys):
    (tmp_path / "shop.db").write_text("日记" * 500)
    assert main(["--lang", "zh", "--db", str(tmp_path / "shop.db"), "list", "runs"]) == Exit.STORE
    assert "文件不是数据库" in capsys.readouterr().err
