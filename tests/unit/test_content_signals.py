"""Content-Signal lines that contradict each other or the rules beside them."""

import json

import pytest

from audit.content_signals import conflicts

URL = "https://tea.cn/"


def found(text):
    return [
        (one["fault"], one["agent"], one["path"], one["signal"], one["line"], one["other"])
        for one in json.loads(conflicts(text, URL))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: *\nDisallow: /",
        "Content-Signal: ai-train=yes\nContent-Signal: ai-train=no",  # of nobody
        "User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\nDisallow: /cart/",
        "User-agent: *\nContent-Signal: ai-train=no\nContent-Signal: ai-train = NO",
        "User-agent: *\nContent-Signal: ai-train=no\nContent-Signal: /guide/ ai-train=yes",
        "User-agent: *\nContent-Signal: ai-train=no\n\nUser-agent: GPTBot\nContent-Signal: ai-train=yes\nAllow: /",
        "User-agent: *\nContent-Signal: ai-train=no\nDisallow: /",
        "User-agent: *\nContent-Signal: search=yes\nDisallow: /\nAllow: /guide/",
        "User-agent: *\nContent-Signal: search=maybe, mood=yes\nDisallow: /",
        "<!doctype html>\nUser-agent: *\nContent-Signal: ai-train=yes, ai-train=no",
    ],
)
def test_what_agrees(text):
    assert found(text) == []


def test_yes_and_no_for_the_same_agent_and_path():
    text = "User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n\nUser-agent: *\nContent-Signal: ai-train=yes"
    assert found(text) == [("values", "*", "/", "ai-train", 6, 2)]
    assert found("User-agent: *\nContent-Signal: ai-input=yes, ai-input=no") == [("values", "*", "/", "ai-input", 2, 2)]
    both = "User-agent: A\nUser-agent: B\nContent-Signal: /g search=yes\nContent-Signal: /g search=no"
    assert found(both) == [("values", "a", "/g", "search", 4, 3), ("values", "b", "/g", "search", 4, 3)]


def test_a_use_that_is_allowed_of_what_is_closed():
    assert found("User-agent: *\nContent-Signal: search=yes\nDisallow: /") == [("closed", "*", "/", "search", 2, 3)]
    text = "User-agent: *\nContent-Signal: /guide/ search=yes, ai-train=yes\nDisallow: /guide/"
    assert found(text) == [("closed", "*", "/guide/", "search", 2, 3)]
