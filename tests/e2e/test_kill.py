"""Killed, interrupted or crowded: a crawl loses nothing, repeats next to nothing, and says how to go on."""

import signal
import time
from functools import partial

import pytest

from crawler.fetching.site_crawl import BATCH
from crawler.probe_variants import ALIASES
from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import number, query, resume_words, sound
from tests.e2e.tiny import Reply, TinySite, page

PAGES, FEW = 1800, 500  # of which a rival's shop is a third; it has no slow and no failing page
IN_FLIGHT = 8
FOUR_SECONDS = ("--rate", 150, "--concurrency", IN_FLIGHT)  # what a crawl of that many pages takes
SLOW = ("--rate", 60, "--concurrency", IN_FLIGHT)
SLOWER = ("--rate", 20, "--concurrency", IN_FLIGHT)  # for what must happen meanwhile
KILLS = (60, 220, 400)  # pages in the store when the process is killed
# Asked for whenever a crawl begins or goes on.
BESIDE = ("/robots.txt", "/sitemap.xml", "/llms.txt", "/xunlu-", "/favicon.ico", *(f"/{name}" for name in ALIASES))

PAGE_FACTS = """
    select u.url, p.status, p.title, hex(p.document_hash), p.error, p.han_chars
    from pages p join urls u using (url_id) order by 1
"""
EDGES = "select source, target, kind, anchor, rel, position, ordinal from v_links order by 1, 7"
GRAPH = "select url, depth, inlinks, outlinks from v_pages order by 1"
PENDING = "select count(*) from frontier where state in (0, 1)"
STORED = "select count(*) from pages"


@pytest.fixture(scope="module")
def shop():
    with ShopServer(partial(make_shop, name="rival-a", pages=FEW)) as server:
        yield server


@pytest.fixture
def large_shop():
    with ShopServer(partial(make_shop, name="rival-a", pages=PAGES)) as server:
        yield server


def asked(server):
    return {path: count for path, count in server.requests.items() if not path.startswith(BESIDE)}


def undisturbed(server, xunlu):
    """Facts, edges and requests of a crawl that nothing disturbs, into another store."""
    server.requests.clear()
    xunlu.bare("--db", xunlu.folder / "calm.db", "crawl", server.url)
    calm = xunlu.folder / "calm.db"
    return query(calm, PAGE_FACTS), query(calm, EDGES), asked(server)


def status(db):
    return query(db, "select status, reason from runs order by run_id desc limit 1")[0]


def test_killed_three_times_and_resumed_it_is_the_same_crawl(large_shop, xunlu):
    pages, edges, wanted = undisturbed(large_shop, xunlu)
    assert len(pages) > PAGES * 0.3
    large_shop.requests.clear()
    for moment in KILLS:
        with xunlu.start("crawl", large_shop.url, *FOUR_SECONDS, "--resume") as running:
            running.until(lambda limit=moment: number(xunlu.db, STORED) >= limit)
            running.process.kill()
            assert running.process.wait(30) == -signal.SIGKILL
        assert moment <= number(xunlu.db, STORED) < len(pages)
        assert number(xunlu.db, PENDING) > 0
        assert status(xunlu.db) == ("running", "")
        assert sound(xunlu.db)
    last = xunlu("crawl", large_shop.url, "--resume")
    assert "going on with the interrupted run #1" in last.err
    assert sound(xunlu.db)
    assert query(xunlu.db, "select run_id, status from runs") == [(1, "complete")]
    assert query(xunlu.db, PAGE_FACTS) == pages
    assert query(xunlu.db, EDGES) == edges
    assert number(xunlu.db, PENDING) == 0
    xunlu("links")
    xunlu.bare("--db", xunlu.folder / "calm.db", "links")
    assert query(xunlu.db, GRAPH) == query(xunlu.folder / "calm.db", GRAPH)
    again = {path: count - wanted[path] for path, count in asked(large_shop).items() if count != wanted[path]}
    assert asked(large_shop).keys() == wanted.keys()
    assert min(again.values(), default=0) >= 0
    assert sum(again.values()) <= len(KILLS) * (IN_FLIGHT + BATCH)


def test_what_was_killed_is_analysed_like_any_other_crawl(shop, xunlu):
    with xunlu.start("crawl", shop.url, *SLOW) as running:
        running.until(lambda: number(xunlu.db, STORED) >= 60)
        running.process.kill()
    xunlu("run", shop.url, "-o", "report.html")
    found = query(xunlu.db, "select check_id, url from v_findings where severity in ('error', 'warning') order by 1, 2")
    key = {(one["check"], one["url"]) for one in shop.shop.answer_key()}
    assert query(xunlu.db, "select count(*) from runs") == [(1,)]
    assert set(found) == key
    assert len(found) == len(shop.shop.defects)


