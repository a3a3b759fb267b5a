"""keywords top, page, map, cannibal, gap and compete on the sample shop and its two competitors."""

import csv
import io
import json
from contextlib import ExitStack
from functools import partial

import pytest

from crawler.text import han_chars
from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import Program, both

NAMES = ("tea-house", "rival-a", "rival-b")
READ = ("top", "map", "labels", "pyramid", "cannibal", "gap", "compete")
CONFIG = """
[sites.shop]
start = ["{0}"]
[sites.one]
role = "competitor"
start = ["{1}"]
[sites.two]
role = "competitor"
start = ["{2}"]
[keywords]
targets = ["功夫茶具套装", "明前龙井茶叶", "gongfu teaware set"]
userdict = "words.txt"
stopwords = ["builtin:zh", "builtin:en", "builtin:shop", "stop.txt"]
[[keywords.pages]]
url = "/c/teaware/"
terms = ["功夫茶具套装"]
[[keywords.pages]]
url = "/c/longjing/"
terms = ["明前龙井茶叶", "龙井"]
[[keywords.pages]]
url = "/nowhere/"
terms = ["紫砂壶"]
"""


@pytest.fixture(scope="module")
def xunlu(tmp_path_factory):
    with ExitStack() as stack:
        servers = [
            stack.enter_context(ShopServer(partial(make_shop, name=name, pages=160, clean=True))) for name in NAMES
        ]
        program = Program(tmp_path_factory.mktemp("keywords"))
        program.folder.joinpath("xunlu.toml").write_text(CONFIG.format(*(server.url for server in servers)), "utf-8")
        program.folder.joinpath("words.txt").write_text("手工制茶 100 n\n", "utf-8")
        program.folder.joinpath("stop.txt").write_text("water\n", "utf-8")
        program("crawl")  # what the commands need beyond that, they compute
        yield program


def rows(xunlu, *words):
    return json.loads(xunlu("keywords", *words, "--format", "json").out)


def test_the_stage_and_its_runs_are_called_as_before(xunlu):
    assert "TF-IDF" in xunlu("keywords").out
    assert json.loads(xunlu("keywords", "latest", "--format", "json", "--top", "3").out)["site"] == "shop"
    assert json.loads(xunlu("keywords", "one@latest", "--format", "json").out)["site"] == "one"


@pytest.mark.parametrize("name", READ)
def test_every_format_says_the_same(xunlu, name):
    found = rows(xunlu, name, "--limit", "5")
    lines = [json.loads(line) for line in xunlu("keywords", name, "--format", "jsonl", "--limit", "5").out.splitlines()]
    assert lines == found
    for format, delimiter in (("csv", ","), ("tsv", "\t")):
        text = xunlu("keywords", name, "--format", format, "--limit", "5").out
        read = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
        assert len(read) == len(found)
        assert all(list(one) == list(other) for one, other in zip(read, found, strict=True))
    for format, lang in (("table", "zh"), ("md", "en")):
        text = xunlu("--lang", lang, "keywords", name, "--format", format, "--limit", "5").out
        assert len(text.splitlines()) == 2 + len(found)
        assert (han_chars(text.splitlines()[0]) > 0) == (lang == "zh")


def test_top_leaves_stop_words_out_and_names_the_formulas(xunlu):
    terms = rows(xunlu, "top")
    assert len(terms) > 200 and "water" not in {row["term"] for row in terms}
    assert all(0 <= row[name] <= 1 for row in terms for name in ("density_chars", "density_hits", "density_tokens"))
    result = xunlu("keywords", "top")
    assert len(result.out.splitlines()) == 52 and "--limit" in result.err
    assert all(name in result.out for name in ("density A n*len/L", "density B n/L", "density C tokens"))


