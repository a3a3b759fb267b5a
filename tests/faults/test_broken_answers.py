"""Answers that are slow, cut off, too long or no HTTP: each has a name, costs at most one more request, and harms no other page."""

import pytest

from tests.e2e.program import query
from tests.faults.broken import BROKEN
from tests.faults.crawling import assert_healthy, crawl, site
from tests.faults.server import FaultServer

UNANSWERED = {  # path -> cause
    "/slow-head": "timeout", "/slow-body": "timeout", "/silent": "timeout",
    "/reset-before": "reset", "/reset-in-head": "reset", "/closed-before": "closed",
    "/http-0-9": "not-http", "/other-protocol": "not-http", "/bad-status": "bad-status",
    "/two-lengths": "bad-length", "/negative-length": "bad-length", "/unknown-transfer": "bad-transfer",
    "/long-header": "header-too-long", "/many-headers": "header-flood", "/endless-headers": "header-flood",
    "/folded-header": "header-flood", "/endless-interim": "header-flood", "/cookie-storm": "header-flood",
}  # fmt: skip
CUT = {  # the part that came is kept
    "/reset-in-body": "truncated", "/reset-without-length": "truncated", "/short": "truncated", "/cut-chunk": "truncated",
    "/long": "overlong", "/garbage-chunk": "bad-chunks", "/chunk-without-end": "bad-chunks", "/bad-gzip": "bad-packing",
}  # fmt: skip
WHOLE = {
    "/no-colon": "少一个冒号", "/until-closed": "旧式服务器", "/http-1-0": "HTTP/1.0", "/cookie-flood": "饼干",
    "/long-in-time": "半页",
}  # fmt: skip
TRIED_AGAIN = ("timeout", "reset", "closed", "not-http")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    with FaultServer(site(BROKEN)) as server:
        yield crawl(tmp_path_factory.mktemp("broken"), server)


def test_every_fault_is_told_of_here():
    assert {*UNANSWERED, *CUT, *WHOLE} == set(BROKEN)


@pytest.mark.parametrize("path", UNANSWERED)
def test_no_answer_has_its_cause(crawled, path):
    row, cause = crawled.rows[path], UNANSWERED[path]
    tries = 2 if cause in TRIED_AGAIN else 1
    assert row == (None, cause, 0, tries, "", None, "done")
    asked = len(crawled.server.times(path))
    # A kept connection that ends without an answer may only have been kept too long: a new one is asked at once.
    assert tries <= asked <= (2 * tries if cause in ("closed", "reset") else tries)


@pytest.mark.parametrize("path", ["/slow-head", "/slow-body", "/silent"])
def test_a_slow_answer_ends_at_the_timeout_and_is_asked_for_again_later(crawled, path):
    """Two seconds and a back-off of half a second; Scrapy's own limit is ten."""
    first, second = crawled.server.times(path)
    assert 2.4 <= second - first < 8


@pytest.mark.parametrize("path", CUT)
def test_part_of_a_page_is_kept_marked_and_asked_for_once_more(crawled, path):
    row = crawled.rows[path]
    assert row[:4] == (200, CUT[path], 1, 2)
    assert len(crawled.server.times(path)) == 2
    sizes = dict(query(crawled.xunlu.db, "select url, size_bytes from v_pages where truncated"))
    assert (sizes[crawled.server.url + path[1:]] > 0) == (path not in ("/chunk-without-end", "/bad-gzip"))


@pytest.mark.parametrize("path", WHOLE)
def test_a_page_that_is_only_odd_is_whole(crawled, path):
    assert crawled.rows[path] == (200, None, 0, 1, WHOLE[path], None, "done")


def test_healthy_pages_are_read_as_if_nothing_were(crawled):
    assert_healthy(crawled)
    assert crawled.ended() == ("complete", "finished")


def test_time_and_memory_are_bounded(crawled):
    """Two tries of two seconds and what lies between, for 16 at once; endless headers would fill hundreds of megabytes."""
    assert crawled.seconds < 40
    assert crawled.peak < 200


def test_nothing_cut_is_judged_as_a_page_and_all_of_it_is_told(crawled):
    db = crawled.xunlu.db
    reasons = query(db, "select distinct indexable_reason from v_pages where truncated")
    assert reasons == [("incomplete",)]
    told = crawled.findings("no-response")
    asked_twice = {path for path, cause in UNANSWERED.items() if cause in TRIED_AGAIN}
    assert set(told) == {*asked_twice, *CUT}
    assert '"cause":"overlong"' in told["/long"].replace(" ", "")


@pytest.mark.parametrize(("lang", "said"), [("en", "too many headers"), ("zh", "响应头太多")])
def test_a_page_says_why(crawled, lang, said):
    page = crawled.xunlu("--lang", lang, "page", f"{crawled.server.url}many-headers")
    assert said in page.out
