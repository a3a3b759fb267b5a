"""Pages made to break whoever reads them: each is recorded for what it is, in bounded time and memory, and the crawl goes on."""

import json
import sys
import time
from pathlib import Path

import pytest

from crawler.links import MAX_LINKS
from tests.e2e.program import Program, query, sound
from tests.e2e.tiny import Reply, TinySite, page

SECONDS = 240  # of a crawl that takes 30; ten of the processor are the slow page's
ROOM = 330  # MB beside what an ordinary crawl takes: 256 and the body for a page, its links and its HTML until they are written

HEAD = b"<!DOCTYPE html><html lang=zh><meta charset=utf-8><title>%s</title><body><a href=/after>%s</a>"


def made(name, body):
    """A page that links to /after before it becomes odd."""
    return HEAD % (name.encode(), "之后".encode()) + body


READ = {
    "/title": HEAD.replace(b"%s", b"t" * 9_000_000, 1) % "之后".encode(),
    "/nested": made("嵌套", b"<div>" * 200_000 + "深".encode()),
    "/attributes": made("属性", b"<p " + b"".join(b"a%x " % number for number in range(1_000_000)) + b">x"),
    "/links": made("链接", b"".join(b"<a href=%x>" % number for number in range(500_000))),
    "/nul": made("空", b"\0" * 1_000_000 + b"<p>\0" * 20_000),
    "/surrogates": made("代理", b"&#xD800;<p title='&#xDFFF;'>" * 40_000 + b"\xed\xa0\x80" * 20),
    "/hidden": made("隐藏", b"<p style role hidden>.<a href=/>.</a>" * 40_000),
}
SLOW = {"/slow": made("慢", b"<h1><div>" * 280_000)}
WIDE = {"/wide": made("宽", b"<p>" * 3_000_000)}
LOST = {"/slow": "parse-timeout", "/wide": "parse-memory"}
ORDINARY = {"/": page("首页", "/a", "/after"), "/a": page("甲", "/"), "/after": page("之后", "/")}


def tree(pid):
    """MB that a process and those it started have in memory."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)
    return own + sum(tree(int(child)) for child in children)


def crawl(folder, answers):
    """The program after a crawl of these pages, the MB it took at most, and its result."""
    program, peak = Program(folder), 0.0
    with TinySite(answers) as site, program.start("crawl", site.url, "--max-depth", 1) as running:
        deadline = time.monotonic() + SECONDS
        while running.alive:
            assert time.monotonic() < deadline, running.said()
            peak = max(peak, tree(running.process.pid))
            time.sleep(0.02)
        return program, peak, running.end(), site.url.rstrip("/")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    odd = {path: Reply(body) for path, body in {**READ, **SLOW, **WIDE}.items()}
    return crawl(tmp_path_factory.mktemp("large"), {**ORDINARY, "/": page("首页", *odd, "/a", "/after"), **odd})


def rows(crawled, columns):
    program, _, _, base = crawled
    found = query(program.db, f"select url, {columns} from v_pages where status = 200")
    return {url.removeprefix(base): values for url, *values in found}


def test_every_page_is_recorded_as_read_or_as_not_read(crawled):
    assert crawled[2].code == 0, crawled[2].said
    found = rows(crawled, "error, is_html, size_bytes")
    assert {path: error for path, (error, _, _) in found.items() if error} == LOST
    assert found.keys() == {*ORDINARY, *READ, *LOST}
    assert {path for path, (_, is_html, _) in found.items() if is_html} == {*ORDINARY, *READ}
    assert {path: size for path, (_, _, size) in found.items() if path in {**READ, **SLOW, **WIDE}} == {
        path: len(body) for path, body in {**READ, **SLOW, **WIDE}.items()
    }
    program = crawled[0]
    assert query(program.db, "select state, count(*) from frontier where state in (0, 1) group by 1") == []  # none left
    assert sound(program.db)


def test_texts_are_clipped_and_links_are_counted(crawled):
    program, *_ = crawled
    found = rows(crawled, "title, outlinks")
    assert found["/title"][0] == "t" * 1000
    for path in READ.keys() - {"/title"}:
        assert found[path][0] in {"嵌套", "属性", "链接", "空", "代理", "隐藏"}, path
    counts = dict(query(program.db, "select source, count(*) from v_links group by 1"))
    by_path = {url.removeprefix(crawled[3]): count for url, count in counts.items()}
    assert by_path["/links"] == MAX_LINKS
    assert by_path["/hidden"] == 40_001
    assert by_path["/nested"] == by_path["/attributes"] == by_path["/title"] == 1
    assert "\0" not in "".join(str(text) for (text,) in query(program.db, "select title from v_pages"))


def test_what_was_not_read_is_told_and_not_judged(crawled):
    program, _, result, base = crawled
    for path, error in LOST.items():
        assert f"{base}{path} was given up and not judged: too complex to be read in" in result.err
        assert f"({error})." in result.err
        told = json.loads(program("page", path, "--format", "json").out)
        assert told["url"] == base + path
        assert error in json.dumps(told)
    program("audit")
    assert query(program.db, "select check_id from v_checks where state = 'crashed'") == []
    blamed = query(
        program.db, "select url, check_id from v_findings where url in (?, ?)", *(base + path for path in LOST)
    )
    assert blamed == []
    assert query(program.db, "select distinct indexable_reason from v_pages where error like 'parse-%'") == [
        ("unread",)
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_bounded(crawled, tmp_path):
    ordinary = crawl(tmp_path, ORDINARY)[1]
    print(f"MB at most: {crawled[1]:.0f}, of an ordinary crawl {ordinary:.0f}")
    assert ordinary > 30
    assert crawled[1] < ordinary + ROOM
