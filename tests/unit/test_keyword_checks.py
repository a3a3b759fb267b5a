"""The checks of keywords beyond their examples: levels, scripts, English and mixed keywords, what is left alone."""

from __future__ import annotations

import json

import pytest

from audit.registry import all_checks
from audit.runner import run_checks
from configs.settings import KeywordPage, Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from keywords.market import run_market
from keywords.stage import run_keywords
from linkgraph.stage import run_links

CHECKS = [check for check in all_checks().values() if check.area == "keywords"]
TEA = "The shop tells how leaves are picked, dried, sorted and packed, and which water and pot suit them best. " * 6
ZH = "春天的山坡上云雾很多，采茶的人一早就出门，傍晚把鲜叶挑回来摊开，夜里炒制，第二天分级装罐。" * 4


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def page(title, text, h1=None, lang="en", more="", description="About it."):
    return (
        f'<html lang="{lang}"><head><title>{title}</title><meta name="description" content="{description}"></head>'
        f"<body><main><h1>{title if h1 is None else h1}</h1><p>{text}</p>{more}</main></body></html>"
    )


def found(store, site, *targets, pages=()):
    """(check, path, term) -> level and evidence."""
    settings = Settings(keywords=Keywords(targets=targets, pages=tuple(KeywordPage(*one) for one in pages)))
    run_id = load_site(store, site)
    run_links(store, run_id)
    run_keywords(store, run_id, settings)
    run_market(store, run_id, settings)
    assert run_checks(store, run_id, settings, checks=CHECKS).crashed == ()
    rows = store.db.execute("select check_id, url, severity, evidence from v_findings where run_id = ?", [run_id])
    told = {}
    for check, url, level, evidence in rows.fetchall():
        one = json.loads(evidence)
        told[check, url.removeprefix("https://example.com"), one.get("term", "")] = level, one
    return told


def levels(told, check):
    return {(path, term): level for (name, path, term), (level, _) in told.items() if name == check}


def test_english_titles_count_words_and_take_words_in_any_order(store):
    site = {
        "/": page("Tea house", TEA),
        "/a": page("Our brand new and very nice clay teapot", "A clay teapot keeps the heat. " + TEA),
        "/b": page("Oolong: the leaf of tea from the hills", "Oolong tea is half green. " + TEA),
        "/c": page("Good things", "Green tea is not for everybody. " + TEA),
    }
    pages = [("/a", ("clay teapot",)), ("/b", ("oolong tea",)), ("/c", ("green tea",))]
    told = found(store, site, pages=pages)
    assert levels(told, "keyword-in-title") == {("/a", "clay teapot"): "notice", ("/c", "green tea"): "warning"}
    assert told["keyword-in-title", "/a", "clay teapot"][1]["problem"] == "late"
    assert levels(told, "keyword-in-h1") == {("/c", "green tea"): "notice"}
    assert levels(told, "keyword-in-intro") == {}


def test_a_brand_in_latin_is_a_keyword_of_a_chinese_page_and_a_chinese_one_none_of_an_english_page(store):
    site = {
        "/": page("茶舍", ZH, lang="zh"),
        "/iphone-shoujike.html": page("iPhone 手机壳", "iPhone 手机壳，" + ZH, lang="zh"),
        "/en.html": page("Cases", "Cases for phones. 手机壳 " + TEA),
    }
    pages = [("/iphone-shoujike.html", ("iphone手机壳", "iphone")), ("/en.html", ("手机壳",))]
    told = found(store, site, pages=pages)
    assert [key for key in told if key[1] == "/en.html"] == []
    assert ("keyword-in-title", "/iphone-shoujike.html", "iphone") not in told
    assert ("keyword-in-url", "/iphone-shoujike.html", "iphone手机壳") not in told
    assert levels(told, "keyword-density")[("/iphone-shoujike.html", "iphone手机壳")] in ("notice", "warning")


