"""Backlinks from the file to the verdict: imported by the command, verified on real servers, resumed after an interruption."""

import json
import sqlite3
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, pairwise

import pytest

from tests.e2e.program import Program
from tests.e2e.tiny import TinySite, page

OWN = "https://shop.example"
CONFIG = """
version = 1
lang = "en"
[http]
contact = "seo@shop.example"
timeout = "3s"
[sites.shop]
start = ["https://shop.example/"]
[sites.shop.crawl]
{private}
"""
LINK = "<html><title>t</title><body><p>{}</p></body></html>"
PAGES = {
    "/live": LINK.format(f'<a href="{OWN}/pots/">紫砂壶</a>'),
    "/http": LINK.format('<a href="http://www.shop.example/pots">pots</a>'),
    "/nofollow": LINK.format(f'<a rel="nofollow ugc" href="{OWN}/pots/">x</a>'),
    "/meta": f'<html><head><meta name="robots" content="nofollow"></head><body><a href="{OWN}/pots/">x</a></body></html>',
    "/noindex": f'<html><head><meta name="robots" content="noindex"></head><body><a href="{OWN}/pots/">x</a></body></html>',
    "/both": LINK.format(f'<a rel="nofollow" href="{OWN}/pots/">a</a><a href="{OWN}/pots/">b</a>'),
    "/moved": LINK.format(f'<a href="{OWN}/cups/">x</a>'),
    "/removed": LINK.format("no link, only https://shop.example/pots/ in the text"),
    "/private": LINK.format(f'<a href="{OWN}/pots/">x</a>'),
}
STATUSES = {"/404": 404, "/410": 410, "/403": 403, "/429": 429, "/500": 500}
WANTED = {
    "/live": ("live", ""), "/http": ("live", ""), "/nofollow": ("nofollow", "nofollow ugc"), "/meta": ("nofollow", "meta robots"),
    "/noindex": ("live", "noindex"), "/both": ("live", ""), "/moved": ("moved", ""), "/removed": ("gone", ""), "/private": ("blocked", "robots.txt"),
    "/404": ("gone", "404"), "/410": ("gone", "410"), "/403": ("blocked", "403"), "/429": ("blocked", "429"), "/500": ("unanswered", "500"),
    "/hop": ("live", ""), "/hop-private": ("blocked", "robots.txt"), "/inner": ("unanswered", "private"),
}  # fmt: skip


