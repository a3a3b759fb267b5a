"""Which runs of words may be terms, and what is found on a page."""

from __future__ import annotations

import pytest

from keywords.lexicon import Lexicon
from keywords.matching import copy_of
from keywords.segment import segmenter
from keywords.stopwords import bundled_stop_words
from keywords.terms import candidates, ranked_terms, speaks


@pytest.mark.parametrize(
    ("run", "count", "expected"),
    [
        (("普洱", "茶"), 2, True),
        (("iphone", "15"), 2, True),
        (("iphone", "15", "pro"), 2, True),
        (("81", "度"), 9, False),
        (("平均", "3"), 9, False),
        (("3", "5"), 9, False),
        (("15", "克装"), 2, True),
        (("栗", "褐"), 2, False),
        (("栗", "褐"), 3, True),
        (("x", "法"), 9, False),
        (("山", "水", "间"), 2, False),
    ],
)
def test_what_may_be_a_phrase(run, count, expected):
    assert speaks(run, count) is expected


def phrases_of(text: str) -> set[str]:
    found = candidates(segmenter().tokens(copy_of(text)), Lexicon(bundled_stop_words()))
    return set(found.names[len(found.words) :])


def test_a_product_name_is_one_phrase_and_not_its_pieces():
    text = "银毫龙井试饮装，明前采摘。买银毫龙井试饮装，送茶匙。"
    assert phrases_of(text) == {"银毫龙井试饮装"}


def test_a_repeated_sentence_is_no_phrase_and_leaves_none_behind():
    sentence = "云南勐海古树普洱春茶饼限量珍藏礼盒装"
    assert phrases_of(f"{sentence}。{sentence}。") == set()


def test_a_phrase_inside_another_counts_where_it_stands_alone():
    assert phrases_of("凤凰单丛茶叶。凤凰单丛茶叶。凤凰单丛，好。") == {"凤凰单丛茶叶", "凤凰单丛"}
    assert phrases_of("Oolong tea box. Oolong tea box, green tea.") == {"oolong tea box"}


def test_terms_of_the_title_and_longer_ones_weigh_more():
    lexicon = Lexicon(bundled_stop_words())
    page = candidates(segmenter().tokens("白瓷品茗杯。白瓷品茗杯。杯子，杯子，送茶叶。steam tea"), lexicon)
    plain = [term for _, term, *_ in ranked_terms(page, lexicon.rarity(), 9)]
    assert plain[0] == "白瓷品茗杯" and plain.index("steam") < plain.index("tea")
    named = [term for _, term, *_ in ranked_terms(page, lexicon.rarity(), 9, "steam\n送茶叶")]
    assert named.index("茶叶") < plain.index("茶叶") and named.index("tea") == len(named) - 1