def test_page_shows_the_places_of_the_targets_first(xunlu):
    found = rows(xunlu, "page", "/c/teaware/")
    weights = [row["weight"] for row in found if not row["target"]]
    assert weights == sorted(weights, reverse=True) and len(set(weights)) > 5
    first = found[0]
    assert (first["term"], first["target"], first["in_title"], first["in_h1"], first["in_intro"]) == (
        "功夫茶具套装", 1, 1, 1, 1,
    )  # fmt: skip
    assert first["count"] > 0 and 0 < first["placement"] <= 1


def test_the_map_follows_the_configuration(xunlu):
    found = {row["term"]: row for row in rows(xunlu, "map")}
    assert found["功夫茶具套装"]["verdict"] == "right" and found["功夫茶具套装"]["origin"] == "config"
    assert found["功夫茶具套装"]["url"].endswith("/c/teaware/")
    assert found["紫砂壶"]["verdict"] == "missing"
    assert found["gongfu teaware set"]["origin"] == "proposed"
    assert found["gongfu teaware set"]["url"].endswith("/en/c/teaware/")


def test_labels_and_pyramid_tell_the_kinds_and_the_places(xunlu):
    labels = {row["term"]: row for row in rows(xunlu, "labels")}
    assert set(labels) == {row["term"] for row in rows(xunlu, "map")} == {row["term"] for row in rows(xunlu, "pyramid")}
    long = labels["明前龙井茶叶"]
    assert (long["tier"], long["head"], long["han"], long["target_origin"]) == ("long-tail", "龙井", 6, "config")
    tiers = [row["tier"] for row in rows(xunlu, "pyramid")]
    assert tiers == sorted(tiers, key=("core", "second", "long-tail").index) and 1 <= tiers.count("core") <= 3
    assert {row["page_type"]: row["fits"] for row in rows(xunlu, "pyramid") if row["tier"] == "second"}.get(
        "home", 0
    ) == 0


def test_a_clean_shop_in_two_languages_with_paginated_lists_has_no_cannibals(xunlu):
    assert rows(xunlu, "cannibal") == []
    assert "No pages compete" in xunlu("keywords", "cannibal").err


def test_gaps_are_no_names_of_the_rivals(xunlu):
    found = rows(xunlu, "gap")
    assert {row["kind"] for row in found} >= {"gap", "lead"}
    assert all(row["own_heads"] == 0 < row["rival_heads"] for row in found if row["kind"] == "gap")
    assert all(row["rival_heads"] == 0 < row["own_heads"] for row in found if row["kind"] == "lead")
    assert {row["kind"] for row in rows(xunlu, "gap", "--kind", "lead")} == {"lead"}
    names = ("山房", "clay leaf", "shanfang")
    assert not any(name in row["term"] for row in found for name in names)


def test_compete_lists_every_site_and_its_scores_are_those_of_the_parts(xunlu):
    found = [row for row in rows(xunlu, "compete") if row["term"] == "功夫茶具套装"]
    assert found[0]["site"] == "shop" and {row["site"] for row in found} == {"shop", "one", "two"}
    theirs = [row["strength"] for row in found[1:]]
    assert found[0]["competition"] == pytest.approx((max(theirs) + sum(theirs) / 2) / 2)
    assert found[0]["own_strength"] == found[0]["strength"]
    assert found[0]["verdict"] in ("winnable", "even", "hard")
    assert all(row["link_strength"] is not None for row in found if row["pages"])


