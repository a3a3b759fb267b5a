"""Which keywords each page serves, pages that compete, gaps and competition: as the store says it."""

import pytest

from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from keywords.competition import COVERAGE, DEPTH, FRESH, LINKS, MATCH, PLACEMENT
from keywords.figures.storing import import_figures
from keywords.market import run_market
from keywords.pyramid import TIERS
from reports.keyword_map import TONES
from reports.load import load_report
from reports.opportunities import SHOWN
from reports.render import render_html
from reports.site_terms import is_phrase
from tests.report_site import SETTINGS, analysed, build, page


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    path, run_id = build(tmp_path_factory.mktemp("keywords") / "cha.db")
    with open_store(path) as store:
        return load_report(store, run_id, SETTINGS).keywords, path, run_id


@pytest.fixture(scope="module")
def rivalled(tmp_path_factory):
    """A site two pages of which aim at one keyword, which lacks what its competitor has, and has what that lacks."""
    path = tmp_path_factory.mktemp("rivals") / "tea.db"
    settings = Settings(keywords=Keywords(targets=("普洱茶", "抹茶粉")))
    links = [("/a", "普洱茶"), ("/b", "普洱茶"), ("/", "首页")]
    with open_store(path, create=True) as store:
        theirs = {
            f"/m{n}": page(f"抹茶粉 {word}", [("/", "首页")], text=f"抹茶粉很细，{word}。" * 30)
            for n, word in enumerate(("烘焙", "冲饮", "送礼"))
        }
        other = load_site(store, {"/": page("抹茶行", [(path, "抹茶粉") for path in theirs])} | theirs,
                          base="https://rival.example", name="rival", role="competitor")  # fmt: skip
        own = {name: page("普洱茶", links, text="普洱茶越陈越香。" * 30) for name in ("/a", "/b")}
        run_id = load_site(store, {"/": page("茶舍", links)} | own, base="https://tea.example", name="tea")
        for each in (other, run_id):
            analysed(store, each, settings)
        run_market(store, run_id, settings)
        model = load_report(store, run_id, settings)
    return model, path, run_id


def test_every_keyword_names_its_page_and_how_fit_it_is(stored):
    keywords, path, run_id = stored
    with open_store(path) as store:
        rows = {
            row[0]: row[1:]
            for row in store.db.execute(
                "select term, verdict, url, relevance, best_url from v_keyword_map where run_id = ?", [run_id]
            )
        }
    assert {row.term for row in keywords.map} == rows.keys() and keywords.map_cut.complete
    for row in keywords.map:
        verdict, url, relevance, best = rows[row.term]
        assert (row.verdict, row.page and row.page.url) == (verdict, url)
        assert row.relevance == (None if relevance is None else pytest.approx(100 * relevance))
        assert (row.best and row.best.url) == (best if best != url else None)
        assert row.tone == TONES[verdict] and len(row.places) == 7
    with open_store(path) as store:
        labels = dict(store.db.execute("select term, tier from v_keyword_labels where run_id = ?", [run_id]).fetchall())
    assert {row.term: row.kind.en.partition(" · ")[0] for row in keywords.map} == {
        term: TIERS[tier].en for term, tier in labels.items()
    }


def test_the_summary_counts_the_keywords(stored):
    keywords = stored[0]
    assert sum(one.count for one in keywords.summary if one.target == "keywords-map") == keywords.map_cut.total


def test_a_page_lists_the_keywords_it_serves_as_the_map_does(stored):
    keywords = stored[0]
    served = {(row.term, row.page.url) for row in keywords.map if row.page}
    found = {(one.term, row.page.url) for row in keywords.pages for one in row.serves}
    assert found == served
    assert keywords.pages[0].serves and keywords.pages_cut.total == len(keywords.pages)


def test_places_and_density_are_those_of_the_page(stored):
    row = next(row for row in stored[0].map if row.term == "普洱茶")
    there = {place.name.en for place in row.places if place.there}
    assert row.page.shown == "/普洱/" and {"title", "h1", "text"} <= there
    with open_store(stored[1]) as store:
        density = store.db.execute(
            "select density_chars from v_keywords where run_id = ? and term = '普洱茶' and url = ?",
            [stored[2], row.page.url],
        ).fetchone()[0]
    assert row.density == pytest.approx(100 * density)


def test_pages_that_compete_name_the_one_to_keep(rivalled):
    keywords = rivalled[0].keywords
    found = next(one for one in keywords.cannibals if one.term == "普洱茶")
    assert found.target and {one.page.shown for one in found.pages} == {"/a", "/b"}
    assert [one.keep for one in found.pages] == [True, False] and found.more == 0
    assert "xunlu keywords cannibal" in keywords.cannibals_cut.command


