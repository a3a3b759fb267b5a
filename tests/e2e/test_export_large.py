"""Exports of 20,000 pages (100,000 in the long runs) in bounded memory: real processes, measured by the system."""

import csv
import json
import re
import sys
import zipfile
from xml.etree import ElementTree

import networkx as nx
import pytest

from tests.e2e.absent import absent
from tests.e2e.large import large_store, peak_mb
from tests.e2e.program import Program
from tests.unit.machine import valid_sarif

MOST_MB = 200
pytestmark = pytest.mark.timeout(900)  # a busy machine takes minutes for the workbook


@pytest.fixture(scope="module", params=[20_000, pytest.param(100_000, marks=pytest.mark.torture)])
def stored(tmp_path_factory, request):
    if not sys.platform.startswith("linux"):
        absent("the memory of a process is read from /proc, which only Linux has")
    program = Program(tmp_path_factory.mktemp("large"))
    program.pages = request.param
    large_store(program.db, request.param)
    return program


@pytest.fixture(scope="module")
def least(stored):
    """What the program needs for one row."""
    return peak_mb(stored, "export", "pages", "--limit", 1, "-o", "one.csv")


def titles_of(path):
    """The titles in a file, in their order."""
    if path.suffix == ".xlsx":  # openpyxl takes minutes for so many cells
        with zipfile.ZipFile(path) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
            for _, row in ElementTree.iterparse(sheet):
                if row.tag.endswith("}row"):
                    yield next((cell[0][0].text for cell in row if re.fullmatch(r"H\d+", cell.get("r"))), None)
                    row.clear()
    elif path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as file:
            yield "title"
            yield from (json.loads(line)["title"] for line in file)
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
            yield from (row[7] for row in rows)


@pytest.mark.parametrize("format", ["csv", "tsv", "jsonl", "xlsx"])
def test_all_pages_are_written_in_bounded_memory(stored, least, format, capsys):
    path = stored.folder / f"pages.{format}"
    used = peak_mb(stored, "export", "pages", "-o", path)
    with capsys.disabled():
        print(f"\n{format}: {used:.0f} MB, of one row {least:.0f} MB, file {path.stat().st_size / 1e6:.0f} MB")
    assert used < MOST_MB
    count = 0
    for title in titles_of(path):
        expected = ("'" if format in ("csv", "tsv") else "") + f"=cmd|' /C calc'!A{count}"
        assert title == (expected if count else "title")
        count += 1
    assert count == stored.pages + 1
    path.unlink()


def test_findings_for_ci_are_grouped_in_bounded_memory(stored, capsys):
    path = stored.folder / "x.sarif"
    used = peak_mb(stored, "export", "findings", "-o", path)
    with capsys.disabled():
        print(f"\nsarif: {used:.0f} MB, file {path.stat().st_size / 1e3:.0f} KB")
    assert used < MOST_MB
    (run,) = valid_sarif(path.read_text("utf-8"))["runs"]
    assert [one["properties"]["pages"] for one in run["results"]] == [stored.pages // 2] * 2
    assert {one["properties"]["template"] for one in run["results"]} == {"/cups/*", "/teas/*"}


@pytest.mark.parametrize("format", ["graphml", "gexf", "dot"])
def test_graphs_are_streamed(stored, format, capsys):
    path = stored.folder / f"links.{format}"
    used = peak_mb(stored, "export", "links", "-o", path)
    with capsys.disabled():
        print(f"\n{format}: {used:.0f} MB, file {path.stat().st_size / 1e6:.0f} MB")
    assert used < 2 * MOST_MB  # numpy, scipy and the arrays of the graph; no text of it
    path.unlink()


def test_every_table_goes_into_one_workbook(stored, capsys):
    path = stored.folder / "all.xlsx"
    used = peak_mb(stored, "export", "all", "--limit", 10_000, "-o", path)
    with capsys.disabled():
        print(f"\nall.xlsx: {used:.0f} MB, file {path.stat().st_size / 1e6:.0f} MB")
    assert used < MOST_MB
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        assert not any("externalLink" in name for name in book.namelist())


def test_a_small_graph_of_a_large_site_can_be_drawn(stored):
    path = stored.folder / "small.graphml"
    stored("links", "export", "-o", path, "--max-nodes", 50)
    assert nx.read_graphml(path).number_of_nodes() == 50
