"""Tags: which pages have one, what it is, and which texts speak of it."""

import pytest

from audit.tags import same_writing, speaks_of, tag_path, tag_word
from crawler.zstd import compress

A = "https://shop.example"


@pytest.mark.parametrize(
    "path", ["/tag/zisha", "/tags/tea/", "/tag-12.html", "/tag/tea/page/3", "/search?q=tea", "/标签/紫砂", "/%E6%A0%87%E7%AD%BE/1", "/blog/label/tea"]
)  # fmt: skip
def test_addresses_of_tags(path):
    assert tag_path(A + path) == 1


@pytest.mark.parametrize(
    "path", ["/", "/stage/1", "/tag/tea/how-to-brew", "/category/tea", "/topics/auth", "/research/tea", "/searching", "/vintage/"]
)  # fmt: skip
def test_other_addresses(path):
    assert tag_path(A + path) == 0


@pytest.mark.parametrize(
    ("h1", "title", "word"),
    [
        ("标签：紫砂壶", "", "紫砂壶"),
        ("“紫砂壶”的搜索结果", "", "紫砂壶"),
        ("白茶相关的文章", "", "白茶"),
        ("Tag Archives: Glazing", "", "glazing"),
        ("", "ＰＵＥＲＨ ｔｅａ | Tea House", "puerh tea"),
        ("标签", "白茶 - 茶舍", "白茶"),
        ("新品", "新品", ""),
        ("Gifts", "", ""),
        ("2026", "2026", ""),
        ("壶", "", ""),
        ("", "", ""),
        ("怎样用一把紫砂壶泡出一壶好普洱", "怎样用一把紫砂壶泡出一壶好普洱", ""),
    ],
)
def test_the_word_of_a_tag(h1, title, word):
    assert tag_word(h1, title) == word


def packed(text):
    return compress(text.encode())


def test_texts_that_speak_of_a_tag():
    assert speaks_of("紫砂壶", "", packed("这把壶用紫砂做成"))
    assert speaks_of("紫砂壶", "紫砂养护", None)
    assert speaks_of("teapots", "", packed("A TEAPOT of clay"))
    assert speaks_of("glazing", "Glaze and glass", None)
    assert speaks_of("pu erh tea", "", packed("old pu-erh"))
    assert not speaks_of("紫砂壶", "白瓷盖碗", packed("薄胎的壶，沙土"))
    assert not speaks_of("紫砂壶", "", None)
    assert not speaks_of("紫砂壶", None, packed(""))


def test_a_text_in_another_script_is_not_asked():
    assert not same_writing("teapots", 200, 10)
    assert same_writing("teapots", 0, 200)
    assert same_writing("紫砂壶", 200, 10)
    assert not same_writing("紫砂壶", 0, 200)
