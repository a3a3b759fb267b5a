"""Facts that older runs have not: listed with the version they came with, and never judged there."""

from __future__ import annotations

import inspect
import json
import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from audit.registry import all_checks
from audit.runner import run_checks
from configs.settings import Settings
from crawler.facts import Facts
from crawler.facts.version import FACTS_VERSION, NEWER
from crawler.offline import load_site
from crawler.recrawl import base_run
from crawler.store import open_store

LISTED = Path(__file__).with_name("facts_fields.txt")  # theme.field version, sorted
PAGE = '<html lang="zh"><title>茶</title><main><div class="comment-list"><a href="https://partner.example.net/">看这里</a></div></main>'


def of_themes():
    empty = Facts()
    return sorted(f"{theme.name}.{one.name}" for theme in fields(Facts) for one in fields(getattr(empty, theme.name)))


def since(name):
    return NEWER.get(name, NEWER.get(name.partition(".")[0], 1))


def test_a_new_fact_raises_the_version():
    """One that fails here: raise FACTS_VERSION, name the theme in NEWER, and the fact with its version in the list."""
    assert [f"{name} {since(name)}" for name in of_themes()] == LISTED.read_text("utf-8").splitlines()
    assert max(NEWER.values()) == FACTS_VERSION


@pytest.mark.parametrize("name", NEWER)
def test_checks_of_newer_facts_need_them(name):
    reading = re.compile(rf"\bfacts\.{re.escape(name)}\b")
    found = [check for check in all_checks().values() if reading.search(inspect.getsource(sys.modules[check.module]))]
    assert found and all(f"facts-{name}" in check.needs for check in found)


def test_an_older_run_is_not_judged_and_no_base_of_a_recrawl(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        run_id = load_site(store, {"/": PAGE})
        assert verdict(store, run_id) == ("failed", "")
        site_id = store.run(str(run_id)).site_id
        assert base_run(store, site_id, run_id + 1, "", "any", []) == run_id
        settings = json.loads(store.db.execute("select settings from runs").fetchone()[0])
        assert settings.pop("facts_version") == FACTS_VERSION
        store.db.execute("update runs set settings = ?", [json.dumps(settings)])
        assert verdict(store, run_id) == ("not-judged", "facts-not-gathered")
        assert base_run(store, site_id, run_id + 1, "", "any", []) is None


def verdict(store, run_id):
    (one,) = [row for row in run_checks(store, run_id, Settings()).checks if row.check_id == "ugc-link-followed"]
    return one.state, one.reason
