"""Which URLs belong to a crawl."""

from __future__ import annotations

import pytest

from crawler.scope import Scope, scope_hash, site_hosts

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
