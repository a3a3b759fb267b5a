"""Ranking factors over runs: values by site and template, gaps where a crawl proves nothing, lines that keep them."""

import pytest

from audit.runner import run_checks
from configs.settings import Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from keywords.stage import run_keywords
from linkgraph.stage import run_links
from reports.history.factors import FACTORS, SITE, run_factors
from reports.history.kept import factors_of, keep_factors
from reports.history.lines import _edges, line_charts
from reports.history.trend import trend
from tests.unit.test_history_diff import page, site

UNJUDGED = {"score-keywords", "score-links"}  # an area that no check judges yet, and links that this site has not


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def load(store, answers, **options):
    run_id = load_site(store, answers, **options)
    run_links(store, run_id)
    run_keywords(store, run_id, Settings())
    run_checks(store, run_id, Settings())
    return run_id


def test_every_factor_has_a_value_on_a_whole_site(store):
    values = {(one.factor, one.template): one for one in run_factors(store.db, load(store, site()))}
    assert {name for name, template in values if template == SITE} == set(FACTORS) - UNJUDGED
    assert (values["pages", SITE].value, values["indexable", SITE].value, values["indexable", "/p/*.html"].value) == (
        6,
        6,
        5,
    )
    assert values["titles", SITE].value == 100 and values["schema", SITE].value == 0
    assert values["depth", SITE].value == pytest.approx(5 / 6) and values["inlinks", "/p/*.html"].value == 5
    assert values["pagerank", SITE].value == pytest.approx(100)
    assert values["ttfb", SITE].value == 50 and values["title-width", "/p/*.html"].value == 5


def test_factors_follow_what_changes(store):
    twins = site(
        **{"/p/1.html": page("茶壶2"), "/p/3.html": page("茶壶3", head='<meta name="robots" content="noindex">')}
    )
    values = {one.factor: one.value for one in run_factors(store.db, load(store, twins)) if one.template == SITE}
    assert values["indexable"] == 5 and values["titles"] == pytest.approx(60)


def test_a_factor_without_its_analysis_has_no_value(store):
    run_id = load_site(store, site())
    assert {one.factor for one in run_factors(store.db, run_id)} == {
        name for name, factor in FACTORS.items() if factor.stage == "finish"
    }


def test_a_crawl_that_proves_nothing_is_a_gap(store):
    load(store, site())
    load(store, site(), complete=False)
    load(store, site(**{f"/p/{n}.html": Answer(error="timeout") for n in range(1, 6)}))
    load(store, site())
    (line,) = trend(store, "indexable")
    assert [(point.value, point.gap) for point in line.points] == [(6, ""), (None, "cut"), (None, "blocked"), (6, "")]
    (chart,) = [one for one in line_charts(store, "example", []) if one.key == "indexable"]
    assert [len(segment) for segment in chart.lines[0].segments] == [1, 1]
    assert [spot.x for spot in chart.lines[0].spots] == [0, pytest.approx(100 / 3), pytest.approx(200 / 3), 100]
    assert [spot.y is None for spot in chart.lines[0].spots] == [False, True, True, False]


def test_a_template_that_was_not_there_is_a_gap(store):
    load(store, {"/": page("首页", nav="")})
    load(store, site())
    lines = {line.template: [point.value for point in line.points] for line in trend(store, "pages", by_template=True)}
    assert lines["/p/*.html"] == [None, 5]
    gaps = {line.template: [point.gap for point in line.points] for line in trend(store, "pages", by_template=True)}
    assert gaps["/p/*.html"] == ["none", ""]


def test_a_template_whose_pages_all_lost_their_index_has_a_zero_and_no_mean(store):
    head = '<meta name="robots" content="noindex">'
    load(store, site(**{f"/p/{n}.html": page(f"茶壶{n}", head=head) for n in range(1, 6)}))
    values = {name: {line.template: line.points[0] for line in trend(store, name, by_template=True)} for name in ("indexable", "pagerank", "depth")}  # fmt: skip
    assert values["indexable"]["/p/*.html"].value == 0 and values["pagerank"]["/p/*.html"].value == 0
    assert "/p/*.html" not in values["depth"]


def test_an_analysis_that_is_missing_is_told_as_such(store):
    load_site(store, site())
    assert [point.gap for point in trend(store, "depth")[0].points] == ["missing"]


def test_sites_have_their_own_lines_the_target_first(store):
    load(store, site(), base="https://rival.example", name="rival", role="competitor")
    load(store, site())
    load(store, site())
    assert [(line.site, line.role, len(line.points)) for line in trend(store, "words")] == [
        ("example", "target", 2),
        ("rival", "competitor", 1),
    ]
    assert [line.site for line in trend(store, "words", sites=["rival"])] == ["rival"]
    assert [len(line.points) for line in trend(store, "words", sites=["example"], runs=1)] == [1]
    charts = {chart.key: chart for chart in line_charts(store, "example", ["rival"])}
    assert [line.tone for line in charts["words"].lines] == ["line0", "line1"]
    assert all(0 <= spot.y <= 100 for chart in charts.values() for line in chart.lines for spot in line.spots)


def test_a_report_of_an_earlier_run_knows_nothing_of_later_ones(store):
    first, second = load(store, site()), load(store, site())
    load(store, site())
    assert [point.run.run_id for point in trend(store, "pages", until=second)[0].points] == [first, second]
    assert {spot.run for chart in line_charts(store, "example", [], second) for line in chart.lines for spot in line.spots} == {first, second}  # fmt: skip


def test_one_run_has_no_chart(store):
    load(store, site())
    assert line_charts(store, "example", []) == ()


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("titles", 100, 100), ("titles", 0, 0), ("score", 99.1, 100), ("pages", 5, 5), ("pages", 0, 0), ("ttfb", 10, 900), ("depth", 1.71, 1.75)],
)  # fmt: skip
def test_edges_of_a_chart_hold_its_values_and_do_not_exaggerate(name, low, high):
    bottom, top = _edges(FACTORS[name], low, high)
    assert 0 <= bottom <= low and high <= top and top > bottom
    if FACTORS[name].unit.en in ("%", "points of 100"):
        assert top <= 100 and top - bottom >= 5


def test_factors_that_were_written_down_are_those_that_are_computed(store):
    run_id = load(store, site(**{"/p/1.html": page("")}))
    computed = list(factors_of(store, run_id))
    keep_factors(store, store.run(str(run_id)))
    assert list(factors_of(store, run_id)) == computed and store.stage_finished(run_id, "factors")
    store.db.execute("update factors set value = 0")
    assert {one.value for one in factors_of(store, run_id)} == {0}


@pytest.mark.parametrize(
    "stage",
    [
        run_links,
        lambda store, run: run_keywords(store, run, Settings()),
        lambda store, run: run_checks(store, run, Settings()),
    ],
)
def test_an_analysis_that_ran_again_makes_them_stale(store, stage):
    run_id = load(store, site())
    keep_factors(store, store.run(str(run_id)))
    store.db.execute("update factors set value = 0")
    stage(store, run_id)
    assert not store.stage_finished(run_id, "factors") and {one.value for one in factors_of(store, run_id)} != {0}


def test_a_blocked_crawl_whose_factors_were_written_is_still_a_gap(store):
    blocked = load(store, site(**{f"/p/{n}.html": Answer(error="timeout") for n in range(1, 6)}))
    keep_factors(store, store.run(str(blocked)))
    assert [point.gap for point in trend(store, "pages")[0].points] == ["blocked"]
