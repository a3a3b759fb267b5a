"""Phrases of a site with association scores, and the words proposed for the user dictionary."""

from __future__ import annotations

import csv
import json
from collections import Counter
from math import log

import pytest
from click.testing import CliRunner

from configs.app import App
from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from keywords.association import entropy, npmi, score, weakest_seam
from keywords.cli import keywords
from keywords.lexicon import Lexicon
from keywords.site_phrases import Neighbours, Runs, runs_of, site_phrases, texts
from keywords.site_words import brands_of, proposals
from keywords.stopwords import user_words


def test_npmi_is_one_for_a_couple_and_nought_for_chance():
    assert npmi(5, 5, 5, 100) == pytest.approx(1)
    assert npmi(1, 10, 10, 100) == pytest.approx(0)
    assert npmi(1, 50, 50, 100) < 0
    assert npmi(4, 10, 8, 100) == pytest.approx(log(4 * 100 / 80) / -log(4 / 100))
    assert npmi(7, 7, 7, 7) == 1
    assert npmi(9, 3, 4, 100) == npmi(9, 9, 9, 100)  # what a bounded count has forgotten


def test_a_phrase_is_as_firm_as_its_weakest_seam():
    counts = {("a",): 4, ("b",): 4, ("c",): 40, ("a", "b"): 4, ("b", "c"): 4, ("a", "b", "c"): 4}
    found = weakest_seam(("a", "b", "c"), lambda run: counts[tuple(run)], 1000)
    assert found == npmi(4, 4, 40, 1000) < npmi(4, 4, 4, 1000)


def test_entropy_is_in_bits():
    assert entropy([]) == entropy([9]) == 0
    assert entropy([1, 1]) == 1 and entropy([2, 2, 2, 2]) == 2
    assert entropy([3, 1]) == pytest.approx(0.8113, abs=1e-4)
    assert entropy([2], edges=2) == pytest.approx(entropy([2, 1, 1])) and entropy([], edges=4) == 2


def test_phrases_that_always_have_the_same_neighbour_score_nothing():
    assert score(9, 1.0, 0.0, 3.0) == 0 and score(9, -0.4, 2.0, 3.0) == 0
    assert 0 < score(3, 0.5, 1.0, 2.0) < score(9, 0.5, 1.0, 2.0) < score(9, 0.9, 2.0, 2.0)


def test_runs_cross_no_punctuation_and_no_stop_word():
    lexicon = Lexicon(frozenset({"的"}))
    assert list(runs_of(["白", "瓷", "", "茶", "的", "杯", "盖"], lexicon)) == [("白", "瓷"), ("杯", "盖")]
    assert list(runs_of(["a", "b", "c", "d", "e"], lexicon))[:3] == [("a", "b"), ("a", "b", "c"), ("a", "b", "c", "d")]


def test_a_run_inside_an_equal_one_is_none():
    runs = Runs(Lexicon(frozenset()))
    for end in ("好", "贵", "新"):
        runs.add(["凤凰", "单丛", "茶叶", "", end])
    assert runs.best() == [("凤凰", "单丛", "茶叶")]
    runs.add(["凤凰", "单丛", ""])
    assert set(runs.best()) == {("凤凰", "单丛", "茶叶"), ("凤凰", "单丛")}


def test_neighbours_are_counted_exactly():
    exact = Neighbours([("b", "c")])
    assert exact.add(["a", "b", "c", "d", "b", "c"]) == {("b", "c")} and exact.add(["x"]) == set()
    assert exact.hits[("b", "c")] == 2 and exact.pages == Counter({("b", "c"): 1})
    found = exact.phrase(("b", "c"), 0.5)
    assert (found.term, found.words, found.hits, found.pages, found.left, found.right) == ("b c", 2, 2, 1, 1, 1)


PAGES = {
    f"/{at}": (
        f"<html lang=zh><head><title>{name}贡眉 - 云岭茶行</title>"
        '<script type="application/ld+json">[{"@type":"Product","name":"' + name + '贡眉","brand":{"@type":"Brand","name":"Moon Hill"}},'
        '{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"白茶"},'
        '{"@type":"ListItem","position":2,"name":"贡眉"}]}]</script></head>'
        f"<body><main><h1>{name}贡眉</h1><p>{before}银毫礼盒{behind}，{behind}的茶。</p><p>Bone china {behind} cup, bone china.</p></main>"
        f'<a href="/{(at + 1) % 6}">贡眉</a></body></html>'
    )
    for at, (name, before, behind) in enumerate(
        [("春晓", "买", "好看"), ("秋月", "送", "大方"), ("冬雪", "选", "好喝"), ("夏荷", "看", "便宜"), ("晨露", "挑", "精致"), ("晚霞", "给", "实在")]
    )
}  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def test_phrases_of_a_site_are_ranked_by_firmness_and_freedom(store):
    run_id = load_site(store, PAGES)
    found = {one.term: one for one in site_phrases(store, run_id, Settings())}
    assert {"银毫礼盒", "bone china"} <= found.keys()
    assert (found["银毫礼盒"].hits, found["银毫礼盒"].pages) == (6, 6) and found["银毫礼盒"].words > 1
    assert found["bone china"].hits == 12 and found["bone china"].npmi == pytest.approx(1)
    scores = [one.score for one in found.values()]
    assert scores == sorted(scores, reverse=True) and min(scores) >= 0.05


