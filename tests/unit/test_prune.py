"""Old runs lose their pages and keep their numbers; what newer runs share stays."""

import pytest

from configs.errors import SettingsError
from configs.settings import Gate
from crawler.prune import prunable, prune
from crawler.store import open_store
from crawler.upkeep import verify
from reports.history.kept import keep_factors
from reports.history.pair import pair
from reports.history.trend import trend
from tests.unit.test_gate import gated
from tests.unit.test_history_diff import page, site
from tests.unit.test_history_trend import load


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def counts(store, *tables):
    return [store.db.execute(f"select count(*) from {table}").fetchone()[0] for table in tables]


def test_factors_scores_and_states_of_checks_outlive_the_pages(store):
    for number in range(4):
        load(store, site(**{"/p/1.html": page(f"茶壶第{number}版")}))
    before = {name: [(point.run.run_id, point.value, point.pages) for point in trend(store, name)[0].points] for name in ("score", "titles", "depth")}  # fmt: skip
    by_template = trend(store, "words", by_template=True)
    told = "select run_id, status, started, crawled, html_pages, discovered, score from v_runs order by run_id"
    runs = store.db.execute(told).fetchall()
    kept = counts(store, "scores", "score_entries", "check_runs")
    prune(store, prunable(store, 1), keep_factors)
    assert counts(store, "scores", "score_entries", "check_runs") == kept
    assert {name: [(point.run.run_id, point.value, point.pages) for point in trend(store, name)[0].points] for name in before} == before  # fmt: skip
    assert trend(store, "words", by_template=True) == by_template
    assert store.db.execute(told).fetchall() == runs
    assert counts(store, "pages")[0] == 6 and not list(verify(store))


def test_what_newer_runs_share_stays_and_the_rest_goes(store):
    load(store, site(**{"/p/1.html": page("只有第一次有", body='<a href="/p/2.html">特别的锚</a>')}))
    load(store, site())
    shared = store.db.execute("select count(distinct document_hash) from pages where run_id = 2").fetchone()[0]
    prune(store, prunable(store, 1), keep_factors)
    assert counts(store, "documents", "document_facts") == [shared, shared]
    assert (
        counts(store, "link_sets")[0] == store.db.execute("select count(distinct link_set_id) from pages").fetchone()[0]
    )


def test_an_unchanged_page_is_stored_once_over_all_runs(store):
    for _ in range(5):
        load(store, site())
    assert counts(store, "documents", "document_facts") == [6, 6]
    assert counts(store, "link_sets")[0] <= 6


def test_spared_are_the_newest_the_newest_complete_and_the_newest_that_passed(store):
    passed = store.run(str(load(store, site())))
    gated(store, passed)
    failed, complete = load(store, site()), load(store, site())
    gated(store, store.run(str(failed)), min_score=99.99)
    load(store, site(), complete=False)
    newest = load(store, site(), complete=False)
    assert [run.run_id for run in prunable(store, 1)] == [failed, newest - 1]
    assert complete not in [run.run_id for run in prunable(store, 1)]
    assert prunable(store, 5) == [] and Gate().baseline == "latest-ok"


def test_pruning_twice_does_nothing_more(store):
    for _ in range(3):
        load(store, site())
    prune(store, prunable(store, 1), keep_factors)
    assert prunable(store, 1) == []


def test_only_the_named_site_is_pruned(store):
    for name in ("example", "rival"):
        for _ in range(2):
            load(store, site(), base=f"https://{name}.example", name=name)
    assert [run.site for run in prunable(store, 1, ["rival"])] == ["rival"]


def test_a_pruned_run_is_not_compared(store):
    for _ in range(3):
        load(store, site())
    prune(store, prunable(store, 1), keep_factors)
    with pytest.raises(SettingsError, match="pruned"):
        pair(store, store.run("1"), store.run("3"))
