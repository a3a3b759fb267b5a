"""A crawl that fetched nothing never looks like success: exit code 3, a failed run, no score, no report."""

import pytest

from tests.e2e.program import query
from tests.e2e.test_https_site import SecureSite
from tests.e2e.tiny import NOWHERE, Reply, TinySite, moved, page

PLAIN = "text/plain; charset=utf-8"
CHALLENGE = Reply(
    '<html><head><title>Just a moment...</title></head><body><script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1">'
    "</script></body></html>",
    403,
    headers={"cf-mitigated": "challenge", "Server": "cloudflare"},
)
SITES = {  # what a site answers, the number of the error, and what is said of it
    "403 everywhere": ({"*": Reply(page("403"), 403)}, 205, "403"),
    "401 everywhere": ({"*": Reply(page("401"), 401)}, 205, "401"),
    "404 everywhere": ({"/": Reply(page("404"), 404)}, 205, "404"),
    "500 but for robots.txt": ({"/": Reply("busy", 500, PLAIN), "/robots.txt": Reply("", 404)}, 205, "500"),
    "500 everywhere": ({"*": Reply("busy", 500, PLAIN)}, 203, "500"),
    "challenged everywhere": ({"/": CHALLENGE}, 205, "Cloudflare"),
    "robots.txt forbids all": ({"/": page("a"), "/robots.txt": Reply("User-agent: *\nDisallow: /\n", type=PLAIN)}, 203, "line 2"),
    "robots.txt forbids the start": (
        {"/": page("a", "/b"), "/b": page("b"), "/robots.txt": Reply("User-agent: *\nDisallow: /$\n", type=PLAIN)}, 203, "line 2",
    ),
    "redirects to another host": ({"/": moved(NOWHERE)}, 205, NOWHERE),
    "redirects in a circle": ({"/": moved("/a"), "/a": moved("/b"), "/b": moved("/")}, 205, "/a"),
    "redirects to itself": ({"/": moved("/")}, 205, "redirects"),
    "redirects without an address": ({"/": Reply(page("x"), 302)}, 205, "302"),
    "a picture": ({"/": Reply(b"\x89PNG\r\n\x1a\n", type="image/png")}, 205, "image/png"),
    "JSON": ({"/": Reply('{"shop": "tea"}', type="application/json")}, 205, "application/json"),
    "no type and no body": ({"/": Reply(b"", type=None)}, 205, "200"),
}  # fmt: skip


def nothing_to_show(xunlu):
    """Neither a score nor a report nor a check came of the run."""
    assert query(xunlu.db, "select status from runs") == [("failed",)]
    for table in ("scores", "check_runs", "findings", "page_graph"):
        assert query(xunlu.db, f"select count(*) from {table}") == [(0,)]
    assert query(xunlu.db, "select score, html_pages from v_runs") == [(None, 0)]
    assert not (xunlu.folder / "report.html").exists()


@pytest.mark.parametrize("name", SITES)
def test_a_site_that_gives_nothing(xunlu, name):
    answers, number, why = SITES[name]
    with TinySite(answers) as site:
        result = xunlu("run", site.url, "-o", "report.html", code=3)
    assert f"Error XE-{number}: " in result.err
    assert why in result.err
    assert "What to do" in result.err
    assert result.out == ""
    nothing_to_show(xunlu)


@pytest.mark.parametrize("name", ["403 everywhere", "robots.txt forbids all"])
def test_later_commands_say_so_too(xunlu, name):
    with TinySite(SITES[name][0]) as site:
        xunlu("crawl", site.url, code=3)
    for command in (("audit",), ("links",), ("keywords",), ("report", "-o", "report.html")):
        assert "Error XE-206: " in xunlu(*command, code=3).err
    assert "failed" in xunlu("gate", code=3).out
    nothing_to_show(xunlu)


@pytest.mark.parametrize(
    ("start", "why"), [(NOWHERE, "refuses connections"), ("http://no-such-shop.invalid/", "DNS"), ("https://127.0.0.1:4/", "refuses")]
)  # fmt: skip
def test_nobody_there(xunlu, start, why):
    result = xunlu("run", start, "-o", "report.html", code=3)
    assert "Error XE-201: " in result.err and why in result.err
    nothing_to_show(xunlu)


def test_a_certificate_that_nobody_trusts(xunlu, tmp_path):
    with SecureSite({"/": page("首页")}, tmp_path) as site:
        result = xunlu("run", site.url, "-o", "report.html", code=3)
    assert "Error XE-201: " in result.err and "certificate" in result.err
    nothing_to_show(xunlu)


def test_a_server_that_hangs_up(xunlu):
    class Silent(TinySite):
        def reply(self, path, headers):
            raise ConnectionResetError

    with Silent({}) as site:
        result = xunlu("run", site.url, "-o", "report.html", code=3)
    assert "Error XE-201: " in result.err
    nothing_to_show(xunlu)


def test_a_target_that_gives_nothing_beside_a_rival_that_does(xunlu, site):
    with TinySite({"/": Reply(page("403"), 403)}) as shut:
        result = xunlu("run", shut.url, "--competitor", site.url, "-o", "report.html", code=3)
    assert "Error XE-205: " in result.err
    assert not (xunlu.folder / "report.html").exists()
    assert dict(query(xunlu.db, "select role, status from v_runs")) == {"target": "failed", "competitor": "complete"}


def test_an_earlier_success_stays_what_it_was(xunlu, site):
    xunlu("run", site.url, "-o", "first.html")
    before = query(xunlu.db, "select run_id, score from v_runs")
    site.answers = {"*": Reply(page("403"), 403)}
    xunlu("run", site.url, "--fresh", "-o", "second.html", code=3)
    assert query(xunlu.db, "select run_id, score from v_runs where status = 'complete'") == before
    assert not (xunlu.folder / "second.html").exists()
    assert query(xunlu.db, "select status, score from v_runs order by run_id desc limit 1") == [("failed", None)]
