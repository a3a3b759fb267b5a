"""One form for the URLs of a page: session ids, parameters, order of keys, the slash at the end."""

from __future__ import annotations

import pytest

from crawler.urls import Form, Resolver, has_param, normalise, session_id

SHOP = "https://shop.cn"
HEX = "3f2504e04f8941d39a0c0305e82c3301"


@pytest.mark.parametrize(
    ("given", "left"),
    [
        # in the path and in values
        ("/a;jsessionid=12?x=1", "/a?x=1"),
        ("/A;JSESSIONID=12/b", "/A/b"),
        ("/a;jsessionid=1;jsessionid=2", "/a"),
        ("/.;jsessionid=1/b", "/b"),
        ("/a;jsessionid", "/a;jsessionid"),
        ("/login?back=/cart;jsessionid=12&x=1", "/login?back=/cart&x=1"),
        ("/login?back=/cart;jsessionid=12/pay", "/login?back=/cart/pay"),
        # by name
        ("/?PHPSESSID=abc", "/"),
        ("/?phpsessid=abc&b=1", "/?b=1"),
        ("/?b=1&PhpSessId", "/?b=1"),
        ("/?JSESSIONID=1", "/"),
        ("/?ASPSESSIONIDCQTRRSBB=ABC", "/"),
        ("/?aspsessionid=ABC", "/"),
        ("/?osCsid=abc&products_id=7", "/?products_id=7"),
        ("/?zenid=abc", "/"),
        ("/?CFID=12&a=1&CFTOKEN=34", "/?a=1"),
        ("/?cftoken=34&cfid=12", "/"),
        # by name and value
        (f"/?sid={HEX}&id=1", "/?id=1"),
        (f"/?SID={HEX.upper()}", "/"),
        (f"/?sessid={HEX}", "/"),
        (f"/?session_id={HEX}", "/"),
        (f"/?sessionid={HEX}", "/"),
        ("/?sid=deadbeefcafefeed", "/"),
        ("/?sid=abcdefghijklmno1", "/"),
        ("/?sid=1a2b3c4d5e6f7a8b", "/"),
    ],
)
def test_session_ids_go(given, left):
    assert normalise(SHOP + given) == SHOP + left
    assert Resolver().resolve(SHOP + "/", given) == SHOP + left


@pytest.mark.parametrize(
    "kept",
    [
        "/?sid=12",
        "/?sid=tea",
        "/?sid=1a2b3c4d5e6f7a8",  # 15
        "/?sid=1234567890123456789",  # a number, as goods and shops have them
        "/?sid=internationalisation",  # no digit
        "/?sid=summer-sale-2024-shoes",
        "/?sid=",
        "/?sid",
        f"/?sku={HEX}",
        f"/?ssid={HEX}",
        f"/?sid[]={HEX}",
        f"/?q=sid={HEX}",
        "/?cfid=12",
        "/?cftoken=12",
        "/?PHPSESSIDS=1",
        "/?myphpsessid=1",
        "/?zenid2=1",
        "/sid=" + HEX,
        "/?side=left&session=spring&id=1",
        "/?&&a&",
    ],
)
def test_what_only_looks_like_a_session_id_stays(kept):
    assert normalise(SHOP + kept) == SHOP + kept


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("/a;JSESSIONID=12?x=1", "JSESSIONID=12"),
        ("/login?back=/cart;jsessionid=12&x=1", "jsessionid=12"),
        ("/a?x=1&PHPSESSID=3f8a&y=2#top", "PHPSESSID=3f8a"),
        ("?x=1&cftoken=2&CFID=1", "cftoken=2"),
        (f"//shop.cn/?sid={HEX}", f"sid={HEX}"),
        ("/?sid=12&cfid=1", ""),
        (f"/#?sid={HEX}", ""),
        ("/phpsessid=1", ""),
        ("/a", ""),
        ("", ""),
        ("\ud800?sid\0", ""),
        ("?" + "sid&" * 100_000 + "zenid=1", "zenid=1"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_the_session_id_that_was_dropped_can_be_told(href, found):
    assert session_id(href) == found


@pytest.mark.parametrize(
    ("patterns", "given", "left"),
    [
        (("utm_*",), "?utm_source=x&utm_=1&utm=2&utm_x", "?utm=2"),
        (("spm",), "?spm=a.b&spmx=1&xspm=2&SPM=3", "?spmx=1&xspm=2&SPM=3"),
        (("*id",), "?id=1&pid=2&idx=3&x=id", "?idx=3&x=id"),
        (("a*c*e",), "?ace=1&abcde=2&ac=3&aec=4&acex=5", "?ac=3&aec=4&acex=5"),
        (("*",), "?a=1&&b", ""),
        (("**",), "?a=1", ""),
        (("f[*]",), "?f[a]=1&f[]=2&fa=3", "?fa=3"),  # brackets and question marks are letters here
        (("a?",), "?ab=1&a?=2", "?ab=1"),
        (("a.c",), "?abc=1&a.c=2", "?abc=1"),
        (("%E8%8C%B6",), "?茶=1&a=2", "?a=2"),
        ((), "?utm_x=1", "?utm_x=1"),
    ],
)
def test_parameters_by_pattern(patterns, given, left):
    assert normalise(f"{SHOP}/{given}", Form(strip_params=patterns)) == f"{SHOP}/{left}"
    assert normalise(f"{SHOP}/{given}", list(patterns)) == f"{SHOP}/{left}"


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("?b=2&a=1", "?a=1&b=2"),
        ("?a=2&b=1&a=1", "?a=2&a=1&b=1"),  # one key's values are a list
        ("?b&a=&c", "?a=&b&c"),
        ("?a=1&&b=2&", "?a=1&b=2"),
        ("?&", ""),
        ("?a-b=1&a=2", "?a=2&a-b=1"),  # by key, not by pair
        ("?A=1&a=2&B=3", "?A=1&B=3&a=2"),
        ("?b", "?b"),
        ("", ""),
    ],
)
def test_keys_in_order(given, left):
    assert normalise(f"{SHOP}/x{given}", Form(sort_params=True)) == f"{SHOP}/x{left}"


