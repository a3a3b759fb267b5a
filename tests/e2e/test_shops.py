"""The main job on the sample shops: what is planted is found, by every road to it, and what it writes can be read."""

import json
import re
import signal
import socket
import subprocess
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import Program, Result, query, sound

NAMES = ("tea-house", "rival-a", "rival-b")
CALM = ("--concurrency", 6)  # so that only the pages that are slow are slow
FOUND = """
    select site, check_id, url, severity, evidence from v_findings
    where run_id = coalesce(?, run_id) and severity in ('error', 'warning')
"""
# Checks that found nothing to look at (no film on the site, no certificate on this machine) lack nothing.
# Files are asked for on request, which these crawls do not make.
LACKING = (
    "state not in ('passed', 'failed')"
    " and not (state = 'not-judged' and reason in ('nothing-applies', 'keywords-not-mapped', 'files-not-asked', 'not-imitated', 'no-partners', 'no-backlinks',"
    " 'external-not-asked'))"
)
# No two pages of the sample shop compete; the others have what is imported, configured, asked for or given up.
EMPTY = {
    "v_accepted",
    "v_keyword_rivals",
    "v_rankings",
    "v_keyword_figures",
    "v_backlinks",
    "v_backlink_domains",
    "v_extracted",
    "v_resources",
    "v_traps",
}
DOCUMENT = (Path(__file__).parents[2] / "docs" / "data-model.md").read_text("utf-8")
PUBLIC = DOCUMENT.partition("## 公开视图")[2].partition("\n## ")[0]
COLUMNS = {  # as documented: view -> columns
    name: re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
    for name, part in re.findall(r"^### (v_\w+)\n(.*?)(?=^###|\Z)", PUBLIC, re.MULTILINE | re.DOTALL)
}


@dataclass
class Market:
    """The three shops, crawled once with one command."""

    xunlu: Program
    servers: dict[str, ShopServer]
    result: Result

    def site(self, name: str) -> str:
        return self.servers[name].url.split("/")[2]

    def found(self, site: str, run_id: int | None = None) -> list[tuple[str, str]]:
        rows = query(self.xunlu.db, FOUND, run_id)
        return sorted((check, "/" + url.split("/", 3)[3]) for where, check, url, _, _ in rows if where == site)


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    with ExitStack() as stack:
        servers = {name: stack.enter_context(ShopServer(partial(make_shop, name=name))) for name in NAMES}
        xunlu = Program(tmp_path_factory.mktemp("market"))
        urls = [servers[name].url for name in NAMES]
        result = xunlu("run", urls[0], "--competitor", urls[1], "--competitor", urls[2], *CALM, "-o", "report.html")
        yield Market(xunlu, servers, result)


def planted(shop):
    return sorted((defect.check_id, defect.path) for defect in shop.defects)


def test_summary_says_score_three_fixes_and_where_the_files_are(market):
    lines = market.result.out.splitlines()
    assert len(lines) <= 25
    assert re.search(r"\b\d\d\.\d\b", lines[1])  # the score
    assert len(re.findall(r" xunlu (?:rule|sql|links) ", market.result.out)) == 3
    assert "report.html" in lines[-2]
    assert "shop.db" in lines[-1]
    html = (market.xunlu.folder / "report.html").read_text("utf-8")
    assert html.lower().startswith("<!doctype html>")
    assert all(market.site(name) in html for name in NAMES)
    assert sound(market.xunlu.db)


@pytest.mark.parametrize("name", NAMES)
def test_findings_equal_the_answer_key(market, name):
    assert market.found(market.site(name)) == planted(market.servers[name].shop)


def test_severity_is_that_of_the_answer_key(market):
    levels = {
        (check, "/" + url.split("/", 3)[3]): level
        for site, check, url, level, _ in query(market.xunlu.db, FOUND, None)
        if site == market.site("tea-house")
    }
    told = [defect for defect in market.servers["tea-house"].shop.defects if "level" in defect.evidence]
    assert told
    assert {(one.check_id, one.path): levels[one.check_id, one.path] for one in told} == {
        (one.check_id, one.path): one.evidence["level"] for one in told
    }


def test_no_check_crashed_and_none_lacked_its_input(market):
    assert query(market.xunlu.db, f"select check_id, state, reason from v_checks where {LACKING}") == []


def test_every_page_of_each_shop_was_fetched_once(market):
    for server in market.servers.values():
        pages = set(server.shop.paths())
        again = {path: count for path, count in server.requests.items() if path in pages and count > 1}
        forbidden = [path for path in server.requests if path.startswith(("/cart/", "/search", "/en/search"))]
        assert again == {}
        assert forbidden == []


