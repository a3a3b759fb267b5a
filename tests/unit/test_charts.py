"""The charts as data: nested funnels, slices that can be told apart, ranges without holes, gaps and marks of lines."""

import json
import re
from dataclasses import replace

import pytest

from configs.errors import SettingsError
from configs.load import parse_settings
from configs.text import Text
from crawler.offline import Answer, load_site
from crawler.store import open_store
from linkgraph.stage import run_links
from reports.charting.charts import charts
from reports.charting.funnel import STEPS, funnel, nested
from reports.charting.island import chart_data
from reports.charting.making import MOST_SLICES, OTHER, Row, pages, ring, says, slices
from reports.history.line_says import moved
from reports.load import load_report
from reports.numbers import plain
from reports.reader import Reader
from reports.render import render_html
from reports.sentences import text_of
from tests.history_site import BLOCKED, CHANGED, RUNS, build_history
from tests.report_site import BASE, SETTINGS, build, page, site


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    return build(tmp_path_factory.mktemp("charts") / "cha.db")


@pytest.fixture(scope="module")
def model(stored):
    with open_store(stored[0]) as store:
        return load_report(store, stored[1], SETTINGS)


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    path, runs = build_history(tmp_path_factory.mktemp("charts") / "past.db")
    with open_store(path) as store:
        return load_report(store, runs[-1], SETTINGS), runs


def chart(model, key):
    return next(one for one in model.charts if one.key == key)


def rows(*counts):
    return [Row(plain(chr(97 + place)), count) for place, count in enumerate(counts)]


def steps(*counts):
    return [(plain(str(place)), count, "#/pages") for place, count in enumerate(counts)]


# Funnel


def test_a_step_larger_than_the_one_above_is_no_funnel():
    with pytest.raises(AssertionError, match="5 of 4"):
        nested(steps(9, 4, 5))


def test_losses_are_those_since_the_step_above():
    made = nested(steps(200, 100, 75, 0))
    assert [bar.lost for bar in made] == [None, 50, 25, 100]
    assert [bar.lost_shown for bar in made] == ["", "100", "25", "75"]
    assert [bar.share for bar in made] == [100, 50, 37.5, 0]
    assert [bar.target for bar in made] == ["#/pages", "#/pages", "#/pages", ""], "of nothing there is no list"


def test_each_step_of_the_funnel_is_what_the_store_counts(model, stored):
    counts = [bar.value for bar in chart(model, "funnel").bars]
    met, expected = "run_id = ?", []
    for condition in (
        "coalesce(error, '') <> 'robots'", "status = 200", "indexable", "in_sitemap", "inlinks >= 2",
        "not exists (select 1 from findings f where f.run_id = p.run_id and f.url_id = p.url_id and f.severity in ('error', 'warning'))",
    ):  # fmt: skip
        met += f" and {condition}"
        with open_store(stored[0]) as store:
            expected.append(store.db.execute(f"select count(*) from v_pages p where {met}", [stored[1]]).fetchone()[0])
    assert counts[1:] == expected and counts[0] >= counts[1]
    assert expected[3] == 3 > expected[4] > 0, "the fixture tells the steps apart"


def test_steps_without_their_input_are_left_out_and_named(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, site(), base=BASE, name="cha")
        bare = funnel(Reader(store.db, run_id, BASE), 40)
        run_links(store, run_id)
        linked = funnel(Reader(store.db, run_id, BASE), 40)
    assert [bar.label.en for bar in bare.bars] == ["Discovered", "Crawled", "Status 200", "Indexable"]
    assert [text.en.partition(":")[0] for text in bare.left_out] == [step.label.en for step in STEPS[3:]]
    assert bare.left_out[0].zh == "在站点地图中：没有可读的站点地图"
    assert linked.bars[-1].label.en == "2 inlinks or more" and len(linked.left_out) == 2


def test_the_funnel_names_the_largest_loss(model):
    told = text_of(chart(model, "funnel").says.en)
    assert "“Indexable” and “In a sitemap”: 18 (85.7%)" in told


# Rings


def test_five_slices_and_the_rest():
    made = slices(rows(50, 3, 40, 8, 7, 6, 5))
    assert [one.value for one in made] == [50, 40, 8, 7, 6, 8] and made[-1].label == OTHER
    assert len(made) == MOST_SLICES + 1 and made[-1].colour == 0
    assert sum(one.share for one in made) == pytest.approx(100)


def test_colours_of_slices_differ_and_fixed_ones_are_kept():
    fixed = [Row(plain("ok"), 9, colour=3), *rows(8, 7, 6), Row(plain("bad"), 5, colour=1)]
    colours = [one.colour for one in slices(fixed)]
    assert colours[0] == 3 and colours[-1] == 1 and len(set(colours)) == 5


@pytest.mark.parametrize("counts", [(), (7,), (7, 0, 0), (5, 4, 4, 4, 4, 4, 2)])
def test_what_a_ring_cannot_tell_is_told_by_bars(counts):
    made = ring("x", plain("x"), plain("x"), rows(*counts), says("x", "x"))
    assert made.kind == "bars" and made.slices == () and len(made.bars) == len(counts)


