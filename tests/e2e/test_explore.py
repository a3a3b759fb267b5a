"""``xunlu explore``: a real Datasette on a real store, asked over HTTP: described, useful, and nothing but reading."""

import json
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlencode

import httpx
import pytest

from configs.errors import Exit
from reports.explore.metadata import described
from reports.explore.queries import QUERIES
from reports.explore.views import PUBLIC
from tests.e2e.program import Program, dump, query
from tests.e2e.tiny import TinySite, page

SITE = {"/": page("首页", "/a", "/gone"), "/a": page("<script>alert(1)</script>", "/"), "*": page("x")}
REFUSED = [
    "delete from pages",
    "insert into sites values (9, 'x', 'x')",
    "attach database 'other.db' as other",
    "select load_extension('x')",
    "select writefile('x', 'y')",
    "pragma journal_mode = delete",
    "pragma query_only = off",
    "pragma user_version = 9",
    "vacuum into 'copy.db'",
    "create temp table t (x)",
    "with x as (select 1) delete from pages",
    "select 1; delete from pages",
    "begin immediate",
    "detach main",
    "reindex",
    "analyze",
    "drop view v_pages",
    "select fts3_tokenizer('x')",
]


@pytest.fixture(scope="module")
def xunlu(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("explore"))
    with TinySite(SITE) as site:
        program("run", site.url, "-q")
    return program


@contextmanager
def explored(program, *words, lang="en"):
    """The address where it answers, as it says itself."""
    with program.start("--lang", lang, "explore", *words) as running:
        running.until(lambda: running.out.read_text("utf-8").endswith("/\n"))
        yield running.out.read_text("utf-8").strip(), running
        if running.alive:
            running.signal(signal.SIGINT)
        assert running.end().code == Exit.DONE


def get(url, **headers):
    answer = httpx.get(url, headers=headers, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.text


def refused(url, **headers):
    return httpx.get(url, headers=headers, timeout=30).status_code


@pytest.fixture(scope="module")
def served(xunlu):
    with explored(xunlu) as (url, _):
        yield url


def test_it_listens_to_this_machine_alone(served):
    assert served.startswith("http://127.0.0.1:")
    port = int(served.rstrip("/").rpartition(":")[2])
    assert refused(served, Host="evil.example") == 421
    assert refused(served, Host=f"evil.example:{port}") == 421
    assert "xunlu" in get(served, Host=f"localhost:{port}")


def test_views_are_described_and_tables_hidden(served):
    home = get(f"{served}shop")
    assert "Start with the views" in home
    for view in PUBLIC:
        assert f"/shop/{view}" in home
    tables = {one["name"]: one["hidden"] for one in json.loads(get(f"{served}shop.json"))["tables"]}
    assert tables and all(tables.values())
    shown = get(f"{served}shop/v_pages")
    assert "clicks from the start URLs" in shown
    assert 'id="facet-indexable_reason"' in shown or 'id="facet-page_type"' in shown
    assert "&nbsp;B</td>" in shown  # sizes with their unit
    assert "<script>alert" not in shown
    facets = json.loads(get(f"{served}shop/v_pages.json?_facet=status"))["facet_results"]
    assert {row["value"] for row in facets["status"]["results"]} == {200}


@pytest.mark.parametrize("asked", QUERIES, ids=lambda one: one.name)
def test_every_question_has_an_answer_of_the_newest_run(served, asked):
    found = json.loads(get(f"{served}shop/{asked.name}.json?check_id=title-missing&_shape=array"))
    assert isinstance(found, list)
    if asked.name in ("runs", "fix-first", "not-judged", "templates", "score-over-time", "slow-pages"):
        assert found, asked.name
    other = json.loads(get(f"{served}shop/{asked.name}.json?check_id=x&run=999&_shape=array"))
    assert other == [] or ":run" not in asked.sql


@pytest.mark.parametrize("statement", REFUSED)
def test_nothing_but_reading(served, xunlu, statement):
    before = dump(xunlu.db)
    assert refused(f"{served}shop.json?" + urlencode({"sql": statement})) >= 400
    assert dump(xunlu.db) == before
    assert not (xunlu.folder / "copy.db").exists() and not (xunlu.folder / "other.db").exists()


@pytest.mark.parametrize("statement", REFUSED)
def test_sql_refuses_the_same(xunlu, statement):
    before = dump(xunlu.db)
    assert "XE-120" in xunlu("sql", statement, code=Exit.USAGE).err
    assert dump(xunlu.db) == before
    assert not (xunlu.folder / "copy.db").exists() and not (xunlu.folder / "other.db").exists()


def test_the_file_itself_is_not_given_away(served):
    assert refused(f"{served}shop.db") in (403, 404)


def test_chinese_and_a_port_of_ones_own(xunlu):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with explored(xunlu, "--port", port, lang="zh") as (url, running):
        assert url == f"http://127.0.0.1:{port}/"
        text = get(f"{url}shop")
        assert "先修什么" in text and "只读" in text
        assert "状态（HTTP status; null: no response）" in get(f"{url}shop/v_pages")
        assert "Ctrl-C" in running.said()


def test_a_port_that_is_taken_is_told(xunlu):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "XE-128" in xunlu("explore", "--port", taken.getsockname()[1], code=Exit.USAGE).err


def test_without_datasette_the_way_to_get_it_is_told(xunlu):
    hide = "import sys; sys.modules['datasette'] = None; import xunlu; sys.exit(xunlu.main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", hide, "--lang", "en", "--db", str(xunlu.db), "explore"],
        capture_output=True, encoding="utf-8", env=xunlu.environment(), cwd=xunlu.folder, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == Exit.USAGE
    assert "XE-127" in done.stderr and "pip install 'xunlu[explore]'" in done.stderr


def test_without_a_store_it_says_so(tmp_path):
    assert "XE-3" in Program(tmp_path)("explore", code=Exit.STORE).err


def test_every_column_of_every_public_view_is_described(xunlu):
    for view in PUBLIC:
        columns = {name for (name,) in query(xunlu.db, f"select name from pragma_table_info('{view}')")}
        assert described()[view].keys() == columns, view
