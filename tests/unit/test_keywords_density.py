"""Densities A, B and C, prominence, and where a keyword stands in a text."""

from __future__ import annotations

import pytest

from keywords.density import density, phrase_hits
from keywords.matching import copy_of, holds, positions, spaces, visible_length, visible_offsets
from keywords.segment import segmenter
from keywords.stopwords import bundled_stop_words

# 37 characters, one of them a stop word; 连衣裙 four times and twelve other words.
EXAMPLE = "夏季真丝连衣裙碎花连衣裙女装连衣裙的凉爽透气通勤舒适连衣裙柔软轻薄颜色鲜艳"


def figures(text: str, keyword: str, words=()):
    return density(text, keyword, segmenter(words), bundled_stop_words())


def test_worked_example_of_the_three_formulas():
    found = figures(EXAMPLE, "连衣裙")
    assert visible_length(copy_of(EXAMPLE)) == 37 and found.hits == 4
    assert (round(found.chars, 4), round(found.per_hit, 4), found.tokens) == (0.3243, 0.1081, 0.25)


def test_white_space_counts_in_no_formula():
    spread = EXAMPLE.replace("夏季", "夏季\n \u3000").replace("女装", " 女装\t")
    assert visible_length(copy_of(spread)) == 37
    assert figures(spread, "连衣裙") == figures(EXAMPLE, "连衣裙")


def test_prominence_is_the_mean_distance_from_the_end():
    assert figures("连衣裙真好看啊啊啊啊", "连衣裙").prominence == 1.0
    assert figures("真好看的一二三连衣裙", "连衣裙").prominence == pytest.approx(0.3)
    assert figures("连衣裙看看连衣裙看看", "连衣裙").prominence == pytest.approx((1 + 0.5) / 2)
    assert figures("半身裙", "连衣裙").prominence == 0.0


def test_phrases_count_as_many_tokens_as_they_have():
    found = figures("Black tea, green tea, black  tea.", "Black Tea")
    assert found.hits == 2
    assert found.chars == pytest.approx(2 * 8 / 27)  # 27 visible characters, punctuation among them
    assert found.tokens == pytest.approx(4 / 6)


def test_stop_words_inside_a_phrase_count_on_neither_side():
    assert figures("house of cards", "House of Cards").tokens == 1.0


def test_hits_never_overlap():
    assert figures("哈哈哈哈哈", "哈哈").hits == 2
    assert phrase_hits(["a", "a", "a", "b", "a", "a"], ["a", "a"]) == 2
    assert phrase_hits(["a", "a", "b"], ["a", "b"]) == 1
    assert phrase_hits([], ["a"]) == 0 and phrase_hits(["a"], []) == 0


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("steam tea teas tea", "tea", 2),
        ("茶tea茶 tea2 2tea", "tea", 1),
        ("大红袍茶杯", "红", 1),
        ("iPhone手机壳，iPhone 手机壳", "iPhone 手机壳", 2),
        ("ＬＶ包 lv包 Lv 包", "LV包", 3),
        ("連衣裙 连衣裙", "連衣裙", 1),
        ("大红 茶杯", "红茶", 0),
        ("红\n茶", "红茶", 0),
        ("c++ c++11", "c++", 2),
        ("Straße STRASSE", "strasse", 2),
        ("", "茶", 0),
        ("茶", "", 0),
    ],
)
def test_positions_follow_script_and_typography(text, term, expected):
    copy = copy_of(text)
    assert len(positions(copy, copy_of(term))) == expected
    assert holds(copy, copy_of(term)) is (expected > 0)


def test_offsets_leave_white_space_out():
    copy = copy_of("a b\nc d")
    assert visible_offsets([0, 2, 4, 6], spaces(copy)) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "text", ["", " \n\t", "！？。", "<script>alert(1)</script>", "\x00\x1f\x1b[31m", "\ud7ff" * 9, "%s{}\\"]
)
def test_empty_and_hostile_texts_have_figures(text):
    for keyword in ("连衣裙", "", "!", "\\"):
        found = figures(text, keyword)
        assert 0 <= found.chars <= 1 and 0 <= found.tokens <= 1 and 0 <= found.prominence <= 1
