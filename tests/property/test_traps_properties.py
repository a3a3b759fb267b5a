"""Any order of requests ends a trap and loses nothing of a site; any URL is judged, and the same way each time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.trap_base import Capped, Sieve
from crawler.trap_lattice import facets_of
from crawler.traps import Traps
from crawler.urls import normalise
from tests.trap_alikes import LOOK_ALIKES
from tests.trap_sites import START, TODAY, TRAP_SITES, addresses, crawl

WASTE = 1000  # requests at most; some orders show two lists with one filter set throughout
SMALL = [
    "novel",
    "manual in four languages",
    "exchange rates",
    "part numbers",
    "cities and trades",
    "blog with archives",
]
SLOW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PARTS = st.sampled_from(
    ["a", "tea", "color-red", "size-l", "2031", "05", "13", "page", "7", "p", "x" * 40, "8f14e45fceea167a5a36dedd4bea2543",
     "list-1-2-3-4-5.html", "%E5%B9%B4", "(S(abc123def456ghi789))", "*", "**", "{session}", "..", "index_3.html", "1.2.3"]
)  # fmt: skip
KEYS = st.sampled_from(
    ["page", "p", "color", "size[]", "f[0]", "sid", "year", "m", "d", "route", "q", "", "%5B%5D", "t"]
)
VALUES = st.sampled_from(
    ["", "0", "1", "red,blue", "a|b;c", "2031-05", "9999", "abcdef1234567890", "0.123456789", "1.0.3", "%2C"]
)
QUERIES = st.lists(st.tuples(KEYS, VALUES), max_size=5).map(lambda pairs: "&".join(f"{k}={v}" for k, v in pairs))
URLS = st.builds("{}{}?{}".format, st.just(START), st.lists(PARTS, max_size=6).map("/".join), QUERIES)


@SLOW
@given(st.integers(0, 1000), st.integers(1, 60))
@pytest.mark.parametrize("name", TRAP_SITES)
def test_any_order_ends_a_trap(name, seed, batch):
    make, kind, real = TRAP_SITES[name]
    done = crawl(make(), "shuffled", seed=seed, batch=batch, limit=real + 2 * WASTE)
    assert len(done.asked) <= real + WASTE
    assert kind in done.kinds


@SLOW
@given(st.integers(0, 1000), st.integers(1, 60))
@pytest.mark.parametrize("name", SMALL)
def test_any_order_loses_nothing_of_a_site(name, seed, batch):
    pages = addresses(LOOK_ALIKES[name]())
    done = crawl(LOOK_ALIKES[name](), "shuffled", seed=seed, batch=batch, limit=len(pages) + 1)
    assert pages - set(done.asked) == set()
    assert done.traps.refused().total() == 0


@given(st.lists(st.tuples(URLS, st.integers(-5, 5) | st.none(), st.lists(URLS, max_size=4)), max_size=40))
def test_the_same_calls_give_the_same_answers(calls):
    answers = []
    for traps in (Traps(today=TODAY), Traps(today=TODAY)):
        said = []
        for url, text, targets in calls:
            said.append(traps.refusal(url))
            traps.learn(url, status=200, text_hash=text, targets=targets, depth=1)
        answers.append((said, traps.stops(), traps.refused()))
    assert answers[0] == answers[1]


@given(st.text(max_size=80), st.lists(st.text(max_size=60), max_size=5))
def test_any_url_is_judged(text, others):
    traps = Traps(
        [("facets", text), ("growing", text), ("sessions", text), ("calendar", text), ("other", text)], today=TODAY
    )
    for url in [normalise(START + part) for part in [text, *others]]:
        if url is not None:
            assert traps.refusal(url) in (
                "",
                *(f"trap:{kind}" for kind in ("facets", "growing", "sessions", "calendar")),
            )
            traps.learn(url, status=200, text_hash=1, targets=[url, *others], depth=0)


@given(st.lists(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("123456789")), max_size=6).map(tuple), max_size=150),
       st.booleans())  # fmt: skip
def test_filters_are_keys_of_the_urls(urls, alone):
    found = facets_of(urls, alone=alone)
    if found is not None:
        assert set(found.keys) <= {key for url in urls for key, _ in url}
        assert found.seen >= 100


@given(st.lists(st.integers(0, 2**32 - 1), max_size=400))
def test_a_sieve_forgets_nothing(numbers):
    sieve = Sieve(16)
    for number in numbers:
        known = number in sieve
        assert sieve.add(number) is not known
        assert number in sieve


@given(st.lists(st.integers(0, 40), max_size=300), st.integers(2, 20))
def test_a_capped_mapping_keeps_the_youngest(keys, limit):
    capped: Capped[int, int] = Capped(limit)
    for key in keys:
        assert capped.fresh(key, lambda: -1) in (-1, key)
        capped.put(key, key)
        assert capped.get(key) == key
        assert len(list(capped.values())) <= limit + 1
