"""Cards, their templates and examples, the plan and who does it, the checklist by area and by textbook section."""

import pytest

from audit.uncovered import uncovered
from configs.text import Text
from crawler.store import open_store
from reports.grouping import GROUPS, is_whole
from reports.load import load_report
from reports.owners import owner
from tests.report_site import SETTINGS, build, build_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    path, run_id, settings = build_shop(tmp_path_factory.mktemp("shop") / "shop.db", pages=200)
    with open_store(path) as store:
        return load_report(store, run_id, settings), path, run_id


def cards(model):
    return [card for quadrant in model.fix.quadrants for card in quadrant.cards]


def test_pages_of_a_template_read_as_one_problem_with_an_example(shop):
    model, path, run_id = shop
    grouped = [card for card in cards(model) if card.groups_cut.total]
    assert grouped
    with open_store(path) as store:
        for card in grouped:
            rows = dict(
                store.db.execute(
                    "select template, count(distinct url_id) from v_findings where run_id = ? and check_id = ?"
                    " and template is not null group by 1",
                    [run_id, card.check_id],
                ).fetchall()
            )
            named = [group for group in card.groups if group.template]
            assert {group.template: group.count for group in named}.items() <= rows.items()
            assert card.groups_cut.total == len(rows) and len(named) == min(GROUPS, len(rows))
            assert all(group.count <= group.total and 0 < group.width <= 100 for group in named)
            assert all(group.samples for group in named[: card.samples_cut.shown])


def test_a_template_that_fails_as_a_whole_is_one_cause():
    assert is_whole(9, 10) and is_whole(3, 3)
    assert not is_whole(8, 10) and not is_whole(2, 2)


def test_a_check_of_the_site_has_no_templates(shop):
    card = next(card for card in cards(shop[0]) if card.reach.zh == "全站")
    assert [group.template for group in card.groups] == [""] and card.groups_cut.total == 0
    assert card.example is not None


def test_cards_far_down_have_fewer_examples(monkeypatch, tmp_path):
    monkeypatch.setattr("reports.failing.SAMPLES_FROM", ((1, 2),))
    path, run_id = build(tmp_path / "few.db")
    with open_store(path) as store:
        model = load_report(store, run_id, SETTINGS)
    for card in cards(model):
        shown = sum(len(group.samples) for group in card.groups)
        assert shown == card.samples_cut.shown <= 2
        assert card.samples_cut.complete == (shown >= card.samples_cut.total)


def test_cards_beyond_the_limit_are_counted_and_have_no_link(monkeypatch, tmp_path):
    monkeypatch.setattr("reports.failing.CARDS", 2)
    path, run_id = build(tmp_path / "two.db")
    with open_store(path) as store:
        model = load_report(store, run_id, SETTINGS)
    cut = model.fix.cards_cut
    assert (len(cards(model)), cut.shown, cut.complete) == (2, 2, False) and cut.total > 2
    linked = [row for area in model.checklist.areas for row in area.rows if row.has_card]
    assert {row.check_id for row in linked} == {card.check_id for card in cards(model)}


def test_the_plan_adds_up_and_ends_at_the_score_it_names(shop):
    model = shop[0]
    plan = model.fix.plan
    assert [row.card.rank for row in plan] == sorted(row.card.rank for row in plan)
    assert (
        plan[-1].points_so_far == pytest.approx(sum(row.card.points for row in plan)) == pytest.approx(model.fix.points)
    )
    assert model.fix.reachable == pytest.approx(model.overview.total.value + model.fix.points)
    worth = sum(card.points > 0 for card in cards(model))
    assert model.fix.steps + model.fix.plan_left == worth
    assert [card.check_id for card in model.overview.first] == [row.card.check_id for row in plan[:3]]


def test_a_capped_score_promises_nothing(tmp_path):
    path, run_id = build(tmp_path / "cap.db")
    with open_store(path) as store:
        store.db.execute(
            "insert into scores (run_id, name, value, note) values (?, 'cap', 12, 'noindex-sitewide:30')"
            " on conflict do update set value = 12, note = 'noindex-sitewide:30'",
            [run_id],
        )
        model = load_report(store, run_id, SETTINGS)
    assert model.fix.plan and model.fix.reachable is None


@pytest.mark.parametrize(
    ("fix", "who"),
    [("编辑：写标题；开发：改模板。", "editor"), ("开发：改模板。", "developer"), ("运维：改配置。", "operations"),
     ("开发、运维：一起改。", "developer"), ("在开发前先看看", ""), ("", "")],
)  # fmt: skip
def test_who_acts_first(fix, who):
    assert owner(Text(zh=fix, en="x")) == who


def test_every_task_that_costs_points_is_somebodys_once(shop):
    model = shop[0]
    worth = [card for card in cards(model) if card.points > 0]
    assert sum(one.count for one in model.fix.owners) == sum(bool(card.owner) for card in worth)
    assert sum(facet.count for facet in model.fix.severities) == len(cards(model))
    assert sum(facet.count for facet in model.fix.areas) == len(cards(model))


def test_sections_of_the_textbook_hold_every_check_once(shop):
    checks = shop[0].checklist
    listed = [row.check_id for section in checks.book for row in section.rows]
    still_open = [one.id for one in uncovered().values() if not one.into]
    assert sorted(listed) == sorted([*(row.check_id for area in checks.areas for row in area.rows), *still_open])
    told = {row.check_id: row for section in checks.book for row in section.rows}
    assert {told[name].state for name in still_open} == {"not-judged"} and all(
        told[name].reason.zh for name in still_open
    )
    numbers = [section.number for section in checks.book]
    assert numbers.index("4.3.4") < numbers.index("4.3.6") < numbers.index("4.3.8") and numbers[-1] == ""
    for section in checks.book:
        assert section.name.zh and section.total == section.passed + section.failed + section.not_judged
    assert sum(facet.count for facet in checks.states) == checks.total
