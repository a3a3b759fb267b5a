"""Any robots.txt can be read and asked; the matcher equals the obvious regular expression."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from crawler.robots import from_response, parse

LINES = st.lists(
    st.sampled_from(
        ["User-agent: *", "user-agent:a", "Disallow: /", "Disallow: /a*b$", "Allow: /a", "Disallow", "Crawl-delay: 1e9",
         "Sitemap: x", ":", "#", "Disallow: *", "Allow: $", "User-agent:", "Disallow: %", "Disallow: /%e7%BA"]
    )
    | st.text(max_size=20),
    max_size=12,
).map("\n".join)  # fmt: skip
PATHS = st.text("ab/%7eé?=$*", max_size=12).map("https://shop.cn/".__add__)


@given(st.binary(max_size=300) | LINES.map(lambda text: text.encode("utf-8", "replace")), PATHS, st.text(max_size=5))
def test_any_bytes_can_be_read_and_asked(body, url, agent):
    robots = parse(body)
    verdict = robots.verdict(agent, url)
    assert verdict.allowed or robots.restricts
    assert verdict.line <= body.count(b"\n") + body.count(b"\r") + 1
    delay = robots.crawl_delay(agent)
    assert delay is None or 0 <= delay <= 30


@given(st.text("ab*$/", min_size=1, max_size=8), st.text("ab$/", max_size=10))
def test_matching_equals_a_regular_expression(pattern, path):
    anchored = pattern.endswith("$")
    body = pattern[:-1] if anchored else pattern
    oracle = ".*".join(map(re.escape, body.split("*"))) + (r"\Z" if anchored else "")
    robots = parse(f"User-agent: *\nDisallow: {pattern}".encode())
    assert robots.verdict("x", f"https://shop.cn/{path}").allowed is (re.match(oracle, f"/{path}") is None)


@given(st.integers(100, 599) | st.none(), st.binary(max_size=50))
def test_every_status_means_something(status, body):
    verdict = from_response(status, body).verdict("xunlu", "https://shop.cn/a")
    if status is None or status >= 500 or status == 429:
        assert not verdict.allowed
    elif status >= 300:
        assert verdict.allowed
