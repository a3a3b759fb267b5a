"""Redirects that lead round and round, on and on, or out of HTTP: every hop is a row, is asked for once, and nothing else is."""

from itertools import pairwise

import pytest

from tests.e2e.program import query
from tests.e2e.tiny import NOWHERE, page
from tests.faults.crawling import assert_healthy, crawl, site
from tests.faults.server import FaultServer, healthy

LOOP = ("/loop-a", "/loop-b", "/loop-c")
CHAIN = tuple(f"/hop-{number}" for number in range(26))
ELSEWHERE = {
    "/to-file": "file:///etc/passwd", "/to-data": "data:text/html,<h1>x</h1>", "/to-script": "javascript:alert(1)",
    "/to-ftp": "ftp://127.0.0.1/", "/to-nothing": "", "/to-nonsense": "http://[::bad", "/to-port": "http://127.0.0.1:99999/",
}  # fmt: skip
REFRESH = '<meta http-equiv="refresh" content="0; url={}">'


def moved(location, status="302 Found"):
    return lambda talk: talk.answer("", f"Location: {location}", status=status)


def grows(talk):
    number = int(talk.path.rpartition("-")[2])
    talk.answer("", f"Location: /grows-{number + 1}", status="301 Moved Permanently")


FAULTS = {
    "/self": moved("/self"),
    **{here: moved(there) for here, there in zip(LOOP, LOOP[1:] + LOOP[:1], strict=True)},
    **{here: moved(there) for here, there in pairwise(CHAIN)},
    CHAIN[-1]: healthy("第二十六步"),
    "/refresh-a": lambda talk: talk.answer(page("刷新甲", head=REFRESH.format("/refresh-b"))),
    "/refresh-b": lambda talk: talk.answer(page("刷新乙", head=REFRESH.format("/refresh-a"))),
    **{path: moved(target) for path, target in ELSEWHERE.items()},
    "/off-site": moved(f"{NOWHERE}x"),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    # Of the chain and of the endless one only the beginning is linked to: how far they are followed, redirects alone decide.
    linked = {path: fault for path, fault in FAULTS.items() if path not in CHAIN[1:]}
    faults = {**site(linked, "/grows-1"), **FAULTS, "*": lambda talk: grows(talk) if "/grows-" in talk.path else talk.answer("", status="404 Not Found")}  # fmt: skip
    with FaultServer(faults) as server:
        yield crawl(tmp_path_factory.mktemp("redirects"), server)


@pytest.mark.parametrize("path", ["/self", *LOOP, "/refresh-a", "/refresh-b"])
def test_a_loop_is_asked_for_once_and_is_a_row_of_each_hop(crawled, path):
    assert len(crawled.server.times(path)) == 1
    assert crawled.rows[path].status == (200 if "refresh" in path else 302)


def test_loops_are_findings(crawled):
    told = crawled.findings("redirect-loop")
    assert {"/self", *LOOP} <= set(told)


def test_a_long_chain_is_followed_so_far_and_told(crawled):
    followed = [path for path in CHAIN if path in crawled.rows]
    assert followed == list(CHAIN[: len(followed)])
    assert 10 <= len(followed) <= 21
    assert all(len(crawled.server.times(path)) == (path in followed) for path in CHAIN)
    assert CHAIN[0] in crawled.findings("redirect-chain")


def test_an_endless_chain_ends(crawled):
    asked = [one.path for one in crawled.server.asked if one.path.startswith("/grows-")]
    assert len(asked) == len(set(asked)) <= 21


@pytest.mark.parametrize("path", ELSEWHERE)
def test_what_is_no_web_address_is_never_followed(crawled, path):
    row = crawled.rows[path]
    assert (row.status, row.error, row.redirect_to) == (302, "bad-redirect", None)
    assert {url.partition(":")[0] for (url,) in query(crawled.xunlu.db, "select url from urls")} == {"http"}


def test_a_page_says_where_a_redirect_cannot_lead(crawled):
    assert "redirects to no web address" in crawled.xunlu("page", f"{crawled.server.url}to-file").out


def test_another_site_is_named_and_not_asked(crawled):
    assert crawled.rows["/off-site"][:2] == (302, None)
    assert crawled.rows["/off-site"].redirect_to == f"{NOWHERE}x"
    assert not [url for url in crawled.rows if NOWHERE in url]


def test_healthy_pages_are_read(crawled):
    assert_healthy(crawled)
