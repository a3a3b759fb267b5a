"""Hostile text through every export format and the terminal: nothing computes, nothing drives, everything parses."""

import csv
import io
import json
import re
import tempfile
import xml.etree.ElementTree as Tree
import zipfile
from contextlib import redirect_stdout
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from configs.text import Text
from crawler.records import Run
from crawler.tables import LINES, write_rows
from linkgraph.graph_files import WRITERS
from reports.catalogue import texts_of
from reports.machine.github import summary, workflow_commands
from reports.machine.gitlab import gitlab
from reports.machine.junit import junit
from reports.machine.model import CheckResult, Found, GateResult, Results, Threshold
from reports.machine.places import repository_path
from reports.machine.sarif import sarif
from reports.submissions import as_text, as_xml
from reports.xlsx import MAX_TEXT, write_workbook
from tests.unit.machine import valid_sarif
from tests.unit.test_machine_formats import valid_junit

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
# C0 but for line ends and tabs, DEL, C1, halves of characters, what turns the direction of text or ends lines unseen.
DRIVING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
PIECES = [
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(1)", "＝1", "\t=1", "\r=1", "\n=1", " =1", ";=1+1", '";=1+1', "\x1b[31m",
    "\x1b]0;x\x07", "\x9b2J", "\x00", "\x7f", "\x85", "\u202e", "\u2066", "\u2028", "\u061c", "\ufeff", "\ufffe", "\uffff",
    "\ud800", "\udfff", "</script><script>alert(1)</script>", "]]>", "<!--", "&#0;", "&amp;", '"', "'", "\\", "\\\"", "`", "|",
    "../../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "%2e%2e/", "%00", "::error::x", "\n::set-env name=a::b",
    "##[error]x", "{0.__class__}", "{{7*7}}", "%s%n", "_x0041_", "紫砂壶", "é", "👩‍👩‍👧", "[a](javascript:alert(1))", "<img src=x>", "@everyone",
]  # fmt: skip
ANY = st.text(alphabet=st.characters(categories=None, exclude_categories=()), max_size=40)
HOSTILE = st.lists(st.sampled_from(PIECES) | ANY, min_size=1, max_size=4).map("".join)
LONG = [
    (piece * 100_000)[:100_000]
    for piece in ("=1+1;", "\x1b[31m", "</script>", "\ud800\ufffe", "\n::error::", "紫砂壶", '"')
]
VALUES = (
    st.none() | st.integers(-9, 9) | st.floats(allow_nan=False, allow_infinity=False) | HOSTILE | st.binary(max_size=8)
)
ROWS = st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=3)
few = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
every_piece = pytest.mark.parametrize("piece", PIECES, ids=ascii)


def to_file(rows, format):
    """What a file of that format holds."""
    with tempfile.TemporaryDirectory() as folder:
        write_rows(["a", "b"], rows, format=format, output=f"{folder}/x.{format}")
        assert [path.name for path in Path(folder).iterdir()] == [f"x.{format}"]
        return (Path(folder) / f"x.{format}").read_bytes().decode("utf-8")


@few
@given(ROWS, st.sampled_from(["csv", "tsv"]))
@example([("=1+1", "a;=1+1"), ("\ud800=1", "\u2028=1")], "csv")
def test_no_formula_survives_in_separated_values(rows, format):
    text = to_file(rows, format)
    assert text.startswith("\ufeff")
    assert not DRIVING.search(text)
    delimiter = "," if format == "csv" else "\t"
    read = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=delimiter))
    assert len(read) == len(rows) + 1
    for row, cells in zip(rows, read[1:], strict=True):
        for value, cell in zip(row, cells, strict=True):
            assert isinstance(value, int | float) or not FORMULA.match(cell)
    # Where spreadsheets part cells of a CSV file at semicolons, no part is a formula either.
    if format == "csv":
        other = ";"
        for row in csv.reader(io.StringIO(text[1:], newline=""), delimiter=other):
            assert not any(
                FORMULA.match(cell) and not re.fullmatch(r"-?[\d.]+(e[+-]?\d+)?(,.*)?", cell, re.S) for cell in row
            )