def test_stage_by_stage_gives_what_run_gives(market, xunlu):
    url, site = market.servers["tea-house"].url, market.site("tea-house")
    xunlu("crawl", url, *CALM)
    assert query(xunlu.db, "select count(*) from v_findings") == [(0,)]
    xunlu("links")
    xunlu("keywords")
    audit = xunlu("audit")
    assert "link-broken-internal" in audit.out
    printed = xunlu("report", "-o", "alone.html")
    assert printed.out.strip() == "alone.html"
    assert (xunlu.folder / "alone.html").stat().st_size > 100_000

    def evidence(db):
        rows = query(db, FOUND.replace("severity in ('error', 'warning')", "check_id <> 'slow-response'"), None)
        return sorted(row[1:] for row in rows if row[0] == site)

    assert evidence(xunlu.db) == evidence(market.xunlu.db)
    states = "select check_id, state, applicable, failing from v_checks where site = ? order by 1"
    assert query(xunlu.db, states, site) == query(market.xunlu.db, states, site)
    graph = "select url, depth, inlinks, outlinks, words, round(pagerank, 9) from v_pages where site = ? order by 1"
    assert query(xunlu.db, graph, site) == query(market.xunlu.db, graph, site)


def test_report_alone_computes_what_is_missing(market, xunlu):
    xunlu("crawl", market.servers["rival-a"].url, *CALM)
    xunlu("report", "-o", "rival.html")
    found = sorted((row["check_id"], "/" + str(row["url"]).split("/", 3)[3]) for row in xunlu.rows(
        "select check_id, url from v_findings where severity in ('error', 'warning')"
    ))  # fmt: skip
    assert found == planted(market.servers["rival-a"].shop)


def test_clean_twin_yields_nothing(xunlu):
    with ShopServer(partial(make_shop, clean=True)) as server:
        xunlu("run", server.url, *CALM, "-o", "clean.html")
    assert query(xunlu.db, FOUND, None) == []
    assert query(xunlu.db, f"select check_id, reason from v_checks where {LACKING}") == []
    score = query(xunlu.db, "select value from scores where name = 'overall'")[0][0]
    assert score > 95


@pytest.mark.parametrize("view", COLUMNS)
def test_public_view_has_rows_and_its_documented_columns(market, view):
    head, *rows = market.xunlu("sql", f"select * from {view} limit 1", "--format", "csv").out.splitlines()
    assert head.split(",") == COLUMNS[view]
    assert rows or view in EMPTY


def test_no_public_view_is_forgotten(market):
    names = market.xunlu.rows("select name from sqlite_master where type = 'view' order by name")
    assert {str(row["name"]) for row in names} == set(COLUMNS)
    assert len(COLUMNS) >= 6


def test_sql_in_every_format(market):
    statement = "select url, title from v_pages where title like '%乌龙%' order by url limit 3"
    csv = market.xunlu("sql", statement, "--format", "csv").out
    assert csv.splitlines()[0] == "url,title"
    assert len(csv.splitlines()) == 4
    jsonl = [json.loads(line) for line in market.xunlu("sql", statement, "--format", "jsonl").out.splitlines()]
    assert jsonl == market.xunlu.rows(statement)
    table = market.xunlu("sql", statement).out
    assert all(str(row["url"]) in table for row in jsonl)
    written = market.xunlu("sql", statement, "--format", "csv", "-o", "rows.csv")
    assert written.out == ""
    assert (market.xunlu.folder / "rows.csv").read_bytes().startswith(b"\xef\xbb\xbfurl,title")


def test_rule_explains_one_check_or_all(market):
    zh = market.xunlu.bare("--lang", "zh", "rule", "title-too-long").out
    en = market.xunlu.bare("rule", "title-too-long").out
    assert "标题" in zh
    assert "title" in en.lower()
    listed = json.loads(market.xunlu.bare("rule", "--all", "--format", "json").out)
    judged = query(market.xunlu.db, "select distinct check_id from v_checks order by 1")
    used = [one["id"] for one in listed if one.get("profiles", {}).keys() & {"google", "baidu", "shop"}]
    assert sorted(used) == [check for (check,) in judged]


def test_output_in_both_languages(market):
    zh = market.xunlu("--lang", "zh", "report", "-o", "zh.html")
    en = market.xunlu("report", "-o", "en.html")
    assert "总分" in zh.err and "先修" in zh.err
    assert "总分" not in en.err and "Overall" in en.err
    assert '<html lang="zh' in (market.xunlu.folder / "zh.html").read_text("utf-8")
    assert '<html lang="en' in (market.xunlu.folder / "en.html").read_text("utf-8")


