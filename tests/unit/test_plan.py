"""What a crawl command means for one site."""

from __future__ import annotations

import json

import pytest

from configs.errors import Exit, SettingsError
from configs.settings import Crawl, Http, Site
from crawler.plan import ad_hoc_name, is_loopback, make_fetching, make_plan, names_of


def plan(*start: str, role: str = "target", **crawl):
    return make_plan("shop", Site(role=role, start=start, crawl=Crawl(**crawl)))


def test_pace_by_role_and_place():
    target, rival, local = (
        plan("https://shop.cn/"),
        plan("https://r.cn/", role="competitor"),
        plan("http://127.0.0.1:8081/"),
    )
    assert (target.rate, target.concurrency) == (4.0, 4)
    assert (rival.rate, rival.concurrency) == (1.0, 4)
    assert (local.rate, local.concurrency) == (0.0, 16)
    mixed = plan("http://127.0.0.1/", "https://shop.cn/")
    assert (mixed.rate, mixed.concurrency) == (4.0, 4)
    asked = plan("http://127.0.0.1:8081/", rate=2.0, concurrency=3, time_limit="2m")
    assert (asked.rate, asked.concurrency, asked.time_limit) == (2.0, 3, 120.0)
    assert target.time_limit == 0


def test_starts_and_hosts():
    found = plan("shop.cn", "https://shop.cn/#top", "https://shop.cn/en/", hosts=("m.shop.cn",))
    assert found.starts == ("https://shop.cn/", "https://shop.cn/en/")
    assert found.hosts == ("shop.cn", "www.shop.cn", "m.shop.cn")
    assert found.scope.refusal("https://m.shop.cn/x") == ""
    assert plan("http://127.0.0.1:8081/").hosts == ("127.0.0.1:8081",)


@pytest.mark.parametrize(
    "start", ["", "ftp://shop.cn/", "javascript:x", "https://", "http://[::1", "a b", "https://shop.cn:99999/"]
)
def test_what_is_no_start(start):
    with pytest.raises(SettingsError) as caught:
        plan(start)
    assert (caught.value.number, caught.value.exit_code) == (107, Exit.USAGE)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1/", True),
        ("http://127.0.0.1:8081/", True),
        ("http://127.9.9.9/", True),
        ("http://localhost:80/", True),
        ("http://shop.localhost/", True),
        ("http://[::1]/", True),
        ("http://[::1]:8081/", True),
        ("http://10.0.0.1/", False),
        ("https://shop.cn/", False),
        ("https://localhost.cn/", False),
        ("http://[2001:db8::1]:80/", False),
    ],
)
def test_loopback(url, expected):
    assert is_loopback(url) is expected


def test_names():
    assert ad_hoc_name("https://shop.cn:443/a") == "shop.cn"
    assert ad_hoc_name("127.0.0.1:8081") == "127.0.0.1:8081"
    assert ad_hoc_name("中国.cn") == "xn--fiqs8s.cn"
    assert names_of([plan("https://shop.cn/"), plan("https://b.cn/")]) == "shop, shop"


def test_the_stored_settings_are_json():
    stored = json.loads(json.dumps(plan("https://shop.cn/", exclude=("/a",)).stored, ensure_ascii=False))
    assert stored["starts"] == ["https://shop.cn/"]
    assert stored["crawl"]["exclude"] == ["/a"]
    assert (stored["rate"], stored["concurrency"]) == (4.0, 4)


def test_only_what_decides_about_pages_is_hashed():
    assert plan("https://shop.cn/").scope_hash == plan("https://shop.cn/", max_pages=5, rate=9.0).scope_hash
    assert plan("https://shop.cn/").scope_hash != plan("https://shop.cn/", exclude=("/a",)).scope_hash


def test_fetching():
    found = make_fetching(Http(contact="seo@shop.cn", timeout="500ms", max_body="1K", headers={"a": "b"}))
    assert found.user_agent.startswith("xunlu/")
    assert found.user_agent.endswith(" (+seo@shop.cn)")
    assert (found.timeout, found.max_body, found.headers) == (0.5, 1024, {"a": "b"})
    assert "(" not in make_fetching(Http()).user_agent


@pytest.mark.parametrize(
    ("role", "given", "sample"),
    [
        ("target", {}, "breadth"),
        ("competitor", {}, "template"),
        ("competitor", {"sample": "breadth"}, "breadth"),
        ("target", {"sample": "template"}, "template"),
    ],
)
def test_rivals_are_sampled_over_templates(role, given, sample):
    made = plan(role=role, **given)
    assert made.site.crawl.sample == made.stored["crawl"]["sample"] == sample
