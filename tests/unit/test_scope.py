"""Which URLs belong to a crawl."""

from __future__ import annotations

import pytest

from crawler.scope import Scope, scope_hash, site_hosts
from crawler.urls import host_key

SCOPE = Scope(
    ["shop.cn", "127.0.0.1:8081"], include=["/tea/**", "/", "/%E7%BA%A2/**"], exclude=["/tea/cart/**", "**?sort=*"]
)


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("https://shop.cn/", ""),
        ("http://shop.cn/tea/1", ""),
        ("https://shop.cn/%E7%BA%A2/1", ""),
        ("https://shop.cn/about", "excluded"),
        ("https://shop.cn/tea/cart/1", "excluded"),
        ("https://shop.cn/tea/?sort=price", "excluded"),
        ("https://m.shop.cn/tea/1", "external"),
        ("https://shop.cn:8443/tea/1", "external"),
        ("http://127.0.0.1:8081/tea/1", ""),
        ("http://127.0.0.1:8082/tea/1", "external"),
        ("https://shop.cn/tea/tea/tea/", "trap:repeating"),
    ],
)
def test_refusals(url, refusal):
    assert SCOPE.refusal(url) == refusal


def test_everything_is_included_by_default():
    assert Scope(["shop.cn"]).refusal("https://shop.cn/any?thing=1") == ""


def test_hosts_of_a_site():
    assert site_hosts(["https://shop.cn/", "https://shop.cn/en/"], ["m.shop.cn"]) == [
        "shop.cn",
        "www.shop.cn",
        "m.shop.cn",
    ]
    assert site_hosts(["http://127.0.0.1:8081/"]) == ["127.0.0.1:8081"]


def test_the_hash_changes_with_what_decides():
    base = (["https://shop.cn/"], ["shop.cn", "www.shop.cn"], ["/**"], ["/a", "/b"], ["utm_*", "spm"])
    same = (base[0], base[1][::-1], base[2], base[3], base[4][::-1])
    assert scope_hash(*base) == scope_hash(*same)
    for place, other in enumerate((["https://shop.cn/en/"], ["shop.cn"], ["/tea/**"], [], [])):
        changed = [*base]
        changed[place] = other
        assert scope_hash(*changed) != scope_hash(*base)


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("", ""),
        ("?page=2", ""),
        ("?sort=price", "excluded"),
        ("?page=2&sort", "excluded"),
        ("?resort=1", ""),
        ("?Sort=1", ""),
        ("?filter.size=1", "excluded"),
        ("?page=sort", ""),
    ],
)
def test_parameters_that_are_not_fetched(query, refusal):
    scope = Scope(["shop.cn"], ignore_params=["sort", "filter*"])
    assert scope.refusal(f"https://shop.cn/tea/{query}") == refusal


@pytest.mark.parametrize(
    ("start", "inside", "outside"),
    [
        ("https://www.shop.cn/", ["shop.cn", "m.shop.cn", "a.b.shop.cn"], ["notshop.cn", "shop.cn.evil.com", "shop.cn:8443"]),
        ("https://m.shop.com.cn/", ["shop.com.cn", "www.shop.com.cn"], ["com.cn", "other.com.cn"]),
        ("https://shop.cn:8443/", ["m.shop.cn:8443", "shop.cn:8443"], ["m.shop.cn", "m.shop.cn:8080"]),
        ("https://xn--fiqs8snu2b.xn--fiqs8s/", ["m.xn--fiqs8snu2b.xn--fiqs8s"], ["xn--fiqs8s"]),
        ("https://tea.myshopify.com/", ["www.tea.myshopify.com"], ["cup.myshopify.com", "myshopify.com"]),
        ("https://tea.github.io/", ["tea.github.io"], ["cup.github.io", "github.io"]),
        ("https://github.io/", ["github.io"], ["tea.github.io"]),
        ("http://www.shop.test:8080/", ["shop.test:8080", "m.shop.test:8080"], ["m.shop.test", "test:8080"]),
        ("http://127.0.0.1:8081/", ["127.0.0.1:8081"], ["127.0.0.1:8082", "127.0.0.1", "127.0.0.2:8081"]),
        ("http://[::1]:8081/", ["[::1]:8081"], ["[::1]:8082", "[::1]"]),
        ("http://localhost:8081/", ["localhost:8081"], ["localhost", "m.localhost:8081"]),
        ("http://intranet/", ["intranet"], ["m.intranet"]),
    ],
)  # fmt: skip
def test_subdomains(start, inside, outside):
    scope = Scope([host_key(start)], within="subdomains", starts=[start])
    assert [host for host in [host_key(start), *inside] if not scope.internal(host)] == []
    assert [host for host in outside if scope.internal(host)] == []
    assert {scope.refusal(f"https://{host}/a") for host in inside} == {""}
    assert {scope.refusal(f"https://{host}/a") for host in outside} == {"external"}


