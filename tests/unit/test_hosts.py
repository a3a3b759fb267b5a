"""Clocks and rules of hosts: learnt when a host comes up, kept by all crawls of a command, one host not at another's cost."""

from __future__ import annotations

import asyncio
import time

import pytest

from crawler.fetching.hosts import AHEAD, MOST, Hosts, Queues, share_clocks
from crawler.fetching.obeying import Obeyed
from crawler.frontier import Candidate, StoreFrontier
from crawler.interning import Interner
from crawler.records import Lease
from crawler.robots import from_response
from crawler.runs import create_run
from crawler.store import open_store

SHOP, IMAGES = 1, 2
NAMES = {SHOP: "shop.cn", IMAGES: "img.shop.cn"}


def lease(host_id=SHOP, number=0):
    return Lease(host_id * 10_000 + number, f"https://{NAMES[host_id]}/{number}", host_id, 0, 0, 0)


def rules(text):
    return Obeyed(from_response(200, text.encode(), ""))


def hosts(delay=0.0, concurrency=4, ask=None, **known):
    texts = {NAMES[SHOP]: "", NAMES[IMAGES]: ""} | known
    return Hosts(delay, concurrency, {host: rules(text) for host, text in texts.items() if text is not None}, ask)


# -- rules ---------------------------------------------------------------------------------------


def test_a_crawl_delay_slows_its_host_and_leaves_it_one_request_at_a_time():
    found = hosts(0.25, **{NAMES[IMAGES]: "User-agent: *\nCrawl-delay: 3\nDisallow: /1\n"})
    found.add(lease(SHOP))
    found.add(lease(IMAGES))
    assert (found.clocks[SHOP].delay, found.clocks[SHOP].concurrency) == (0.25, 4)
    assert (found.clocks[IMAGES].delay, found.clocks[IMAGES].concurrency) == (3.0, 1)
    assert (
        (found.refuses(lease(IMAGES)) == "")
        and found.refuses(lease(IMAGES, 1)) == "robots"
        and (found.refuses(lease(SHOP, 1)) == "")
    )


def test_a_shorter_crawl_delay_does_not_hurry():
    found = hosts(2.0, **{NAMES[SHOP]: "User-agent: *\nCrawl-delay: 1\n"})
    found.add(lease())
    assert found.clocks[SHOP].delay == 2.0


def test_a_host_whose_rules_are_not_known_is_closed_where_nobody_can_ask():
    found = hosts(**{NAMES[IMAGES]: None})
    found.add(lease(IMAGES))
    assert found.wait(IMAGES, 0.0) == 0.0
    assert found.refuses(lease(IMAGES)) == "robots"


def test_rules_of_a_new_host_are_asked_for_once_and_waited_for():
    asked, woken = [], []

    async def ask(url):
        asked.append(url)
        await asyncio.sleep(0.01)
        return rules("User-agent: xunlu\nDisallow: /1\nCrawl-delay: 2\n")

    async def crawl():
        found = hosts(ask=ask, **{NAMES[IMAGES]: None})
        found.woken = lambda: woken.append(found.asking)
        for number in range(3):
            found.add(lease(IMAGES, number))
        found.add(lease(SHOP))
        assert found.asking and found.wait(IMAGES, time.monotonic()) is None
        assert found.wait(SHOP, time.monotonic()) == 0.0
        await asyncio.sleep(0.1)
        assert not found.asking and found.wait(IMAGES, time.monotonic()) == 0.0
        assert found.clocks[IMAGES].delay == 2.0
        assert (found.refuses(lease(IMAGES, 0)) == "") and found.refuses(lease(IMAGES, 1)) == "robots"

    asyncio.run(crawl())
    assert asked == [f"https://{NAMES[IMAGES]}/0"]
    assert woken == [False]


def test_a_fault_while_asking_closes_the_host_and_holds_nobody_up(caplog):
    async def ask(url):
        raise ZeroDivisionError

    async def crawl():
        found = hosts(ask=ask, **{NAMES[IMAGES]: None})
        found.add(lease(IMAGES))
        await asyncio.sleep(0.05)
        assert not found.asking and found.refuses(lease(IMAGES)) == "robots"
        assert found.known[NAMES[IMAGES]].reason == "internal"

    asyncio.run(crawl())
    assert "robots.txt of img.shop.cn" in caplog.text


# -- answers that ask for time -------------------------------------------------------------------


