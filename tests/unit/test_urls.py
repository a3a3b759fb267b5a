"""URLs: one form for each, hosts apart by port, globs, templates, traps."""

from __future__ import annotations

import pytest

from crawler.urls import (
    MAX_LENGTH,
    Resolver,
    bare_address,
    bare_host,
    host_key,
    is_local,
    matches_any,
    normalise,
    origin,
    path_query,
    shown,
    template,
    trap,
    twin_host,
)

BASE = "https://shop.cn/tea/"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTPS://Shop.CN", "https://shop.cn/"),
        ("https://shop.cn:443/a", "https://shop.cn/a"),
        ("http://shop.cn:80/a", "http://shop.cn/a"),
        ("http://shop.cn:443/a", "http://shop.cn:443/a"),
        ("https://shop.cn/a#top", "https://shop.cn/a"),
        ("https://shop.cn/a#", "https://shop.cn/a"),
        ("https://shop.cn/#!/tea?x=1", "https://shop.cn/"),
        ("https://user:secret@shop.cn/a", "https://shop.cn/a"),
        ("https://user@shop.cn/a@b", "https://shop.cn/a@b"),
        ("https://a%40b:c@shop.cn/", "https://shop.cn/"),
        ("https://shop.cn/a?", "https://shop.cn/a"),
        ("https://shop.cn/a?#x", "https://shop.cn/a"),
        ("https://shop.cn/%e7%ba%a2%E8%8c%B6", "https://shop.cn/%E7%BA%A2%E8%8C%B6"),
        ("https://shop.cn/红茶", "https://shop.cn/%E7%BA%A2%E8%8C%B6"),
        ("https://shop.cn/%zz%2", "https://shop.cn/%zz%2"),
        ("https://shop.cn/a/../b/./c", "https://shop.cn/b/c"),
        ("https://shop.cn/%2e%2E/b", "https://shop.cn/b"),
        ("https://shop.cn\\a\\b", "https://shop.cn/a/b"),
        ("  https://shop.cn/a\n", "https://shop.cn/a"),
        ("https://shop.cn/a;jsessionid=12?x=1", "https://shop.cn/a?x=1"),
        ("https://shop.cn/A;JSESSIONID=12/b", "https://shop.cn/A/b"),
        ("https://shop.cn/.;jsessionid=1/b", "https://shop.cn/b"),
        ("https://;jsessionid=1/b", "https://;jsessionid=1/b"),
        ("https://中国茶.中国/", "https://xn--fiqs8snu2b.xn--fiqs8s/"),
        ("https://xn--fiqs8s.cn/", "https://xn--fiqs8s.cn/"),
        ("https://shop.cn/a?b=2&a=1", "https://shop.cn/a?b=2&a=1"),
        ("http://[::1]:8081/", "http://[::1]:8081/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
    ],
)
def test_one_form_for_each_url(given, expected):
    assert normalise(given) == expected
    assert normalise(expected) == expected


@pytest.mark.parametrize(
    "given",
    [
        "", "/a", "shop.cn", "mailto:a@shop.cn", "javascript:void(0)", "ftp://shop.cn/", "data:text/html,x", "http://",
        "https://shop.cn:99999/", "https://shop cn/", "https://[::1/", "https://a\ud800.cn/", "http://%/",
    ],
)  # fmt: skip
def test_what_is_no_web_address(given):
    assert normalise(given) is None


def test_length_is_limited_after_normalising():
    longest = "https://shop.cn/" + "a" * (MAX_LENGTH - 16)
    assert normalise(longest) == longest
    assert normalise(longest + "a") is None
    assert normalise(longest + "#" + "b" * 5000) == longest
    assert normalise("https://shop.cn/" + "茶" * 300) is None  # nine bytes each once escaped


def test_parameters_are_stripped_by_name_and_wildcard():
    strip = ("utm_*", "spm")
    assert normalise("https://shop.cn/a?utm_source=x&id=1&spm=a.b&UTM_x=2", strip) == "https://shop.cn/a?id=1&UTM_x=2"
    assert normalise("https://shop.cn/a?utm_source=x&spm", strip) == "https://shop.cn/a"
    assert normalise("https://shop.cn/a?spmx=1&&b", strip) == "https://shop.cn/a?spmx=1&&b"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("1.html", "https://shop.cn/tea/1.html"),
        ("../", "https://shop.cn/"),
        ("../../../x", "https://shop.cn/x"),
        ("?page=2", "https://shop.cn/tea/?page=2"),
        ("//cdn.cn/a", "https://cdn.cn/a"),
        ("/a//b", "https://shop.cn/a//b"),
        ("HTTP://Other.cn/A", "http://other.cn/A"),
        ("\thttps://shop.cn/\na ", "https://shop.cn/a"),
        ("javascript:;", None),
        ("http://", None),
        ("a\ud800b", None),
    ],
)
def test_hrefs_resolve_as_in_a_browser(href, expected):
    assert Resolver().resolve(BASE, href) == expected


