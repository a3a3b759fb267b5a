"""Runs of a store by name and number."""

from __future__ import annotations

import pytest

from configs.errors import SettingsError
from crawler.store import open_store
from tests.runs import run_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "shop.db"


@pytest.fixture
def history(path):
    with open_store(path, create=True) as store:
        ids = {
            "first": run_of(store),
            "second": run_of(store),
            "rival": run_of(store, "rival.cn:8080", "competitor"),
            "other": run_of(store, "other"),
            "down": run_of(store, "other", status="failed"),
        }
        yield store, ids


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("latest", "other"),
        ("latest~0", "other"),
        ("shop@latest", "second"),
        ("shop@latest~1", "first"),
        ("rival.cn:8080@latest", "rival"),
    ],
)
def test_runs_by_reference(history, reference, name):
    store, ids = history
    assert store.run(reference).run_id == ids[name]


def test_the_run_before_the_latest_is_one_of_the_same_site(history):
    store, _ = history
    with pytest.raises(SettingsError):  # "other" has one run that fetched anything
        store.run("latest~1")
    again = run_of(store, "shop")
    assert store.run("latest").run_id == again
    assert store.run("latest~1").run_id == store.run("shop@latest~1").run_id


def test_a_run_by_number(history):
    store, ids = history
    assert store.run(str(ids["rival"])).site == "rival.cn:8080"
    assert store.run(str(ids["down"])).status == "failed"


@pytest.mark.parametrize(
    "reference",
    ["", "99", "latest~9", "latest~x", "latest~²", "²", "-1", "newest", "shop@", "shop@1", "nobody@latest", "9" * 30, "latest~" + "9" * 30,
     "' or 1 --@latest"],
)  # fmt: skip
def test_no_such_run(history, reference):
    store, _ = history
    with pytest.raises(SettingsError) as caught:
        store.run(reference)
    assert caught.value.number == 110
    assert reference in caught.value.what.zh


def test_a_failed_run_is_the_latest_where_there_is_no_other(path):
    with open_store(path, create=True) as store:
        run_id = run_of(store, status="failed")
        assert store.run().run_id == run_id