def test_long_texts_and_lists_of_products_are_told_more_gently(store):
    stuffed = "紫砂壶，" * 12
    site = {
        "/": page("茶舍", ZH, lang="zh"),
        "/long.html": page("普洱茶", "普洱茶。" * 5 + ZH * 30, lang="zh"),
        "/short.html": page("绿茶", "绿茶。" + ZH * 6, h1="茶", lang="zh"),
        "/pots/": page("紫砂壶", stuffed + ZH, lang="zh"),
        "/pots.html": page("盖碗", "盖碗，" * 40 + ZH, lang="zh"),
    }
    pages = [
        ("/long.html", ("普洱茶",)),
        ("/short.html", ("绿茶",)),
        ("/pots/", ("紫砂壶",)),
        ("/pots.html", ("盖碗",)),
    ]
    assert levels(found(store, site, pages=pages), "keyword-density") == {
        ("/long.html", "普洱茶"): "info",  # six hits are not too few, whatever their share
        ("/short.html", "绿茶"): "notice",
        ("/pots/", "紫砂壶"): "warning",  # a category: names of products; else an error
        ("/pots.html", "盖碗"): "error",
    }


@pytest.mark.parametrize(
    ("pages", "level"),
    [
        ((("/", ("普洱茶",)),), "warning"),  # the owner said that it belongs to the home page
        ((), "notice"),  # we propose it as core
    ],
)
def test_what_is_only_proposed_as_core_is_no_warning(store, pages, level):
    site = {"/": page("云岭茶行", "普洱茶与绿茶。" + ZH, lang="zh"), "/a": page("普洱", "普洱茶。" + ZH, lang="zh")}
    told = found(store, site, "普洱茶", pages=pages)
    assert {one["problem"]: level for level, one in (told[key] for key in told if key[0] == "keyword-pyramid")} == {
        "core": level
    }


def test_links_to_the_home_page_need_no_keyword_and_one_good_anchor_is_enough(store):
    back = '<p><a href="/">Home</a> <a href="/a">{}</a></p>'
    site = {
        "/": page("Clay teapots", "Clay teapots. " + TEA, more='<a href="/a">more</a>'),
        "/a": page("Green tea", "Green tea. " + TEA),
        **{
            f"/n{n}": page(f"Note {n}", TEA, more=back.format("tea that is green" if n == 3 else "more"))
            for n in range(6)
        },
    }
    told = found(store, site, pages=[("/", ("clay teapots",)), ("/a", ("green tea",))])
    assert levels(told, "keyword-in-anchors") == {}
    site |= {"/n3": page("Note 3", TEA, more=back.format("more"))}
    again = found(store, site, pages=[("/", ("clay teapots",)), ("/a", ("green tea",))])
    assert levels(again, "keyword-in-anchors") == {("/a", "green tea"): "notice"}


def test_without_the_html_bold_text_is_not_judged(store):
    site = {"/": page("Green tea", "Green tea. " + TEA)}
    found(store, site, pages=[("/", ("green tea",))])
    store.db.execute("update documents set html = null")
    settings = Settings(keywords=Keywords(pages=(KeywordPage("/", ("green tea",)),)))
    run_keywords(store, 1, settings)
    run_market(store, 1, settings)
    (result,) = run_checks(store, 1, settings, checks=[one for one in CHECKS if one.id == "keyword-in-bold"]).checks
    assert (result.state, result.reason) == ("not-judged", "nothing-applies")


def test_labels_cost_no_points_and_name_each_keyword_once(store):
    site = {
        "/": page("普洱茶", "普洱茶价格。" + ZH, lang="zh"),
        "/a": page("普洱茶价格", "云南古树普洱茶价格。" + ZH, lang="zh"),
    }
    told = found(store, site, pages=[("/a", ("普洱茶价格", "普洱茶", "云南古树普洱茶价格"))])
    assert levels(told, "keyword-intent") == {("/a", "普洱茶价格"): "info", ("/a", "云南古树普洱茶价格"): "info"}
    assert levels(told, "keyword-long-tail") == {("/a", "云南古树普洱茶价格"): "info"}
    points = dict(store.db.execute("select check_id, points from v_checks where severity = 'info'").fetchall())
    assert points["keyword-intent"] == points["keyword-long-tail"] == 0