def test_a_relative_href_that_looks_absolute_depends_on_its_page():
    resolver = Resolver()
    found = [resolver.resolve(f"https://shop.cn/{folder}/", "http-basics.html") for folder in "ab"]
    assert found == ["https://shop.cn/a/http-basics.html", "https://shop.cn/b/http-basics.html"]


def test_the_cache_keeps_hosts_and_schemes_apart():
    resolver = Resolver()
    bases = ["http://127.0.0.1:8081/", "http://127.0.0.1:8082/", "https://shop.cn/"]
    found = [resolver.resolve(base, href) for base in bases for href in ("/a", "//cdn.cn/x")]
    assert found == [
        "http://127.0.0.1:8081/a", "http://cdn.cn/x", "http://127.0.0.1:8082/a", "http://cdn.cn/x", "https://shop.cn/a",
        "https://cdn.cn/x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("charset", "expected"),
    [
        ("utf-8", "q=%E7%BA%A2%E8%8C%B6"),
        ("gbk", "q=%BA%EC%B2%E8"),
        ("gb18030", "q=%BA%EC%B2%E8"),
        ("big5", "q=%26%2332418%3B%AF%F9"),  # Big5 has no simplified 红
        ("utf-16le", "q=%E7%BA%A2%E8%8C%B6"),  # browsers encode in UTF-8 there
        ("x-user-defined", "q=%26%2332418%3B%26%2333590%3B"),
        ("iso-8859-1", "q=%26%2332418%3B%26%2333590%3B"),
        ("windows-874", "q=%26%2332418%3B%26%2333590%3B"),
    ],
)
def test_queries_are_encoded_in_the_charset_of_the_page(charset, expected):
    resolver = Resolver()
    resolver.resolve(BASE, "/s?q=红茶", "big5hkscs")  # the same href on a page of another charset
    assert resolver.resolve(BASE, "/s?q=红茶", charset) == f"https://shop.cn/s?{expected}"
    assert resolver.resolve(BASE, "/红?q=a", charset) == "https://shop.cn/%E7%BA%A2?q=a"  # the path never is


def test_query_of_characters_the_charset_cannot_say():
    found = Resolver().resolve(BASE, "/s?q=红😀&page=2#片段", "gbk")
    assert found == "https://shop.cn/s?q=%BA%EC%26%23128512%3B&page=2"


def test_escapes_in_a_legacy_query_stay():
    assert Resolver().resolve(BASE, "?q=%BA%ec&r=茶%20x", "gbk") == "https://shop.cn/tea/?q=%BA%EC&r=%B2%E8%20x"


def test_resolver_strips_its_parameters():
    assert Resolver(["utm_*"]).resolve(BASE, "/a?utm_x=1&b=2") == "https://shop.cn/a?b=2"


def test_ports_make_two_hosts():
    assert host_key("http://127.0.0.1:8081/a") == "127.0.0.1:8081"
    assert host_key("http://127.0.0.1:8082/a") == "127.0.0.1:8082"
    assert host_key("https://shop.cn/a?b=http://x/") == host_key("http://shop.cn") == "shop.cn"
    assert origin("https://shop.cn:8443") == "https://shop.cn:8443"
    assert path_query("https://shop.cn") == "/"
    assert path_query("https://shop.cn/a?b=/c") == "/a?b=/c"


@pytest.mark.parametrize(
    ("host", "twin"),
    [
        ("shop.cn", "www.shop.cn"),
        ("www.shop.cn", "shop.cn"),
        ("shop.com.cn", "www.shop.com.cn"),
        ("www.shop.com.cn", "shop.com.cn"),
        ("shop.co.uk", "www.shop.co.uk"),
        ("m.shop.cn", None),
        ("a.b.shop.com", None),
        ("xn--fiqs8snu2b.xn--fiqs8s", "www.xn--fiqs8snu2b.xn--fiqs8s"),
        ("127.0.0.1", None),
        ("127.0.0.1:8081", None),
        ("shop.cn:8080", None),
        ("[::1]", None),
        ("localhost", None),
    ],
)
def test_twins(host, twin):
    assert twin_host(host) == twin