def test_a_configuration_names_sites_and_a_second_run_is_a_second_run(market, tmp_path):
    text = f"""
version = 1
lang = "zh"
database = "data/tea.db"
[report]
output = "out/tea.html"
[sites.tea]
start = ["{market.servers["tea-house"].url}"]
label = {{ zh = "茶舍", en = "Tea House" }}
[sites.tea.crawl]
max_pages = 25
concurrency = 6
[sites.clay]
role = "competitor"
start = ["{market.servers["rival-b"].url}"]
[sites.clay.crawl]
max_pages = 15
"""
    (tmp_path / "xunlu.toml").write_text(text, "utf-8")
    for folder in ("data", "out"):
        (tmp_path / folder).mkdir()
    xunlu = Program(tmp_path, lang="auto", db="data/tea.db")
    first = xunlu.bare("run")
    assert "茶舍" in first.out
    assert (tmp_path / "out/tea.html").is_file()
    second = xunlu.bare("run", "-o", "out/second.html")
    assert "#3" in second.out
    runs = query(xunlu.db, "select r.run_id, s.name, r.role, r.status from runs r join sites s using (site_id)")
    assert sorted(runs) == [
        (1, "tea", "target", "partial"), (2, "clay", "competitor", "partial"),
        (3, "tea", "target", "partial"), (4, "clay", "competitor", "partial"),
    ]  # fmt: skip
    pages = "select url from v_pages where run_id = ?"
    same = f"select count(*) from ({pages} intersect {pages})"
    assert query(xunlu.db, same, 1, 3) == [(25,)]
    assert query(xunlu.db, "select count(*) from documents") == query(
        xunlu.db, "select count(distinct document_hash) from pages"
    )
    older = xunlu.bare("report", "latest~1", "-o", "out/older.html")
    assert "#1" in older.err


def test_a_site_of_the_configuration_can_be_run_alone(market, tmp_path):
    text = f'version = 1\n[sites.clay]\nstart = ["{market.servers["rival-b"].url}"]\n[sites.other]\nstart = ["http://127.0.0.1:4/"]\n'
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    xunlu = Program(tmp_path)
    xunlu.bare("-c", "mine.toml", "--db", xunlu.db, "run", "clay", "--max-pages", 20)
    assert query(xunlu.db, "select name from sites") == [("clay",)]
    assert query(xunlu.db, "select count(*) from v_pages") == [(20,)]


def test_demo_end_to_end(xunlu):
    result = xunlu.bare("demo", "--folder", "demo", "--seed", 2, "--pages", 120)
    folder = xunlu.folder / "demo"
    assert {path.name for path in folder.iterdir()} == {"defects.json", "report.html", "xunlu.db", "xunlu.toml"}
    assert "demo/defects.json" in result.out
    key = json.loads((folder / "defects.json").read_text("utf-8"))
    assert key
    rows = query(folder / "xunlu.db", FOUND, None)
    assert sorted((check, url) for site, check, url, _, _ in rows if site == "tea-house") == sorted(
        (one["check"], one["url"]) for one in key
    )
    assert {name for (name,) in query(folder / "xunlu.db", "select name from sites")} == set(NAMES)
    report = (folder / "report.html").read_text("utf-8")
    assert "茶舍" in report


def test_demo_leaves_a_configuration_that_runs_while_the_shops_stay_open(xunlu, free_port):
    words = ("demo", "--folder", "demo", "--pages", 100, "--serve", "--port", free_port)
    process = subprocess.Popen(
        xunlu.command(*words), cwd=xunlu.folder, env=xunlu.environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    try:
        for line in process.stderr:
            if "Ctrl-C" in line:
                break
        config = xunlu.folder / "demo/xunlu.toml"
        assert f"127.0.0.1:{free_port}/" in config.read_text("utf-8")
        xunlu.bare("-c", config, "crawl", "rival-b", "--max-pages", 10)
        rows = query(xunlu.folder / "demo/xunlu.db", "select site, count(*) from v_runs group by 1 order by 1")
        assert rows == [("rival-a", 1), ("rival-b", 2), ("tea-house", 1)]
        assert "XE-128" in xunlu.bare("demo", "--folder", "other", "--port", free_port, code=2).err
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 0


@pytest.fixture
def free_port():
    """The first of three ports in a row that nobody uses."""
    for port in range(42_000, 60_000, 7):
        with ExitStack() as stack, suppress(OSError):
            for number in range(3):
                stack.enter_context(socket.socket()).bind(("127.0.0.1", port + number))
            return port
    raise AssertionError("no free ports")
