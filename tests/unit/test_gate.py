"""The gate: every threshold passes and fails, and what cannot be judged never passes."""

import json

import pytest

from configs.errors import Exit, InputError, SettingsError
from configs.settings import Gate
from crawler.offline import Answer
from crawler.store import open_store
from jobs.baseline import find_baseline, read_baseline, write_baseline
from jobs.gate import judge, record
from tests.unit.test_history_diff import load, page, site


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def gated(store, run, **thresholds):
    gate = Gate(**thresholds)
    baseline = find_baseline(store, run, gate.baseline)
    verdicts = judge(store, run, gate, baseline)
    return record(store, run, verdicts, baseline), {one.name: one.passed for one in verdicts}


BROKEN = {"/p/1.html": page(""), "/p/2.html": page("")}


def test_without_thresholds_a_whole_crawl_passes(store):
    assert gated(store, load(store, site()))[0] == Exit.DONE


def test_scores(store):
    run = load(store, site())
    assert gated(store, run, min_score=1, min={"page": 1.0})[0] == Exit.DONE
    code, verdicts = gated(store, run, min_score=99.99, min={"page": 1.0})
    assert code == Exit.GATE_FAILED and verdicts == {"min_pages": True, "min_score": False, "min.page": True}


def test_an_axis_that_was_not_judged_does_not_pass(store):
    code, verdicts = gated(store, load(store, site()), min={"keywords": 0.0})
    assert code == Exit.GATE_FAILED and verdicts["min.keywords"] is False


def test_too_few_pages_and_none_at_all_fail_with_their_own_code(store):
    assert gated(store, load(store, site()), min_pages=6)[0] == Exit.DONE
    assert gated(store, load(store, site()), min_pages=7)[0] == Exit.CRAWL_FAILED
    empty = load(store, {"/": Answer(error="timeout")})
    assert gated(store, empty)[0] == Exit.CRAWL_FAILED


def test_an_interrupted_or_blocked_crawl_does_not_pass(store):
    run = load(store, site())
    store.db.execute("update runs set status = 'interrupted', reason = 'signal' where run_id = ?", [run.run_id])
    assert gated(store, store.run(str(run.run_id)))[1]["crawl"] is False
    blocked = load(store, site(**{f"/p/{n}.html": Answer(status=403) for n in range(1, 6)}))
    assert gated(store, blocked)[1]["crawl"] is False


def test_a_crawl_that_its_limit_cut_may_pass(store):
    assert gated(store, load(store, site(), complete=False))[0] == Exit.DONE


def test_findings_that_must_not_be(store):
    run = load(store, site(**BROKEN))
    assert gated(store, run, fail_on=("title-missing",))[0] == Exit.GATE_FAILED
    assert gated(store, run, fail_on=("error",))[0] == Exit.GATE_FAILED
    assert gated(store, run, fail_on=("hreflang-invalid-code",))[0] == Exit.DONE  # nothing to judge on this site
    store.db.execute("update check_runs set state = 'not-judged', reason = 'x' where check_id = 'title-missing'")
    assert gated(store, run, fail_on=("title-missing",))[1]["fail_on.title-missing"] is False


def test_a_crashed_check_is_an_internal_error(store):
    run = load(store, site())
    store.db.execute("update check_runs set state = 'crashed' where check_id = 'title-missing'")
    assert gated(store, run)[0] == Exit.INTERNAL


def test_new_findings_count_against_the_newest_run_that_passed(store):
    first = load(store, site(**{"/p/5.html": page("")}))
    code, verdicts = gated(store, first, max_new={"error": 0}, max_drop=1.0)
    assert code == Exit.DONE and verdicts["max_new.error"] is None and verdicts["max_drop"] is None  # no baseline yet
    same = load(store, site(**{"/p/5.html": page("")}))
    assert gated(store, same, max_new={"error": 0}, max_drop=1.0)[1]["max_new.error"] is True
    worse = load(store, site(**BROKEN))
    code, verdicts = gated(store, worse, max_new={"error": 0})
    assert code == Exit.GATE_FAILED and verdicts["max_new.error"] is False
    again = load(store, site(**BROKEN))  # the failed run is no baseline: what it brought is still new
    assert gated(store, again, max_new={"error": 0})[0] == Exit.GATE_FAILED
    assert gated(store, again, max_new={"error": 99})[0] == Exit.DONE


def test_the_drop_of_the_score(store):
    assert gated(store, load(store, site()))[0] == Exit.DONE
    run = load(store, site(**{f"/p/{n}.html": page("") for n in range(1, 6)}))
    assert gated(store, run, max_drop=0.0)[1]["max_drop"] is False
    assert gated(store, run, max_drop=90.0)[1]["max_drop"] is True


def test_a_baseline_by_number_must_be_of_the_same_site(store):
    run = load(store, site())
    other = load(store, site(), base="https://rival.example", name="rival")
    assert find_baseline(store, load(store, site()), str(run.run_id)).name == f"#{run.run_id}"
    with pytest.raises(SettingsError, match="of different sites"):
        find_baseline(store, run, str(other.run_id))
    with pytest.raises(SettingsError, match="no such run"):
        find_baseline(store, run, "99")


def test_a_baseline_file_goes_to_another_store_and_back(store, tmp_path):
    file = tmp_path / "baseline.json"
    write_baseline(store, load(store, site(**BROKEN)), file)
    with open_store(tmp_path / "other.db", create=True) as other:
        assert gated(other, load(other, site(**BROKEN)), max_new={"error": 0}, baseline=str(file))[0] == Exit.DONE
        run = load(other, site(**{"/p/3.html": page("")}))
        assert gated(other, run, max_new={"error": 0}, baseline=str(file))[0] == Exit.GATE_FAILED


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", '{"format": "xunlu-baseline", "version": 9}', '{"format": "xunlu-baseline", "version": 1}', b"\xff\xfe"]
)  # fmt: skip
def test_an_unreadable_baseline_is_an_error_never_a_pass(store, tmp_path, content):
    file = tmp_path / "baseline.json"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError, match="baseline") as caught:
        read_baseline(file)
    assert caught.value.exit_code == Exit.USAGE and caught.value.lines("zh")


def test_the_verdict_is_recorded_with_what_it_rests_on(store):
    run = load(store, site())
    gated(store, run, min_score=99.99)
    passed, results = store.db.execute("select passed, results from gates where run_id = ?", [run.run_id]).fetchone()
    found = json.loads(results)
    assert passed == 0 and [one["name"] for one in found["thresholds"] if one["passed"] is False] == ["min_score"]
    gated(store, run, min_score=1)
    assert store.db.execute("select passed from gates where run_id = ?", [run.run_id]).fetchone() == (1,)