@pytest.mark.parametrize(
    ("glob", "url", "matches"),
    [
        ("/p/*", "https://shop.cn/p/1", True),
        ("/p/*", "https://shop.cn/p/1/2", False),
        ("/p/**", "https://shop.cn/p/1/2?x=1", True),
        ("/p/*.html", "https://shop.cn/p/1.html", True),
        ("/p/*.html", "https://shop.cn/p/1xhtml", False),
        ("/s?q=*", "https://shop.cn/s?q=a", True),
        ("/s?q=*", "https://shop.cn/sxq=a", False),
        ("**?sort=*", "https://shop.cn/a/b?sort=1", True),
        ("/", "https://shop.cn/", True),
        ("/", "https://shop.cn/a", False),
        ("/**", "https://shop.cn/", True),
        ("/红茶/*", "https://shop.cn/%E7%BA%A2%E8%8C%B6/1", True),
        ("/%E7%BA%A2%E8%8C%B6/*", "https://shop.cn/%E7%BA%A2%E8%8C%B6/1", True),
        ("/a[1]/*", "https://shop.cn/a[1]/x", True),
    ],
)
def test_globs(glob, url, matches):
    assert matches_any([glob], url) == (glob if matches else None)


def test_the_first_glob_that_matches_is_named():
    assert matches_any(["/b/**", "/a/**", "/**"], "https://shop.cn/a/1") == "/a/**"
    assert matches_any([], "https://shop.cn/") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://shop.cn/products/12.html?page=3", "/products/*.html?page"),
        ("https://shop.cn/products/12", "/products/*"),
        ("https://shop.cn/p/tea-12-of-30", "/p/tea-*-of-*"),
        ("https://shop.cn/a/3f2504e0-4f89-41d3-9a0c-0305e82c3301/b", "/a/*/b"),
        ("https://shop.cn/i/deadbeef01.jpg", "/i/*.jpg"),
        ("https://shop.cn/i/facade", "/i/facade"),
        ("https://shop.cn/i/effaced-deeded", "/i/effaced-deeded"),
        ("https://shop.cn/s?b=2&a=1&b=3&", "/s?a&b"),
        ("https://shop.cn/v1.2", "/v*.*"),
        ("https://shop.cn/v1.2/x.tar", "/v*.*/x.tar"),
        ("https://shop.cn", "/"),
    ],
)
def test_templates(url, expected):
    assert template(url) == expected


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://shop.cn/a/a/a/", "repeating"),
        ("https://shop.cn/a/b/a/b/a/b", "repeating"),
        ("https://shop.cn/a/a/b", ""),
        ("https://shop.cn/" + "/".join(map(str, range(20))), ""),
        ("https://shop.cn/" + "/".join(map(str, range(21))), "segments"),
        ("https://shop.cn/a?x=/a/a/a/a/", ""),
        ("https://shop.cn//////", ""),
    ],
)
def test_traps(url, why):
    assert trap(url) == why


def test_shown_decodes_what_is_utf8():
    assert shown("https://shop.cn/%E7%BA%A2?q=%E8%8C%B6") == "https://shop.cn/红?q=茶"
    assert shown("https://shop.cn/%BA%EC") == "https://shop.cn/%BA%EC"
    assert shown("https://shop.cn/a") == "https://shop.cn/a"


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:8000/", True),
        ("http://[::1]/", True),
        ("http://192.168.1.2/a", True),
        ("http://localhost/", True),
        ("http://shop.test:8080/", True),
        ("http://shop.example/", False),
        ("http://8.8.8.8/", False),
        ("https://localhost.shop.cn/", False),
        ("http://[bad/", False),
    ],
)
def test_local_addresses_are_known(url, local):
    assert is_local(url) is local


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://www.shop.cn/tea/?a=1&b#c", "shop.cn/tea?a=1&b"),
        ("http://shop.cn/tea?a=1&b", "shop.cn/tea?a=1&b"),
        ("https://shop.cn:8443", "shop.cn:8443"),
        ("https://www.shop.cn/", "shop.cn"),
        ("/tea/", "/tea"),
        ("http://[bad/", "http://[bad/"),
        ("", ""),
    ],
)
def test_addresses_without_what_two_of_one_page_differ_in(url, bare):
    assert bare_address(url) == bare


def test_hosts_without_www():
    assert [bare_host(url) for url in ("https://www.shop.cn/a", "http://shop.cn:81", "https://wwww.cn/")] == [
        "shop.cn", "shop.cn:81", "wwww.cn",
    ]  # fmt: skip