@pytest.mark.parametrize(("number_", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_in_order_and_the_printed_command_goes_on(shop, xunlu, number_, code):
    shop.requests.clear()
    with xunlu.start("crawl", shop.url, *SLOW, "--exclude", "/about*") as running:
        running.until(lambda: number(xunlu.db, STORED) >= 60)
        running.signal(number_)
        ended = running.end()
    assert ended.code == code
    assert "Finishing" in ended.err
    assert "Interrupted" in ended.err
    assert status(xunlu.db) == ("interrupted", "signal" if number_ == signal.SIGINT else "terminated")
    assert number(xunlu.db, "select count(*) from frontier where state = 1") == 0
    assert number(xunlu.db, PENDING) > 0
    xunlu.bare(*resume_words(ended.err))
    assert query(xunlu.db, "select run_id, status from runs") == [(1, "complete")]
    assert {
        path for path, count in asked(shop).items() if count > 1
    } == set()  # what was under way was waited for and stored


def test_the_message_is_chinese_for_those_who_read_it(shop, xunlu):
    with xunlu.start("--lang", "zh", "crawl", shop.url, *SLOW) as running:
        running.until(lambda: number(xunlu.db, STORED) >= 50)
        running.signal(signal.SIGINT)
        ended = running.end()
    assert "正在收尾" in ended.err
    assert "已中断" in ended.err
    assert "--resume" in ended.err


def test_a_second_signal_stops_now(xunlu):
    slow = {f"/{n}": Reply(page(f"慢 {n}"), wait=20) for n in range(8)}
    fast = {f"/fast/{n}": page(f"快 {n}") for n in range(20)}
    with TinySite({"/": page("首页", *fast, *slow), **fast, **slow}) as site:
        with xunlu.start("crawl", site.url) as running:
            running.until(lambda: number(xunlu.db, STORED) == 21)
            running.signal(signal.SIGINT)
            running.until(lambda: "press again" in running.said())
            began = time.monotonic()
            running.signal(signal.SIGINT)
            ended = running.end()
            assert time.monotonic() - began < 15  # the slow pages take longer
        assert ended.code == 130
        assert "--resume" in ended.err
        assert status(xunlu.db) == ("interrupted", "signal")
        assert sound(xunlu.db)
        assert number(xunlu.db, STORED) == 21
        assert number(xunlu.db, PENDING) == 8
        site.answers |= {path: page("不慢了") for path in slow}
        xunlu.bare(*resume_words(ended.err))
    assert status(xunlu.db) == ("complete", "finished")
    assert number(xunlu.db, STORED) == 29


def test_a_signal_before_the_first_page(xunlu):
    with TinySite({"/": page("首页", "/a"), "/a": page("甲")}) as site:
        site.answers["/robots.txt"] = Reply("User-agent: *\n", type="text/plain", wait=20)
        with xunlu.start("crawl", site.url) as running:
            running.until(lambda: bool(site.asked))
            running.signal(signal.SIGTERM)
            ended = running.end()
        assert ended.code == 143
        assert status(xunlu.db) == ("interrupted", "terminated")
        site.answers["/robots.txt"] = Reply("User-agent: *\n", type="text/plain")
        xunlu.bare(*resume_words(ended.err))
    assert status(xunlu.db) == ("complete", "finished")
    assert number(xunlu.db, STORED) == 2


@pytest.mark.parametrize(("number_", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_during_the_analyses_ends_them(shop, xunlu, number_, code):
    with xunlu.start("run", shop.url, "-o", "report.html") as running:
        running.until(lambda: "Analysing keywords" in running.said())
        running.signal(number_)
        ended = running.end()
    assert ended.code == code
    assert "Interrupted" in ended.err
    assert not (xunlu.folder / "report.html").exists()
    assert sound(xunlu.db)
    assert query(xunlu.db, "select count(*) from findings") == [(0,)]
    xunlu("report", "-o", "report.html")
    assert (xunlu.folder / "report.html").is_file()


def test_a_second_process_on_the_same_site_is_refused(shop, xunlu):
    with xunlu.start("crawl", shop.url, *SLOWER) as running:
        running.until(lambda: number(xunlu.db, STORED) > 0)
        refused = xunlu("crawl", shop.url, code=6)
        refused_fresh = xunlu("crawl", shop.url, "--fresh", code=6)
        assert running.alive
        assert running.end().code == 0
    for result in (refused, refused_fresh):
        assert "XE-307" in result.err
        assert str(xunlu.db) in result.err
    assert query(xunlu.db, "select run_id, status from runs") == [(1, "complete")]


def test_two_sites_into_one_store_at_once(shop, xunlu):
    with ShopServer(partial(make_shop, name="rival-b", pages=FEW)) as other:
        with xunlu.start("crawl", shop.url, *SLOW) as first, xunlu.start("crawl", other.url, *SLOW) as second:
            first.until(lambda: number(xunlu.db, "select count(distinct run_id) from pages") == 2)
            assert first.alive and second.alive
            assert (first.end().code, second.end().code) == (0, 0)
        calm = xunlu.folder / "calm.db"
        xunlu.bare("--db", calm, "crawl", shop.url, other.url)
    assert sound(xunlu.db)
    assert {row[0] for row in query(xunlu.db, "select status from runs")} == {"complete"}
    assert query(xunlu.db, PAGE_FACTS) == query(calm, PAGE_FACTS)
    assert query(xunlu.db, EDGES) == query(calm, EDGES)


def test_report_during_a_crawl(shop, xunlu):
    with xunlu.start("crawl", shop.url, *SLOWER) as running:
        running.until(lambda: number(xunlu.db, STORED) >= 20)
        xunlu("report", "-o", "meanwhile.html")
        rows = xunlu.rows("select count(*) as pages from v_pages")
        assert running.alive
        assert running.end().code == 0
    assert (xunlu.folder / "meanwhile.html").stat().st_size > 10_000
    assert int(str(rows[0]["pages"])) >= 20
    xunlu("report", "-o", "after.html")
    found = query(xunlu.db, "select count(*) from v_findings where severity in ('error', 'warning')")
    assert found == [(len(shop.shop.defects),)]
