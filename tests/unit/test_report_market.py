"""Competitors side by side: axes, radar, facts, and checks judged on both."""

import pytest

from configs.text import Text
from crawler.store import open_store
from reports.load import load_report
from reports.numbers import gain
from reports.radar import RADIUS, X, Y, point, radar
from reports.render import render_html
from tests.report_site import SETTINGS, build, build_shop

NAMES = [Text(zh=name, en=name) for name in "abcdef"]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    path, run_id, settings = build_shop(tmp_path_factory.mktemp("shop") / "shop.db", pages=200)
    with open_store(path) as store:
        return load_report(store, run_id, settings).market, path, run_id


def test_the_radar_has_one_scale_and_its_first_axis_on_top():
    assert point(0, 6, 100) == (X, Y - RADIUS) and point(3, 6, 50) == (X, Y + RADIUS / 2)
    assert point(2, 6, 0) == (X, Y)


def test_an_axis_that_was_not_judged_leaves_a_gap():
    whole = radar(NAMES, [(NAMES[0], [90.0] * 6)])
    gap = radar(NAMES, [(NAMES[0], [90.0, 90.0, None, 90.0, 90.0, None])])
    assert whole.outlines[0].area.endswith("Z") and whole.outlines[0].line.count("M") == 6
    assert gap.outlines[0].area == "" and gap.outlines[0].line.count("M") == 2 and len(gap.outlines[0].dots) == 4
    assert [spoke.judged for spoke in gap.spokes] == [True, True, False, True, True, False]


def test_more_sites_than_can_be_told_apart_are_counted():
    drawn = radar(NAMES, [(name, [50.0] * 6) for name in NAMES])
    assert len(drawn.outlines) == 4 and drawn.left_out == 2


def test_who_is_ahead_is_told_axis_by_axis(shop):
    market = shop[0]
    for axis in market.axes:
        own, *rivals = [cell.score.value for cell in axis.cells]
        known = [value for value in rivals if value is not None]
        if own is None or not known:
            assert axis.state == "none" and axis.leader is None
            continue
        gap = max(known) - own
        assert axis.state == ("rival" if gap >= 1 else "own" if gap <= -1 else "even")
        assert axis.margin == pytest.approx(abs(gap)) and (axis.leader is None) == (axis.state != "rival")
    standing = market.standing
    assert standing.ahead + standing.even + standing.behind + standing.unknown == len(market.axes) - 1 == 6


def test_a_rival_is_better_where_fewer_of_its_pages_fail(shop):
    market, path, _ = shop
    with open_store(path) as store:
        states = {
            (run, check): (state, 100 * failing / max(applicable, 1))
            for run, check, state, failing, applicable in store.db.execute(
                "select run_id, check_id, state, failing, applicable from v_checks where applicable > 0"
            )
        }
    assert market.behind
    for row in (*market.behind, *market.ahead):
        for site, cell in zip(market.sites, row.cells, strict=True):
            state, share = states.get((site.run_id, row.check_id), ("not-judged", 0))
            assert (cell.share is None) == (state not in ("passed", "failed"))
            assert cell.share is None or cell.share == pytest.approx(share)
    for row in market.behind:
        best = min(cell.share for cell in row.cells if cell.share is not None)
        assert any(cell.better for cell in row.cells) and best <= row.cells[0].share - 1
    assert not any(cell.better for row in market.ahead for cell in row.cells)
    points = [row.points for row in market.behind]
    assert points == sorted(points, reverse=True)


def test_what_was_compared_with_each_rival_adds_up(shop):
    market = shop[0]
    assert len(market.against) == len(market.sites) - 1
    for one in market.against:
        assert one.judged == one.better + one.worse + one.even > 0


def test_facts_mark_the_better_value_only_where_there_is_one(shop):
    facts = [fact for group in shop[0].facts for fact in group.facts]
    marked = [fact for fact in facts if any(fact.best)]
    assert marked
    for fact in marked:
        best = {value.en for value, better in zip(fact.values, fact.best, strict=True) if better}
        rest = {value.en for value, better in zip(fact.values, fact.best, strict=True) if not better}
        assert len(best) == 1 and rest and not best & rest
    undescribed = next(fact for fact in facts if fact.name.en == "Pages without description")
    shares = [float(value.en.rstrip("%")) for value in undescribed.values]
    assert list(undescribed.best) == [share == min(shares) for share in shares]
    assert not any(next(fact for fact in facts if fact.name.en == "URLs crawled").best)


def test_a_site_without_competitors_is_not_compared(tmp_path):
    path, run_id = build(tmp_path / "cha.db")
    with open_store(path) as store:
        store.db.execute("update runs set status = 'failed' where run_id <> ?", [run_id])
        model = load_report(store, run_id, SETTINGS)
    assert model.market.alone and not (model.market.behind or model.market.ahead or model.market.against)
    assert {axis.state for axis in model.market.axes} == {"none"}
    html = render_html(model)
    assert "xunlu run --competitor URL" in html and "market compared" not in html


def test_points_too_few_to_print_are_not_zero():
    assert [gain(value) for value in (0, 0.001, 0.005, 1.234)] == ["–", "< 0.01", "+0.01", "+1.23"]