@pytest.mark.parametrize(
    ("place", "added", "removed"),
    [
        ("/", "/", "/"),
        ("/?a=1", "/?a=1", "/?a=1"),
        ("/tea", "/tea/", "/tea"),
        ("/tea/", "/tea/", "/tea"),
        ("/a/tea?x=/1/", "/a/tea/?x=/1/", "/a/tea?x=/1/"),
        ("/a/tea/?x=1", "/a/tea/?x=1", "/a/tea?x=1"),
        ("/tea.html", "/tea.html", "/tea.html"),
        ("/v1.2", "/v1.2", "/v1.2"),
        ("/v1.2/", "/v1.2/", "/v1.2"),
        ("/v1.2/a", "/v1.2/a/", "/v1.2/a"),
        ("/?b", "/?b", "/?b"),
        ("//", "//", "//"),  # a fault that stays visible
        ("/tea//", "/tea//", "/tea//"),
        ("//tea", "//tea/", "//tea"),
        ("/%E8%8C%B6", "/%E8%8C%B6/", "/%E8%8C%B6"),
        ("/a%2F", "/a%2F/", "/a%2F"),
    ],
)
def test_the_slash_at_the_end(place, added, removed):
    for origin in (SHOP, "http://x", "http://x:8081", "http://127.0.0.1"):
        assert normalise(origin + place, Form(trailing_slash="add")) == origin + added
        assert normalise(origin + place, Form(trailing_slash="remove")) == origin + removed
        assert normalise(origin + place) == origin + place


def test_a_slash_more_can_be_too_long():
    longest = f"{SHOP}/" + "a" * (2083 - 16)
    assert normalise(longest, Form(trailing_slash="remove")) == longest
    assert normalise(longest, Form(trailing_slash="add")) is None


def test_all_of_a_form_at_once():
    form = Form(strip_params=("utm_*",), sort_params=True, trailing_slash="add")
    resolver = Resolver(form)
    assert resolver.form == form
    assert resolver.resolve(f"{SHOP}/a/", f"./b;jsessionid=1?z=1&utm_x=2&sid={HEX}&a=1#top") == f"{SHOP}/a/b/?a=1&z=1"
    assert resolver.resolve(SHOP, "/b") == resolver.resolve(SHOP, "/b/") == f"{SHOP}/b/"


def test_old_calls_give_a_list_of_parameters():
    assert Resolver(["utm_*"]).form == Resolver(("utm_*",)).form == Form(("utm_*",))
    assert Resolver().form == Resolver(()).form == Form()


def test_an_unknown_policy_is_refused():
    with pytest.raises(ValueError, match="trailing_slash is one of keep, add, remove, not 'yes'"):
        Form(trailing_slash="yes")


@pytest.mark.parametrize(
    ("names", "query", "found"),
    [
        (("sort",), "?a=1&sort=price", True),
        (("sort",), "?sort", True),
        (("sort",), "?resort=1&sorted=2", False),
        (("sort",), "?a=sort", False),
        (("filter*",), "?filter.color=red", True),
        (("sort", "*_view"), "?grid_view=1", True),
        (("*",), "?", False),
        (("*",), "", False),
        (("*",), "?&", False),
        ((), "?a=1", False),
    ],
)
def test_a_url_with_a_parameter(names, query, found):
    assert has_param(f"{SHOP}/{query}", names) is found
