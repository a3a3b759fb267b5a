"""Every way a robots.txt can be, by real crawls: what is fetched, what is not, how the crawl ends, and what it costs.

RFC 9309, 2.3.1: what was read is obeyed, "unavailable" (4xx) opens the site, "unreachable" (5xx, no answer) closes it.
"""

import gzip
import zlib
from contextlib import ExitStack
from itertools import pairwise, product

import pytest

from crawler.robots import MAX_BYTES
from tests.e2e.modes import configure, robots
from tests.e2e.program import Program, query
from tests.e2e.tiny import NOWHERE, Reply, TinySite, moved, page
from tests.e2e.wires import HEAD, WireSite, breaks_off, drips, endless, hangs, measured, resets

SITE = {"/": page("首页", "/open", "/shut"), "/open": page("可以"), "/shut": page("不可以")}
RULES = "User-agent: *\nDisallow: /shut\n"
NOTE = "# 茶舍的规则\n"
OBEYED, ALL = {"/", "/open"}, {"/", "/open", "/shut"}
LONG = RULES + "# x\n" * ((MAX_BYTES - len(RULES)) // 4) + "Disallow: /open\n"


def raw(body, **headers):
    return Reply(body, type="text/plain", headers=headers)


def chain(hops, last):
    """/robots.txt and ``hops`` redirects to ``last``."""
    places = ["/robots.txt", *(f"/r{n}" for n in range(1, hops)), "/last"]
    return {start: moved(end, 302) for start, end in pairwise(places)} | {"/last": last}


def packed(how):
    return {"gzip": gzip.compress, "deflate": zlib.compress}[how](RULES.encode())


READ = {  # answers, the pages that are fetched
    "200": ({"/robots.txt": robots(RULES)}, OBEYED),
    "empty": ({"/robots.txt": robots("")}, ALL),
    "204": ({"/robots.txt": Reply(status=204)}, ALL),
    **{str(status): ({"/robots.txt": Reply(RULES, status)}, ALL) for status in (304, 400, 401, 403, 404, 410, 451)},
    "503 once": ({"/robots.txt": lambda before: robots(RULES) if before else Reply(status=503)}, OBEYED),
    "429 that is over": (
        {"/robots.txt": lambda before: robots(RULES) if before else Reply(status=429, headers={"Retry-After": "1"})}, OBEYED,
    ),
    "5 redirects": (chain(5, robots(RULES)), OBEYED),
    "6 redirects": (chain(6, robots(RULES)), ALL),
    "a circle": ({"/robots.txt": moved("/r"), "/r": moved("/robots.txt")}, ALL),
    "a redirect to nowhere": ({"/robots.txt": Reply(status=301)}, ALL),
    "a redirect to a file": ({"/robots.txt": moved("file:///etc/passwd")}, ALL),
    "a web page": ({"/robots.txt": Reply(page("404"))}, ALL),
    "rules on a web page": ({"/robots.txt": Reply(f"<!DOCTYPE html><title>x</title>\n{RULES}")}, OBEYED),
    "500 KiB": ({"/robots.txt": robots(LONG)}, OBEYED),
    "mark": ({"/robots.txt": robots("\ufeff" + RULES)}, OBEYED),
    "utf-16": ({"/robots.txt": raw(RULES.encode("utf-16"))}, ALL),
    "gbk": ({"/robots.txt": raw((NOTE + RULES + NOTE).encode("gbk"))}, OBEYED),
    "crlf": ({"/robots.txt": robots(RULES.replace("\n", "\r\n"))}, OBEYED),
    "cr": ({"/robots.txt": robots(RULES.replace("\n", "\r"))}, OBEYED),
    "nul": ({"/robots.txt": raw(RULES.encode() + b"\0Disallow: /open")}, OBEYED),
    "gzip": ({"/robots.txt": raw(packed("gzip"), **{"Content-Encoding": "gzip"})}, OBEYED),
    "deflate": ({"/robots.txt": raw(packed("deflate"), **{"Content-Encoding": "deflate"})}, OBEYED),
    "gzip that nobody announced": ({"/robots.txt": raw(packed("gzip"))}, ALL),
    "a gzip bomb": ({"/robots.txt": raw(gzip.compress(RULES.encode() + b"# \n" * 30_000_000, 6), **{"Content-Encoding": "gzip"})}, OBEYED),
    "a picture": ({"/robots.txt": Reply(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, type="image/png")}, ALL),
}  # fmt: skip


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A site for each of them, crawled by one command: paths asked for, and (status, reason) of the run, by name."""
    program = Program(tmp_path_factory.mktemp("read"))
    with ExitStack() as stack:
        sites = {name: stack.enter_context(TinySite(SITE | answers)) for name, (answers, _) in READ.items()}
        program("crawl", *(site.url for site in sites.values()))
        asked = {name: set(site.paths()) - set(READ[name][0]) for name, site in sites.items()}
    return asked, outcomes(program, sites)


def outcomes(program, sites):
    """(status, reason, why /shut was not fetched) by name."""
    rows = query(program.db, "select start_url, status, reason, run_id from v_runs")
    shut = dict(query(program.db, "select run_id, error from v_pages where url like '%/shut'"))
    found = {url: (status, reason, shut.get(run_id)) for url, status, reason, run_id in rows}
    return {name: found[site.url] for name, site in sites.items()}


@pytest.mark.parametrize("name", READ)
def test_what_is_fetched(crawled, name):
    asked, ended = crawled
    expected = READ[name][1]
    assert asked[name] == expected
    assert ended[name] == ("complete", "finished", "robots" if expected == OBEYED else None)


WIRES = {  # what is written to the wire
    "nothing": hangs,
    "a byte a second": drips(RULES.encode() * 20),
    "a head without end": endless(b"", b"X-A: b\r\n", HEAD[:-2]),
    "a reset": resets,
    "less than was said": breaks_off(RULES.encode(), 9000),
    "no HTTP": lambda connection, _: connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "packed, and it is not": lambda connection, _: connection.sendall(
        HEAD + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"
    ),
}
CLOSED = (429, 500, 502, 503, 504, 599)


@pytest.fixture(scope="module")
def shut(tmp_path_factory):
    """Sites whose robots.txt cannot be had: the same, and seconds and memory of the command."""
    program = Program(tmp_path_factory.mktemp("shut"))
    (program.folder / "xunlu.toml").write_text('[http]\ntimeout = "2s"\n', "utf-8")
    with ExitStack() as stack:
        broken = {name: WireSite(SITE, {"/robots.txt": wire}) for name, wire in WIRES.items()}
        broken |= {str(status): WireSite(SITE | {"/robots.txt": Reply(RULES, status)}) for status in CLOSED}
        broken["a redirect to where nobody answers"] = WireSite(SITE | {"/robots.txt": moved(NOWHERE)})
        sites = {name: stack.enter_context(site) for name, site in broken.items()}
        _, *costs = measured(program, "crawl", *(site.url for site in sites.values()), code=3)
        asked = {name: site.paths() for name, site in sites.items()}
    return asked, outcomes(program, sites), costs


@pytest.mark.parametrize("name", [*WIRES, *map(str, CLOSED), "a redirect to where nobody answers"])
def test_a_server_that_cannot_say_closes_its_site(shut, name):
    asked, ended, _ = shut
    assert asked[name] == []
    assert ended[name] == ("failed", "robots" if name.isdigit() else "unreachable", None)


def test_what_never_answers_costs_bounded_time_and_memory(shut):
    seconds, memory = shut[2]
    print(f"{len(shut[0])} sites: {seconds:.1f} s, {memory:.0f} MB")
    assert seconds < 90
    assert memory < 150


@pytest.mark.parametrize(
    ("wire", "said"),
    [
        (hangs, ("XE-201", "did not answer in time")),
        (lambda connection, _: connection.sendall(b"HTTP/1.1 503 x\r\n\r\n"), ("XE-203", "answers 503", "RFC 9309")),
    ],
    ids=["timeout", "503"],
)
def test_the_person_is_told_why(xunlu, wire, said):
    with WireSite(SITE, {"/robots.txt": wire}) as site:
        configure(xunlu, site.url, top='[http]\ntimeout = "1s"')
        told = xunlu("crawl", code=3).err
    assert all(words in told for words in said)


def test_a_body_without_end_is_read_as_far_as_it_counts(xunlu):
    with WireSite(SITE, {"/robots.txt": endless(RULES.encode(), b"# x\n" * 1000)}) as site:
        _, seconds, memory = measured(xunlu, "crawl", site.url)
        assert set(site.paths()) == OBEYED
    ((stored,),) = query(xunlu.db, "select length(body) from probes where kind = 'robots'")
    assert stored <= MAX_BYTES
    assert seconds < 30 and memory < 150


def test_a_redirect_to_another_host_counts_for_the_one_that_was_asked(xunlu):
    with (
        TinySite({"/rules": robots(RULES)}) as other,
        TinySite(SITE | {"/robots.txt": moved(f"{other.url}rules")}) as site,
    ):
        xunlu("crawl", site.url)
        assert set(site.paths()) == OBEYED
        assert [one.path for one in other.asked] == ["/rules"]


HUNDRED_THOUSAND = "User-agent: *\n" + "".join(f"Disallow: /x{n}\n" for n in range(100_000)) + "Disallow: /open\n"
WILD = RULES + "".join(f"Disallow: /*{'*'.join(one)}*z$\n" for one in product("abcdefgh", repeat=5))
HOSTILE = "abcdefgh" * 200


@pytest.mark.parametrize("name", ["100,000 rules", "20,000 wildcards"])
def test_rules_without_end_cost_little_for_a_page(xunlu, name):
    """Pages whose addresses are as bad for the rules as can be, in bounded time and memory."""
    rules = {"100,000 rules": HUNDRED_THOUSAND, "20,000 wildcards": WILD}[name]
    pages = {f"/{n}{HOSTILE}": page(f"第 {n} 页") for n in range(60)}
    with TinySite({**SITE, "/": page("首页", "/open", "/shut", *pages), **pages, "/robots.txt": robots(rules)}) as site:
        _, seconds, memory = measured(xunlu, "crawl", site.url)
        asked = set(site.paths())
    assert asked >= set(pages) | {"/open"}  # the last rule of 100,000 stands behind 500 KiB
    assert ("/shut" in asked) == (rules is HUNDRED_THOUSAND)
    print(f"{name}: {seconds:.1f} s, {memory:.0f} MB")
    assert seconds < 60
    assert memory < 200