@few
@given(ROWS)
def test_json_parses_to_the_same_values_and_drives_nothing(rows):
    for format in ("json", "jsonl"):
        text = to_file(rows, format)
        assert not DRIVING.search(text)
        found = json.loads(text) if format == "json" else [json.loads(line) for line in text.splitlines()]
        for row, one in zip(rows, found, strict=True):
            assert list(one.values()) == [value.hex() if isinstance(value, bytes) else value for value in row]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(ROWS, HOSTILE)
@example([("\ufffe\uffff\ud800=1", "_x0041_\x1b")], "[]:*?/\\")
def test_workbooks_open_and_compute_nothing(rows, name):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        write_workbook(path, [("a", ["a", "b"], rows)])
        book = openpyxl.load_workbook(path)
        cells = list(book.active.iter_rows(min_row=2, max_col=2, max_row=len(rows) + 1))
        for row, found in zip(rows, cells, strict=True):
            for value, cell in zip(row, found, strict=True):
                assert cell.hyperlink is None
                if isinstance(value, str) and cell.value is not None:
                    assert not DRIVING.search(str(cell.value))
                    assert len(str(cell.value)) <= MAX_TEXT
        with zipfile.ZipFile(path) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@few
@given(ROWS, st.sampled_from(["md", "table"]))
def test_nothing_reaches_the_terminal(rows, format):
    said = io.StringIO()
    with redirect_stdout(said):
        write_rows(["a", "b"], rows, format=format)
    text = said.getvalue()
    assert not DRIVING.search(text)
    assert "\t" not in text and "\r" not in text
    assert text.count("\n") == len(rows) + 2
    if format == "md":
        assert "<" not in text


@few
@given(HOSTILE)
def test_files_for_engines_parse(text):
    from crawler.urls import normalise

    url = normalise("https://a.example/" + text.encode("utf-8", "replace").decode())
    if url is None:
        return
    (found,) = Tree.fromstring(as_xml([url]).encode()).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    assert found.text == url
    assert as_text([url]).count("\n") == 1


def results_of(text, url):
    """A run whose every text is hostile, as the store would give it."""
    check = texts_of({}, "gone-check", "metadata")
    found = [
        Found("gone-check", "error", url, text, json.dumps({"x": text, text[:9]: [text]}), "f" * 32),
        Found("gone-check", "warning", url, text, "no json " + text, "e" * 32, reason=text or "x", until="2099-01-01"),
        Found("gone-check", "notice", url, text, "{}", "d" * 32, count=3, urls=[url, url], grouped=True),
    ]
    checks = [
        CheckResult("gone-check", "metadata", "error", "failed", "", 3, 1.0, check, 2, 1, [found[0]], {(text or "x", "2099-01-01"): 1}),
        CheckResult("crashed-check", "content", "notice", "crashed", text, 3, 0.0, check),
        CheckResult("other-check", "content", "notice", "not-judged", text, 3, 0.0, check),
    ]  # fmt: skip
    run = Run(1, 1, text or "x", "target", url, "partial", text, "2026-11-01T00:00:00Z", None)
    gate = GateResult(
        False, text, (Threshold(text or "x", False, Text(text, text)), Threshold("b", True, Text(text, text)))
    )
    return Results(run, 3, 4, 3, {"overall": None}, tuple(checks), tuple(found), 2, 1, 0, gate)


URLS = (
    HOSTILE
    | HOSTILE.map(lambda text: "https://a.example/" + text)
    | HOSTILE.map(lambda text: f"http://{text}/x?{text}")
)


@few
@given(HOSTILE, URLS, st.sampled_from(["zh", "en"]))
@example("\n::error::x\r\n##[add-mask]", "https://a.example/..%2f..%2f/%2e%2e/\\..\\x?../..", "en")
def test_machine_formats_hold_whatever_was_crawled(text, url, lang):
    results = [results_of(text, url)]
    log = sarif(results, lang)
    (run,) = valid_sarif(log)["runs"]
    places = [
        place["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"] for place in one["locations"]
    ]
    xml = junit(results, lang)
    valid_junit(xml)
    quality = gitlab(results, lang)
    places += [one["location"]["path"] for one in json.loads(quality)]
    for place in places:
        assert_inside(place)
    for made in (log, xml, quality, summary(results, lang)):
        made.encode("utf-8")
        assert not DRIVING.search(made)
    lines = list(workflow_commands(results, lang))
    for line in lines:
        assert re.match(r"::(error|warning|notice) title=[^:,]*::", line)
        assert line.isprintable() or not DRIVING.search(line)
        assert "\n" not in line and "\r" not in line and "##[" not in line


