"""A shop owner works through the tasks: what is said to be done, two further crawls check."""

import json

import pytest

from tests.e2e.program import Program, both, number
from tests.e2e.tiny import TinySite, page
from tests.report_words import whole_text

BROKEN = {
    "/": page("首页", "/a", "/b", "/gone"),
    "/a": page("", "/"),
    "/b": page("", "/", head='<meta name="description" content="乙">'),
}
MENDED = {
    "/": page("首页", "/a", "/b", "/gone"),
    "/a": page("紫砂壶的选购", "/"),
    "/b": page("普洱茶的冲泡", "/", head='<meta name="description" content="乙">'),
}


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The program after three crawls, and what its tasks were after each."""
    program = Program(tmp_path_factory.mktemp("tasks"))
    told = []

    def look():
        rows = json.loads(program("tasks", "--format", "json").out)
        told.append({row["check_id"]: row for row in rows})

    with TinySite(BROKEN) as site:
        program("run", site.url, "-q")
        look()
        program("tasks", "done", "title-missing", "link-broken-internal", "--note", "工单 128")
        look()
        site.answers.update(MENDED)
        program("run", site.url, "-q", "-o", "second.html")
        look()
        site.answers.update(BROKEN)
        program("run", site.url, "-q", "-o", "third.html")
        look()
    return program, told


def states(rows):
    return [rows[check]["state"] for check in ("title-missing", "link-broken-internal")]


def test_done_survives_the_next_crawl_and_is_checked_by_it(story):
    _, told = story
    assert [states(rows) for rows in told] == [
        ["open", "open"],
        ["done", "done"],
        ["fixed", "still"],
        ["back", "still"],
    ]
    for rows in told[1:]:
        assert (
            rows["title-missing"]["note"] == "工单 128"
            and rows["title-missing"]["done"] == told[1]["title-missing"]["done"]
        )
    fixed = told[2]["title-missing"]
    assert (fixed["pages"], fixed["points"], fixed["hours"]) == (0, 0, 0)


def test_reports_tell_the_state_in_both_languages(story):
    program, _ = story
    second, third = (whole_text((program.folder / name).read_text("utf-8")) for name in ("second.html", "third.html"))
    for words in (
        "标记完成，抓取证实",
        "as the crawl confirms",
        "标记完成之后还在",
        "still there after done on",
        "工单 128",
    ):
        assert words in second
    assert "修好过，又有了" in third and "and there again" in third


def test_export_and_sql_tell_it_too(story):
    program, _ = story
    rows = {row["check_id"]: row for row in json.loads(program("export", "tasks", "--format", "json").out)}
    assert rows["title-missing"]["state"] == "back" and rows["title-missing"]["status"].startswith("back: done on ")
    found = program.rows("select run_id, state from v_tasks where check_id = 'title-missing' order by run_id")
    assert [row["state"] for row in found] == ["done", "fixed", "back"]


def test_states_can_be_chosen(story):
    program, _ = story
    rows = json.loads(program("tasks", "--state", "still", "--state", "back", "--format", "json").out)
    assert {row["check_id"] for row in rows} == {"title-missing", "link-broken-internal"}
    assert "又出现" in program("--lang", "zh", "tasks", "--state", "back").out


def test_what_is_no_task_is_refused_in_both_languages(story):
    program, _ = story
    marks = number(program.db, "select count(*) from task_marks")
    said = both(program, 154, "tasks", "done", "http-5xx", code=2)
    assert "http-5xx" in said[1]
    assert "title-missing" in both(program, 112, "tasks", "done", "titel-missing", code=2)[0]
    assert number(program.db, "select count(*) from task_marks") == marks


def test_the_score_command_explains_a_real_crawl(story):
    program, _ = story
    rows = json.loads(program("score", "--explain", "--format", "json").out)
    numbers = {row["name"]: row["value"] for row in json.loads(program("score", "--format", "json").out)}
    assert sum(row["points"] for row in rows if row["kind"] != "total") == pytest.approx(100 - numbers["overall"])
    assert "link-broken-internal" in program("score", "--explain").out
