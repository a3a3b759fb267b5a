"""The formats of read commands: round trips, formulas, widths, and files that appear whole or not at all."""

import csv
import io
import json
import sys

import pytest

from configs.app import App
from configs.errors import StoreError
from configs.text import Text
from crawler.tables import print_rows, write_rows
from crawler.text import columns

NAMES = ["url", "title", "n"]
ROWS = [
    ("https://a.example/茶", "红茶", 12),
    ("https://a.example/b", '=HYPERLINK("x")', None),
    ("https://a.example/c", 'a,b\n"c"\t|\x1b[31m', 1.5),
]


def printed(capsys, format, rows=ROWS):
    write_rows(NAMES, rows, format=format)
    return capsys.readouterr().out


def test_json_and_jsonl_round_trip(capsys):
    expected = [dict(zip(NAMES, row, strict=True)) for row in ROWS]
    assert json.loads(printed(capsys, "json")) == expected
    assert [json.loads(line) for line in printed(capsys, "jsonl").splitlines()] == expected
    assert json.loads(printed(capsys, "json", [])) == []


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_separated_values_round_trip_with_formulas_disarmed(capsys, format):
    text = printed(capsys, format)
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter="," if format == "csv" else "\t"))
    assert read[0] == NAMES
    assert read[1] == ["https://a.example/茶", "红茶", "12"]
    assert read[2][1] == '\'=HYPERLINK("x")' and read[2][2] == ""
    assert read[3][1] == ROWS[2][1].replace("\x1b", "")


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\tx", " =1", "＝1"])
def test_every_start_of_a_formula_gets_an_apostrophe(capsys, value):
    write_rows(["a"], [(value,)], format="csv")
    assert next(iter(list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))[1:]))[0] == "'" + value


def test_negative_numbers_stay_numbers(capsys):
    write_rows(["a"], [(-1,), (-2.5,)], format="csv")
    assert capsys.readouterr().out.split() == ["a", "-1", "-2.5"]


def test_a_csv_file_begins_with_a_byte_order_mark_and_stdout_does_not(tmp_path, capsys):
    write_rows(NAMES, ROWS, format="csv", output=str(tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfurl,")
    assert printed(capsys, "csv").startswith("url,")


def test_a_plain_table_is_aligned_by_display_width_and_prints_no_escape(capsys):
    lines = printed(capsys, "table").splitlines()
    assert len(lines) == 2 + len(ROWS)
    assert "\x1b" not in "".join(lines)
    starts = {columns(line[: line.index(title)]) for line, title in zip(lines[2:4], ["红茶", "=HYP"], strict=True)}
    assert len(starts) == 1


def test_a_terminal_gets_a_table_too(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "红茶" in printed(capsys, "table")


def test_markdown_cells_keep_their_columns(capsys):
    lines = printed(capsys, "md").splitlines()
    assert lines[1] == "| --- | --- | --- |"
    assert all(line.replace("\\|", "").count("|") == 4 for line in lines)


def test_markdown_cells_hold_no_html(capsys):
    write_rows(["a"], [("<script>alert(1)</script>",)], format="md")
    assert "<" not in capsys.readouterr().out


def test_limit_and_count(capsys):
    assert write_rows(NAMES, ROWS, format="jsonl", limit=2) == 2
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("older")

    def rows():
        yield ROWS[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_rows(NAMES, rows(), format="csv", output=str(path))
    assert path.read_text() == "older" and list(tmp_path.iterdir()) == [path]


def test_an_impossible_place_is_an_error_with_a_way_out(tmp_path):
    with pytest.raises(StoreError) as caught:
        write_rows(NAMES, ROWS, output=str(tmp_path / "missing" / "out.csv"))
    lines = caught.value.lines("zh")
    assert caught.value.exit_code == 6 and lines[0].startswith("错误 XE-310：") and "怎么办" in lines[-1]


def test_a_full_disk_is_said(tmp_path):
    with pytest.raises(StoreError) as caught:
        write_rows(["a"], (("x" * 10_000,) for _ in range(10)), format="csv", output="/dev/full")
    assert caught.value.number == 311


@pytest.mark.parametrize("value", ["\x1b=1+1", "\r=1+1", "\0=1+1", "\u202e=1+1", "\x9b=1+1"])
def test_control_characters_neither_reach_a_file_nor_hide_a_formula(capsys, value):
    write_rows(["a"], [(value,)], format="csv")
    assert capsys.readouterr().out.splitlines()[1] == "'=1+1"
    write_rows(["a"], [(value,)], format="jsonl")
    text = capsys.readouterr().out
    assert text.rstrip("\n").isprintable()
    assert json.loads(text) == {"a": value}


NOTHING, MORE = Text(zh="没有。", en="Nothing."), Text(zh="只列出前 {n} 行。", en="The first {n} rows only.")


@pytest.mark.parametrize(
    ("rows", "given", "said", "shown"),
    [
        (0, {}, "Nothing.", 0),
        (3, {}, "", 3),
        (3, {"first": 2}, "The first 2 rows only.", 2),
        (2, {"first": 2}, "", 2),
        (3, {"first": 2, "limit": 3}, "", 3),  # whoever asks for a number gets it
        (3, {"first": 2, "format": "csv"}, "", 3),
        (3, {"limit": 1}, "", 1),
        (3, {"output": "out.csv", "format": "csv", "first": 2}, "3 rows -> out.csv", 3),
        (0, {"output": "out.csv", "format": "csv"}, "0 rows -> out.csv", 0),
    ],
)
def test_a_command_says_what_the_rows_do_not(tmp_path, monkeypatch, capsys, rows, given, said, shown):
    monkeypatch.chdir(tmp_path)
    given = {"format": "table", "output": "-", **given}
    count = print_rows(App(), ["n"], [[number] for number in range(rows)], nothing=NOTHING, more=MORE, **given)
    printed = capsys.readouterr()
    assert (count, printed.err.strip()) == (shown, said)
    if given["output"] == "-":
        assert [str(number) in printed.out for number in range(3)] == [number < shown for number in range(3)]
