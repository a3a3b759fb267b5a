"""Hrefs made to break the reader: half characters, megabytes, lengths at the limits. Nothing raises, nothing is kept."""

from __future__ import annotations

import sys

import pytest

from crawler.urls import MAX_LENGTH, MAX_RAW, Resolver, normalise, resolve

BASE = "https://shop.cn/tea/green/1.html?page=2"
MEGABYTE = 1 << 20


@pytest.mark.parametrize(
    "href",
    ["\ud800", "/\udfff", "https://\ud83d.cn/", "?q=\ud83d", "\ud83d\ude00"],
    ids=ascii,
)  # no text that was decoded has half a character
def test_lone_surrogates_lead_nowhere(href):
    assert resolve(BASE, href) is None
    assert normalise(href) is None
    assert Resolver().resolve(BASE, href, "gbk") is None


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/" + "a" * MEGABYTE, None),
        ("a/" * MEGABYTE, None),
        ("../" * MEGABYTE, None),
        ("?" + "&a" * MEGABYTE, None),
        ("?" + "茶😀" * MEGABYTE, None),
        ("data:image/png;base64," + "A" * MEGABYTE, None),
        ("https://" + "a." * MEGABYTE + "cn/", None),
        ("https://" + "茶" * MEGABYTE + ".cn/", None),
        ("https://other.cn:" + "0" * MEGABYTE + "1/", None),
        ("/a#" + "b" * MEGABYTE, "https://shop.cn/a"),
        ("/a #" + "b" * MEGABYTE, "https://shop.cn/a%20"),
        ("/a?b=#" + "茶" * MEGABYTE, "https://shop.cn/a?b="),
        ("\0" * MEGABYTE, None),
        ("/" + "a" * 30_000, None),
    ],
    ids=range(14),
)
def test_megabytes_are_refused_but_for_a_fragment(href, expected):
    resolver = Resolver(("a*", "*b*c*"))
    assert resolve(BASE, href) == expected
    assert resolver.resolve(BASE, href, "gbk") == expected
    assert sum(map(sys.getsizeof, resolver.rooted(BASE))) < 10_000  # nothing long is remembered


def test_lengths_at_the_limits():
    tracked = "https://shop.cn/a?" + "utm_x=1&" * 4000 + "b=1"
    assert MAX_LENGTH < len(tracked) <= MAX_RAW
    assert normalise(tracked, ("utm_*",)) == "https://shop.cn/a?b=1"
    assert normalise(tracked) is None
    assert normalise(tracked + "&utm_x=1" * 500, ("utm_*",)) is None  # over what is looked at


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("crawler.urls.CACHE_SIZE", 100)
    resolver = Resolver()
    for number in range(1000):
        assert resolver.resolve(f"https://{number % 300}.cn/", f"/{number}") == f"https://{number % 300}.cn/{number}"
        assert sum(len(known) + 1 for known in resolver._known.values()) <= 101
    assert resolver.resolve("https://1.cn/", "/1") == "https://1.cn/1"
