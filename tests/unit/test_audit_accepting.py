"""Accepted findings: out of the score and the gate, never out of sight, and back when their day is past."""

import csv
from datetime import date, timedelta

import pytest

from audit.registry import all_checks
from audit.runner import run_checks
from audit.selection import tasks
from configs.errors import SettingsError
from configs.load import load_settings, parse_settings
from configs.settings import Accept, Rules, Settings
from crawler.offline import load_site
from crawler.store import open_store
from jobs.baseline import of_run
from linkgraph.stage import run_links
from reports.history.finding_states import finding_states, new_findings
from reports.history.pair import pair
from reports.load import load_report
from reports.render import render_html
from xunlu import main

CHECKS = [all_checks()[name] for name in ("title-missing", "title-duplicate", "lang-missing")]
SITE = {
    "/": '<html lang="zh"><title>茶舍</title><a href="/thanks/1">谢谢</a><a href="/thanks/2">谢谢</a><a href="/%E8%8C%B6">茶</a></html>',
    "/thanks/1": '<html lang="zh"><p>谢谢</p></html>',
    "/thanks/2": '<html lang="zh"><p>谢谢</p></html>',
    "/%E8%8C%B6": '<html lang="zh"><p>茶</p></html>',
}
TODAY = date.today()
LONG = TODAY + timedelta(days=300)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "site.db", create=True) as store:
        yield store


def loaded(store):
    run_id = load_site(store, SITE)
    run_links(store, run_id)
    return run_id


def rules(*accept):
    return Settings(rules=Rules(accept=accept))


def titles(store, table, run_id):
    found = store.db.execute(f"select url from {table} where run_id = ? and check_id = 'title-missing'", [run_id])
    return sorted(url.partition("/")[2].partition("/")[2].partition("/")[2] for (url,) in found)


def of(summary, check_id):
    return next(one for one in summary.checks if one.check_id == check_id)


def test_what_is_accepted_costs_nothing_and_is_told(store):
    run_id = loaded(store)
    before = run_checks(store, run_id, Settings(), checks=CHECKS)
    assert of(before, "title-missing").failing == 3
    one = Accept("title-missing", " 感谢页 ", LONG, ("/thanks/**",))
    after = run_checks(store, run_id, rules(one), checks=CHECKS)
    assert (of(after, "title-missing").failing, of(after, "title-missing").accepted) == (1, 2)
    assert titles(store, "v_findings", run_id) == ["%E8%8C%B6"]
    assert titles(store, "v_accepted", run_id) == ["thanks/1", "thanks/2"]
    told = store.db.execute("select distinct reason, until from v_accepted where run_id = ?", [run_id]).fetchall()
    assert told == [("感谢页", LONG.isoformat())]


def test_everything_accepted_leaves_a_check_that_passed_and_says_so(store):
    run_id = loaded(store)
    before = run_checks(store, run_id, Settings(), checks=CHECKS)
    summary = run_checks(store, run_id, rules(Accept("title-missing", "later", LONG)), checks=CHECKS)
    assert (before.scores["overall"], of(summary, "title-missing").points) == (
        pytest.approx(100 - of(before, "title-missing").points),
        0,
    )
    assert summary.scores["overall"] == 100
    assert (of(summary, "title-missing").state, of(summary, "title-missing").accepted) == ("passed", 3)


def test_paths_are_matched_decoded_too(store):
    run_id = loaded(store)
    run_checks(store, run_id, rules(Accept("title-missing", "later", LONG, ("/茶",))), checks=CHECKS)
    assert titles(store, "v_accepted", run_id) == ["%E8%8C%B6"]


def test_the_last_day_counts_and_the_day_after_does_not(store):
    run_id = loaded(store)
    last = run_checks(store, run_id, rules(Accept("title-missing", "later", TODAY)), checks=CHECKS)
    assert (of(last, "title-missing").failing, last.ended) == (0, ())
    over = Accept("title-missing", "later", TODAY - timedelta(days=1))
    summary = run_checks(store, run_id, rules(over), checks=CHECKS)
    assert (of(summary, "title-missing").failing, summary.ended) == (3, (over,))
    assert titles(store, "v_accepted", run_id) == []


