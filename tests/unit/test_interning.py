"""Numbers for URLs, hosts and anchors: one each, also when several processes write at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from crawler.interning import Interner
from crawler.store import open_store

WRITER = """
import sys
from crawler.interning import Interner
from crawler.store import open_store
with open_store(sys.argv[1]) as store:
    interner = Interner(store.db)
    for start in range(0, 2000, 50):
        order = range(start, start + 50) if sys.argv[2] == "up" else range(start + 49, start - 1, -1)
        with store.atomic():
            interner.add_urls(f"https://shop{number % 7}.cn/{number}" for number in order)
            interner.add_anchors(f"锚 {number % 100}" for number in order)
    for url, number in interner.urls.items():
        assert store.db.execute("select url_id from urls where url = ?", [url]).fetchone() == (number,)
"""


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        yield store


def test_each_text_has_one_number(store):
    interner = Interner(store.db)
    urls = ["https://shop.cn/", "https://shop.cn/a", "http://127.0.0.1:8081/", "http://127.0.0.1:8082/"]
    with store.atomic():
        interner.add_urls([*urls, *urls])
        interner.add_anchors(["", "红茶", "红茶", "a\0b"])
    assert store.db.execute("select count(*) from urls").fetchone() == (4,)
    assert [row[0] for row in store.db.execute("select host from hosts order by 1")] == [
        "127.0.0.1:8081",
        "127.0.0.1:8082",
        "shop.cn",
    ]
    assert store.db.execute("select count(*) from anchors").fetchone() == (3,)
    again = Interner(store.db)
    with store.atomic():
        assert [again.url(url) for url in urls] == [interner.urls[url] for url in urls]
        again.add_anchors(["红茶", "a\0b"])
    assert again.anchors["红茶"] == interner.anchors["红茶"]
    assert again.anchors["a\0b"] == interner.anchors["a\0b"]


def test_hosts_of_urls(store):
    interner = Interner(store.db)
    with store.atomic():
        interner.add_urls(["https://shop.cn/", "https://shop.cn:8443/"])
    hosts = [interner.host_of[interner.urls[url]] for url in ("https://shop.cn/", "https://shop.cn:8443/")]
    assert hosts == [interner.host("shop.cn"), interner.host("shop.cn:8443")]
    assert len(set(hosts)) == 2


def test_more_than_one_statement_holds(store):
    interner = Interner(store.db)
    urls = [f"https://shop.cn/{number}" for number in range(1801)]
    with store.atomic():
        interner.add_urls(urls)
    assert len({interner.urls[url] for url in urls}) == len(urls)


def test_a_full_cache_still_answers(store, monkeypatch):
    monkeypatch.setattr("crawler.interning.CACHE_SIZE", 10)
    interner = Interner(store.db)
    with store.atomic():
        for start in range(0, 40, 8):
            urls = [f"https://shop.cn/{number}" for number in range(start, start + 8)]
            interner.add_urls(urls)
            interner.add_anchors(urls)
            assert {interner.urls[url] for url in urls} <= interner.host_of.keys()
            assert all(url in interner.anchors for url in urls)
    assert store.db.execute("select count(*), count(distinct url_id) from urls").fetchone() == (40, 40)


def test_what_comes_back_stays_at_hand_and_the_rest_makes_room(store, monkeypatch):
    monkeypatch.setattr("crawler.interning.CACHE_SIZE", 60)
    interner, menu, asked = Interner(store.db), [f"https://shop.cn/menu/{number}" for number in range(5)], []
    with store.atomic():
        interner.add_urls(menu)
        interner.add_anchors(menu)
        numbers = [interner.urls[url] for url in menu], [interner.anchors[text] for text in menu]
        store.db.set_trace_callback(asked.append)
        for start in range(0, 400, 8):
            page = [*menu, *(f"https://shop.cn/{number}" for number in range(start, start + 8))]
            interner.add_urls(page)
            interner.add_anchors(page)
            assert ([interner.urls[url] for url in menu], [interner.anchors[text] for text in menu]) == numbers
            assert {interner.urls[url] for url in page} <= interner.host_of.keys()
            kept = (interner.urls, interner.host_of, interner.anchors)
            assert all(len(cache) <= 30 + len(page) for cache in kept)
        store.db.set_trace_callback(None)
    assert asked
    assert not [statement for statement in asked if "/menu/" in statement]


def test_long_addresses_and_texts_make_room_sooner(store, monkeypatch):
    """URLs of 2,000 characters, as many as fit by their number, would take most of a gigabyte."""
    monkeypatch.setattr("crawler.interning.CHARACTERS", 40_000)
    interner = Interner(store.db)
    with store.atomic():
        for start in range(0, 400, 8):
            page = [f"https://shop.cn/{number}?{'长' * 990}" for number in range(start, start + 8)]
            interner.add_urls(page)
            interner.add_anchors(page)
            assert {interner.urls[url] for url in page} <= interner.host_of.keys()
            assert len({interner.anchors[text] for text in page}) == 8
            assert all(len(cache) <= 40 for cache in (interner.urls, interner.host_of, interner.anchors))


def test_what_was_dropped_is_read_again_with_its_number(store, monkeypatch):
    monkeypatch.setattr("crawler.interning.CACHE_SIZE", 20)
    interner, urls = Interner(store.db), [f"https://shop.cn/{number}" for number in range(100)]
    with store.atomic():
        for url in urls:
            interner.add_urls([url])
            interner.add_anchors([url])
        assert len(interner.urls) < 20
        stored = dict(store.db.execute("select url, url_id from urls").fetchall())
        assert {url: interner.url(url) for url in urls} == stored
        for url in urls:
            interner.add_anchors([url])
        assert store.db.execute("select count(*), max(anchor_id) from anchors").fetchone() == (100, 100)


def test_what_was_undone_is_forgotten(store):
    interner = Interner(store.db)
    with pytest.raises(ZeroDivisionError), store.atomic():
        interner.add_urls(["https://shop.cn/undone"])
        raise ZeroDivisionError
    interner.forget()
    with store.atomic():
        interner.add_urls(["https://shop.cn/a", "https://shop.cn/undone"])
    stored = dict(store.db.execute("select url, url_id from urls").fetchall())
    assert stored == {url: interner.urls[url] for url in ("https://shop.cn/a", "https://shop.cn/undone")}


def test_two_processes_give_the_same_numbers(store):
    command = [sys.executable, "-c", WRITER, str(store.path)]
    processes = [subprocess.Popen([*command, way], stderr=subprocess.PIPE) for way in ("up", "down")]
    errors = [process.communicate(timeout=200)[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0], errors
    assert store.db.execute("select count(*), count(distinct url) from urls").fetchone() == (2000, 2000)
    assert store.db.execute("select count(*) from anchors").fetchone() == (100,)
    assert store.db.execute("select count(*) from hosts").fetchone() == (7,)
    assert store.db.execute("pragma foreign_key_check").fetchall() == []
