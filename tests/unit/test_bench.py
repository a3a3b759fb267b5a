"""The benchmarks measure what they say: the process tree, the pages served, ratios within a round."""

from __future__ import annotations

import gzip
import os
import sqlite3
import sys
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from benchmarks.__main__ import parsed
from benchmarks.contenders import CONTENDERS, RATIOS, Contender, Run, link_bytes, missing, run
from benchmarks.measure import cost
from benchmarks.results import differences, load, merged, ratios, save, session
from benchmarks.serving import Fetched, Served
from benchmarks.stages import NAMES, measured
from benchmarks.table import BEGIN, DOCS, END, block, growth_rows, main

ALL = Fetched(pages=100, page_requests=100, requests=103, missed=0, missed_examples=(), digest="d")
BURN = "import time\nwhile time.process_time() < 0.3: pass"


def one(contender, number, cpu_s, *, size=100, wall=1.0, peak=100.0, links=0.0, fetched=ALL, failure=""):
    return Run(contender, size, number, fetched.pages, cpu_s, wall, peak, 1.0, links, fetched, failure)


def test_cost_counts_children_of_children(tmp_path):
    call = "import subprocess, sys; subprocess.run([sys.executable, '-c', {!r}], check=True)"
    found = cost([sys.executable, "-c", call.format(call.format(BURN))], tmp_path, os.environ)
    assert found.code == 0
    assert found.cpu_s >= 0.3
    assert found.peak_mb > 5


def test_cost_of_a_failure_keeps_its_words(tmp_path):
    found = cost([sys.executable, "-c", "import sys; print('why'); sys.exit(3)"], tmp_path, os.environ)
    assert (found.code, found.output.strip()) == (3, "why")


def test_endless_command_is_ended_with_its_children(tmp_path):
    endless = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])"
    assert cost([sys.executable, "-c", endless], tmp_path, os.environ, timeout_s=1).code < 0


@pytest.fixture(scope="module")
def served():
    with Served(40) as running:
        yield running


def fetch(served, *paths, **headers):
    """Answers to several requests over one connection, as (status, headers, body)."""
    connection = HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    found = []
    for path in paths:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        found.append((response.status, response.headers, response.read()))
    connection.close()
    return found


