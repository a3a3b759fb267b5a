"""Pages that are empty, of one word, of a megabyte, or hardly pages: the whole job is done, and nothing is lost."""

import json

import pytest

from tests.e2e.program import Program, query
from tests.e2e.tiny import TinySite, page

WORDS = "普洱茶的陈化与冲泡，先温壶，再投茶。 "
BIG = page("一兆", text=WORDS * (1_000_000 // len(WORDS.encode())))
ODD = {
    "/": page("首页", "/empty", "/blank", "/word", "/big", "/tags", "/nul", "/deep", "/line", "/numbers", "/emoji"),
    "/empty": "",
    "/blank": "  \n\t ",
    "/word": "<html lang=zh><body>茶</body></html>",
    "/big": BIG,
    "/tags": "<p>" * 5000 + "茶",
    "/nul": "<html><title>a\0b</title><body>\0\0茶\0</body></html>",
    "/deep": "<div>" * 3000 + "深" + "</div>" * 3000,
    "/line": page("一行", text="茶" * 300_000),
    "/numbers": page("12345", text="1 2 3 4 5 " * 2000),
    "/emoji": page("🍵🫖", text="🍵 " * 500),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("odd"))
    with TinySite(ODD) as site:
        program("run", site.url, "-o", "odd.html")
        yield program, site.url.rstrip("/")


def test_every_page_is_stored_with_what_it_has(crawled):
    program, base = crawled
    rows = query(program.db, "select url, status, han_chars, title from v_pages where status = 200")
    found = {url.removeprefix(base): (han, title) for url, _, han, title in rows}
    assert found.keys() == ODD.keys()
    assert found["/empty"] == (0, "")
    assert found["/word"][0] == 1
    assert found["/line"][0] == 300_002  # with its heading
    assert found["/big"][0] > 200_000
    assert "\0" not in found["/nul"][1]


def test_no_check_crashed_and_every_stage_was_done(crawled):
    program, _ = crawled
    assert query(program.db, "select check_id, reason from v_checks where state = 'crashed'") == []
    assert {stage for (stage,) in query(program.db, "select stage from stages")} == {
        "finish",
        "links",
        "keywords",
        "audit",
        "factors",
    }


def test_shares_stay_shares(crawled):
    program, _ = crawled
    worst = "max(density_chars), max(density_hits), max(density_tokens), max(prominence), min(prominence)"
    rows = query(program.db, f"select {worst} from v_keywords")
    assert all(0 <= value <= 1 for value in rows[0])


def test_it_can_be_looked_at_and_taken_away(crawled):
    program, base = crawled
    for path in ODD:
        assert json.loads(program("page", path, "--format", "json").out)["url"] == f"{base}{path}"
    program("export", "all", "-o", "odd.xlsx")
    assert (program.folder / "odd.xlsx").stat().st_size > 10_000
    assert (program.folder / "odd.html").stat().st_size < 3_000_000
    program("db", "verify")
