"""Normalising twice is normalising once, and what comes out is a plain absolute web address."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from crawler.scope import Scope
from crawler.urls import MAX_LENGTH, Resolver, host_key, matches_any, normalise, shown, template, trap

PIECES = st.sampled_from(
    ["/", "//", ".", "..", "%2e", "%", "%e7%ba%a2", "%BA%ec", "?", "&", "=", "#", "@", ":", ";jsessionid=", "\\", "红茶",
     "😀", " ", "\t", "a", "B", "1", "utm_x=1", "[", "]", "'", "\"", "<", "|", "\ud800", "\0", "+", "*", "~", "^"]
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
CHARSETS = st.sampled_from(["utf-8", "", "gbk", "big5", "gb18030", "utf-16le", "euc-jp", "iso-2022-jp", "windows-874"])


@given(URLS | st.text())
@example("https://shop.cn/.;jsessionid=1/b")
@example("https://shop.cn/a?utm_x=1&utm_x=1")
@example("https://;jsessionid=1/b")
def test_normalising_is_idempotent(url):
    once = normalise(url, STRIP)
    if once is not None:
        assert normalise(once, STRIP) == once
        assert once.startswith(("http://", "https://"))
        assert once.isascii()
        assert "#" not in once
        assert len(once) <= MAX_LENGTH
        assert "@" not in host_key(once)
        assert host_key(once)


@given(URLS, st.text() | TAILS, CHARSETS)
def test_a_resolved_href_is_in_normal_form_with_and_without_cache(base, href, charset):
    page = normalise(base)
    if page is None:
        return
    resolver = Resolver(STRIP)
    first = resolver.resolve(page, href, charset)
    assert resolver.resolve(page, href, charset) == first == Resolver(STRIP).resolve(page, href, charset)
    if first is not None:
        assert normalise(first, STRIP) == first


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