def test_gaps_are_what_competitors_write_about(rivalled):
    lists = {one.kind: one for one in rivalled[0].keywords.gaps}
    gap = next(row for row in lists["gap"].rows if row.term == "抹茶粉")
    assert gap.rivals == 1 and gap.rival_pages == 3 and gap.own_pages == 0
    assert gap.best.href.startswith("https://rival.example/")
    assert "普洱茶" in {row.term for row in lists["lead"].rows}


def test_competition_shows_the_parts_of_every_strength(rivalled):
    rows = {row.term: row for row in rivalled[0].keywords.market}
    assert rows["抹茶粉"].verdict == "hard" and rows["抹茶粉"].competition > 0
    assert rows["普洱茶"].verdict == "winnable" and rows["普洱茶"].alone and rows["抹茶粉"].gap
    for row in rows.values():
        for cell in row.cells:
            if cell.strength is None or not cell.pages:
                continue
            parts = cell.strength
            known = COVERAGE * parts.coverage + PLACEMENT * parts.placement + DEPTH * parts.depth
            weight = COVERAGE + PLACEMENT + DEPTH
            for part, weighs in ((parts.match, MATCH), (parts.links, LINKS), (parts.fresh, FRESH)):
                if part is not None:
                    known, weight = known + weighs * part, weight + weighs
            assert parts.value == pytest.approx(known / weight)


def test_what_to_do_first_is_shown_where_figures_were_imported(rivalled, tmp_path):
    model, path, run_id = rivalled
    assert model.keywords.opportunities == () and "keywords-first" not in render_html(model)
    figures = tmp_path / "figures.csv"
    words = ["普洱茶", "抹茶粉", *(f"茶 {number}" for number in range(20))]
    lines = [f"{word},{1000 - 10 * at},{5000 + at},{at % 9}" for at, word in enumerate(words)]
    figures.write_text("\n".join(["关键词,搜索量,收录量,竞价数", *lines]) + "\n", "utf-8")
    with open_store(path) as store:
        import_figures(store, store.run(str(run_id)), figures, day="2026-11-23", engine="baidu")
        found = load_report(store, run_id, Settings())
        store.db.execute("delete from keyword_figures")
    rows = found.keywords.opportunities
    assert len(rows) == SHOWN and found.keywords.opportunities_cut.total == len(words)
    assert rows[0].term == "普洱茶" and rows[0].page.url.startswith("https://tea.example/")
    assert {row.term: row.quadrant for row in rows}["抹茶粉"] in ("quick", "invest")
    html = render_html(found, first="en")
    assert 'id="keywords-first"' in html or "id=keywords-first" in html
    assert rows[0].why.en in html


def test_phrases_are_of_several_words():
    assert is_phrase("loose leaf") and is_phrase("明前龙井")
    assert not (is_phrase("teapot") or is_phrase("紫砂壶") or is_phrase("A4纸张"))


def test_phrases_are_terms_of_the_site(stored):
    assert all(is_phrase(row.term) for row in stored[0].phrases)
    assert all(0 <= row.density <= 100 and row.hits >= 1 for row in stored[0].top)


def test_a_store_without_a_market_still_shows_its_terms(tmp_path):
    path, run_id = build(tmp_path / "old.db")
    with open_store(path) as store:
        for table in ("keyword_map", "keyword_rivals", "keyword_gaps", "keyword_competition", "competition"):
            store.db.execute(f"delete from {table} where run_id = ?", [run_id])
        model = load_report(store, run_id, SETTINGS)
    found = model.keywords
    assert not (found.map or found.cannibals or found.gaps or found.summary) and found.top
    assert {row.verdict for row in found.market} == {"not-judged"}
    assert 'id="keywords-map"' not in render_html(model)


def test_topics_are_those_of_the_store_and_titles_those_of_every_site(stored):
    keywords = stored[0]
    with open_store(stored[1]) as store:
        found = store.db.execute(
            "select name, market_pages, share from v_keyword_topics where run_id = ? and own order by topic limit 10",
            [stored[2]],
        ).fetchall()
    assert [(row.name, row.pages, pytest.approx(row.shares[0] / 100)) for row in keywords.topics] == found and found
    assert all(len(row.shares) == len(keywords.sites) for row in keywords.topics)
    assert [row.site.en for row in keywords.titles if row.share >= 50] and keywords.topics_cut.total >= len(found)
    assert {row.site.en for row in keywords.titles} == {site.label.en for site in keywords.sites}
