"""The competition of a keyword: every number of it follows from what is stored, and from the formulas."""

from __future__ import annotations

import math

import pytest

from crawler.offline import load_site
from crawler.store import open_store
from keywords.competition import Parts, competition_score, site_strength, verdict
from tests.keyword_market import OWN, RIVAL_1, RIVAL_2, analysed, settings


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def test_every_number_of_the_competition_follows_from_stored_rows(store):
    run_id = analysed(store, OWN, settings("乌龙茶", "白茶", "龙井"), [RIVAL_1, RIVAL_2])
    market = {}
    for term, own, site, strength, pages, matched, fresh, score, own_strength, found in store.db.execute(
        "select term, own, site_run_id, strength, pages, text_match, fresh, competition, own_strength, verdict from v_competition"
        " where run_id = ?",
        [run_id],
    ):
        places = store.db.execute(
            "select k.placement, k.link_strength, w.words from keyword_places k join terms t using (term_id)"
            " join page_words w on w.run_id = k.run_id and w.url_id = k.url_id join urls u on u.url_id = k.url_id"
            " where k.run_id = ? and t.term = ? and (k.in_text or k.in_title or k.in_h1 or k.in_description)"
            " order by k.placement desc, k.relevance desc, u.url",
            [site, term],
        ).fetchall()
        assert pages == len(places)
        mean = (places[0][0] + sum(one[0] for one in places) / pages) / 2 if places else 0.0
        links, words = places[0][1:] if places else (None, None)
        expected = site_strength(Parts(pages, mean, matched, links, words, fresh))
        assert strength == pytest.approx(expected)
        market.setdefault(term, []).append((bool(own), strength, score, own_strength, found))
    for sites in market.values():
        theirs = [strength for own, strength, *_ in sites if not own]
        (mine,) = [strength for own, strength, *_ in sites if own]
        for _, _, score, own_strength, found in sites:
            assert score == pytest.approx(competition_score(theirs)) and own_strength == pytest.approx(mine)
            assert found == verdict(mine, theirs)
    assert market["龙井"][0][2:] == (0.0, 0.0, "winnable")
    assert market["白茶"][0][4] == "hard"


def test_bm25_is_that_of_the_formula_over_the_whole_market(store):
    run_id = analysed(store, OWN, settings("乌龙茶", "白茶", "龙井"), [RIVAL_1, RIVAL_2])
    runs = [
        run for (run,) in store.db.execute("select distinct site_run_id from competition where run_id = ?", [run_id])
    ]
    pages = (
        "select t.term, k.run_id, p.count, w.words from keyword_places k join terms t using (term_id)"
        " join page_terms p using (run_id, url_id, term_id) join page_words w using (run_id, url_id)"
    )
    counted = store.db.execute(pages).fetchall()
    lengths = [words for (words,) in store.db.execute("select words from page_words where words > 0")]
    (whole,) = store.db.execute("select count(*) from pages where is_html and status = 200").fetchone()
    mean = sum(lengths) / len(lengths)
    for term, site, found, part in store.db.execute("select term, site_run_id, bm25, text_match from v_competition"):
        having = sum(word == term and count > 0 for word, _, count, _ in counted)
        idf = math.log(1 + (whole - having + 0.5) / (having + 0.5))
        values = [
            idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * words / mean))
            for word, run, count, words in counted
            if (word, run) == (term, site)
        ]
        assert (found is None) == (not values) and len(runs) == 3
        assert found is None or (found == pytest.approx(max(values)) and part == pytest.approx(found / (2.2 * idf)))


def test_the_date_a_page_declares_makes_it_fresh(store):
    dated = '<script type="application/ld+json">{"@type": "Article", "datePublished": "%s", "headline": "x"}</script>'
    rival = {path: html + dated % "2020-01-01" for path, html in RIVAL_1.items()}
    run_id = analysed(store, OWN, settings("乌龙茶", "白茶"), [rival])
    shares = store.db.execute("select own, pages > 0, fresh from v_competition where run_id = ?", [run_id]).fetchall()
    assert {fresh for own, there, fresh in shares if own or not there} == {None}
    old = {fresh for own, there, fresh in shares if there and not own}
    assert old and all(0 < fresh < 0.05 for fresh in old)


def test_partly_crawled_competitors_are_counted_as_such(store):
    load_site(store, RIVAL_1, base="https://r.example", name="r", role="competitor", complete=False)
    run_id = analysed(store, OWN, settings("乌龙茶"))
    row = store.db.execute(
        "select rivals, present, partial from keyword_competition where run_id = ?", [run_id]
    ).fetchone()
    assert row == (1, 1, 1)


def test_the_verdict_has_clear_borders():
    assert verdict(50, []) == "not-judged" and verdict(0, [19, 19]) == "winnable"
    assert [verdict(own, [60.0]) for own in (70.0, 69.9, 50.1, 50.0)] == ["winnable", "even", "even", "hard"]