def test_slices_and_table_of_a_ring_have_the_same_sum(model):
    for key in ("status", "indexable"):
        one = chart(model, key)
        assert one.kind == "ring" and sum(part.value for part in one.slices) == sum(bar.value for bar in one.bars)


# Ranges and rankings


def test_ranges_have_no_holes_and_end_with_what_has_none(model):
    depth = chart(model, "depth")
    assert [bar.label.en for bar in depth.bars][:3] == ["0 clicks", "1 click", "2 clicks"]
    assert [bar.label.en for bar in depth.bars][-1] == "No path"
    titles = [bar.label.en for bar in chart(model, "titles").bars]
    assert titles == ["1–10", "11–20", "21–30", "31–40", "41–50", "51–60", "61–70", "> 70"]
    assert chart(model, "titles").kind == depth.kind == "columns"


def test_ranges_count_the_indexable_pages_each_once(model, stored):
    with open_store(stored[0]) as store:
        count = store.db.execute("select total(indexable) from v_pages where run_id = ?", [stored[1]]).fetchone()[0]
    for key in ("depth", "titles", "lengths", "types"):
        assert sum(bar.value for bar in chart(model, key).bars) == count


def test_checks_stand_by_their_names_longest_first(model):
    for key in ("checks", "points"):
        bars = chart(model, key).bars
        assert [bar.value for bar in bars] == sorted((bar.value for bar in bars), reverse=True)
        assert all(re.search("[\u4e00-\u9fff]", bar.label.zh) and " " in bar.label.en for bar in bars)
        assert all(bar.target.startswith("#/pages?f.checks==") for bar in bars)
    lost = sum(card.points for quadrant in model.fix.quadrants for card in quadrant.cards)
    assert chart(model, "points").bars[0].share == pytest.approx(100 * chart(model, "points").bars[0].value / lost)


def test_a_chart_whose_analysis_is_missing_says_so(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, site(), base=BASE, name="cha")
        model = load_report(store, run_id, SETTINGS)
    why = {one.key: one.absent.en for one in model.charts if one.absent}
    assert set(why) == {"checks", "points", "depth", "lengths", "terms"}
    assert "xunlu links" in why["depth"] and "xunlu keywords" in why["terms"] and "xunlu audit" in why["checks"]
    html = render_html(model, languages=["en"])
    assert all(f"id=chart-{key}" in html and text in html for key, text in why.items())


def test_a_site_without_an_indexable_page_has_no_ranges(tmp_path):
    closed = page("关", head='<meta name="robots" content="noindex">')
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, {"/": closed, "/x": Answer(status=500)}, base=BASE, name="cha")
        made = load_report(store, run_id, SETTINGS).charts
    assert {one.key for one in made if one.absent and "indexed" in one.absent.en} == {"titles", "types"}
    assert next(one for one in made if one.key == "indexable").bars


def test_every_chart_says_something_in_both_languages(model):
    for one in model.charts:
        if one.bars:
            zh, en = text_of(one.says.zh), text_of(one.says.en)
            assert re.search("[\u4e00-\u9fff]", zh) and zh != en and en.endswith("."), one.key


def test_what_a_site_wrote_is_marked_in_what_a_chart_says():
    told = says("最多的是 {term}", "Most is {term}", term="<b>{x}</b>")
    assert [piece.text for piece in told.en if piece.crawled] == ["<b>{x}</b>"]


@pytest.mark.parametrize(
    ("filters", "address"),
    [
        ({}, "#/pages"),
        ({"status": 404}, "#/pages?f.status=404"),
        ({"status": ">=400 <500"}, "#/pages?f.status=>=400%20<500"),
        ({"type": "茶&x=1#"}, "#/pages?f.type=%E8%8C%B6%26x=1%23"),
    ],
)
def test_addresses_of_filtered_rows(filters, address):
    assert pages(**filters) == address


# Lines


def lines(past):
    return {one.key: one for one in past[0].history.charts}


def test_scores_and_health_run_from_0_to_100(past):
    for key in ("score", "axes", "health"):
        assert (lines(past)[key].bottom, lines(past)[key].top) == (0, 100)


def test_a_run_without_usable_answers_is_a_gap_in_every_line(past):
    for key in ("score", "health", "indexable"):
        spots = lines(past)[key].lines[0].spots
        assert [spot.number is None for spot in spots] == [place == BLOCKED for place in range(RUNS)]
        assert spots[BLOCKED].gap.en == "crawl blocked"
        assert [len(part) for part in lines(past)[key].lines[0].segments] == [BLOCKED, RUNS - BLOCKED - 1]


def test_a_change_of_the_rules_is_marked_where_it_begins(past):
    for one in lines(past).values():
        assert [(mark.run, mark.place) for mark in one.marks] == [(past[1][CHANGED], CHANGED)]
        assert one.marks[0].what == Text(zh="检查项设置", en="settings of the checks")