def test_server_gzips_on_request_and_keeps_the_connection(served):
    (_, packed_head, packed), (status, _, again) = fetch(served, "/", "/", **{"Accept-Encoding": "gzip"})
    ((_, plain_head, plain),) = fetch(served, "/")
    assert packed_head["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain_head
    assert (status, again, gzip.decompress(packed)) == (200, packed, plain)
    assert "<html" in plain.decode("utf-8")


def test_server_serves_what_is_no_page(served):
    robots, sitemap, absent = fetch(served, "/robots.txt", "/sitemap.xml", "/not-there")
    assert robots[2].startswith(b"User-agent: *\nDisallow:\n\nSitemap: " + served.url.encode())
    assert (sitemap[0], absent[0]) == (200, 404)


def test_log_counts_pages_and_forgets(served):
    served.log()
    fetch(served, "/", "/", "/robots.txt", "/not-there")
    found = served.log()
    assert (found.pages, found.page_requests, found.requests) == (1, 2, 4)
    assert found.missed == served.pages - 1
    assert served.log().requests == 0


def test_bare_scrapy_fetches_every_page_once(served):
    """Both spiders see the same shop; what they yield twice, they fetch once."""
    by_name = {contender.name: contender for contender in CONTENDERS}
    runs = [run(by_name[name], served, 40, 1) for name in ("scrapy-default", "scrapy-tuned")]
    assert [found.failure for found in runs] == ["", ""]
    assert differences(runs) == []
    assert {found.pages for found in runs} == {served.pages}
    assert len({found.fetched.digest for found in runs}) == 1


def test_failing_contender_is_reported(served):
    broken = Contender("broken", lambda url, size: [["-c", "raise SystemExit('out of tea')"], ["-c", "1 / 0"]])
    found = run(broken, served, 40, 1)
    assert found.failure == "exit code 1: out of tea"
    assert found.pages == 0


def test_ratio_is_taken_within_a_round():
    runs = [one("xunlu", 1, 1), one("scrapy-default", 1, 2), one("scrapy-default", 2, 8), one("xunlu", 2, 2)]
    runs += [one("xunlu", 3, 3, failure="exit code 1"), one("scrapy-default", 3, 3)]
    cpu, memory, links = ratios(runs)
    assert (cpu["of"], cpu["to"], cpu["metric"], cpu["size"]) == ("xunlu", "scrapy-default", "cpu", 100)
    assert (cpu["pairs"], cpu["min"], cpu["median"], cpu["max"]) == (2, 0.25, 0.375, 0.5)
    assert (memory["metric"], memory["median"]) == ("memory", 1)
    assert (links["metric"], links["to"], links["pairs"]) == ("links", "", 2)


def test_wall_time_of_two_workers_is_compared():
    runs = [one("xunlu-workers", 1, 9, wall=2), one("scrapy-default", 1, 9, wall=8)]
    (found,) = ratios(runs)
    assert (found["metric"], found["median"], found["goal"]) == ("wall", 0.25, 0.45)


def test_bytes_of_a_link_stand_alone(tmp_path):
    path = tmp_path / "shop.db"
    assert link_bytes(path) == 0
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table links (a integer, b integer)")
        db.executemany("insert into links values (?, ?)", [(1 << 60, 1 << 60)] * 10_000)
        db.commit()
        bare = link_bytes(path)
        db.execute("create index links_a on links (a)")
        assert 16 < bare < 25 < link_bytes(path) < 45
    (found,) = ratios([one("xunlu", 1, 1, links=20.6)])
    assert (found["of"], found["to"], found["median"], found["goal"]) == ("xunlu", "", 20.6, 25)
    head = session(100, 100, 1, [one("xunlu", 1, 1)], ["advertools"])
    text = block({"sessions": [head], "ratios": [found], "runs": []}, {})
    assert "| xunlu | — | bytes per link row | 1 | 20.60 | 20.60-20.60 | <= 25.00 | yes |" in text


def test_cost_is_by_page():
    half = Fetched(50, 50, 50, 50, ("/a",), "e")
    found = ratios([one("xunlu", 1, 1, fetched=half), one("scrapy-default", 1, 1)])[0]
    assert found["median"] == 2


def test_differences_are_named():
    missed = Fetched(98, 98, 98, 2, ("/a", "/b"), "e")
    twice = Fetched(100, 103, 103, 0, (), "d")
    found = differences([one("xunlu", 1, 1, fetched=missed), one("advertools", 2, 1, fetched=twice)])
    assert found == [
        "xunlu, round 1: missed 2 pages (/a, /b)",
        "advertools, round 2: fetched 3 pages more than once",
    ]


def test_results_of_other_sizes_stay(tmp_path):
    path = tmp_path / "latest.json"
    for size, cpu in ((100, 1), (1000, 2), (100, 3)):
        runs = [one("xunlu", 1, cpu, size=size), one("scrapy-default", 1, 4, size=size)]
        save(merged(load(path), session(size, size, 1, runs, ["advertools"]), runs), path)
    found = load(path)
    cpu_ratios = [(ratio["size"], ratio["median"]) for ratio in found["ratios"] if ratio["metric"] == "cpu"]
    assert cpu_ratios == [(100, 0.75), (1000, 0.5)]
    assert [head["missing"] for head in found["sessions"]] == [["advertools"]] * 2
    text = block(found, {})
    assert "| xunlu | scrapy-default | CPU per page | 1 | 0.75 | 0.75-0.75 | <= 0.65 | no |" in text
    assert "Not installed: advertools." in text
    assert "### Growth" in text


def test_growth_is_of_neighbouring_sizes():
    runs = [
        {"contender": "xunlu", "size": size, "pages": size, "cpu_s": cpu} for size, cpu in ((1000, 5.0), (10000, 60.0))
    ]
    assert growth_rows(runs)[1] == ("1,000", "10,000", "1.20", "<= 1.15 a decade", "no")


def test_a_large_shop_is_measured_stage_by_stage():
    found = measured(40, wanted=("metadata", "spam"))
    assert [one["stage"] for one in found["stages"]] == list(NAMES)
    assert all(one["cpu_s"] > 0 and one["wall_s"] > 0 and one["peak_mb"] > 10 for one in found["stages"])
    assert found["pages"] > 30
    assert 10 < found["link_bytes"] < 100
    small = {"contender": "xunlu", "size": 4, "pages": 4, "cpu_s": 1.0}
    text = block({"sessions": [], "ratios": [], "runs": [small]}, {}, stages={"40": found})
    assert f"### {found['pages']} pages, stage by stage" in text
    assert "| crawl | " in text and "| all | " in text
    assert "| 4 | 40 | " in text  # growth of the crawl
    assert {one["area"] for one in found["areas"]} == {"metadata", "spam"}
    assert found["judgements"] > 1000
    assert "### The audit by area" in text and "| metadata | " in text and f"{found['judgements']:,} verdicts" in text


def test_large_sizes_are_measured_five_times():
    assert [parsed(["--size", size]).pairs for size in ("1000", "10000")] == [3, 5]
    assert parsed(["--size", "10000", "--pairs", "1"]).pairs == 1


def test_graph_is_part_of_the_docs():
    found = {
        "pages": 1000,
        "links": 5,
        "date": "d",
        "commit": "c",
        "cpu_s": {"depths": 0.5},
        "times": 60,
        "apart": 1e-17,
    }
    text = block({}, found)
    assert "| depths | 0.500 |" in text
    assert "60 times faster (goal: at least 50)" in text
    assert "Nothing has been measured yet." in block({}, {})


def test_docs_are_up_to_date():
    assert main(["--check"]) == 0
    text = DOCS.read_text("utf-8")
    assert text.count(BEGIN) == text.count(END) == 1


def test_unknown_contender_is_refused(capsys):
    with pytest.raises(SystemExit):
        parsed(["--contenders", "xunlu,wget"])
    assert "no contender wget" in capsys.readouterr().err


def test_ratios_name_contenders():
    names = {contender.name for contender in CONTENDERS}
    assert {name for ratio in RATIOS for name in (ratio.of, ratio.to) if name} == names


def test_missing_is_what_has_no_environment(tmp_path):
    assert missing(Contender("x", lambda url, size: [], tmp_path / "python"))
    assert not missing(Contender("x", lambda url, size: []))
