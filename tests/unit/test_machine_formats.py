"""SARIF, JUnit, GitLab and GitHub of a small shop: valid, complete, honest about what was accepted or not judged."""

import json
from html import unescape
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from lxml import etree

from configs.errors import Exit
from crawler.store import open_store
from reports.machine.github import summary, workflow_commands
from reports.machine.gitlab import gitlab
from reports.machine.junit import junit
from reports.machine.load import load_results
from reports.machine.sarif import sarif
from reports.readonly import reading_store
from tests.unit.machine import DATA, UNTIL, audited, gated, valid_sarif

XSD = etree.XMLSchema(etree.parse(str(DATA / "junit.xsd")))


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def valid_junit(text):
    root = etree.fromstring(text.encode())
    assert XSD.validate(root), XSD.error_log
    for suite in root:
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
    for name in ("tests", "failures", "errors", "skipped"):
        assert int(root.get(name)) == sum(int(suite.get(name)) for suite in root)
    return root


def cases(root):
    return {case.get("name"): case for case in root.iter("testcase")}


@pytest.fixture
def results(store):
    run = audited(store)
    assert (
        gated(store, run, min_score=99.9, min={"page": 1.0, "crawl": 100.0}, max_new={"error": 0}) == Exit.GATE_FAILED
    )
    return load_results(store, run)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_is_valid_and_has_every_finding_once(store, results, lang):
    (run,) = valid_sarif(sarif([results], lang))["runs"]
    findings = store.db.execute("select check_id, url, fingerprint from v_findings").fetchall()
    open_ones = [one for one in run["results"] if "suppressions" not in one]
    told = [(one["ruleId"], one["properties"]["page_url"], one["fingerprints"]["xunluFinding/v1"]) for one in open_ones]
    assert sorted(told) == sorted(tuple(row) for row in findings)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert {rule["id"] for rule in rules} == {name for (name,) in store.db.execute("select check_id from v_checks")}


def test_sarif_names_files_of_a_repository_and_keeps_the_address(results):
    (run,) = valid_sarif(sarif([results], "en"))["runs"]
    for one in run["results"]:
        (place,) = one["locations"]
        uri = place["physicalLocation"]["artifactLocation"]["uri"]
        url = urlsplit(one["properties"]["page_url"])
        assert urlsplit(uri).scheme == "" and not uri.startswith("/")
        assert uri == f"example.com{url.path}{'index.html' * url.path.endswith('/')}"
        assert place["physicalLocation"]["region"] == {"startLine": 1}
        assert one["partialFingerprints"]["primaryLocationLineHash"]


def test_fingerprints_stay_from_run_to_run_and_tell_check_and_page_apart(store):
    first, second = (
        valid_sarif(sarif([load_results(store, audited(store))], "en"))["runs"][0]["results"] for _ in range(2)
    )
    marks = [{one["partialFingerprints"]["primaryLocationLineHash"] for one in run} for run in (first, second)]
    assert marks[0] == marks[1]
    assert len(marks[0]) == len({(one["ruleId"], one["properties"]["page_url"]) for one in first})


def test_accepted_findings_are_suppressed_with_reason_and_last_day(results):
    (run,) = valid_sarif(sarif([results], "zh"))["runs"]
    (one,) = [one for one in run["results"] if "suppressions" in one]
    (suppression,) = one["suppressions"]
    assert (one["ruleId"], one["properties"]["page_url"]) == ("title-missing", "https://example.com/p/2.html")
    assert suppression["status"] == "accepted" and suppression["properties"] == {"until": UNTIL.isoformat()}
    assert "感谢页 <不> 需要" in suppression["justification"] and UNTIL.isoformat() in suppression["justification"]
    case = cases(valid_junit(junit([results], "zh")))["title-missing"]
    assert "感谢页 <不> 需要" in case.findtext("system-out") and UNTIL.isoformat() in case.findtext("system-out")
    assert "/p/2.html" not in case.findtext("failure")
    accepted = {one.url for one in results.found if one.reason}
    assert accepted == {"https://example.com/p/2.html"}
    listed = [one for one in json.loads(gitlab([results], "zh")) if one["check_name"] == "title-missing"]
    assert [one["location"]["path"] for one in listed] == ["example.com/p/1.html"]


def test_thresholds_and_axes_are_in_every_format(results):
    (run,) = valid_sarif(sarif([results], "en"))["runs"]
    gate = run["properties"]["gate"]
    assert gate["passed"] is False
    verdicts = {one["name"]: one["passed"] for one in gate["thresholds"]}
    assert verdicts["min_score"] is False and verdicts["min.page"] is True and verdicts["max_new.error"] is None
    notes = run["invocations"][0]["toolExecutionNotifications"]
    levels = {
        one["message"]["text"].partition(":")[0]: one["level"]
        for one in notes
        if one["descriptor"]["id"] == "xunlu/gate"
    }
    assert levels["min_score"] == "error" and levels["min.page"] == "none" and levels["max_new.error"] == "note"
    found = cases(valid_junit(junit([results], "en")))
    assert found["min_score"].find("failure") is not None
    assert found["min.page"].find("failure") is None and found["min.page"].find("skipped") is None
    assert found["max_new.error"].find("skipped") is not None
    lines = list(workflow_commands([results], "en"))
    assert any(line.startswith("::error title=example gate min_score::") for line in lines)
    assert any(line.startswith("::notice title=example gate max_new.error::") for line in lines)
    assert not any("gate min.page" in line for line in lines)
    text = unescape(summary([results], "en"))
    assert "| ❌ | min_score |" in text and "| ✅ | min.page |" in text and "| ➖ | max_new.error |" in text
    assert "❌ Gate failed" in text and "❌ 关卡未通过" in summary([results], "zh")


