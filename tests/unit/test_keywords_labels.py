"""Intent, long tail, tiers and breadth of keywords."""

from __future__ import annotations

import pytest

from configs.intents import INTENTS
from configs.settings import KeywordPage, Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from keywords.intent import MODIFIERS, intent_of, read_intent
from keywords.labels import breadth_of, run_labels
from keywords.long_tail import Size, head_of, is_long_tail
from keywords.market import run_market
from keywords.matching import copy_of
from keywords.pyramid import PLACES, Short, core_terms, fits
from keywords.stage import run_keywords


@pytest.mark.parametrize(
    ("keyword", "intent"),
    [
        ("紫砂壶价格", "buy"),
        ("紫砂壶多少钱一把", "buy"),
        ("茶叶批发 厂家", "buy"),
        ("普洱茶包邮", "buy"),
        ("Buy pu-erh tea", "buy"),
        ("teapot price", "buy"),
        ("how much is a teapot", "buy"),
        ("普洱茶哪个好", "compare"),
        ("紫砂壶排行榜", "compare"),
        ("龙井和碧螺春对比", "compare"),
        ("best tea pots", "compare"),
        ("oolong vs green tea", "compare"),
        ("普洱茶怎么泡", "inform"),
        ("紫砂壶怎么买", "inform"),  # asks how
        ("什么是岩茶", "inform"),
        ("how to brew oolong", "inform"),
        ("云岭茶行官网", "navigate"),
        ("茶行旗舰店", "navigate"),
        ("Tea House login", "navigate"),
        ("紫砂壶", "none"),
        ("teapot", "none"),
        ("buyer", "none"),  # no word of its own
        ("tank top", "none"),  # a product
        ("", "none"),
    ],
)
def test_intent_by_modifier(keyword, intent):
    assert intent_of(copy_of(keyword)) == intent


def test_the_name_of_the_site_is_navigation_and_the_modifier_is_told():
    assert read_intent("云岭茶行", {"云岭茶行"}) == ("navigate", "云岭茶行")
    assert read_intent("云岭茶行价格", {"云岭茶行"}) == ("buy", "价格")
    assert read_intent("普洱茶 推薦") == ("compare", "推薦")


def test_no_modifier_stands_for_two_intents():
    words = [copy_of(word) for group in MODIFIERS.values() for word in group]
    assert len(words) == len(set(words)) and set(MODIFIERS) | {"none"} == set(INTENTS)


def test_long_tail_needs_length_and_a_shorter_keyword_within():
    assert is_long_tail("宜兴手工紫砂壶", Size(3, 7), ["紫砂壶"])
    assert is_long_tail("buy red teapot", Size(3, 0), ["teapot"])
    assert not is_long_tail("紫砂壶价格", Size(2, 5), ["紫砂壶"])  # short
    assert not is_long_tail("宜兴手工紫砂壶", Size(3, 7), ["普洱茶"])  # no core term within
    assert not is_long_tail("宜兴手工紫砂壶", Size(3, 7), ["宜兴手工紫砂壶"])  # itself is none
    assert not is_long_tail("buy red teapots", Size(3, 0), ["teapot"])  # a piece of a word
    assert head_of("明前西湖龙井茶", ["龙井", "西湖龙井", "绿茶"]) == "西湖龙井"


def test_core_terms_are_those_of_the_home_page_then_the_broadest():
    short = [Short("a", False, 5, 0), Short("b", True, 1, 1), Short("c", False, 9, 2), Short("d", False, 9, 3)]
    assert core_terms(short) == ["b", "c"]
    assert core_terms([*short, Short("e", True, 0, 4), Short("f", True, 0, 5)]) == ["b", "e", "f"]
    assert core_terms([Short("x", False, 9, 0, True), short[1], short[0]]) == ["b", "a"]  # x of another page is no core
    assert core_terms([Short("a", False, 1, 0)]) == ["a"] and core_terms([]) == []
    assert fits("core", "home") and not fits("core", "product") and fits("long-tail", "article")


def test_breadth():
    assert breadth_of(Size(1, 2), "none", 8, 10) == "broad"
    assert breadth_of(Size(1, 2), "none", 3, 3) == ""  # a handful of pages says nothing
    assert breadth_of(Size(1, 4), "buy", 8, 10) == ""
    assert breadth_of(Size(4, 8), "none", 0, 10) == "narrow" and breadth_of(Size(4, 8), "none", 1, 10) == ""
    assert breadth_of(Size(4, 8), "none", 2, 10) == ""


def page(title, text):
    return f'<html lang="zh"><head><title>{title}</title></head><body><main><h1>{title}</h1><p>{text}</p></main></body></html>'


def test_labels_of_a_run_are_stored_with_the_place_they_should_have(tmp_path):
    site = {
        "/": page("紫砂壶专卖", "紫砂壶与普洱茶。"),
        "/c/puer/": page("普洱茶", "普洱茶来自云南。"),
        "/c/pots/": page("茶壶", "各种茶壶。"),
        "/product/1": page("宜兴手工紫砂壶", "宜兴手工紫砂壶一把。"),
    }
    chosen = Settings(
        keywords=Keywords(
            targets=("普洱茶", "宜兴手工紫砂壶", "茶壶价格", "天山雪菊"), pages=(KeywordPage("/", ("紫砂壶",)),)
        )
    )
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, site)
        run_keywords(store, run_id, chosen)
        run_market(store, run_id, chosen)
        columns = "term, intent, modifier, tier, head, page_type, fits, pages"
        asked = f"select {columns} from v_keyword_labels where run_id = ? order by term"
        found = {row[0]: tuple(row[1:]) for row in store.db.execute(asked, [run_id])}
        run_labels(store, run_id, chosen)  # again: the same
        assert {row[0]: tuple(row[1:]) for row in store.db.execute(asked, [run_id])} == found
        run_keywords(store, run_id, chosen)  # what rests on the keywords goes with them
        assert store.db.execute("select count(*) from keyword_labels").fetchone() == (0,)
    assert found == {
        "紫砂壶": ("none", "", "core", None, "home", 1, 2),
        "普洱茶": ("none", "", "second", None, "category", 1, 2),
        "宜兴手工紫砂壶": ("none", "", "long-tail", "紫砂壶", "product", 1, 1),
        "茶壶价格": ("buy", "价格", "second", None, None, 0, 0),
        "天山雪菊": ("none", "", "second", None, None, 0, 0),
    }
    assert set(PLACES) == {"core", "second", "long-tail"}
