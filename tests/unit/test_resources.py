"""Which files and external addresses a run refers to, how often; which addresses nobody may lead us to; when a host is left."""

import asyncio
import json
import time

import pytest

from configs.errors import Terminated
from configs.settings import Crawl, Site
from crawler.fetching.obeying import Obeyed
from crawler.fetching.pacing import HostClock
from crawler.plan import make_plan
from crawler.resource_places import FAILURES, MAX_HOLD, REMEMBERED, Place, Places
from crawler.resource_targets import StoppedError, plan_resources
from crawler.robots import parse
from crawler.runs import create_run
from crawler.store import open_store
from tests.e2e.crawled import CrawledSite

START = "https://shop.example/"
CDN = "https://cdn.example"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as opened:
        yield opened


@pytest.fixture
def site(store):
    return CrawledSite(store, START)


def plan(site, *, files=True, external=True, stop=lambda: False):
    plan_resources(site.store, site.run.run_id, ("utm_*",), files=files, external=external, stop=stop)
    return {url: (row.kind, row.pages, row.example.removeprefix(site.start)) for url, row in site.rows().items()}


def styles(*addresses):
    return "<head>" + "".join(f'<link rel="stylesheet" href="{address}">' for address in addresses) + "</head>"


def test_pages_are_counted_once_and_the_nearest_is_the_example(site):
    site.add("/deep", f'<img src="/logo.png"><img src="/logo.png"><img src="{CDN}/a.png">', depth=3)
    site.add("/near", '<img src="/logo.png"><img src="/logo.png">', depth=1)
    site.add("/also", '<img src="/logo.png">', depth=1)
    assert plan(site) == {"/logo.png": ("image", 3, "/near"), f"{CDN}/a.png": ("image", 1, "/deep")}


def test_the_same_document_at_two_urls_is_two_pages(site):
    html = styles("/a.css", "b.css")
    site.add("/x/1", html, depth=2)
    site.add("/y/1", html, depth=1)
    assert plan(site) == {
        "/a.css": ("style", 2, "/y/1"), "/x/b.css": ("style", 1, "/x/1"), "/y/b.css": ("style", 1, "/y/1"),
    }  # fmt: skip


def test_external_are_links_to_hosts_that_are_not_the_sites(site):
    site.add(
        "/",
        f'<a href="/in">a</a><a href="{CDN}/out?utm_source=x">b</a><a href="mailto:a@b.cn">c</a><iframe src="{CDN}/f"></iframe>',
    )
    assert plan(site, files=False) == {f"{CDN}/out?utm_source=x": ("external", 1, "/")}


def test_further_hosts_of_the_site_are_not_external(store):
    site = CrawledSite(store, START, hosts=("m.shop.example",))
    site.add("/", '<a href="https://m.shop.example/">m</a><img src="https://m.shop.example/a.png">')
    assert set(plan(site)) == {"https://m.shop.example/a.png"}


def test_a_target_that_is_several_things_is_one_row(site):
    site.add("/1", f'<a href="{CDN}/a.png"><img src="{CDN}/a.png"></a>')
    site.add("/2", f'<a href="{CDN}/a.png">larger</a>')
    site.add("/3", f'<script src="{CDN}/a.png"></script><head>')
    assert plan(site) == {f"{CDN}/a.png": ("image", 3, "/1")}


def test_the_same_file_in_two_ways_of_writing_counts_a_page_once(site):
    site.add("/tea/1", styles("/tea/a.css", "a.css", f"{site.start}/tea/a.css", "//shop.example/tea/a.css"))
    assert plan(site) == {"/tea/a.css": ("style", 1, "/tea/1")}


def test_addresses_that_cannot_be_asked_for_are_left_out(site):
    site.add("/", styles("data:text/css,a", "javascript:1", "http://", "ftp://a/b.css", "blob:x", "/ok.css"))
    assert set(plan(site)) == {"/ok.css"}


def test_an_address_that_the_facts_have_cut_is_left_out(site):
    site.add("/", styles("/" + "x" * 400 + ".css", "/" + "y" * 280 + ".css"))
    assert [path[1] for path in plan(site)] == ["y"]


