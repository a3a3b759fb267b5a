"""Lines of robots.txt that do less than they seem to, and those that only look odd."""

import json

import pytest

from audit.robots_syntax import LEVELS, syntax_faults


def found(text):
    return [(one["line"], one["fault"], one["severity"]) for one in json.loads(syntax_faults(text))]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Disallow: /cart/", "before-group"),
        ("Sitemap: https://tea.cn/s.xml\nAllow: /", "before-group"),
        ("User-agent:\nDisallow: /", "no-agent"),
        ("User-agent: *\nDisallow: cart/", "bad-path"),
        ("User-agent: *\nDisallow: https://tea.cn/cart/", "bad-path"),
        ("User-agent: *\nAllow: cart/", "bad-allow"),
        ("Sitemap: /sitemap.xml", "relative-sitemap"),
        ("Sitemap: //tea.cn/sitemap.xml", "relative-sitemap"),
        ("User-agent: *\nDisallow /cart/", "no-colon"),
        ("User-agent *\nDisallow: /cart/", "no-colon"),
        ("User-agent: *\nDisallow: /a$ /b$", "dollar"),
        ("User-agent: *\nDisallow: /*.php$*", "dollar"),
    ],
)
def test_what_does_nothing_is_told_with_its_level(text, fault):
    assert {(what, level) for _, what, level in found(text)} == {(fault, LEVELS[fault])}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Disallow /cart/",
        "User-agent: *\nDisallow:",
        "User-agent: *\nDisallow: *?sort=\nDisallow: /*.pdf$",
        "User-agent: *\nDisallow: /*?$filter=\nAllow: /a$b",
        "User-agent: *\nDisallow: /购物车/ # 购物车",
        "\ufeffUser-agent: *\r\nDisallow: /cart/\r\n",
        "Sitemap: https://tea.cn/sitemap.xml",
        "nothing of this is a field",
        "User-agent: *\nDisallow：/cart/",  # a full-width colon: not understood at all, which another check tells
        "<!doctype html><title>404</title>\nDisallow: /",
    ],
)
def test_what_is_in_order_or_the_matter_of_others_is_not(text):
    assert found(text) == []


def test_lines_are_counted_and_quoted():
    text = f"User-agent: *\n\nDisallow: {'x' * 900}\nDisallow: cart/"
    first, second = json.loads(syntax_faults(text))
    assert (first["line"], len(first["text"]), second) == (
        3,
        200,
        {"line": 4, "fault": "bad-path", "text": "Disallow: cart/", "severity": "error"},
    )