def test_output_goes_to_a_file(xunlu):
    result = xunlu("keywords", "gap", "--format", "csv", "-o", "gap.csv")
    assert result.out == "" and "gap.csv" in result.err
    text = (xunlu.folder / "gap.csv").read_text("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 1 + len(rows(xunlu, "gap"))


def test_mistakes_are_explained(xunlu):
    both(xunlu, 101, "keywords", "gpa", code=2)
    both(xunlu, 101, "keywords", "--top", "3", "gap", code=2)
    both(xunlu, 110, "keywords", "gap", "latest~9", code=2)
    both(xunlu, 121, "keywords", "page", "/no-such-page", code=2)
    both(xunlu, 150, "keywords", "compete", "one@latest", code=2)


def test_a_broken_dictionary_is_told_exactly_and_nothing_is_lost(xunlu):
    before = rows(xunlu, "compete")
    words = xunlu.folder / "words.txt"
    kept = words.read_bytes()
    try:
        for number, content, place in (
            (411, "红茶\n连衣裙\n".encode("gb18030"), "line 1"),
            (412, "手工制茶 多 n\n".encode(), "line 1: the frequency is no integer: 多"),
            (412, ("好茶\n" + "茶" * 99).encode(), "line 2: too long: 99 characters"),
            (412, "好茶\n红\0茶".encode(), "line 2: character 2 is the control character U+0000"),
            (412, b"", "there is no word in the file"),
        ):
            words.write_bytes(content)
            said = both(xunlu, number, "keywords", code=2)
            assert "words.txt" in said[0] and place in said[0]
    finally:
        words.write_bytes(kept)
    assert rows(xunlu, "compete") == before


def test_imported_figures_and_the_matrix(xunlu):
    xunlu.folder.joinpath("5118.csv").write_bytes(
        '关键词,流量指数,收录量,竞价公司数量\n功夫茶具套装,800,"1,200,000",9\n明前龙井茶叶,90,-,1\n,5,5,5\n'.encode(
            "gbk"
        )
    )
    told = xunlu("import", "keywords", "5118.csv", "--date", "2026-11-23").err
    assert "5118" in told and "baidu" in told and "4" in told  # the line that was not taken
    first, second = rows(xunlu, "figures")
    assert (first["keyword"], first["kei"], second["results_label"]) == ("功夫茶具套装", 800**2 / 1.2e6, "")
    assert first["own_page"].endswith("/c/teaware/") and first["competition"] is not None
    matrix = rows(xunlu, "opportunities", "--engine", "baidu")
    assert {row["keyword"] for row in matrix} == {"功夫茶具套装", "明前龙井茶叶"} and all(
        row["why_en"] for row in matrix
    )
    assert rows(xunlu, "opportunities", "--quadrant", "unknown") == []
    assert "baidu 2026-11-23" in xunlu("keywords", "figures", "--date", "2020-01-01").err
    xunlu("import", "keywords", "5118.csv", "5118.csv", "--date", "2026-11-23", "--engine", "百度", "--replace")
    assert len(rows(xunlu, "figures", "--engine", "百度")) == 2
    assert both(xunlu, 444, "import", "keywords", "words.txt", code=2)


def test_words_and_phrases_of_the_shop_are_found(xunlu):
    proposed = {row["word"]: row for row in rows(xunlu, "words")}
    words = [row for row in proposed.values() if row["kind"] == "word"]
    assert all(row["cut"].replace("/", "") == row["word"] != row["cut"] for row in words)
    assert any(row["titles"] and row["breadcrumbs"] and row["products"] and row["anchors"] for row in words)
    assert any(row["kind"] == "brand" and row["brands"] > 10 for row in proposed.values())
    found = rows(xunlu, "phrases", "--limit", "20")
    assert len(found) == 20 and all(row["npmi"] <= 1 and row["hits"] > 1 for row in found)
    said = xunlu("keywords", "words", "-o", "proposed.txt")
    assert "proposed.txt" in said.err and f"\n{words[0]['word']}\n" in (xunlu.folder / "proposed.txt").read_text(
        "utf-8"
    )


def test_page_tells_of_the_page_as_a_whole(xunlu):
    found = json.loads(xunlu("keywords", "page", "/c/teaware/", "--format", "json", "--detail").out)["page"]
    assert found["keyword"] == "功夫茶具套装" and found["keyword_pages"] >= 1
    assert 0 <= found["title_match"] <= 1 and found["textrank"] and found["market_terms"]
    assert "TextRank" in xunlu("keywords", "page", "/c/teaware/").out