def test_a_rest_grows_while_a_host_has_no_time():
    found = hosts()
    found.add(lease())
    now, rests = 100.0, []
    for number in range(1, 6):
        assert found.answered(SHOP, 429, None, now) == number
        rests.append(found.wait(SHOP, now))
        now += rests[-1]
    assert rests == [0.5, 2.0, 8.0, 8.0, 8.0]
    assert found.answered(SHOP, 200, None, now) == 0
    assert found.answered(SHOP, 429, None, now) == 1
    assert found.wait(SHOP, now) == 0.5


def test_a_503_may_be_of_its_page_alone():
    found = hosts()
    found.add(lease())
    now = 100.0
    for _ in range(5):
        assert found.answered(SHOP, 503, None, now) == 0
        assert found.wait(SHOP, now) == 0.5
        now += 0.5


def test_answers_that_were_under_way_together_count_once():
    found = hosts(concurrency=16)
    found.add(lease())
    assert [found.answered(SHOP, 429, None, 100 + n / 100) for n in range(16)] == [1] * 16
    assert found.wait(SHOP, 100.0) == 0.5


@pytest.mark.parametrize(("asked", "wait"), [(0.0, 0.0), (1.0, 1.0), (3600.0, 3600.0)])
def test_what_a_server_asks_for_is_what_it_gets(asked, wait):
    found = hosts()
    found.add(lease())
    found.answered(SHOP, 503, asked, 100.0)
    assert found.wait(SHOP, 100.0) == wait


def test_a_later_and_longer_wish_counts_though_the_host_is_at_rest():
    found = hosts()
    found.add(lease())
    found.answered(SHOP, 429, None, 100.0)
    found.answered(SHOP, 429, 60.0, 100.1)
    found.answered(SHOP, 429, 1.0, 100.2)
    assert found.wait(SHOP, 100.2) == pytest.approx(59.9)


def test_one_host_at_rest_is_not_another():
    found = hosts()
    for host in (SHOP, IMAGES):
        found.add(lease(host))
    found.answered(IMAGES, 429, 30.0, 100.0)
    found.answered(SHOP, 200, None, 100.0)
    assert (found.wait(SHOP, 100.0), found.wait(IMAGES, 100.0)) == (0.0, 30.0)
    assert found.answered(IMAGES, 429, 30.0, 131.0) == 2


# -- several crawls of one host ------------------------------------------------------------------


def test_two_crawls_of_one_host_are_one_visitor():
    phone, desktop = hosts(0.5, 1), hosts(0.5, 1)
    share_clocks([phone, desktop])
    heard = []
    desktop.woken = lambda: heard.append("desktop")
    phone.woken = lambda: heard.append("phone")
    for crawl in (phone, desktop):
        crawl.add(lease())
    phone.started(SHOP, 100.0)
    assert desktop.wait(SHOP, 100.0) is None
    phone.ended(SHOP, 0.1)
    assert heard == ["desktop"]
    assert desktop.wait(SHOP, 100.1) == pytest.approx(0.4)
    desktop.started(SHOP, 100.5)
    desktop.ended(SHOP, 0.1)
    assert phone.wait(SHOP, 100.6) == pytest.approx(0.4)
    desktop.answered(SHOP, 429, 20.0, 100.6)
    assert phone.wait(SHOP, 100.6) == pytest.approx(20)


def test_the_slower_of_two_crawls_decides_and_other_hosts_are_nobodys_business():
    slow, quick = hosts(1.0, 2), hosts(0.1, 8)
    share_clocks([slow, quick])
    heard = []
    slow.woken = lambda: heard.append("slow")
    quick.add(lease(SHOP))
    slow.add(lease(SHOP))
    quick.add(lease(IMAGES))
    assert (quick.clocks[SHOP].delay, quick.clocks[SHOP].concurrency) == (1.0, 2)
    assert (quick.clocks[IMAGES].delay, quick.clocks[IMAGES].concurrency) == (0.1, 8)
    quick.started(IMAGES, 100.0)
    quick.ended(IMAGES, 0.1)
    assert heard == []


def test_one_crawl_that_asks_for_rules_does_not_open_the_host_to_another():
    async def ask(url):
        await asyncio.sleep(0.05)
        return rules("")

    async def slower(url):
        await asyncio.sleep(0.3)
        return rules("")

    async def crawl():
        first = hosts(ask=ask, **{NAMES[IMAGES]: None})
        second = hosts(ask=slower, **{NAMES[IMAGES]: None})
        share_clocks([first, second])
        first.add(lease(IMAGES))
        second.add(lease(IMAGES))
        while first.asking:
            await asyncio.sleep(0.01)
        assert second.wait(IMAGES, time.monotonic()) is None
        while second.asking:
            await asyncio.sleep(0.01)
        assert (second.refuses(lease(IMAGES)) == "") and (first.refuses(lease(IMAGES)) == "")

    asyncio.run(crawl())


