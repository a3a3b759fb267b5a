"""Long-tail expansion: which phrases hold a keyword, where they stand, and which own page covers them."""

import json

import pytest
from click.testing import CliRunner

from configs.app import App
from configs.errors import SettingsError
from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from keywords.brands import shown_parts
from keywords.expansion import Site, expansion
from keywords.market_cli import expand
from keywords.segment import segmenter
from linkgraph.stage import run_links
from tests.brief_market import SETTINGS, build, page


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("expansion") / "x.db"
    build(path)
    return path


def rows(database, *words, lang="en"):
    app = App(lang=lang, database=database, settings=SETTINGS)
    result = CliRunner().invoke(expand, [*words, "--format", "json"], obj=app, catch_exceptions=False)
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_phrases_are_told_by_sites_and_pages_with_what_they_want(database):
    found = {row["phrase"]: row for row in rows(database, "紫砂壶")}
    asked = found["紫砂壶怎么开壶"]
    assert (asked["kinds"], asked["intent"], asked["sites"], asked["pages"], asked["own_pages"]) == (
        "heading question",
        "inform",
        2,
        4,
        0,
    )
    assert (asked["covered"], asked["own_url"], asked["long_tail"]) == ("no", None, 1)
    assert found["紫砂壶第1讲"]["kinds"] == "title h1" and found["紫砂壶第1讲"]["pages"] == 2
    assert "紫砂壶" not in found and not any("茶行" in phrase for phrase in found)
    pages = [(row["sites"], row["pages"]) for row in rows(database, "紫砂壶")]
    assert pages == sorted(pages, reverse=True)


def test_what_is_written_with_spaces_or_capitals_is_found_and_many_keywords_are_no_fault(tmp_path):
    html = "<html><body><main><h1>配件</h1><h2>iPhone 手机壳推荐</h2><a href='/b'>iPhone 手机壳大全</a></main></body></html>"
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, {"/": html, "/b": page("别的", [])})
        run_links(store, run_id)
        for more in ((), tuple(f"词{at}" for at in range(1500))):
            found = expansion(store.db, [Site(run_id, True)], ("iphone手机壳", *more), segmenter(), ())
            assert {one.phrase for one in found} == {"iPhone 手机壳推荐", "iPhone 手机壳大全"}


@pytest.mark.parametrize("keyword", ["", "%", "tea\udcff", "x" * 300])
def test_what_is_no_keyword_is_refused(database, keyword):
    with pytest.raises(SettingsError) as caught:
        rows(database, keyword)
    assert caught.value.number == 192


def test_only_questions_or_only_what_is_missing(database):
    assert {row["phrase"] for row in rows(database, "紫砂壶", "--questions")} == {"紫砂壶怎么开壶"}
    assert all(row["covered"] != "yes" for row in rows(database, "--missing"))


def test_without_a_keyword_all_targets_are_expanded(database):
    assert {row["term"] for row in rows(database)} == {"紫砂壶"}  # of the other target there is nothing longer
    assert rows(database, "烘干机") == []


def test_covered_is_what_an_own_title_or_h1_holds(tmp_path):
    rival = {
        "/": page(
            "手工紫砂壶价格",
            [(1, "紫砂壶 iPhone 壶", ""), (2, "x" * 30 + "紫砂壶" + "很" * 30, ""), (4, "紫砂壶四级", "")],
        ),
        "/2": page("Teapot price | Brand", [(1, "Steamteapot and teapots", ""), (2, "TEAPOT  lids", "")]),
    }
    own = {
        "/": page("紫砂壶", [(1, "手工制作的紫砂壶与价格", "")]),
        "/lids": page("Teapot lids", [(1, "Lids", "")]),
        "/hidden": page("Teapot price", [(1, "Price", "")], head='<meta name="robots" content="noindex">'),
    }
    with open_store(tmp_path / "x.db", create=True) as store:
        other = load_site(store, rival, base="https://r.example", name="r", role="competitor")
        run_id = load_site(store, own)
        sites = [Site(run_id, True), Site(other, False)]
        found = {one.phrase: one for one in expansion(store.db, sites, ["紫砂壶", "teapot"], segmenter(), frozenset())}
    assert set(found) == {"手工紫砂壶价格", "紫砂壶 iPhone 壶", "手工制作的紫砂壶与价格", "Teapot price", "Teapot lids"}
    assert (found["手工紫砂壶价格"].covered, found["手工紫砂壶价格"].own_url) == ("partly", "https://example.com/")
    assert found["手工制作的紫砂壶与价格"].covered == "yes" and found["Teapot price"].covered == "no"
    lids = found["Teapot lids"]
    assert (lids.sites, lids.own_pages, lids.covered, lids.own_url) == (2, 1, "yes", "https://example.com/lids")
    assert (lids.kinds, lids.example) == (("title", "heading"), "https://r.example/2")


def test_a_run_without_keywords_has_nothing_to_expand(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        load_site(store, {"/": ""})
    app = App(lang="en", database=tmp_path / "x.db", settings=Settings(keywords=Keywords()))
    result = CliRunner().invoke(expand, [], obj=app, catch_exceptions=False)
    assert result.exit_code == 0 and "Nothing to list" in result.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_has_words_for_codes(database, lang):
    app = App(lang=lang, database=database, settings=SETTINGS)
    text = CliRunner().invoke(expand, ["紫砂壶", "--format", "md"], obj=app, catch_exceptions=False).stdout
    assert ("问句" in text and "了解" in text) if lang == "zh" else ("question" in text and "inform" in text)


def test_parts_of_a_title_as_written():
    assert shown_parts("紫砂壶｜Tea Pots - 云岭") == ["紫砂壶", "Tea Pots", "云岭"]
