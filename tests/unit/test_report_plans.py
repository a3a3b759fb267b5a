"""What the report asks of the store stays affordable at a hundred thousand pages: no row makes it read all rows again."""

import re

import pytest

from crawler.store import open_store
from reports.load import load_report
from tests.report_site import SETTINGS, build

# A search that knows only the run, or nothing at all, reads a table from end to end. An automatic index lives as
# long as its statement and is built once.
WHOLE = re.compile(
    r"SEARCH \w+ USING (?:COVERING )?INDEX \w+ \(run_id=\?\)|USING PRIMARY KEY \(run_id=\?\)|SCAN (?!json_each|\w+ VIRTUAL)"
)
SMALL = re.compile(r"\b(?:sites|runs|run_hosts|scores|stages|json_each|near)\b")


@pytest.fixture(scope="module")
def statements(tmp_path_factory):
    path, run_id = build(tmp_path_factory.mktemp("plans") / "cha.db")
    asked = []
    with open_store(path) as store:
        store.db.set_trace_callback(asked.append)
        load_report(store, run_id, SETTINGS)
        store.db.set_trace_callback(None)
        selects = sorted({sql for sql in asked if sql.lstrip().lower().startswith(("select", "with"))})
        return {sql: store.db.execute(f"explain query plan {sql}").fetchall() for sql in selects}


def within(plan, step):
    """Details of the steps below one step of a plan."""
    found, todo = [], [step]
    while todo:
        parent = todo.pop()
        below = [row for row in plan if row[1] == parent]
        found += [row[3] for row in below]
        todo += [row[0] for row in below]
    return found


def test_there_are_plans_to_look_at(statements):
    assert len(statements) > 100
    assert any("CORRELATED" in row[3] for plan in statements.values() for row in plan)


def test_a_quadratic_query_would_be_seen():
    assert WHOLE.search("SEARCH f USING INDEX findings_run (run_id=?)")
    assert not WHOLE.search("SEARCH f USING INDEX findings_run (run_id=? AND check_id=? AND url_id=?)")


def test_no_subquery_reads_a_whole_run_for_every_row(statements):
    costly = [
        (detail, sql)
        for sql, plan in statements.items()
        for step, _, _, name in plan
        if "CORRELATED" in name
        for detail in within(plan, step)
        if WHOLE.search(detail) and not SMALL.search(detail)
    ]
    assert costly == []