def test_junit_has_every_check_once_and_never_passes_what_was_not_judged(store, results):
    found = cases(valid_junit(junit([results], "en")))
    rows = store.db.execute("select check_id, state from v_checks").fetchall()
    assert {name for name, _ in rows} <= found.keys()
    assert {"passed", "failed", "not-judged"} <= {state for _, state in rows}
    for name, state in rows:
        assert (found[name].find("skipped") is not None) is (state == "not-judged"), name
        if state == "passed":
            assert found[name].find("failure") is None
    levels = {case.find("failure").get("type") for case in found.values() if case.find("failure") is not None}
    assert levels == {"error", "warning", "gate"}
    told = [case for case in found.values() if (case.findtext("system-out") or "").startswith("notice: ")]
    assert told and all(case.find("failure") is None for case in told)


def test_a_crashed_check_is_an_error_everywhere(store):
    run = audited(store)
    store.db.execute("update check_runs set state = 'crashed', reason = 'ValueError' where check_id = 'title-missing'")
    store.db.execute("delete from findings where check_id = 'title-missing'")
    results = load_results(store, run)
    (made,) = valid_sarif(sarif([results], "en"))["runs"]
    assert made["invocations"][0]["executionSuccessful"] is False
    assert cases(valid_junit(junit([results], "en")))["title-missing"].find("error").get("message") == "ValueError"
    assert any(line.startswith("::error title=title-missing::") for line in workflow_commands([results], "en"))


def test_an_incomplete_crawl_says_so(store):
    results = load_results(store, audited(store, complete=False))
    (made,) = valid_sarif(sarif([results], "en"))["runs"]
    kinds = {one["descriptor"]["id"] for one in made["invocations"][0]["toolExecutionNotifications"]}
    assert "xunlu/partial" in kinds
    assert any("crawl is incomplete" in line for line in workflow_commands([results], "en"))
    assert "抓取不完整" in summary([results], "zh")


def test_gitlab_reports_have_what_it_asks_for(results):
    listed = json.loads(gitlab([results], "en"))
    assert len(listed) == results.findings
    assert len({one["fingerprint"] for one in listed}) == len(listed)
    for one in listed:
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert one["description"] and one["check_name"] and one["location"]["lines"]["begin"] == 1
        assert not one["location"]["path"].startswith(("/", "./", "http"))


@pytest.mark.parametrize("shown", [3, 30])
def test_too_many_findings_are_grouped_and_none_is_lost_from_the_counts(store, shown):
    run = audited(store, {f"/{kind}/{n}.html": page_without_title() for kind in "abc" for n in range(12)})
    every = load_results(store, run)
    some = load_results(store, run, shown=shown)
    assert len(every.found) > 30 >= shown >= len(some.found)
    assert some.grouped and not every.grouped
    assert (some.findings, some.accepted) == (every.findings, every.accepted)
    assert [one.count for one in some.checks] == [one.count for one in every.checks]
    ranks = [("error", "warning", "notice", "info").index(one.severity) for one in some.found]
    assert ranks == sorted(ranks)
    (made,) = valid_sarif(sarif([some], "en"))["runs"]
    assert all(len(one["locations"]) <= 1000 for one in made["results"])
    if some.left_out:
        assert "xunlu/left-out" in {
            one["descriptor"]["id"] for one in made["invocations"][0]["toolExecutionNotifications"]
        }
    else:
        assert sum(one["properties"]["pages"] for one in made["results"]) == every.findings + every.accepted
    marks = [one["partialFingerprints"]["primaryLocationLineHash"] for one in made["results"]]
    assert len(set(marks)) == len(marks)


def page_without_title():
    from tests.unit.test_history_diff import page

    return page("")


def test_github_gets_at_most_ten_annotations_of_a_level(store):
    results = load_results(store, audited(store))
    twice = [results] * 9
    lines = list(workflow_commands(twice, "en"))
    kinds = [line.split(" ")[0] for line in lines]
    assert max(kinds.count(kind) for kind in ("::error", "::warning", "::notice")) == 10
    assert "more checks" in lines[-1]
    points = [check.points for check in results.checks]
    assert all(one >= other for one, other in pairwise(points))


def test_conditions_and_limits_leave_out_the_rest(store, tmp_path):
    run = audited(store)
    with reading_store(tmp_path / "x.db") as reading:
        some = load_results(reading, run, where="check_id = 'title-missing'")
        assert [one.check_id for one in some.checks] == ["title-missing"]
        assert (some.findings, some.accepted) == (1, 1)
        assert load_results(reading, run, limit=2).findings == 2
    valid_sarif(sarif([some], "en"))
    valid_junit(junit([some], "en"))


def test_several_runs_share_a_file(store):
    results = [load_results(store, audited(store)) for _ in range(2)]
    assert len(valid_sarif(sarif(results, "en"))["runs"]) == 2
    valid_junit(junit(results, "en"))
    listed = json.loads(gitlab(results, "en"))
    assert len({one["fingerprint"] for one in listed}) == len(listed)
