"""Six weekly runs of a shop whose template breaks in week four: the week, the template and the fact are named."""

import csv
import io
import json

import pytest

from labs.server import ShopServer
from labs.weeks import template, week_shop
from tests.e2e.program import Program, query

WEEKS = 6
BROKEN = 4
GATE = "--max-new warning=0 --max-new error=0 --max-drop 5"


@pytest.fixture(scope="module")
def weeks(tmp_path_factory):
    """The program after six weeks, how each gate ended, and the paths of the template that broke."""
    folder = tmp_path_factory.mktemp("weeks")
    program = Program(folder)
    (folder / "xunlu.toml").write_text(
        'version = 1\ndatabase = "shop.db"\n[gate]\nmax_new = { error = 0, warning = 0 }\nmax_drop = 5\nmin_pages = 50\n'
    )
    codes, said = [], []
    with ShopServer(lambda url: week_shop(url, week=1, pages=100)) as server:
        for week in range(1, WEEKS + 1):
            server.shop = week_shop(server.url, week=week, pages=100, broken=(BROKEN,))
            result = program("run", server.url, "--gate", "-q", "-o", f"week{week}.html", code=None)
            codes.append(result.code)
            said.append(result.out)
        broken = {page.path for page in template(server.shop.site.catalogue)}
    return program, codes, said, broken


def test_the_gate_fails_in_that_week_and_only_then(weeks):
    _, codes, said, broken = weeks
    assert codes == [int(week == BROKEN) for week in range(1, WEEKS + 1)]
    assert f"noindex ×{len(broken)} (/p/" in said[BROKEN - 1]


def test_diff_names_the_template_and_the_changed_fact(weeks):
    program, _, _, broken = weeks
    found = json.loads(program("diff", 3, 4, "--format", "json").out)
    assert found["complete"] is True
    for kind in ("robots", "indexable"):
        groups = [one for one in found["changes"] if one["kind"] == kind]
        assert sum(one["count"] for one in groups) == len(broken)
        assert all(one["template"].startswith("/p/") and one["count"] == one["of"] for one in groups)
        assert all("noindex" in one["examples"][0]["after"] for one in groups)
    new = [one for one in found["findings"] if one["state"] == "new" and one["check_id"] == "noindex"]
    assert sum(one["count"] for one in new) == len(broken) and all(one["template"].startswith("/p/") for one in new)
    text = program("diff", 3, 4).out
    assert "robots directives" in text and new[0]["template"] in text and "noindex" in text


def test_the_week_after_everything_is_fixed_and_nothing_else(weeks):
    program, _, _, broken = weeks
    rows = list(csv.DictReader(io.StringIO(program("diff", 4, 5, "--format", "csv").out)))
    fixed = [row for row in rows if row["part"] == "finding" and row["check"] == "noindex"]
    assert {row["change"] for row in fixed} == {"fixed"} and len(fixed) == len(broken)
    assert not [row for row in rows if row["change"] in ("new", "gone", "unchecked")]


def test_ordinary_weeks_show_the_edited_pages_only(weeks):
    program, _, _, _ = weeks
    found = json.loads(program("diff", 1, 2, "--format", "json").out)
    assert {one["kind"] for one in found["changes"]} <= {"words"}
    assert not {"new", "fixed", "gone"} & found["states"].keys()
    documents = query(program.db, "select count(distinct document_hash) from pages")[0][0]
    pages = query(program.db, "select count(*) from pages where run_id = 1 and is_html")[0][0]
    assert pages < documents < 2.5 * pages  # of six runs: what does not change is stored once


def test_trend_shows_the_week(weeks):
    program, _, _, broken = weeks
    rows = json.loads(program("trend", "indexable", "--by-template", "--format", "json").out)
    lost = {row["template"] for row in rows if row["run"] == BROKEN and row["value"] == 0}
    assert lost and all(template.startswith("/p/") for template in lost)
    assert all(row["value"] > 0 and not row["gap"] for row in rows if row["run"] != BROKEN and row["template"] in lost)
    whole = [row["value"] for row in json.loads(program("trend", "indexable", "--format", "json").out)]
    assert whole[BROKEN - 1] == whole[0] - len(broken) and len(set(whole)) == 2


def test_the_reports_name_the_week_the_template_and_the_fact(weeks):
    program, _, _, _ = weeks
    week4 = (program.folder / f"week{BROKEN}.html").read_text("utf-8")
    section = week4[week4.index("id=history") : week4.index("id=fix")]
    assert "#3" in section and "/p/" in section and "noindex" in section and "id=trend-indexable" in section
    first = (program.folder / "week1.html").read_text("utf-8")
    assert "id=history" not in first and "href=#history" not in first


def test_old_weeks_can_be_pruned_and_still_have_their_numbers(weeks):
    program, _, _, _ = weeks
    before = program("trend", "indexable", "--format", "json").out
    assert "#1" in program("db", "prune", "--keep", 3, "--dry-run").out
    program("db", "prune", "--keep", 3)
    assert program("trend", "indexable", "--format", "json").out == before
    assert "XE-151" in program("diff", 1, 6, code=2).err and "XE-151" in program("audit", 1, code=2).err
    assert program("db", "verify").code == 0
