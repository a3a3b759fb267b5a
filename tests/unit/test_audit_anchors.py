"""Anchors: whether they suit their target, and whether they are its name."""

import pytest

from audit.anchors import anchor_suits, names_it
from crawler.zstd import compress

HEADS = "怎样清洗紫砂壶 | 茶舍\n怎样清洗紫砂壶\n养壶的要点\nhttps://shop.example/pots/12"
TEXT = compress("先用温水冲净，再用茶汤润养。不要用洗洁精。".encode())


@pytest.mark.parametrize(
    "anchor",
    [
        "紫砂壶清洗",
        "养壶心得",
        "用茶汤润养",
        "这里说过的办法",
        "上一篇",
        "更多",
        "￥128",
        "2026年3月5日",
        "茶舍",
        "压感",
        "Gaiwan and cups",
        "setVisible(boolean)",
        "",
        None,
    ],
)
def test_anchors_that_suit(anchor):
    assert anchor_suits(anchor, HEADS, TEXT) == 1


@pytest.mark.parametrize("anchor", ["冬日送礼", "春季碎花连衣裙", "年货团购"])
def test_anchors_that_name_something_else(anchor):
    assert anchor_suits(anchor, HEADS, TEXT) == 0


def test_english_anchors():
    heads, text = "How to clean a teapot\nCleaning\n\n", compress(b"Rinse with warm water and let it dry.")
    assert anchor_suits("Cleaned teapots", heads, text)
    assert anchor_suits("warm water rinse", heads, text)
    assert anchor_suits("our earlier post on gifts", heads, text)
    assert anchor_suits("Shipping", heads, text)  # a single word may be one for what a sentence says
    assert not anchor_suits("car insurance quotes", heads, text)
    assert not anchor_suits("car insurance quotes", heads, None)


@pytest.mark.parametrize("anchor", ["清洗紫砂壶", "怎样清洗紫砂壶", "清洗 紫砂壶"])
def test_names_of_a_page(anchor):
    assert names_it(anchor, HEADS) == 1


@pytest.mark.parametrize("anchor", ["紫砂", "紫砂壶保养", "清洗(紫砂壶)", "这样清洗紫砂壶", "more", "", None])
def test_what_is_no_name_of_a_page(anchor):
    assert names_it(anchor, HEADS) == 0
