"""Spider traps end after a few hundred requests, and what looks like them loses nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from crawler.trap_base import STOPS, Capped, Place, Sieve, mark
from crawler.trap_dates import dated
from crawler.trap_facets import KEPT
from crawler.trap_filters import readings, shown, understood
from crawler.trap_lists import slot_of
from crawler.traps import TRAPS, Stop, Traps
from crawler.urls import trap
from tests.trap_alikes import LOOK_ALIKES, single_facets
from tests.trap_sites import START, TODAY, TRAP_SITES, addresses, crawl, endless_list, facets

ORDERS = ("breadth", "newest", "shuffled")
WASTE = 700  # requests that a trap may cost; the dearest is a calendar of days with a page to log in for each
HASH = {"status": 200, "text_hash": 1, "targets": [], "depth": 1}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", TRAP_SITES)
def test_a_trap_ends(name, order):
    make, kind, real = TRAP_SITES[name]
    done = crawl(make(), order, limit=real + 3 * WASTE)
    assert len(done.asked) <= real + WASTE
    assert kind in done.kinds
    assert done.refused[f"trap:{kind}"] > 0


@pytest.mark.parametrize("order", ORDERS[:2])
@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_what_looks_like_a_trap_loses_nothing(name, order):
    pages = addresses(LOOK_ALIKES[name]())
    done = crawl(LOOK_ALIKES[name](), order, limit=len(pages) + 1)
    assert pages - set(done.asked) == set()
    assert done.stops == []
    assert done.traps.refused() == Counter()


def test_a_list_without_end_is_read_to_its_end():
    asked = set(crawl(endless_list("empty")).asked)
    assert {f"/list/a?page={number}" for number in range(1, 41)} <= asked
    assert {f"/p/a-{item}" for item in range(20, 820)} <= asked


def test_single_facets_stay():
    asked = set(crawl(facets).asked)
    assert set(crawl(single_facets).asked) >= {f"/c3?color={color}" for color in ("red", "blue", "green")}
    assert asked >= {f"/c/{number}?color={color}&page=2" for number in range(12) for color in ("red", "pink")}


def test_a_stop_tells_what_and_where():
    done = crawl(facets)
    assert done.stops[0].kind == "facets"
    assert done.stops[0].template == "/c/0?brand&color&material&price&season&size"
    assert done.stops[0].example.startswith(START + "c/0?")
    assert done.stops[0].seen >= 100
    assert done.traps.stops() == []
    assert sum(done.traps.refused().values()) == done.refused["trap:facets"]
    assert {kind for kind, _ in done.traps.refused()} == {"facets"}


@pytest.mark.parametrize("name", ["facets", "facets in the path", "facets as numbers", "relative links between products",
                                  "calendar of days", "session ids in the path", "session ids under another name",
                                  "one page under all names"])  # fmt: skip
def test_a_later_leg_knows_the_stops(name):
    make, _, real = TRAP_SITES[name]
    first = crawl(make())
    stopped = [(stop.kind, stop.template) for stop in first.stops]
    later = crawl(make(), traps=Traps(stopped, today=TODAY))
    assert len(later.asked) <= len(first.asked)
    assert later.refused.total() > 0
    assert later.stops == []
    assert len(later.asked) <= real + WASTE // 2


def test_every_kind_has_texts():
    assert set(TRAPS) == {kind for _, kind, _ in TRAP_SITES.values()} | {"segments", "repeating"}
    for text in TRAPS.values():
        assert text.zh.endswith("。")
        assert text.en.endswith(".")


def test_fixed_limits_need_no_evidence():
    assert trap(START + "a/" * 21) == "segments"
    assert Traps(today=TODAY).refusal(START + "a/" * 21) == ""


def test_pages_that_were_not_answered_teach_nothing():
    traps = Traps(today=TODAY)
    for number in range(300):
        traps.refusal(f"{START}show?id={number}")
        traps.learn(
            f"{START}show?id={number}", status=404, text_hash=1, targets=[f"{START}show?id={number + 1}"], depth=1
        )
        traps.learn(f"{START}none?id={number}", status=None, text_hash=None, targets=[], depth=1)
    assert traps.stops() == []
    assert traps.refusal(f"{START}show?id=301") == ""


def test_sold_out_products_are_no_duplicates_but_endless_ones_are():
    traps = Traps(today=TODAY)
    shop = [f"{START}p/{number}.html" for number in range(500)]
    for url in shop:
        traps.refusal(url)
    for url in shop:
        traps.learn(url, status=200, text_hash=7, targets=shop[:20], depth=1)
    assert traps.stops() == []
    for number in range(70):
        traps.learn(
            f"{START}q/{number}.html", status=200, text_hash=7, targets=[f"{START}q/{number + 1}.html"], depth=1
        )
    assert traps.stops() == [Stop("duplicates", "/q/*.html", f"{START}q/56.html", 57)]
    assert traps.refusal(f"{START}q/900.html") == "trap:duplicates"
    assert traps.refusal(f"{START}p/900.html") == ""


@pytest.mark.parametrize(
    ("url", "listed", "number", "sure"),
    [
        ("/list?cat=5&page=3", "https://shop.cn/list?cat=5", 3, True),
        ("/tag/tea/page/12/", "https://shop.cn/tag/tea/page/*/?", 12, True),
        ("/news/index_2.html?x=1", "https://shop.cn/news/index_*.html?x=1", 2, True),
        ("/?p=77", "https://shop.cn/?", 77, False),
    ],
)
def test_places_in_a_list(url, listed, number, sure):
    assert slot_of(Place(START[:-1] + url)) == (listed, number, sure)


@pytest.mark.parametrize("url", ["/", "/p/123.html", "/list?page=last", "/homepage-3x", "/page/", "/list?cat=3"])
def test_no_places_in_a_list(url):
    assert slot_of(Place(START[:-1] + url)) is None


@pytest.mark.parametrize(
    ("url", "unit", "day"),
    [
        ("/calendar/2031/05/", "m", date(2031, 5, 1)),
        ("/calendar/2031/05/13/", "d", date(2031, 5, 13)),
        ("/show?month=2031-05", "m", date(2031, 5, 1)),
        ("/show?y=2031&m=5&d=7", "d", date(2031, 5, 7)),
        ("/show?year=2031&week=5", "w", date(2031, 1, 27)),
        ("/show?week=2031-W05", "w", date(2031, 1, 27)),
        ("/rili/20310513.html", "d", date(2031, 5, 13)),
        ("/%E6%97%A5%E5%8E%86/2031%E5%B9%B45%E6%9C%88", "m", date(2031, 5, 1)),
        ("/events?date=1957824000", "d", date(2032, 1, 16)),
        ("/archive/2031/", "y", date(2031, 1, 1)),
    ],
)
def test_dates_in_addresses(url, unit, day):
    found = dated(Place(START[:-1] + url))
    assert found is not None
    assert (found.unit, found.day) == (unit, day.toordinal())


@pytest.mark.parametrize(
    "url",
    ["/p/20310513.html", "/p/2031", "/p/99/2031/13", "/c?d=7", "/rili/20311399.html", "/a/02031/5", "/?year=9999999"],
)
def test_numbers_that_are_no_dates(url):
    assert dated(Place(START[:-1] + url)) is None


@pytest.mark.parametrize(
    ("url", "group", "atoms"),
    [
        ("/l?color=red,blue&page=3&sort=", "/l", [("color", "blue"), ("color", "red")]),
        ("/l?f[0]=a:1&f%5B1%5D=b:2", "/l", [("f", "a:1"), ("f", "b:2")]),
        ("/l?id=3&filter_attr=0.7.0.9", "/l", [("filter_attr.1", "7"), ("filter_attr.3", "9"), ("id", "3")]),
        ("/index.php?route=a/b&path=3", "/index.php?route=a/b", [("path", "3")]),
        ("/shoes/color-red/size-l/", "/shoes", [("color-*", "red"), ("size-*", "l")]),
        ("/list/cid/3/brand/7.html", "/list", [("brand/*", "7"), ("cid/*", "3")]),
        ("/list-3-0-7-0-1.html", "/list-*-*-*-*-*.html", [("#1", "3"), ("#3", "7"), ("#5", "1")]),
    ],
)
def test_what_an_address_chooses(url, group, atoms):
    (found,) = readings(Place(START[:-1] + url))
    assert (found.group, list(found.atoms)) == (group, atoms)


@pytest.mark.parametrize(
    ("group", "filters"),
    [
        ("/c/**", {"brand": 0, "order": 1, "sort": 1}),
        ("/index.php?route=a/b", {"limit": 0, "sort": 1}),
        ("/shoes", {"color-*": 0, "size-*": 1}),
        ("/**", {"color-*": 0, "size-*": 1}),
        ("/list", {"brand/*": 0, "cid/*": 1}),
        ("/list-*-*-*-*-*.html", {"#2": 0, "#4": 1}),
    ],
)
def test_a_template_can_be_read_again(group, filters):
    assert understood(shown(group, filters)) == (group, filters)


def test_a_calendar_with_something_on_every_page_goes_on_into_the_past():
    traps = Traps(today=TODAY)
    days = [date(1995 + month // 12, month % 12 + 1, 1) for month in range(12 * 33)]
    urls = [f"{START}archive/{day:%Y/%m}/" for day in days]
    for at in range(1, len(urls) - 1):
        targets = [urls[at - 1], urls[at + 1], f"{START}post-{at}"]
        traps.learn(urls[at], status=200, text_hash=at, targets=targets, depth=1)
    assert [traps.refusal(url) for url in urls[:380]] == [""] * 380
    assert traps.refusal(f"{START}archive/2031/05/") == "trap:calendar"
    assert [stop.template for stop in traps.stops()] == ["/archive/*/*/"]


def test_memory_has_a_limit():
    traps = Traps(today=TODAY)
    for number in range(60_000):
        for path in (
            f"l{number}?a={number % 7}&b={number % 5}",
            f"t{number}-x{number}/a{number}/",
            f"i?t{number}=abcdef{number:06}",
        ):
            traps.refusal(START + path)
    (filtering,) = [rule for rule in traps._rules if rule.kind == "facets"]
    assert sum(len(group.urls) for group in filtering._groups.values()) <= KEPT
    capped: Capped[int, int] = Capped(10)
    for number in range(1000):
        capped.put(number, number)
        assert number in capped
    assert len(list(capped.values())) <= 11
    assert 1 not in capped


def test_stops_are_limited_too():
    traps = Traps([("duplicates", f"/{number}/*") for number in range(STOPS)], today=TODAY)
    for number in range(STOPS + 500):
        traps.refusal(f"{START}{'x' * (number % 3)}{number}/a")
    assert len(traps.refused()) <= STOPS + 1
    assert traps.stops() == []


def test_a_sieve_forgets_nothing_and_errs_seldom():
    sieve = Sieve()
    marks = [mark(f"/p/{number}.html") for number in range(20_000)]
    new = sum(sieve.add(number) for number in marks)
    assert new > 0.96 * len(set(marks))
    assert all(number in sieve for number in marks)
