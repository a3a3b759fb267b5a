"""Normalising twice is normalising once, and what comes out is a plain absolute web address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import httpx
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.scope import Scope
from crawler.url_patterns import key_pattern
from crawler.urls import (
    MAX_LENGTH,
    Form,
    Resolver,
    base_url,
    glob_pattern,
    has_param,
    host_key,
    matches_any,
    normalise,
    resolve,
    shown,
    template,
    trap,
)

PIECES = st.sampled_from(
    ["/", "//", ".", "..", "%2e", "%", "%e7%ba%a2", "%BA%ec", "?", "&", "=", "#", "@", ":", ";jsessionid=", "\\", "红茶",
     "😀", " ", "\t", "a", "B", "1", "utm_x=1", "[", "]", "'", "\"", "<", "|", "\ud800", "\0", "+", "*", "~", "^",
     "sid=", "PHPSESSID", "&cfid=1", "&cftoken=1", "3f2504e04f8941d3", ".html"]
)  # fmt: skip
TAILS = st.lists(PIECES, max_size=15).map("".join)
HOSTS = st.sampled_from(
    [
        "shop.cn",
        "SHOP.cn:443",
        "127.0.0.1:8081",
        "中国茶.中国",
        "u:p@shop.cn",
        "[::1]:80",
        "shop.cn:80",
        "a_b.cn",
        "x.y.",
    ]
)
URLS = st.builds("{}://{}/{}".format, st.sampled_from(["http", "https", "HTTP"]), HOSTS, TAILS)
STRIP = ("utm_*", "spm")
FORMS = st.builds(
    Form,
    strip_params=st.lists(st.sampled_from(["utm_*", "spm", "*", "a", "*a*", "cfid", ""]), max_size=2).map(tuple),
    sort_params=st.booleans(),
    trailing_slash=st.sampled_from(["keep", "add", "remove"]),
)
CHARSETS = st.sampled_from(["utf-8", "", "gbk", "big5", "gb18030", "utf-16le", "euc-jp", "iso-2022-jp", "windows-874"])


@given(URLS | st.text(), FORMS)
@example("https://shop.cn/.;jsessionid=1/b", Form(STRIP))
@example("https://shop.cn/a?utm_x=1&utm_x=1", Form(STRIP))
@example("https://;jsessionid=1/b", Form(STRIP))
@example("https://shop.cn/?cfid=1&a=2&cftoken=3", Form(("cfid",)))
@example("https://shop.cn/a;jsessionid=1/?;jsessionid=2&", Form(sort_params=True, trailing_slash="remove"))
def test_normalising_is_idempotent(url, form):
    once = normalise(url, form)
    if once is not None:
        assert normalise(once, form) == once
        assert once.startswith(("http://", "https://"))
        assert once.isascii()
        assert "#" not in once
        assert len(once) <= MAX_LENGTH
        assert "@" not in host_key(once)
        assert host_key(once)


@given(URLS, FORMS)
def test_a_form_changes_query_and_last_slash_only(url, form):
    plain, formed = normalise(url), normalise(url, form)
    if plain is None or formed is None:
        return
    assert formed.partition("?")[0].rstrip("/") == plain.partition("?")[0].rstrip("/")
    left, had = formed.partition("?")[2].split("&"), plain.partition("?")[2].split("&")
    assert set(left) <= {*had, ""}
    if not form.sort_params:
        assert [pair for pair in had if pair in left] == left or left == [""]


@given(st.text() | URLS, st.text() | TAILS | URLS)
@example("https://shop.cn/", "\ud800")
@example("\0", "//\0")
def test_resolving_never_raises(base, href):
    found = resolve(base, href)
    assert found is None or normalise(found) == found
    assert Resolver().resolve(base, href) == found
    below = resolve(base_url("https://shop.cn/a/", base), href)
    assert below is None or normalise(below) == below


@given(URLS, st.text() | TAILS, CHARSETS | st.text(), FORMS)
def test_a_resolved_href_is_in_normal_form_with_and_without_cache(base, href, charset, form):
    page = normalise(base)
    if page is None:
        return
    resolver = Resolver(form)
    first = resolver.resolve(page, href, charset)
    assert resolver.resolve(page, href, charset) == first == Resolver(form).resolve(page, href, charset)
    if first is not None:
        assert normalise(first, form) == first


@given(URLS)
def test_everything_read_off_a_url_works_for_any_url(url):
    normal = normalise(url)
    if normal is None:
        return
    assert template(normal).startswith("/")
    assert trap(normal) in ("", "segments", "repeating")
    assert normalise(shown(normal)) is not None
    assert matches_any(["/**"], normal) == "/**"
    assert Scope([host_key(normal)]).refusal(normal) in ("", "trap:segments", "trap:repeating")
    assert Scope(["elsewhere.cn"]).refusal(normal) == "external"


@given(URLS | st.text().map("http://".__add__), TAILS)
def test_every_reader_of_an_address_finds_the_same_host(url, tail):
    """The one that is judged and paced is the one that is connected to, by httpx and by Scrapy."""
    normal = normalise(f"{url}{tail}")
    if normal is None:
        return
    name = re.sub(r":\d+\Z", "", host_key(normal)).strip("[]")
    assert httpx.URL(normal).raw_host.decode() == name == urlsplit(normal).hostname


GLOBS = st.lists(st.sampled_from(["*", "**", "/", "a", "b", "?", "ab", "/a", "a/"]), max_size=8).map("".join)
PLACES = st.text(alphabet="/ab?", max_size=12)


@given(GLOBS, PLACES)
@example("**a*b", "/ab/a")
@example("**/a*/b", "/a/b/a/b")
@example("a**b*a", "ab/ba")
def test_a_glob_matches_what_trying_every_way_would_match(glob, place):
    every_way = "".join(
        {"**": ".*", "*": "[^/]*"}.get(piece) or re.escape(piece) for piece in re.split(r"(\*\*|\*)", glob)
    )
    assert (glob_pattern(glob).match(place) is not None) == (re.fullmatch(every_way, place) is not None)


@given(st.lists(st.text(alphabet="ab*", max_size=5), max_size=3).map(tuple), st.text(alphabet="ab=", max_size=8))
def test_a_key_matches_what_trying_every_way_would_match(names, pair):
    key = pair.partition("=")[0]
    wanted = any(re.fullmatch(".*".join(map(re.escape, name.split("*"))), key) for name in names)
    assert (key_pattern(names).match(pair) is not None) == wanted
    assert has_param(f"https://shop.cn/?{pair}", names) == (wanted and bool(pair))
