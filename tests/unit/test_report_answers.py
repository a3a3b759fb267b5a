"""The five questions of a shop owner, answered from the report alone."""

import pytest

from crawler.store import open_store
from reports.load import load_report
from reports.render import render_html
from tests.report_site import SETTINGS, build

TARGETS = ["checks", "fix", "keywords", "market", "links"]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path, run_id = build(tmp_path_factory.mktemp("answers") / "cha.db")
    with open_store(path) as store:
        return load_report(store, run_id, SETTINGS)


def test_every_question_is_answered_with_the_numbers_of_its_section(model):
    broken, first, words, market, links = model.answers
    assert [one.target for one in model.answers] == TARGETS
    assert f"{model.checklist.failed} 个未通过" in broken.answer.zh
    assert f"first {model.fix.steps} gain {model.fix.points:.1f} points" in first.answer.en
    assert f"{model.keywords.map_cut.total} target keywords" in words.answer.en
    assert f"落后 {model.market.standing.behind} 个" in market.answer.zh
    assert f"they are better on {model.market.behind_cut.total} checks" in market.answer.en
    assert f"{model.links.weak[0].cut.total} orphans" in links.answer.en


def test_what_was_not_computed_is_said(tmp_path):
    path, run_id = build(tmp_path / "bare.db", analyse=False)
    with open_store(path) as store:
        store.db.execute("update runs set status = 'failed' where run_id <> ?", [run_id])
        bare = load_report(store, run_id, SETTINGS)
    assert [one.answer.zh for one in bare.answers] == [
        "还没有审核。",
        "还没有审核。",
        "还没有分析关键词。",
        "没有抓取竞品，无从比较。",
        "还没有计算链接图。",
    ]


def test_the_answers_stand_on_the_first_screen_and_lead_to_their_sections(model):
    html = render_html(model)
    first = html[html.index("id=overview") : html.index("id=fix")]
    for target in TARGETS:
        assert f"<dt><a href=#{target}>" in first
