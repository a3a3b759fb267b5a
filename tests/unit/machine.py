"""A small audited shop with accepted findings and a gate, and what the machine formats say of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from jsonschema import Draft4Validator

from audit.runner import run_checks
from configs.settings import Accept, Gate, Rules, Settings
from crawler.offline import load_site
from jobs.baseline import find_baseline
from jobs.gate import judge, record
from linkgraph.stage import run_links
from tests.unit.test_history_diff import page, site

DATA = Path(__file__).resolve().parents[1] / "data"
SCHEMA = json.loads((DATA / "sarif" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
UNTIL = date.today() + timedelta(days=90)
ACCEPT = Accept("title-missing", "感谢页 <不> 需要", UNTIL, ("/p/2.html",))
SHOP = {"/p/1.html": page(""), "/p/2.html": page(""), "/p/3.html": page("茶", body='<a href="/gone.html">旧</a>')}


def audited(store, answers=None, accept=(ACCEPT,), **options):
    """A run of the shop: two pages without a title, one of them accepted, and a broken link."""
    run_id = load_site(store, site(**(SHOP if answers is None else answers)), **options)
    run_links(store, run_id)
    run_checks(store, run_id, Settings(rules=Rules(accept=accept)))
    return store.run(str(run_id))


def gated(store, run, **thresholds):
    """Judge and record; the exit code."""
    gate = Gate(**thresholds)
    baseline = find_baseline(store, run, gate.baseline)
    return record(store, run, judge(store, run, gate, baseline), baseline)


def valid_sarif(text):
    """The log, after the schema of OASIS found nothing wrong with it."""
    log = json.loads(text)
    errors = [
        f"{list(error.absolute_path)}: {error.message[:200]}" for error in Draft4Validator(SCHEMA).iter_errors(log)
    ]
    assert errors == []
    return log
