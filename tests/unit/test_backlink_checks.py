"""Checks of imported backlinks: their bounds, what they read, and what there is too little of to judge."""

import json
from dataclasses import fields

import pytest

from audit.backlinks import ENOUGH
from audit.checks.external_links.backlink_velocity import check as velocity
from audit.example_backlinks import assessed, lost, new_links
from audit.example_probes import TEAHOUSE
from audit.registry import all_checks
from audit.runner import run_checks
from configs.settings import Settings
from crawler.offline import load_site
from crawler.store import open_store
from linkgraph.backlinks import remarks as told
from linkgraph.backlinks.assessing import Assessment
from linkgraph.backlinks.remarks import remarks
from linkgraph.backlinks.standing_out import FEWEST, WEEKS
from linkgraph.backlinks.tables import SITEWIDE

IDS = [name for name in all_checks() if name.startswith("backlink-")]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("checks") / "x.db", create=True) as store:
        load_site(store, TEAHOUSE, backlinks=assessed())
        yield store


def judged(store, check_id, figures):
    """State of the check, and level and evidence of its findings."""
    store.db.execute("update backlink_assessments set figures = ?", [json.dumps(figures)])
    summary = run_checks(store, 1, Settings(), checks=[all_checks()[check_id]])
    rows = store.db.execute("select severity, evidence from v_findings where check_id = ?", [check_id]).fetchall()
    return summary.checks[0].state, [(level, json.loads(evidence)) for level, evidence in rows]


def test_the_figures_are_those_of_an_assessment():
    assert list(assessed()) == [one.name for one in fields(Assessment)]


def test_remarks_and_checks_have_the_same_bounds():
    checks = all_checks()
    bounds = {(name, option): value.default for name in IDS for option, value in checks[name].options.items()}
    assert bounds == {
        ("backlink-domains-few", "min_ratio"): told.MIN_DOMAIN_RATIO, ("backlink-ip-few", "min_ratio"): told.MIN_BLOCK_RATIO,
        ("backlink-deep-few", "min_ratio"): told.MIN_DEEP_RATIO, ("backlink-anchor-concentrated", "notice_share"): told.ANCHOR_NOTICE,
        ("backlink-anchor-concentrated", "warning_share"): told.ANCHOR_WARNING, ("backlink-velocity", "sd"): told.DEVIATIONS,
        ("backlink-velocity", "weeks"): WEEKS, ("backlink-velocity", "factor"): told.FACTOR, ("backlink-sitewide", "max_urls"): SITEWIDE,
        ("backlink-domains-lost", "warning_share"): told.LOST_WARNING,
    }  # fmt: skip
    assert ENOUGH == told.ENOUGH and FEWEST < SITEWIDE


@pytest.mark.parametrize("check_id", IDS)
def test_a_check_and_its_remark_agree(store, check_id):
    check = all_checks()[check_id]
    for example in (check.good, check.bad):
        state, found = judged(store, check_id, example.backlinks)
        said = [one.level for one in remarks(Assessment(**example.backlinks)) if one.id == check_id]
        assert sorted({level for level, _ in found}) == sorted(set(said))
        assert state == ("failed" if said else "passed")


FEW = {"links": ENOUGH - 1, "kinds": {"other": ENOUGH - 1}, "ip_domains": ENOUGH - 1}
BAD = {name: dict(all_checks()[name].bad.backlinks) for name in IDS}


@pytest.mark.parametrize(
    "check_id", [name for name in IDS if name not in ("backlink-velocity", "backlink-spam", "backlink-domains-lost")]
)
def test_too_few_links_are_not_judged(store, check_id):
    assert judged(store, check_id, BAD[check_id] | FEW) == ("not-judged", [])


@pytest.mark.parametrize(
    ("check_id", "figures"),
    [("backlink-domains-few", {"domain_ratio": None}), ("backlink-deep-few", {"deep": None}), ("backlink-ip-few", {"ip_domains": 0, "block_ratio": None}),
     ("backlink-anchor-concentrated", {"kinds": {}, "top_share": None}), ("backlink-velocity", {"weeks": []}), ("backlink-domains-lost", {"lost_domains": []}),
     ("backlink-velocity", {"weeks": new_links(1, 1, 1, 1, 1, 1, 1, 900)})],
)  # fmt: skip
def test_what_no_tool_tells_is_not_judged(store, check_id, figures):
    assert judged(store, check_id, BAD[check_id] | figures) == ("not-judged", [])


@pytest.mark.parametrize(
    ("weeks", "day"),
    [((9, 11) * 4 + (400, 10), "2026-03-02"), ((0,) * 8 + (20,), "2026-03-02"), ((0,) * 8 + (19,), None), ((30,) * 8 + (60,), None),
     ((30,) * 8 + (61,), "2026-03-02"), ((10, 50) * 4 + (90,), None), ((10, 50) * 4 + (95,), "2026-03-02"), ((1,) * 7 + (900, 2), None),
     ((5,) * 8 + (40,) + (5,) * 8 + (60,), "2026-05-04")],
)  # fmt: skip
def test_weeks_that_stand_out(store, weeks, day):
    """The last one only; the remark of the terminal counts in Python what the check counts in SQL."""
    figures = assessed(weeks=new_links(*weeks))
    _, found = judged(store, velocity.id, figures)
    assert [evidence["day"] for _, evidence in found] == ([day] if day else [])
    assert len([one for one in remarks(Assessment(**figures)) if one.id == velocity.id]) == len(found)


@pytest.mark.parametrize(
    ("had", "gone", "level"), [(90, 9, "notice"), (90, 10, "warning"), (90, 0, None), (9, 9, "warning")]
)
def test_lost_domains_by_their_share(store, had, gone, level):
    _, found = judged(store, "backlink-domains-lost", assessed(lost_domains=lost(had, gone)))
    assert [one for one, _ in found] == ([level] if level else [])


def test_anchors_by_their_share(store):
    shares = {0.3: [], 0.31: [("notice", 30)], 0.6: [("notice", 30)], 0.61: [("warning", 60)]}
    for share, wanted in shares.items():
        _, found = judged(store, "backlink-anchor-concentrated", assessed(top_share=share))
        assert [(level, evidence["limit"]) for level, evidence in found] == wanted


def test_every_footer_is_a_finding_of_its_own(store):
    footers = [{"domain": f"d{n}.example.org", "anchor": "=1+1<b>", "pages": 99 + n} for n in range(4)]
    _, found = judged(store, "backlink-sitewide", assessed(sitewide=footers))
    assert [evidence["domain"] for _, evidence in found] == ["d2.example.org", "d3.example.org"]
    prints = store.db.execute(
        "select count(distinct fingerprint) from findings where check_id = 'backlink-sitewide'"
    ).fetchone()
    assert prints == (2,)
