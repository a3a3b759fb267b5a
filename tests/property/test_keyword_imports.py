"""Importing figures of keywords: whatever the bytes are, it is a table or an error that is told; numbers come back."""

import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from configs.errors import InputError
from crawler.imports.faults import Fault
from keywords.figures.rows import reading
from keywords.figures.values import percent_of, position_of, share_of, value_of

BASE = "https://shop.example/"
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "1,234",
            "1.2万",
            "1K–10K",
            "<10",
            "≥5000",
            "-",
            "35%",
            "1e400",
            '="x"',
            "=1+1",
            "第2页第3位",
            "../a",
            "/a",
            "9" * 40,
        ]
    ),
)
HEADS = ("keyword", "volume", "results", "bid", "difficulty", "strong_share", "position", "url", "date", "engine")
hostile = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def rows(folder, content):
    file = folder / "t.csv"
    file.write_bytes(content)
    try:
        with reading(file, BASE, day="2026-11-23") as table:
            return list(table.rows())
    except InputError as error:
        assert error.number in (443, 444) and error.lines("zh") and error.lines("en")
        return []


@hostile
@given(
    st.binary(max_size=200)
    | st.binary(max_size=80).map(lambda data: b"keyword,volume\n" + data)
    | st.binary(max_size=80).map(lambda data: b"PK\x03\x04" + data)
)
def test_any_bytes_are_a_table_or_an_error(tmp_path, content):
    for row in rows(tmp_path, content):
        assert not isinstance(row, Fault) or (row.why.zh and row.why.en)


@hostile
@given(st.lists(st.lists(CELLS, min_size=1, max_size=11), max_size=6), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_cells_give_rows_within_their_limits(tmp_path, table, charset):
    lines = [
        "\t".join(cell.replace("\t", " ").replace("\n", " ").replace("\r", " ") for cell in row)
        for row in [HEADS, *table]
    ]
    for row in rows(tmp_path, "\n".join(lines).encode(charset, "replace")):
        if isinstance(row, Fault) or row.figures is None:
            continue
        volume, results, _, _, bid, difficulty, strong, _ = row.figures.numbers
        assert all(value is None or (math.isfinite(value) and value >= 0) for value in (volume, results, bid))
        assert (difficulty is None or difficulty <= 100) and (strong is None or strong <= 1)
        assert row.figures.inexact & ~row.figures.named == 0 and row.figures.keyword
        assert row.ranking is None or 1 <= row.ranking.position <= 10_000


@given(st.text(max_size=40))
def test_no_text_is_too_odd_for_a_number(text):
    for read in (value_of, percent_of, share_of):
        found = read(text)
        assert found is None or (math.isfinite(found.number) and found.number >= 0)
    assert position_of(text) is None or position_of(text) >= 1


@given(st.integers(0, 10**12))
def test_counts_come_back_however_they_are_grouped(number):
    for text in (
        str(number),
        f"{number:,}",
        f" {number} ",
        f"{number:,} 个",
        str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ):
        assert value_of(text) == (number, True)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_range_stands_between_its_ends(first, second):
    low, high = sorted((first, second))
    for counts in (True, False):
        value = value_of(f"{low:,} – {high:,}", counts=counts)
        assert low * (1 - 1e-9) <= value.number <= high * (1 + 1e-9) and value.exact == (low == high)
