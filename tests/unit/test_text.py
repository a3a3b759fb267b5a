"""Measures of text by script, and texts in two languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configs.text import Text, choose_language
from crawler.text import (
    clip_columns,
    collapse,
    columns,
    dominant_script,
    han_chars,
    latin_words,
    matching_copy,
    printable,
    visible_chars,
)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("tea", 3),
        ("红茶", 4),
        ("红茶 tea", 8),
        ("“红茶”", 8),  # ambiguous quotes are wide in Chinese text
        ("“tea”", 5),  # and narrow elsewhere
        ("ＡＢ", 4),
        ("ｱｲ", 2),
        ("é", 1),
        ("e\u0301", 1),
        ("茶\u200b\ufeff", 2),
        ("한국", 4),
        ("🍵", 2),
        ("…", 1),
        ("茶…", 4),
        ("a\tb", 2),
    ],
)
def test_columns(text, width):
    assert columns(text) == width


@pytest.mark.parametrize("text", ["云南红茶，产自凤庆。", "普洱（熟茶）：10 年陈", "茶"])
def test_columns_equal_gb18030_bytes_of_common_text(text):
    assert columns(text) == len(text.encode("gb18030"))


@pytest.mark.parametrize(
    ("text", "han", "latin"),
    [
        ("云南红茶", 4, 0),
        ("Golden Monkey 100g", 0, 3),
        ("云南Golden红茶", 4, 1),
        ("don't l’été", 0, 2),
        ("'quoted' rock'n'roll", 0, 2),
        ("a-b_c", 0, 3),
        ("3.5 km", 0, 3),
        ("〇一二𠮷﨑", 5, 0),
        ("ひらがな カナ", 0, 2),
        ("чай", 0, 1),
        ("。，！🍵", 0, 0),
    ],
)
def test_han_and_latin(text, han, latin):
    assert (han_chars(text), latin_words(text)) == (han, latin)


def test_dominant_script():
    assert dominant_script(5, 2) == "han"
    assert dominant_script(4, 2) == "latin"
    assert dominant_script(0, 0) == "latin"


def test_visible_chars():
    assert visible_chars(" 红 茶\u3000tea\u00a0\n") == 5


def test_clip_columns():
    assert [clip_columns("红茶tea", width) for width in (0, 1, 2, 3, 5, 7, 99)] == [
        "",
        "",
        "红",
        "红",
        "红茶t",
        "红茶tea",
        "红茶tea",
    ]


@given(st.text(max_size=40), st.integers(0, 50))
def test_clipped_is_the_longest_beginning_that_fits(text, limit):
    clipped = clip_columns(text, limit)
    assert text.startswith(clipped)
    if clipped != text:
        assert sum(columns(char) for char in clipped) <= limit
    assert clip_columns(text, 10**6) == text


@given(st.text(max_size=40))
def test_measures_fit_together(text):
    assert 0 <= columns(text) <= 2 * len(text)
    assert han_chars(text) + latin_words(text) <= visible_chars(text)
    assert collapse(collapse(text)) == collapse(text)
    assert printable(printable(text)) == printable(text)


def test_matching_copy():
    assert matching_copy("  ＧＯＬＤＥＮ\n 紅茶\u3000Ⅳ ﬁ ") == "golden 紅茶 iv fi"
    assert matching_copy(None) == ""


def test_printable_text_drives_no_terminal():
    assert printable("a\x1b[31mb\x07\x9bc\u202ed\u2066e\nf\tg\x7f\rh") == "a[31mbcde f gh"


def test_texts():
    text = Text(zh="{n} 个页面", en="{n} pages")
    assert (text.get("zh", n=3), text.get("en", n=3)) == ("3 个页面", "3 pages")
    assert Text("{a}", "{a}").get("zh") == "{a}"


@pytest.mark.parametrize(
    ("wanted", "environment", "expected"),
    [
        ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
        ("en", {"XUNLU_LANG": "zh"}, "en"),
        (None, {"XUNLU_LANG": "zh", "LANG": "en_US"}, "zh"),
        ("auto", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("auto", {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_TW"}, "zh"),
        (None, {"LANG": "Chinese (Simplified)_China.936"}, "zh"),
        (None, {}, "en"),
        ("fr", {}, "en"),
    ],
)
def test_language(wanted, environment, expected):
    assert choose_language(wanted, environment) == expected