def test_a_query_alone_is_of_the_page_itself(site):
    site.add("/a.php?id=1", styles("?css=1", "b.css"))
    site.add("/c.php?id=2", styles("?css=1", "b.css"))
    assert set(plan(site)) == {"/a.php?css=1", "/c.php?css=1", "/b.css"}


def test_a_base_changes_what_relative_addresses_mean(site):
    """As soon as the facts know it; the row is written here as they would."""
    site.add("/tea/1", styles("a.css"))
    facts = json.dumps({"resources": {"styles": ["a.css", "/b.css"], "base": f"{CDN}/theme/"}})
    site.store.db.execute("update document_facts set facts = ?", [facts])
    assert set(plan(site)) == {f"{CDN}/theme/a.css", f"{CDN}/b.css"}


def test_error_pages_refer_to_nothing(site):
    site.add("/gone", styles("/a.css"))
    site.store.db.execute("update pages set status = 404, link_set_id = null")
    assert plan(site) == {}


def test_pages_of_other_runs_do_not_count(store):
    other = CrawledSite(store, START)
    other.add("/", '<img src="/old.png">' + styles("/old.css"))
    site = CrawledSite(store, START)
    site.add("/", '<img src="/new.png">')
    assert set(plan(site)) == {"/new.png"}


def test_many_sets_of_styles_are_counted_in_parts(site, monkeypatch):
    monkeypatch.setattr("crawler.resource_files.SETS", 3)
    monkeypatch.setattr("crawler.resource_files.PAGES", 2)
    for n in range(20):
        site.add(f"/{n}", styles("/all.css", f"/{n % 7}.css"), depth=20 - n)
    found = plan(site)
    assert found["/all.css"] == ("style", 20, "/19")
    assert {found[f"/{n}.css"][1] for n in range(6)} == {3}
    assert found["/0.css"] == ("style", 3, "/14")


def test_planning_again_keeps_answers_and_drops_what_is_not_wanted_any_more(site):
    site.add("/", f'<img src="/a.png"><a href="{CDN}/x">x</a><a href="{CDN}/y">y</a>')
    plan(site)
    db = site.store.db
    db.execute("update resources set method = 'HEAD', status = 404 where url_id = (select url_id from urls where url = ?)", [f"{CDN}/x"])  # fmt: skip
    site.add("/2", '<img src="/a.png"><img src="/b.png">', depth=1)
    assert plan(site, external=False) == {
        "/a.png": ("image", 2, "/"), "/b.png": ("image", 1, "/2"), f"{CDN}/x": ("external", 1, "/"),
    }  # fmt: skip
    assert site.rows()[f"{CDN}/x"].status == 404


def test_redirects_that_were_crawled_are_answered(site):
    site.add("/", '<img src="/a.png"><img src="/b.png"><img src="/loop.png">')
    ids = {}
    for path, status, columns in (
        ("/end.png", 200, {"content_type": "image/png", "size_bytes": 9}), ("/a.png", 301, {}), ("/b.png", 302, {}), ("/loop.png", 301, {})
    ):  # fmt: skip
        site.keep(f"{site.start}{path}", status=status, **columns)
        ids[path] = site.store.db.execute("select url_id from urls where url = ?", [site.start + path]).fetchone()[0]
    nowhere = site.store.db.execute(
        "insert into urls (url, host_id) values ('https://x.example/', 1) returning url_id"
    ).fetchone()[0]
    for path, target in (("/a.png", ids["/end.png"]), ("/b.png", nowhere), ("/loop.png", ids["/loop.png"])):
        values = [site.run.run_id, ids[path], 1, ids[path], 301, target]
        site.store.db.execute("update pages set redirect_to_id = ? where url_id = ?", [target, ids[path]])
        site.store.db.execute("insert into redirects values (?, ?, ?, ?, ?, ?)", values)
    plan(site)
    rows = site.rows()
    moved, loop = rows["/a.png"], rows["/loop.png"]
    assert (moved.status, moved.final_status, moved.hops, moved.size_bytes) == (301, 200, 1, 9)
    assert (moved.final, moved.content_type, moved.error) == (f"{site.start}/end.png", "image/png", None)
    assert (loop.status, loop.final_status, loop.error) == (301, None, "redirect-loop")
    assert (rows["/b.png"].method, rows["/b.png"].status) == ("", None)  # its end is not known: to be asked


