"""Simplified and Traditional: against the declared code, and mixed within one text."""

import json

import pytest

from audit.checks.international.zh_script_mixed import GOODS, HALF, SIMPLIFIED, TRADITIONAL
from audit.han_scripts import before_reviews, script_fault, script_mixture, telling_sample
from crawler.zstd import compress

LONG, TAIWAN = SIMPLIFIED * 6, TRADITIONAL * 6


def mixture(text):
    found = script_mixture(compress(text.encode()), 50, 0.1)
    return found and json.loads(found)


@pytest.mark.parametrize(
    ("code", "simplified", "traditional", "found"),
    [
        ("zh-CN", 40, 0, ""),
        ("zh-CN", 2, 40, "hant"),
        ("zh-Hans-HK", 2, 40, "hant"),
        ("zh-SG", 0, 40, "hant"),
        ("zh-TW", 40, 0, "hans"),
        ("zh-HK", 40, 0, "hans"),
        ("zh-mo", 0, 40, ""),
        ("zh", 0, 40, ""),
        ("yue-HK", 40, 0, ""),
        ("en", 40, 0, ""),
        ("", 40, 0, ""),
        (None, None, None, ""),
    ],
)
def test_script_against_the_code(code, simplified, traditional, found):
    assert script_fault(code, simplified, traditional, None, 500) == found


def test_what_is_marked_is_declared():
    assert script_fault("zh-CN", 0, 40, '[["zh-hant", 400]]', 500) == ""
    assert script_fault("zh-CN", 0, 40, '[["zh-hant", 40], ["en", 900]]', 500) == "hant"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (LONG, None),
        (TAIWAN, None),
        (HALF * 3, "hant"),
        (f"{LONG}\n{TRADITIONAL}", "hant"),
        (f"{TAIWAN}\n{SIMPLIFIED}", "hans"),
        (f"{LONG}\n{TAIWAN}", None),  # line by line: a page in both
        (f"{LONG}{TAIWAN}", "hans"),
        (f"{LONG}\n{'寶龍壺藝' * 20}", None),
        (f"{LONG}\n「{TRADITIONAL}」", None),
        (f"{LONG}\n《{TRADITIONAL}》（{TRADITIONAL}）", None),
        (f"{LONG}\n用户评价\n{TRADITIONAL}", None),
        (f"{LONG}\nReviews (3)\n{TRADITIONAL}", None),
        (f"{LONG}\nこの{TRADITIONAL}", None),
        (f"{TAIWAN}\n{GOODS}", None),
        (HALF, None),  # too short
        ("", None),
        ("\ud800", None),
    ],
)
def test_mixtures(text, script):
    found = mixture(text.replace("\ud800", "\ufffd"))
    assert (found and found["script"]) == script
    if found:
        assert 10 < found["percent"] <= 50
        assert 8 <= len(found["sample"]) <= 10


def test_no_text_is_no_mixture():
    assert script_mixture(None, 50, 0.1) is None
    assert telling_sample(None, "hans") == ""
    assert telling_sample(compress("龍龍龙壺茶".encode()), "hant") == "龍壺"


@pytest.mark.parametrize("heading", ["评论", "用户评价（12）", "商品評價", "Customer Reviews (3):", "Comments"])
def test_texts_of_visitors_are_left_out(heading):
    assert before_reviews(f"一\n{heading}\n二").strip() == "一"


@pytest.mark.parametrize("line", ["本店评论区规则请见下文", "Reviews of teapots by our staff", "评价体系"])
def test_what_only_speaks_of_reviews_stays(line):
    assert before_reviews(f"一\n{line}\n二") == f"一\n{line}\n二"
