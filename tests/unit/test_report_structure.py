"""Templates, causes and directories say what the store says."""

import pytest

from crawler.store import open_store
from reports.load import load_report
from tests.report_site import SETTINGS, build, build_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    path, run_id, settings = build_shop(tmp_path_factory.mktemp("shop") / "shop.db", pages=200)
    with open_store(path) as store:
        model = load_report(store, run_id, settings)
        pages = store.db.execute(
            "select url, template, indexable, pagerank, depth, url_id in (select url_id from findings"
            " where run_id = :run and severity = 'error') as wrong"
            " from v_pages where run_id = :run and is_html and status between 200 and 299",
            {"run": run_id},
        ).fetchall()
    return model, pages


def mean(values):
    known = [value for value in values if value is not None]
    return sum(known) / len(known)


def test_templates_count_their_pages_and_what_is_said_of_them(shop):
    model, pages = shop
    assert model.structure.pages == len(pages)
    assert model.structure.templates_cut.total == len({page[1] for page in pages})
    for row in model.structure.templates:
        own = [page for page in pages if page[1] == row.template]
        assert row.pages == len(own) and row.share == pytest.approx(100 * len(own) / len(pages))
        assert row.indexable == pytest.approx(100 * sum(page[2] for page in own) / len(own))
        assert row.pagerank == pytest.approx(100 * sum(page[3] for page in own))
        assert row.broken == pytest.approx(100 * sum(page[5] for page in own) / len(own))
        if row.depth is not None:
            assert row.depth == pytest.approx(mean(page[4] for page in own))
        strongest = max(page[3] for page in own)
        assert {page[0]: page[3] for page in own}[row.example.url] == strongest


def test_templates_stand_in_order_of_their_pages(shop):
    counts = [row.pages for row in shop[0].structure.templates]
    assert counts == sorted(counts, reverse=True) and shop[0].structure.templates[0].width == 100


def test_a_cause_is_a_template_that_fails_as_a_whole(shop):
    causes = shop[0].structure.causes
    assert causes and all(3 <= cause.count <= cause.total for cause in causes)
    assert all(cause.count >= 0.9 * cause.total for cause in causes)
    points = [cause.points for cause in causes]
    assert points == sorted(points, reverse=True)
    groups = {
        (group.template, card.check_id): group
        for quadrant in shop[0].fix.quadrants for card in quadrant.cards for group in card.groups
    }  # fmt: skip
    known = [groups[cause.template, cause.check_id] for cause in causes if (cause.template, cause.check_id) in groups]
    assert known and all(group.whole for group in known)


def test_directories_hold_every_page_once(shop):
    model, pages = shop
    tops = [row for row in model.structure.directories if row.level == 1]
    assert model.structure.directories_cut.complete and sum(row.pages for row in tops) == len(pages)
    english = next(row for row in tops if row.path == "/en/")
    own = [page for page in pages if page[0].partition(".example")[2].startswith("/en/")]
    assert english.pages == len(own)
    assert english.depth == pytest.approx(mean(page[4] for page in own))
    assert "/en/p/" in {row.path for row in model.structure.directories if row.level == 2}


def test_pages_of_the_root_and_chinese_paths_have_a_directory(tmp_path):
    path, run_id = build(tmp_path / "cha.db")
    with open_store(path) as store:
        rows = load_report(store, run_id, SETTINGS).structure.directories
    assert {"/", "/cups/", "/普洱/"} <= {row.path for row in rows}


def test_without_analyses_structure_is_shown_without_link_figures(tmp_path):
    path, run_id = build(tmp_path / "bare.db", analyse=False)
    with open_store(path) as store:
        found = load_report(store, run_id, SETTINGS).structure
    assert found.templates and not found.causes
    assert {row.pagerank for row in (*found.templates, *found.directories)} == {None}