@pytest.mark.parametrize("steps", [1, 10**9])  # while SQLite counts, and after
def test_planning_that_is_stopped_leaves_nothing_behind(site, monkeypatch, steps):
    site.add("/", '<img src="/a.png">' + styles("/a.css"))
    monkeypatch.setattr("crawler.resource_targets.STEPS", steps)
    with pytest.raises(StoppedError):
        plan(site, stop=lambda: True)
    assert site.rows() == {}
    assert not site.store.db.in_transaction
    assert site.check(stop=lambda: True).stopped


def test_a_signal_while_sqlite_counts_is_not_lost(site, monkeypatch):
    monkeypatch.setattr("crawler.resource_targets.STEPS", 1)
    site.add("/", '<img src="/a.png">')

    def interrupt():
        raise Terminated

    with pytest.raises(Terminated):
        plan(site, stop=interrupt)
    assert site.rows() == {}


def test_a_plan_without_either_does_nothing(site):
    site.add("/", '<img src="/a.png">')
    site.plan = make_plan("shop", Site(start=(START,), crawl=Crawl()))
    assert site.check().asked == 0
    assert site.rows() == {}


def place(delay=0.0, concurrency=2):
    return Place(HostClock(delay, concurrency), own=False, obeyed=None)


def test_failures_in_a_row_count():
    host = place()
    for _ in range(FAILURES - 1):
        host.failed("timeout")
    host.answered()
    for _ in range(FAILURES - 1):
        host.failed("refused")
    assert host.given_up == ""
    host.failed("reset")
    assert host.given_up == "reset"


def test_a_pause_counts_once_for_all_that_were_under_way():
    host = place()
    sent = time.monotonic()
    assert host.limited(0.01, sent)
    assert host.limited(0.01, sent)
    assert host.given_up == ""
    assert not host.limited(0.01, time.monotonic())
    assert host.given_up == "rate-limited"
    longer = place()
    assert not longer.limited(MAX_HOLD + 1, sent)
    assert longer.given_up == "rate-limited"


def test_a_crawl_delay_leaves_one_request_at_a_time():
    async def most() -> int:
        host, slots, now, seen = place(), asyncio.Semaphore(32), 0, 0
        host.obey(Obeyed(parse(b"User-agent: *\nCrawl-delay: 0.01\n")))

        async def ask() -> None:
            nonlocal now, seen
            async with host.turn(slots):
                now += 1
                seen = max(seen, now)
                await asyncio.sleep(0.02)
                now -= 1

        await asyncio.gather(*(ask() for _ in range(5)))
        return seen

    assert asyncio.run(most()) == 1


def test_hosts_of_others_get_a_request_a_second_and_two_at_once():
    places = Places(make_plan("shop", Site(start=(START,))), {"shop.example"}, {"shop.example": Obeyed()})
    own, other = places.of(f"{START}a"), places.of(f"{CDN}/a")
    assert (own.clock.delay, own.clock.concurrency) == (0.25, 4)
    assert (other.clock.delay, other.clock.concurrency) == (1.0, 2)
    assert places.of("http://127.0.0.1:1/").clock.delay == 0.0


def test_places_are_forgotten_but_for_those_that_are_kept():
    places = Places(make_plan("shop", Site(start=(START,))), set(), {})
    kept, first = places.keep(f"{CDN}/a"), places.of("https://h0.example/")
    for n in range(1, REMEMBERED + 50):
        places.of(f"https://h{n}.example/")
    assert places.of(f"{CDN}/b") is kept
    assert places.of("https://h0.example/") is not first
    places.release(f"{CDN}/a")
    assert places.of(f"{CDN}/c") is kept


def test_a_run_without_pages(store):
    run = create_run(store, name="shop", role="target", start_url=START, hosts=["shop.example"], settings={}, scope="")
    plan_resources(store, run.run_id, (), files=True, external=True, stop=lambda: False)
    assert store.db.execute("select count(*) from resources").fetchone()[0] == 0