class Blog(BaseHTTPRequestHandler):
    """Other people's pages; keeps what it was asked, and when."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers["User-Agent"], time.monotonic()))
        hops = {"/hop": "/live", "/hop-private": "/private", "/inner": "http://169.254.169.254/latest"}
        if self.path == "/robots.txt":
            return self.answer(200, "User-agent: xunlu\nDisallow: /private\n", "text/plain")
        if self.path in hops:
            self.send_response(302)
            self.send_header("Location", hops[self.path])
            self.end_headers()
            return None
        return self.answer(STATUSES.get(self.path, 200), PAGES.get(self.path, ""))

    def answer(self, status, body, kind="text/html; charset=utf-8"):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def blogs():
    """Four of them: a host is asked once a second."""
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Blog) for _ in range(4)]
    for server in servers:
        server.asked, server.url = [], f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def asked(blogs):
    """What a function returns: the paths, agents and times of all requests since the test began, by server."""
    for server in blogs:
        server.asked.clear()
    return lambda: [server.asked for server in blogs]


def prepared(folder, blogs, paths, private='allow_private = ["127.0.0.0/8"]'):
    program = Program(folder, db="xunlu.db")
    (folder / "xunlu.toml").write_text(CONFIG.format(private=private), "utf-8")
    rows = "".join(f"{blogs[at % 4].url}{path},{OWN}/pots/,紫砂壶\n" for at, path in enumerate(paths))
    (folder / "links.csv").write_text("Source url,Target url,Anchor text\n" + rows, "gbk")
    program.bare("import", "backlinks", "links.csv", "--site", "shop")
    return program


def states(program):
    with sqlite3.connect(program.db) as db:
        found = db.execute(
            "select source, state, reason, found, live_at from backlink_checks c join backlinks b using (linked_id, pair)"
        ).fetchall()
    db.close()
    return {source[source.index("/", 8) :]: row for source, *row in found}


def test_what_became_of_the_links(tmp_path, blogs, asked):
    program = prepared(tmp_path, blogs, WANTED)
    # A part first, the rest when it is run again.
    said = program.bare("links", "backlinks", "shop", "--verify", "--limit", "5")
    assert len(states(program)) == 5 and "12 were never verified" in said.err
    first = [path for server in asked() for path, *_ in server if path != "/robots.txt"]
    told = json.loads(program.bare("links", "backlinks", "shop", "--verify", "--format", "json").out)
    found = states(program)
    assert {path: tuple(row[:2]) for path, row in found.items()} == WANTED
    assert found["/moved"][2] == f"{OWN}/cups/"
    assert all((row[0] in ("live", "nofollow", "moved")) == bool(row[3]) for row in found.values())
    assert told["verified"] == {"live": 5, "blocked": 4, "gone": 3, "nofollow": 2, "unanswered": 2, "moved": 1}
    assert told["links"] == len(WANTED) - 3  # what is gone counts no more
    paths = [path for server in asked() for path, *_ in server]
    assert "/private" not in paths
    assert all(paths.count(path) == 1 for path in first if path not in ("/live", "/500", "/429"))
    assert all(
        agent.startswith("xunlu/") and "seo@shop.example" in agent for server in asked() for _, agent, _ in server
    )
    for server in asked():
        pauses = [after[2] - before[2] for before, after in pairwise(server)]
        assert sum(pause < 0.9 for pause in pauses) <= 1  # between the two commands
    before = len(paths)
    program.bare("links", "backlinks", "shop", "--verify")
    assert sum(map(len, asked())) == before  # asked within thirty days


def test_addresses_of_this_machine_are_not_asked(tmp_path, blogs, asked):
    program = prepared(tmp_path, blogs, ["/live"], private="")
    program.bare("links", "backlinks", "shop", "--verify")
    assert states(program)["/live"][:2] == ["unanswered", "private"] and not any(asked())


def test_the_commands_speak_both_languages(tmp_path, blogs):
    program = prepared(tmp_path, blogs, ["/live", "/moved"])
    assert "Linking domains" in program.bare("links", "backlinks", "shop").out
    assert "来源域名" in program.bare("--lang", "zh", "links", "backlinks", "shop").out
    lists = ("domains", "anchors", "targets", "broken", "toxic", "intersect", "crawled", "growth", "imports")
    for what, form in zip(lists, cycle(("table", "csv", "json", "md")), strict=False):
        program.bare("links", "backlinks", "shop", f"--{what}", "--format", form)
    rows = json.loads(program.bare("links", "backlinks", "shop", "--all", "--format", "json").out)
    assert [row["source"] for row in rows] == sorted([f"{blogs[0].url}/live", f"{blogs[1].url}/moved"])
    said = program.bare("links", "backlinks", "shop", "--intersect").err
    assert "two competitors" in said


def test_what_is_said_without_an_import(tmp_path):
    program = Program(tmp_path, db="xunlu.db")
    with TinySite({"/": page("茶", "/")}) as site:
        program.bare("crawl", site.url)
    said = program.bare("links", "backlinks", code=2).err
    assert "XE-138" in said and "import backlinks" in said and "Traceback" not in said


def test_exports_take_them_away_once_there_are_some(tmp_path, blogs):
    program = Program(tmp_path, db="xunlu.db")
    with TinySite({"/": page("茶", "/")}) as site:
        program.bare("crawl", site.url)
        program.bare("export", "all", "-o", "before")
        (tmp_path / "links.csv").write_text(f"Source url,Target url\n{blogs[0].url}/live,{site.url}\n", "utf-8")
        program.bare("import", "backlinks", "links.csv")
    program.bare("export", "all", "-o", "after")
    assert not (tmp_path / "before" / "backlinks.csv").exists()
    assert f"{blogs[0].url}/live" in (tmp_path / "after" / "backlinks.csv").read_text("utf-8")
    assert f"{blogs[0].url}/live" in program.bare("export", "backlinks", "--format", "csv").out
