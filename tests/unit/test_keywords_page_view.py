"""One page as a whole: what `keywords page` tells under the terms."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from configs.app import App
from configs.settings import Keywords, Settings
from crawler.lookup import find_url
from crawler.offline import load_site
from crawler.store import open_store
from keywords.cli import keywords
from keywords.lexicon import Lexicon
from keywords.market import run_market
from keywords.matching import copy_of
from keywords.page_lines import lines
from keywords.page_view import page_view, title_match
from keywords.segment import segmenter
from keywords.stage import run_keywords
from keywords.stopwords import bundled_stop_words
from keywords.textrank import textrank

SETTINGS = Settings(keywords=Keywords(targets=("紫砂壶", "teapot")))
ZH = (
    "紫砂壶要先开壶。紫砂壶泡普洱茶很好。开壶用清水。每天擦干紫砂壶。不要用油。好看的天然矿石适合新手，天然矿石价格高。"
)
EN = "A clay teapot is a good gift. The teapot is small. It pours well. We bake it twice. You will like it. Boil water first."


def page(title: str, text: str, lang: str = "zh", head: str = "") -> str:
    return (
        f"<html lang={lang}><head><title>{title} - 云岭茶行</title>{head}</head><body><main><h1>{title}</h1>"
        f"<p>{text}</p></main></body></html>"
    )


DATED = '<script type="application/ld+json">{"@type":"Article","datePublished":"2020-01-02","dateModified":"2020-03-04"}</script>'
SITE = {
    "/": page("首页", "欢迎来到云岭茶行，看看紫砂壶。"),
    "/a": page("紫砂壶保养与定制刻字", ZH, head=DATED),
    "/b": page("紫砂壶选购", "紫砂壶看泥料。" * 12),
    "/en": page("Clay teapot", EN, "en"),
    "/2021-05-06-notes": page("茶记", "<p>随便写写的一段话。</p>"),
    "/empty": page("空", ""),
}
RIVAL = {"/": page("紫砂壶专卖", "紫砂壶。" * 30), "/x": page("紫砂壶大全", "紫砂壶与普洱茶，紫砂壶好。" * 40)}


@pytest.fixture
def database(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, SITE)
        load_site(store, RIVAL, base="https://r.example", name="rival", role="competitor")
        run_keywords(store, run_id, SETTINGS)
        run_market(store, run_id, SETTINGS)
        yield store


def view_of(store, path):
    run = store.run("1")
    return page_view(store, run, find_url(store, 1, path)[0], SETTINGS)


def test_depth_is_measured_against_the_type_and_the_market(database):
    found = view_of(database, "/a")
    words = dict(
        database.db.execute(
            "select u.url || ' ' || run_id, words from page_words join urls u using (url_id)"
        ).fetchall()
    )
    assert found.words == words["https://example.com/a 1"] > 20
    assert (found.keyword, found.keyword_pages) == ("紫砂壶", 4)  # /a and /b, and both of the rival
    serving = sorted(
        words[one]
        for one in (
            "https://example.com/a 1",
            "https://example.com/b 1",
            "https://r.example/ 2",
            "https://r.example/x 2",
        )
    )
    assert found.keyword_median == (serving[1] + serving[2]) / 2
    assert found.type_pages >= 1 and found.type_median > 0


def test_the_title_is_held_against_the_text_without_names_and_stop_words(database):
    found = view_of(database, "/a")
    assert found.title_match == 1.0 and found.title_missing == []  # the h1 is main text, too
    share, missing = title_match(database, 1, SETTINGS, "紫砂壶的保养与刻字 - 云岭茶行", copy_of(ZH))
    assert share == pytest.approx(1 / 3) and missing == ["保养", "刻字"]
    assert title_match(database, 1, SETTINGS, "云岭茶行", copy_of(ZH)) == (None, [])
    assert title_match(database, 1, SETTINGS, "", "") == (None, [])


def test_readability_is_of_the_language_of_the_text(database):
    chinese, english = view_of(database, "/a"), view_of(database, "/en")
    assert chinese.flesch is None and 5 < chinese.mean_sentence < 20 and 0 <= chinese.rare_share < 0.2
    assert english.mean_sentence is None and english.rare_share is None and english.flesch > 80
    short = view_of(database, "/2021-05-06-notes")
    assert short.flesch is short.mean_sentence is None


def test_the_date_says_where_it_is_from(database):
    found = view_of(database, "/a")
    assert (found.date, found.date_from) == ("2020-03-04", "declared") and 0 < found.freshness < 0.1
    assert view_of(database, "/2021-05-06-notes").date_from == "address"
    assert view_of(database, "/b").date == "" and view_of(database, "/b").freshness is None


def test_stuffing_is_what_the_audit_found(database):
    assert view_of(database, "/a").stuffing is None
    url_id = find_url(database, 1, "/b")[0]
    database.db.execute(
        "insert into check_runs (run_id, check_id, area, severity, scope, state) values (1, 'keyword-stuffing', 'spam', 'error', 'page', 'failed')"
    )
    database.db.execute(
        "insert into findings (run_id, check_id, url_id, severity, fingerprint, evidence) values"
        """ (1, 'keyword-stuffing', ?, 'error', 'x', '{"term": "紫砂\\u202e壶", "uses": 12, "percent": 40.5, "problem": "dense"}')""",
        [url_id],
    )
    assert view_of(database, "/a").stuffing == {}
    found = view_of(database, "/b")
    assert found.stuffing["uses"] == 12
    assert any("“紫砂壶” 12 times, 40.5%" in line for line in lines(found, "en"))


def test_phrases_and_market_terms_are_of_the_page(database):
    found = view_of(database, "/a")
    phrases = {one.term: one for one in found.phrases}
    assert phrases["天然矿石"].hits == 2 and phrases["天然矿石"].pages == 1
    market = {term: (against, own) for term, against, own in found.market_terms}
    assert market["紫砂壶"][0] > 0 and list(market) == sorted(market, key=lambda term: (-market[term][0], term))
    assert market["普洱茶"][0] < market["普洱茶"][1]  # the rival has it, other pages of the site do not


def test_textrank_prefers_what_much_is_said_beside():
    lexicon, text = Lexicon(bundled_stop_words()), "紫砂壶泥料。紫砂壶开壶。紫砂壶保养。紫砂壶刻字。普洱茶。"
    found = textrank(segmenter(["紫砂壶"]).tokens(copy_of(text)), lexicon, 9)
    assert found[0][0] == "紫砂壶" and found[0][1] > found[1][1]
    assert sum(share for _, share in found) == pytest.approx(1, abs=1e-3)
    assert textrank([], lexicon, 5) == [] and textrank(["的", ""], lexicon, 5) == []
    assert textrank(["普洱茶"], lexicon, 5) == [("普洱茶", 1.0)]


def test_there_is_nothing_to_tell_of_a_page_without_text(database):
    found = view_of(database, "/empty")
    assert found.words == 1 and found.phrases == []  # its h1
    database.db.execute("update pages set document_hash = null where url_id = ?", [find_url(database, 1, "/b")[0]])
    assert view_of(database, "/b") is None


@pytest.mark.parametrize(("lang", "heads"), [("zh", ("深度", "标题与正文", "TextRank")), ("en", ("Depth", "Title and text", "TextRank"))])  # fmt: skip
def test_the_terminal_has_both_blocks_and_json_one_object(database, lang, heads):
    app = App(lang=lang, database=database.path, settings=SETTINGS)

    def run(*words):
        result = CliRunner().invoke(keywords, ["page", "/a", *words], obj=app, catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout

    text = run()
    table, _, block = text.partition("\n\n")
    assert "紫砂壶" in table.splitlines()[2]
    assert all(any(line.startswith(head) for line in block.splitlines()) for head in heads)
    assert "\n\n" not in run("--no-detail") and isinstance(json.loads(run("--format", "json")), list)
    found = json.loads(run("--format", "json", "--detail", "--limit", "2"))
    assert found["page"]["keyword"] == "紫砂壶" and len(found["terms"]) == 2 and found["terms"][0]["term"] == "紫砂壶"
    assert {"term", "hits", "npmi", "left", "right"} <= set(found["page"]["phrases"][0])
    file = database.path.parent / "page.json"
    run("--format", "json", "--detail", "-o", str(file))
    assert json.loads(file.read_text("utf-8"))["page"] == found["page"]