@few
@given(HOSTILE, URLS)
def test_a_summary_is_text_and_nothing_else(text, url):
    made = summary([results_of(text, url)], "en")
    assert set(re.findall(r"</?([a-z]+)", made)) <= {"code"}
    assert not re.search(r"\]\(", made) and "`" not in made
    for line in made.splitlines():
        if line.startswith("|"):
            assert line.count("|") in {line.count("|")} and line.rstrip().endswith("|")


def assert_inside(place):
    """The path of a file below the folder it is taken from, as a relative URI."""
    parts = urlsplit(place)
    assert parts.scheme == "" and parts.netloc == "" and parts.query == "" and parts.fragment == ""
    assert place and not place.startswith(("/", "\\")) and "\\" not in place
    assert re.fullmatch(r"(?:[A-Za-z0-9\-._~!$'()*,=@+/]|%[0-9A-Fa-f]{2})+", place)
    assert not {".", ".."} & set(place.split("/"))
    root = Path("/srv/repository")
    assert (root / place).resolve().is_relative_to(root)
    assert len(place) <= 1_100


@given(URLS)
@example("https://a.example/a/../../b")
@example("https://a.example/%2E%2e/%2e/x")
@example("http://[::1]:8000/")
@example("http://localhost:8000/")
@example("https://user:secret@a.example/x")
def test_a_crawled_address_is_a_file_below_the_repository(url):
    place = repository_path(url)
    assert_inside(place)
    assert "secret" not in unquote(place) or "secret" in unescape(urlsplit(url).path)


GRAPH = st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=3)


@few
@given(GRAPH)
def test_graphs_parse_whatever_the_titles(rows):
    nodes = [
        (f"https://a.example/{number}{text[:50]}", {"label": text, "title": other, "depth": 1, "pagerank": 0.5})
        for number, (text, other) in enumerate(rows)
    ]
    edges = [(nodes[0][0], nodes[-1][0], rows[0][1], 1)]
    for kind in ("graphml", "gexf"):
        text = "".join(WRITERS[kind](nodes, edges))
        root = Tree.fromstring(text.encode("utf-8"))
        assert len([one for one in root.iter() if one.tag.endswith("}node")]) == len(nodes)
        assert len([one for one in root.iter() if one.tag.endswith("}edge")]) == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of pydot, which calls pyparsing by old names
@every_piece
def test_dot_is_read_back(piece):
    import pydot

    nodes = [("https://a.example/1", {"label": piece, "depth": 1}), ("https://a.example/2", {"label": "x", "depth": 2})]
    text = "".join(WRITERS["dot"](nodes, [("https://a.example/1", "https://a.example/2", piece, 1)]))
    text.encode("utf-8")
    (graph,) = pydot.graph_from_dot_data(text)
    assert len(graph.get_nodes()) == 2 and len(graph.get_edges()) == 1


@every_piece
@pytest.mark.parametrize("format", sorted(LINES))
def test_every_piece_in_every_format(piece, format):
    text = to_file([(piece, f"x{piece}y")], format)
    assert not DRIVING.search(text)


@pytest.mark.parametrize("text", LONG, ids=lambda text: ascii(text[:5]))
def test_a_hundred_kilobytes_of_it(text):
    for format in LINES:
        made = to_file([(text, "x")], format)
        assert not DRIVING.search(made)
    read = list(csv.reader(io.StringIO(to_file([(text, "x")], "csv")[1:], newline=""), delimiter=";"))
    assert not any(FORMULA.match(cell) for row in read for cell in row)
    with tempfile.TemporaryDirectory() as folder:
        write_workbook(Path(folder) / "x.xlsx", [("a", ["a"], [(text,)])])
        openpyxl.load_workbook(Path(folder) / "x.xlsx")
    results = [results_of(text, "https://a.example/" + text)]
    log = sarif(results, "en")
    valid_sarif(log)
    valid_junit(junit(results, "en"))
    for made in (log, summary(results, "en"), gitlab(results, "en"), *workflow_commands(results, "en")):
        assert len(made) < 60_000
