"""The commands report and sql, as a person calls them; the store is never written by sql."""

import hashlib
import json

import pytest

from configs.entry import run_group
from crawler.text import columns
from tests.report_site import build
from xunlu import LAZY


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    return build(tmp_path_factory.mktemp("report") / "cha.db")


@pytest.fixture
def call(stored, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def run(*words, lang="zh"):
        code = run_group(LAZY, ["--db", str(stored[0]), "--lang", lang, *words], prepare="tests.report_site:prepared")
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_report_writes_the_file_and_sums_up(call, tmp_path):
    code, out, err = call("report", "-o", "r.html")
    assert code == 0 and out == "r.html\n"
    assert (tmp_path / "r.html").read_text("utf-8").startswith("<!doctype html>")
    lines = err.splitlines()
    assert len(lines) <= 25
    assert "总分" in lines[1] and "先修这些" in err and "xunlu rule " in err
    assert "\x1b" not in err and "\u202e" not in err


def test_summary_columns_line_up_by_display_width(call):
    _, _, err = call("report")
    lines = [line for line in err.splitlines() if "xunlu rule" in line]
    assert lines
    assert len({columns(line[: line.index("xunlu rule")]) for line in lines}) == 1


@pytest.mark.parametrize(("choice", "word"), [("zh", "先修什么"), ("en", "What to fix first")])
def test_report_in_one_language(call, tmp_path, choice, word):
    assert call("report", "--report-lang", choice)[0] == 0
    html = (tmp_path / "report.html").read_text("utf-8")
    assert word in html and "id=l-zh" not in html


def test_report_to_stdout(call, tmp_path):
    code, out, _ = call("report", "-o", "-")
    assert code == 0 and out.startswith("<!doctype html>") and not list(tmp_path.iterdir())


def test_report_to_an_impossible_place(call):
    code, _, err = call("report", "-o", "missing/r.html")
    assert code == 6 and "XE-310" in err and "怎么办" in err and "Traceback" not in err


def test_report_of_no_run(call):
    code, _, err = call("report", "99", lang="en")
    assert code == 2 and "XE-110" in err


def test_sql_prints_rows(call):
    code, out, _ = call("sql", "select status, count(*) as n from v_pages where site = 'cha' group by 1 order by 1",
                        "--format", "json")  # fmt: skip
    rows = {row["status"]: row["n"] for row in json.loads(out)}
    assert code == 0 and rows[404] == 1 and rows[None] == 2


def test_sql_to_a_file(call, tmp_path):
    code, out, err = call("sql", "select title from v_pages where title like '=%'", "--format", "csv", "-o", "t.csv")
    assert code == 0 and out == "" and "→ t.csv" in err
    assert "'=HYPERLINK" in (tmp_path / "t.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    "statement",
    [
        "delete from pages", "update runs set status = 'failed'", "insert into scores values (1, 'x', 1, '')",
        "drop view v_pages", "create table x (a)", "create temp table x (a)", "attach 'other.db' as other",
        "pragma query_only = off", "pragma writable_schema = on", "vacuum into 'copy.db'", "begin",
        "select load_extension('x')", "select 1; delete from pages", "with x as (select 1) delete from pages",
    ],
)  # fmt: skip
def test_sql_never_writes(call, stored, tmp_path, statement):
    before = hashlib.sha256(stored[0].read_bytes()).hexdigest()
    code, out, err = call("sql", statement)
    assert code == 2 and out == "" and "XE-120" in err
    assert hashlib.sha256(stored[0].read_bytes()).hexdigest() == before
    assert not list(tmp_path.iterdir())


def test_a_mistake_shows_what_sqlite_said_and_the_views(call):
    code, _, err = call("sql", "select nope from v_pages")
    assert code == 2 and "no such column: nope" in err and "v_findings" in err


def test_an_error_halfway_is_an_error(call):
    code, _, err = call("sql", "select abs(iif(status is null, -9223372036854775808, status)) from v_pages")
    assert code == 2 and "integer overflow" in err


def test_no_store_is_said(call, tmp_path):
    code, _, err = call("--db", "none.db", "sql", "select 1")
    assert code == 6 and "XE-303" in err


def test_tasks_and_scores_are_narrowed_down_by_a_condition_and_columns(call):
    whole = [json.loads(line) for line in call("tasks", "--format", "jsonl")[1].splitlines()]
    some = call(
        "tasks", "--where", "pages > 3 and owner = 'developer'", "--columns", "check_id,pages", "--format", "jsonl"
    )[1]
    wanted = [one for one in whole if one["pages"] > 3 and one["owner"] == "developer"]
    assert 0 < len(wanted) < len(whole)
    assert [json.loads(line) for line in some.splitlines()] == [
        {"check_id": one["check_id"], "pages": one["pages"]} for one in wanted
    ]
    people = call("tasks", "--where", "pages > 3", "--limit", "1")[1]
    assert "检查项" in people.splitlines()[0] and next(one["check_id"] for one in whole if one["pages"] > 3) in people
    rows = [
        json.loads(line)
        for line in call("score", "--explain", "--where", "kind = 'check' and points > 1", "--format", "jsonl")[
            1
        ].splitlines()
    ]
    assert rows and all(row["points"] > 1 for row in rows)
    axes = call("score", "--where", "name like 'axis:%'", "--columns", "name,value")[1].splitlines()
    assert axes[0].split() == ["name", "value"] and len(axes) == 8


@pytest.mark.parametrize("command", [("tasks",), ("score",), ("score", "--explain")])
def test_a_wrong_condition_or_column_is_told_with_the_right_ones(call, command):
    code, out, err = call(*command, "--where", "nonsense > 1", lang="en")
    assert code == 2 and out == "" and "no such column: nonsense" in err and "Known columns: " in err
    code, out, err = call(*command, "--where", "1) union select load_extension('x'", lang="en")
    assert code == 2 and out == "" and "not authorized" in err
    code, out, err = call(*command, "--columns", "nonsense")
    assert code == 2 and out == "" and "nonsense" in err and "可用：" in err