def test_hosts_alone_are_internal_by_default():
    scope = Scope(["shop.cn", "img.cdn.cn"], starts=["https://shop.cn/"])
    assert [scope.internal(host) for host in ("shop.cn", "img.cdn.cn", "m.shop.cn", "shop.cn:8443")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_configured_host_counts_beside_the_subdomains():
    scope = Scope(["shop.cn", "img.cdn.cn"], within="subdomains", starts=["https://shop.cn/", "http://tea.test:81/"])
    assert scope.internal("img.cdn.cn")
    assert not scope.internal("js.cdn.cn")
    assert scope.internal("m.shop.cn")
    assert scope.internal("m.tea.test:81")
    assert not scope.internal("m.tea.test")


@pytest.mark.parametrize(
    ("start", "inside", "outside"),
    [
        ("https://shop.cn/zh/index.html", ["/zh/", "/zh", "/zh?a", "/zh/a/b?c"], ["/", "/zhen/", "/en/", "/ZH/", "/?/zh/"]),
        ("https://shop.cn/zh/", ["/zh/", "/zh/index.html"], ["/", "/index.html"]),
        ("https://shop.cn/zh", ["/", "/en/", "/zh"], []),  # as in a link: zh is a file of /
        ("https://shop.cn/zh/?back=/en/x", ["/zh/"], ["/en/"]),
        ("https://shop.cn/%E8%8C%B6/1", ["/%E8%8C%B6/2"], ["/%E8%8C%B7/"]),
        ("https://shop.cn/", ["/", "/a"], []),
    ],
)  # fmt: skip
def test_a_folder(start, inside, outside):
    scope = Scope(["shop.cn", "www.shop.cn"], within="folder", starts=[start])
    assert scope.refusal(start) == ""
    assert {scope.refusal(f"https://www.shop.cn{place}") for place in inside} == {""}
    assert {scope.refusal(f"https://shop.cn{place}") for place in outside} <= {"excluded"}
    assert scope.refusal("https://other.cn/zh/") == "external"


def test_each_host_has_its_own_folders():
    starts = ["https://shop.cn/zh/", "https://shop.cn/tw/a", "https://m.shop.cn/"]
    scope = Scope(["shop.cn", "www.shop.cn", "m.shop.cn", "img.cn"], within="folder", starts=starts)
    assert scope.refusal("https://shop.cn/en/") == scope.refusal("https://www.shop.cn/en/") == "excluded"
    assert scope.refusal("https://www.shop.cn/tw/b") == scope.refusal("https://m.shop.cn/en/") == ""
    assert scope.refusal("https://img.cn/zh/1.jpg") == ""
    only = Scope(["shop.cn", "img.cn"], within="folder", starts=starts[:1])
    assert only.refusal("https://img.cn/1.jpg") == "excluded"


def test_folder_and_globs_both_decide():
    scope = Scope(["shop.cn"], ["**.html"], ["**/cart/**"], within="folder", starts=["https://shop.cn/zh/"])
    found = [
        scope.refusal(f"https://shop.cn{place}") for place in ("/zh/a.html", "/zh/a", "/a.html", "/zh/cart/a.html")
    ]
    assert found == ["", "excluded", "excluded", "excluded"]
    assert scope.refusal("https://shop.cn/zh/a/a/a/b.html") == "trap:repeating"


@pytest.mark.parametrize(("within", "starts"), [("host", ["https://shop.cn/"]), ("folder", []), ("subdomains", ())])
def test_what_cannot_be_decided_is_refused(within, starts):
    with pytest.raises(ValueError, match="within is one of hosts, subdomains, folder"):
        Scope(["shop.cn"], within=within, starts=starts)


STORED = (["https://shop.cn/", "https://茶.cn/"], ["shop.cn", "www.shop.cn"], ["/**"], ["/a", "/b"], ["utm_*", "spm"])


def test_a_stored_run_can_still_be_resumed():
    """The figure was stored by crawls made before there were further values."""
    plain = {"within": "hosts", "ignore_params": (), "sort_params": False, "trailing_slash": "keep", "list": ""}
    assert scope_hash(*STORED) == scope_hash(*STORED, **plain) == "9c63fab0f74ddbf6"


def test_each_further_value_changes_the_hash():
    more = [{}, {"within": "folder"}, {"within": "subdomains"}, {"ignore_params": ["a"]}, {"ignore_params": ["a", "b"]},
            {"sort_params": True}, {"trailing_slash": "add"}, {"trailing_slash": "remove"}, {"list": "12ab"}]  # fmt: skip
    assert len({scope_hash(*STORED, **values) for values in more}) == len(more)
    assert scope_hash(*STORED, ignore_params=("b", "a")) == scope_hash(*STORED, ignore_params=["a", "b"])
