"""How long a crawl will take, from what is known before it begins."""

from __future__ import annotations

import pytest

from crawler.offline import load_site
from crawler.runs import close_run
from crawler.store import open_store
from jobs.expecting import Expected, duration, expected
from tests.unit.prepared import SHOP, site_crawl


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as opened:
        yield opened


def paths(count, host=""):
    return [f"{host}/{n}" for n in range(count)]


@pytest.mark.parametrize(
    ("settings", "robots", "urls", "seconds"),
    [
        ({"rate": 2.0}, "", 100, 50),
        ({}, "", 100, 25),  # four a second for a target
        ({"rate": 2.0, "max_pages": 40}, "", 40, 20),
        ({"rate": 2.0, "max_pages": 0}, "", 100, 50),
        ({"rate": 2.0, "time_limit": "30s"}, "", 100, 30),
        ({"rate": 2.0, "time_limit": "10m"}, "", 100, 50),
        ({"rate": 2.0}, "User-agent: *\nCrawl-delay: 3\n", 100, 300),
        ({"rate": 2.0}, "User-agent: *\nCrawl-delay: 0.1\n", 100, 50),
        ({"rate": 2.0}, "User-agent: other\nCrawl-delay: 3\n", 100, 50),
        ({"rate": 2.0}, "User-agent: *\nCrawl-delay: 900\n", 100, 3000),  # which is obeyed to 30
    ],
)
def test_from_what_the_sitemaps_name(store, settings, robots, urls, seconds):
    site = site_crawl(store, *paths(99), robots={"shop.example": robots}, **settings)
    assert expected(store, site) == Expected("shop", urls, pytest.approx(seconds), False)


def test_of_an_unknown_site_the_limit_is_known(store):
    site = site_crawl(store, rate=2.0, max_pages=300)
    assert expected(store, site) == Expected("shop", 300, 150, True)
    assert expected(store, site_crawl(store, rate=2.0, max_pages=0)) == Expected("shop", 1, 0.5, False)


def test_hosts_are_asked_side_by_side(store):
    both = (*paths(59), *paths(40, "https://img.example"))
    site = site_crawl(store, *both, rate=1.0, hosts=("img.example",))
    assert expected(store, site) == Expected("shop", 100, 60, False)
    slow = {"img.example": "User-agent: *\nCrawl-delay: 10\n"}
    assert expected(store, site_crawl(store, *both, robots=slow, rate=1.0, hosts=("img.example",))).seconds == 400


def test_crawls_that_take_turns_take_longer(store):
    assert expected(store, site_crawl(store, *paths(99), rate=2.0), visits=2).seconds == 100
    assert expected(store, site_crawl(store, *paths(99), rate=2.0, time_limit="70s"), visits=2).seconds == 70


def test_no_rate_is_no_time(store):
    site = site_crawl(store, *(f"http://127.0.0.1:8000/{n}" for n in range(9)), start="http://127.0.0.1:8000/")
    assert expected(store, site) == Expected("shop", 10, 0, False)


def test_the_last_run_of_the_site_is_remembered(store):
    load_site(store, {f"/{n}": "<title>t</title>" for n in range(80)}, base=SHOP, name="shop")
    assert expected(store, site_crawl(store, rate=2.0)) == Expected("shop", 80, 40, False)
    assert expected(store, site_crawl(store, *paths(199), rate=2.0)).urls == 200
    assert expected(store, site_crawl(store, rate=2.0, max_pages=50)).urls == 50
    listed = (f"{SHOP}a", f"{SHOP}b")
    assert expected(store, site_crawl(store, rate=2.0, mode="list", list_file="-", listed=listed)).urls == 2


def test_a_run_that_failed_or_was_interrupted_is_no_measure(store):
    for status in ("failed", "interrupted"):
        run_id = load_site(store, {"/": "<title>t</title>", "/a": ""}, base=SHOP, name="shop")
        close_run(store, run_id, status, "signal")
    assert expected(store, site_crawl(store, rate=2.0, max_pages=10)).at_most


def test_of_a_resumed_run_only_the_rest_counts(store):
    site = site_crawl(store, *paths(99), rate=2.0, max_pages=80)
    site.batch.frontier.done(lease.url_id for lease in site.batch.frontier.lease(100, linked_only=True))
    site.batch.frontier.done(lease.url_id for lease in site.batch.frontier.lease(29))
    site.tally.pages = 30
    assert expected(store, site) == Expected("shop", 50, 25, False)


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (0, "不到 1 分钟", "under a minute"),
        (29, "不到 1 分钟", "under a minute"),
        (60, "1 分钟", "1 min"),
        (3600, "1 小时", "1 h"),
        (3660, "1 小时 1 分钟", "1 h 1 min"),
        (86400, "1 天", "1 d"),
        (90061, "1 天 1 小时", "1 d 1 h"),
    ],
)
def test_durations(seconds, zh, en):
    assert (duration(seconds, "zh"), duration(seconds, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("urls", "seconds", "at_most", "zh", "en"),
    [
        (4, 0, False, "店：约 4 个网址，不限速", "店: about 4 URLs, as fast as the server answers"),
        (4, 9, False, "店：约 4 个网址，不到 1 分钟", "店: about 4 URLs, under a minute"),
        (9000, 7200, False, "店：约 9,000 个网址，按限速约 2 小时", "店: about 9,000 URLs, about 2 h at this rate"),
        (
            9000,
            7200,
            True,
            "店：最多 9,000 个网址，按限速最长 2 小时",
            "店: at most 9,000 URLs, up to 2 h at this rate",
        ),
    ],
)
def test_what_is_said(urls, seconds, at_most, zh, en):
    told = Expected("店", urls, seconds, at_most)
    assert (told.said("zh"), told.said("en")) == (zh, en)