def test_competitors_are_lines_of_their_own_and_axes_are_of_the_site_alone(past):
    assert [line.name.en for line in lines(past)["score"].lines] == ["Tea House", "rival-a"]
    axes = lines(past)["axes"]
    assert {"Crawl", "Structure", "Page", "Health"} <= {line.name.en for line in axes.lines}
    assert not any(line.crawled for line in axes.lines)


def test_a_line_says_where_it_stands_and_how_it_moved(past):
    values = [spot.number for spot in lines(past)["score"].lines[0].spots if spot.number is not None]
    told = lines(past)["score"].says.en
    assert told.startswith(f"Now {values[-1]:.1f}: {moved(values[-1] - values[-2], 1)} since the run before")
    assert lines(past)["indexable"].says.zh.startswith("现为 21，一直没有变化")


@pytest.mark.parametrize(("value", "shown"), [(1.26, "+1.3"), (-0.04, "±0"), (-2, "−2.0"), (1234.5, "+1,234.5")])
def test_differences(value, shown):
    assert moved(value, 1) == shown


def test_settings_of_the_crawl_that_changed_are_named_and_its_pace_is_not(tmp_path):
    path, runs = build_history(tmp_path / "x.db")
    with open_store(path) as store:
        for run, rate, most in zip(runs, (1, 2, 2, 2, 2), (500, 500, 500, 500, 900), strict=True):
            stored = json.dumps({"rate": rate, "crawl": {"rate": rate, "max_pages": most}})
            store.db.execute("update runs set settings = ? where run_id = ?", [stored, run])
        model = load_report(store, runs[-1], SETTINGS)
    marks = model.history.score.marks
    assert [(mark.run, mark.what.en) for mark in marks] == [
        (runs[CHANGED], "settings of the checks"),
        (runs[-1], "crawl settings (max_pages)"),
    ]


# Data of the scripts


def test_the_data_of_the_scripts_is_what_the_model_has(past):
    data = json.loads(json.dumps(chart_data(past[0]), allow_nan=False))
    assert {key for key in data if key.startswith("chart-")} == {
        f"chart-{one.key}" for one in past[0].charts if one.bars
    }
    score = data["trend-score"]
    assert [point[3] is None for point in score["lines"][0]["points"]] == [place == BLOCKED for place in range(RUNS)]
    assert score["marks"] == [[CHANGED, ["检查项设置", "settings of the checks"]]] and score["edges"] == [0, 100]
    rings = [one for one in data.values() if one["kind"] == "ring"]
    assert rings and all(len(one["rows"]) <= MOST_SLICES + 1 for one in rings)


def test_a_radar_with_a_gap_is_left_to_the_still_drawing(past, tmp_path):
    judged = sum(axis.value is not None for axis in past[0].overview.axes)
    assert [len(one["values"]) for one in chart_data(past[0])["radar"]["sites"]] == [judged, judged] and judged > 3
    path, runs = build_history(tmp_path / "x.db")
    with open_store(path) as store:
        store.db.execute("update scores set value = null where run_id = ? and name = 'axis:page'", [runs[-1]])
        data = chart_data(load_report(store, runs[-1], SETTINGS))
    assert "radar" not in data


def test_every_card_with_data_stands_in_the_report(past):
    html = render_html(past[0])
    for key in chart_data(past[0]):
        assert len(re.findall(rf" data-chart={key}[ >]", html)) == 1 == len(re.findall(rf" id={key}[ >]", html))


def test_charts_have_one_key_each(stored, model):
    with open_store(stored[0]) as store:
        made = charts(Reader(store.db, stored[1], BASE), 30, {}, model.keywords, linked=True)
    assert len({one.key for one in made}) == len(made) == 11


# Which are wanted


def test_only_the_kinds_of_report_charts_are_drawn(past, tmp_path):
    path, runs = build_history(tmp_path / "x.db")
    kinds = {"bars": "bar", "columns": "bar", "ring": "pie", "funnel": "funnel"}
    for wanted in (("bar",), ("line", "pie"), ("radar", "funnel"), ()):
        settings = parse_settings(f"version = 1\n[report]\ncharts = {json.dumps(wanted)}\n")
        with open_store(path) as store:
            model = load_report(store, runs[-1], replace(SETTINGS, report=settings.report))
        assert {one.key for one in model.charts} == {one.key for one in past[0].charts if kinds[one.kind] in wanted}
        assert bool(model.history.charts) == ("line" in wanted) and (model.market.radar is None) == (
            "radar" not in wanted
        )
        assert model.history.compared == past[0].history.compared
        drawn = chart_data(model)
        html = render_html(model)
        assert {key.partition("-")[0] for key in drawn} == {
            {"line": "trend", "radar": "radar"}.get(kind, "chart") for kind in wanted
        }
        targets = set(re.findall(r"href=#((?:chart|trend|radar)[\w-]*)", html))
        assert all(re.search(rf" id={target}[ >]", html) for target in targets)


def test_a_kind_that_there_is_not_is_told():
    with pytest.raises(SettingsError) as caught:
        parse_settings('version = 1\n[report]\ncharts = ["lines"]\n')
    assert "[report] charts" in " ".join(caught.value.lines("en")) and "line" in " ".join(caught.value.lines("en"))