def test_the_first_of_two_rules_has_a_finding(store):
    run_id = loaded(store)
    first, second = Accept("title-missing", "first", LONG, ("/thanks/1",)), Accept("title-missing", "second", LONG)
    run_checks(store, run_id, rules(first, second), checks=CHECKS)
    found = dict(store.db.execute("select url, reason from v_accepted where run_id = ?", [run_id]))
    assert sorted(found.values()) == ["first", "second", "second"]
    assert next(reason for url, reason in found.items() if url.endswith("/thanks/1")) == "first"


def test_between_runs_accepted_is_no_fix_and_its_end_nothing_new(store):
    one, two = loaded(store), loaded(store)
    run_checks(store, one, Settings(), checks=CHECKS)
    run_checks(store, two, rules(Accept("title-missing", "later", LONG, ("/thanks/*",))), checks=CHECKS)
    both = pair(store, store.run(str(one)), store.run(str(two)))
    states = sorted(found.state for found in finding_states(store.db, both) if found.check_id == "title-missing")
    assert states == ["accepted", "accepted", "still"]
    three = loaded(store)
    run_checks(store, three, Settings(), checks=CHECKS)
    both = pair(store, store.run(str(two)), store.run(str(three)))
    assert {found.state for found in finding_states(store.db, both)} == {"still"}
    baseline = of_run(store, store.run(str(two)))
    new = list(new_findings(store.db, three, baseline.fingerprints, baseline.judged))
    assert sorted(found.url[-1] for found in new) == ["1", "2"]  # to the gate: somebody has to look again


def test_an_unknown_check_names_the_nearest():
    with pytest.raises(SettingsError) as caught:
        tasks(Rules(accept=(Accept("title-mising", "x", LONG),)))
    said = " ".join(caught.value.lines("en"))
    assert "[[rules.accept]] #1" in said and "Did you mean title-missing?" in said


TABLE = '[[rules.accept]]\ncheck = "noindex"\nreason = "{}"\nuntil = {}\n{}'


def test_settings_read_a_day_of_toml_or_text():
    for until in ("2027-03-31", '"2027-03-31"'):
        (one,) = parse_settings("version = 1\n" + TABLE.format("谢谢", until, 'urls = ["/thanks/**"]')).rules.accept
        assert one == Accept("noindex", "谢谢", date(2027, 3, 31), ("/thanks/**",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TABLE.format("x", '"soon"', ""), "a date such as 2027-03-31"),
        (TABLE.format("x", "2027-03-31T10:00:00", ""), "a date such as 2027-03-31"),
        (TABLE.format(" ", "2027-03-31", ""), "#1 reason is empty"),
        (TABLE.format("x", "2027-03-31", 'urls = ["thanks"]'), "must begin with / or *"),
        ('[[rules.accept]]\ncheck = "noindex"\nreason = "x"\n', "until"),
        (TABLE.format("x", "2027-03-31", 'url = "/a"'), 'Did you mean "urls"'),
        ('[rules]\naccept = ["noindex"]\n', "expected a table @ rules.accept[0]"),
    ],
)
def test_bad_settings_say_what_is_wrong(text, said):
    with pytest.raises(SettingsError) as caught:
        parse_settings("version = 1\n" + text)
    assert said in " ".join(caught.value.lines("en"))


CONFIG = """
version = 1
[[rules.accept]]
check = "title-missing"
urls = ["/thanks/*"]
reason = "<b>谢谢</b>"
until = {long}
[[rules.accept]]
check = "lang-missing"
reason = "once"
until = 2020-01-31
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_audit_report_and_export_tell_it(store, tmp_path, capsys, lang, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_id = loaded(store)
    (tmp_path / "xunlu.toml").write_text(CONFIG.format(long=LONG), "utf-8")
    where = ["--lang", lang, "--db", str(tmp_path / "site.db")]
    assert main([*where, "audit"]) == 0
    printed = capsys.readouterr().out
    assert "title-missing ×2" in printed
    (over,) = [line for line in printed.splitlines() if "2020-01-31" in line]
    assert "lang-missing" in over
    assert main([*where, "export", "accepted", "--format", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["check_id"], row["reason"], row["until"]) for row in rows] == [
        ("title-missing", "<b>谢谢</b>", str(LONG))
    ] * 2
    assert all(row["message"] for row in rows)
    html = render_html(load_report(store, run_id, load_settings(str(tmp_path / "xunlu.toml"))[0]))
    table = html[html.index("id=accepted") :].partition("</table>")[0]
    assert "&lt;b&gt;谢谢&lt;/b&gt;" in table and str(LONG) in table and "/thanks/" in table