def test_of_large_sites_pages_are_drawn_evenly(store):
    run_id = load_site(store, {f"/{at}": f"<html><body><p>{at} 号红茶</p></body></html>" for at in range(10)})
    assert [copy[0] for copy in texts(store, run_id, 4)] == ["0", "3", "6", "9"]
    assert len(list(texts(store, run_id, 10))) == 10


def test_a_site_without_text_has_no_phrases(store):
    run_id = load_site(store, {"/": "", "/a": "<html><body></body></html>", "/b": "<html><body>茶</body></html>"})
    assert site_phrases(store, run_id, Settings()) == [] and proposals(store, run_id, Settings()) == []


def test_words_of_the_site_are_proposed_with_where_they_stand(store):
    run_id = load_site(store, PAGES)
    found = {one.word: one for one in proposals(store, run_id, Settings())}
    brand, word = found["moon hill"], found["贡眉"]
    assert (brand.kind, brand.cut, brand.brands) == ("brand", "moon/hill", 6)
    assert (word.kind, word.cut, word.titles, word.breadcrumbs, word.products) == ("word", "贡/眉", 6, 6, 6)
    assert next(iter(found)) == "moon hill"
    assert not {"白茶", "春晓", "春晓贡眉"} & found.keys()


def test_words_the_user_named_are_not_proposed_again(store, tmp_path):
    run_id = load_site(store, PAGES)
    (tmp_path / "words.txt").write_text("贡眉\nMoon Hill\n", "utf-8")
    settings = Settings(keywords=Keywords(userdict=str(tmp_path / "words.txt")))
    assert not {"贡眉", "moon hill"} & {one.word for one in proposals(store, run_id, settings)}


@pytest.mark.parametrize(
    ("brand", "word", "cut"),
    [
        ("Dr. Martens", "dr. martens", "dr/martens"),
        ("The North Face", "the north face", "the/north/face"),
        ("贡眉!庄", "贡眉!庄", "贡/眉/庄"),
        ("A+B", "a+b", "a/b"),
        ("one two three four five six", "", ""),
        ("红茶", "", ""),
        ("!!", "", ""),
        ("的的", "", ""),
        ("Moon\x07Hill", "", ""),
        ("x" * 70 + " y", "", ""),
    ],
)
def test_brands_are_proposed_as_they_are_written(store, brand, word, cut):
    html = '<html><head><title>茶</title><script type="application/ld+json">{"@type":"Product","name":"茶","brand":'
    load_site(store, {"/": html + json.dumps(brand) + "}</script></head><body><p>茶</p></body></html>"})
    found = [(one.word, one.cut, one.brands) for one in proposals(store, 1, Settings()) if one.kind == "brand"]
    assert found == ([(word, cut, 1)] if word else [])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('"brand": {"@type": "Brand", "name": "Moon Hill"}', ["Moon Hill"]),
        ('"brand":"\\u5c71\\u623f\\u8bb0"', ["山房记"]),
        ('"brand":[{"name":"A\\"B"}]', ['A"B']),
        ('"brand":"\\x","brand":""', []),
        ('"brand":{' * 50_000, []),
        ('"brand":"' + "a" * 100_000, []),
    ],
)
def test_brands_are_read_from_any_json(html, expected):
    assert list(brands_of(html)) == expected


def run(database, *words, lang="en", **options):
    app = App(lang=lang, database=database, **options)
    result = CliRunner().invoke(keywords, list(words), obj=app, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def test_both_commands_print_every_format_and_a_dictionary_that_is_read_again(tmp_path):
    path = tmp_path / "x.db"
    with open_store(path, create=True) as store:
        load_site(store, PAGES)
    for name, key in (("phrases", "term"), ("words", "word")):
        rows = json.loads(run(path, name, "--format", "json").stdout)
        table = list(csv.DictReader(run(path, name, "--format", "csv").stdout.splitlines()))
        assert rows and [row[key] for row in rows] == [row[key] for row in table]
        for lang, head in (("zh", "结合度 NPMI"), ("en", "association NPMI")):
            lines = run(path, name, "--limit", "2", lang=lang).stdout.splitlines()
            assert head in lines[0] and 2 < len(lines) <= 4
    file = tmp_path / "words.txt"
    assert "words.txt" in run(path, "words", "-o", str(file), lang="zh").stderr
    assert {"moon hill", "贡眉"} <= set(user_words(Keywords(userdict=str(file))))
    assert "# 现在切成 贡/眉；标题 6，面包屑 6" in file.read_text("utf-8")
