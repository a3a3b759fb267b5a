"""What is wrong with the lines of a robots.txt."""

from __future__ import annotations

import pytest

from crawler.robots import MAX_BYTES
from crawler.robots_faults import KEPT, WHAT, Fault, faults
from crawler.robots_lines import LINE_BYTES

GOOD = (
    "\ufeff# 茶舍\r\nUser-agent: *\r\nUser-agent: Googlebot/2.1\r\nDisallow: /cart/ # 购物车\r\nDisallow: *?\r\nAllow:\r\nCrawl-delay: 1.5\r\n"
    "Host: shop.cn\r\nClean-param: ref\r\n\r\nUser-agent: Sogou web spider\r\nDisallow:\r\n\r\nSitemap: https://shop.cn/s.xml\r\nContent-Signal: search=yes\r\n"
)  # fmt: skip


def found(text: str | bytes) -> list[tuple[int, str]]:
    return [(one.line, one.what) for one in faults(text.encode() if isinstance(text, str) else text)]


def test_nothing_is_wrong_with_a_good_file():
    assert found(GOOD) == []
    assert found("") == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Disalow: /a", "misspelt"), ("Useragent: b", "misspelt"), ("Allowed: /a", "misspelt"), ("site-map: https://a.cn/s.xml", "misspelt"),
        ("Foo: bar", "unknown-field"), ("Dis-allow: /a", "unknown-field"), ("nonsense", "no-field"), ("Disallow：/a", "no-field"),
        ("Disallow /a /b", "no-field"), (": /a", "no-field"), ("Disallow: cart", "bad-path"), ("Allow: https://shop.cn/a", "bad-path"),
        ("Disalow: cart", "bad-path"), ("User-agent:", "no-agent"), ("User-agent: *bot", "no-agent"), ("User-agent: *\xa0", "no-agent"),
        ("Crawl-delay: soon", "bad-delay"), ("Sitemap: /s.xml", "relative-sitemap"), ("Sitemap: //shop.cn/s.xml", "relative-sitemap"),
    ],
)  # fmt: skip
def test_one_line(line, what):
    assert found(f"User-agent: a\nDisallow: /b\n\n{line}\n") == [(4, what)]
    assert list(faults(f"User-agent: a\nDisallow: /b\n {line} # why\n".encode())) == [Fault(3, what, f"{line} # why")]


def test_rules_above_every_group():
    assert found("Disallow: /a\nAllow:\nUser-agent: *\nDisallow: /b") == [(1, "before-group"), (2, "before-group")]


def test_a_group_that_runs_on():
    text = "User-agent: bingbot\nCrawl-delay: 5\n\nUser-agent: AhrefsBot\nDisallow: /\n"
    assert found(text) == [(4, "runs-on")]
    assert found(text.replace("Crawl-delay: 5", "Sitemap: https://a.cn/s.xml")) == []  # says nothing of one crawler
    assert found(text.replace("Crawl-delay: 5", "Disallow:")) == []


@pytest.mark.parametrize("page", ["<!DOCTYPE html><p>404", "\n <html>\nUser-agent: *\nDisallow: a"])
def test_a_web_page(page):
    assert found(page) == [(0, "html")]


def test_encodings():
    assert found("User-agent: *\nDisallow: a\n".encode("utf-16")) == [(0, "utf-16")]
    assert found("User-agent: *\r\nDisallow: /红茶\r\n".encode("gbk")) == [(2, "not-utf-8")]
    assert found(b"User-agent: *\rDisallow: /a\0b\r") == [(2, "nul")]


def test_sizes():
    head = b"User-agent: *\nDisallow: /a\n"
    assert found(head.ljust(MAX_BYTES, b"\n")) == []
    big = found(head + b"#\n" * MAX_BYTES)
    assert big == [((MAX_BYTES - len(head)) // 2 + 3, "too-large")]
    assert found(head + b"Disallow: /" + b"a" * LINE_BYTES) == [(3, "long-line")]
    (fault,) = faults(head + b"Disallow: " + b"a" * 1000)
    assert len(fault.text) == KEPT
    assert found(head + b"#" * (MAX_BYTES - len(head) - 1) + "茶".encode()) == [
        (3, "too-large")
    ]  # the limit cuts a character


def test_every_fault_has_a_text():
    assert all(text.zh and text.en for text in WHAT.values())