# -- what is at hand -----------------------------------------------------------------------------


class Site:
    """A frontier with URLs of two hosts, all of one before those of the other."""

    def __init__(self, store, shop=0, images=0):
        self.store = store
        run = create_run(store, name="s", role="target", start_url="https://shop.cn/", hosts=[], settings={}, scope="")
        self.frontier = StoreFrontier(store, run.run_id)
        interner = Interner(store.db)
        with store.atomic():
            urls = [f"https://{NAMES[IMAGES]}/{n}" for n in range(images)]
            urls += [f"https://{NAMES[SHOP]}/{n}" for n in range(shop)]
            interner.add_urls(urls)
            ids = interner.urls
            self.frontier.add(Candidate(ids[url], interner.host_of[ids[url]], 0) for url in urls)
        self.ids = {name: interner.host(name) for name in NAMES.values()}

    def pending(self, host):
        row = self.store.db.execute(
            "select count(*) from frontier where host_id = ? and state = 0 and not_before <= ?",
            [self.ids[host], time.time()],
        )
        return row.fetchone()[0]


@pytest.fixture
def site(tmp_path):
    with open_store(tmp_path / "s.db", create=True) as store:
        yield lambda **counts: Site(store, **counts)


def fill(queues, frontier, now=100.0):
    """Lease as a crawl does, until nothing more is wanted or there."""
    while queues.wants_more(now) and (leases := frontier.lease(queues.ahead)):
        queues.add(leases)


def names(queues, now, count):
    """The hosts of the next URLs."""
    taken = [queues.take(now) for _ in range(count)]
    return [one.url.split("/")[2] for one in taken if one is not None]


def test_hosts_take_turns(site):
    made = site(shop=5, images=5)
    queues = Queues(hosts(concurrency=99), made.frontier)
    fill(queues, made.frontier)
    assert names(queues, 100.0, 11) == [NAMES[IMAGES], NAMES[SHOP]] * 5
    assert not queues and queues.wait(100.0) is None


def test_one_host_is_leased_for_no_further_than_ahead(site):
    made = site(shop=1000)
    queues = Queues(hosts(1.0), made.frontier)
    fill(queues, made.frontier)
    assert made.pending(NAMES[SHOP]) == 1000 - AHEAD
    assert not queues.wants_more(100.0)


def test_a_host_at_rest_lets_the_other_go_on(site):
    made = site(images=1000, shop=50)
    queues = Queues(hosts(), made.frontier, several=True)
    queues.add(made.frontier.lease(AHEAD))
    queues.hosts.answered(made.ids[NAMES[IMAGES]], 429, 600.0, 100.0)
    fill(queues, made.frontier)
    assert made.pending(NAMES[SHOP]) == 0
    assert set(names(queues, 100.0, 99)) == {NAMES[SHOP]}
    assert queues.wait(100.0) == pytest.approx(600)
    assert made.pending(NAMES[IMAGES]) == 0  # until shortly before the rest is over
    assert made.frontier.next_due() == pytest.approx(time.time() + 480, abs=5)


def test_a_slow_host_lets_the_other_go_on(site):
    made = site(images=1000, shop=50)
    queues = Queues(hosts(**{NAMES[IMAGES]: "User-agent: *\nCrawl-delay: 10\n"}), made.frontier, several=True)
    fill(queues, made.frontier)
    assert made.pending(NAMES[SHOP]) == 0
    assert names(queues, 100.0, 3) == [NAMES[IMAGES], NAMES[SHOP], NAMES[IMAGES]]  # its clock has not started


def test_what_is_at_hand_is_bounded_whatever_hosts_do(site):
    made = site(images=2 * MOST, shop=10)
    queues = Queues(hosts(), made.frontier, several=True)
    queues.add(made.frontier.lease(AHEAD))
    queues.hosts.answered(made.ids[NAMES[IMAGES]], 429, 600.0, 100.0)
    queues._next_pacing = float("inf")  # as if pacing had cost too much
    fill(queues, made.frontier)
    at_hand = made.store.db.execute("select count(*) from frontier where state = 1").fetchone()[0]
    assert at_hand <= MOST + AHEAD


def test_a_crawl_of_one_host_never_touches_the_frontier_for_its_pace(site):
    made = site(shop=1000)
    queues = Queues(hosts(30.0), made.frontier)
    fill(queues, made.frontier)
    assert made.store.db.execute("select max(not_before) from frontier").fetchone() == (0.0,)
