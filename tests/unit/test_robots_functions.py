"""What checks ask of robots.txt, of anchors and of sitemaps in SQL."""

import json

import pytest

from audit.anchors import anchor_spread, generic_anchor
from audit.robots_functions import (
    blocked_resources,
    closed_to,
    dropped_rules,
    restricts,
    site_closed_to,
    sitemap_lines,
    unknown_fields,
)
from audit.sitemap_functions import days_apart, first_segment, w3c_day
from audit.sqlfunctions import later_page
from crawler.robots import AGENTS

HOME = "https://tea.cn/"
GENERAL = "User-agent: *\nDisallow: /cart/\nDisallow: /*?sort=\n\n"


def test_unknown_fields_and_what_was_meant():
    text = "User-agent: *\nDisalow: /a\nplain words here\n# note\nCrawl-delay: 1"
    found = json.loads(unknown_fields(text, '["user-agent", "disallow", "crawl-delay"]'))
    assert [(one["line"], one["field"], one["meant"]) for one in found] == [
        (2, "disalow", "disallow"),
        (3, "", ""),
    ]
    assert unknown_fields("<!doctype html><p>404", "[]") == "[]"


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("User-agent: *\nDisallow: /", len(AGENTS)),
        ("User-agent: *\nDisallow: *", len(AGENTS)),
        ("User-agent: *\nDisallow: /\nAllow: /$", 0),
        ("User-agent: *\nDisallow: /cart/", 0),
        ("User-agent: *\nDisallow: /$", 0),
        ("User-agent: Baiduspider\nDisallow: / # all", 1),
        ("", 0),
    ],
)
def test_who_is_kept_out_of_the_whole_site(text, agents):
    assert len(json.loads(site_closed_to(text, HOME))) == agents


def test_closed_to_names_agent_and_line():
    text = "User-agent: GPTBot\nDisallow: /tea"
    assert json.loads(closed_to(text, HOME + "tea", '["GPTBot", "Googlebot"]')) == [
        {"agent": "GPTBot", "line": 2, "rule": "Disallow: /tea"}
    ]


@pytest.mark.parametrize(
    ("own", "dropped"),
    [
        ("User-agent: Baiduspider\nCrawl-delay: 1", 2),
        ("User-agent: Baiduspider\nDisallow: /cart/", 1),
        ("User-agent: Baiduspider\nDisallow: /cart\nDisallow: /*?", 0),
        ("User-agent: Baiduspider\nDisallow: /", 0),
        ("User-agent: MJ12bot\nCrawl-delay: 10", 0),
        ("User-agent: Baiduspider\nDisallow:", 0),
        ("User-agent: Baiduspider\nAllow: /", 0),
        ("User-agent: Baiduspider\nDisallow: /*?sort=\nAllow: /cart/", 0),
        ("User-agent: Baiduspider\nUser-agent: *\nDisallow: /x", 0),
    ],
)
def test_rules_that_a_group_drops(own, dropped):
    found = json.loads(dropped_rules(GENERAL + own, HOME))
    assert sum(one["dropped"] for one in found) == dropped


def test_files_that_are_closed():
    text = "User-agent: *\nDisallow: /theme/\nAllow: /theme/*.css"
    written = json.dumps(["/theme/a.css", "theme/a.js", "https://cdn.example/theme/b.js", "https://tea.cn/theme/c.js"])
    found = json.loads(blocked_resources(text, HOME + "x", written))
    assert [(one["file"], one["line"]) for one in found] == [(HOME + "theme/a.js", 2), (HOME + "theme/c.js", 2)]
    assert blocked_resources(text, HOME, None) == "[]"
    assert (restricts(text), restricts("User-agent: *\nDisallow:"), sitemap_lines("sitemap: /a")) == (1, 0, 1)


@pytest.mark.parametrize(
    "text", ["更多", "【点击这里】", "Read More »", "查看详情>>", "ＭＯＲＥ", "click here.", "立即购买"]
)
def test_generic(text):
    assert generic_anchor(text) == 1


@pytest.mark.parametrize(
    "text", ["更多红茶", "", None, "More about white tea", "选壶指南", "→", "详情页设计", "a" * 500]
)
def test_not_generic(text):
    assert generic_anchor(text) == 0


def test_spread_of_anchors():
    found = json.loads(anchor_spread(json.dumps(["明前龙井", "龙井茶", "龙井 250 克", "更多"])))
    assert (found["shared"], found["share"], found["counted"]) == ("龙井", 1.0, 3)
    apart = json.loads(anchor_spread(json.dumps(["红茶", "礼盒"])))
    assert (apart["share"], apart["entropy"]) == (0.5, 1.0)
    assert anchor_spread('["更多", ""]') is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-05-01", "2026-05-01"), ("2026-05", "2026-05-01"), ("2026", "2026-01-01"), ("2026-05-01T08:00:00+08:00", "2026-05-01"),
     ("2026-05-01T08:00Z", "2026-05-01"), ("2026-05-01T08:00:00.5Z", "2026-05-01"), ("2026-02-30", None), ("2026/5/1", None),
     ("2026-05-01 08:00:00", None), ("", None), (None, None), ("2026-05-01T08:00:00", None), ("0000-01-01", None)],
)  # fmt: skip
def test_w3c_dates(text, day):
    assert w3c_day(text) == day


def test_days_and_segments():
    assert days_apart("2026-05-01", "2026-06-01T08:00:00+08:00") == 31
    assert days_apart("2026-05-01", "gestern") is None
    assert [first_segment(HOME + path) for path in ("", "tea", "tea/", "tea/a/b", "?a=/b/")] == [
        "",
        "",
        "/tea/",
        "/tea/",
        "",
    ]
    assert [later_page(HOME + path) for path in ("list?page=2", "page/3/", "tea", "product-2")] == [1, 1, 0, 0]
