"""Runs of a site: begun, resumed, kept to one living process."""

from __future__ import annotations

import datetime
import os
import socket
import subprocess
import sys
import time

import pytest

from configs.errors import Exit, SettingsError, StoreError
from configs.settings import Site
from crawler.crawl import crawl_sites
from crawler.facts.version import FACTS_VERSION
from crawler.frontier import Candidate, StoreFrontier
from crawler.interning import Interner
from crawler.owners import STALE, owner
from crawler.plan import Fetching, make_plan
from crawler.runs import (
    RESUMABLE,
    close_run,
    create_run,
    heartbeat,
    recover,
    refuse_other_scope,
    reopen,
    young_enough,
)
from crawler.store import open_store

HOLD = """
import sys
from crawler.frontier import Candidate, StoreFrontier
from crawler.interning import Interner
from crawler.runs import create_run
from crawler.store import open_store
with open_store(sys.argv[1]) as store:
    run = create_run(store, name="shop", role="target", start_url="https://shop.cn/", hosts=["shop.cn"], settings={}, scope="x")
    frontier, interner = StoreFrontier(store, run.run_id), Interner(store.db)
    with store.atomic():
        interner.add_urls(["https://shop.cn/", "https://shop.cn/a"])
        frontier.add(Candidate(number, 1, 0) for number in interner.urls.values())
    frontier.lease(1)
    print(run.run_id, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        yield store


@pytest.fixture
def holder(store):
    """Another process that crawls the site, with one lease."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.run_id = int(process.stdout.readline())
        yield process
        process.kill()


def begin(store, name="shop", **more):
    facts = {
        "role": "target",
        "start_url": "https://shop.cn/",
        "hosts": ["shop.cn"],
        "settings": {},
        "scope": "x",
        **more,
    }
    return create_run(store, name=name, **facts)


def owned_by(store, run, name, beat=None):
    store.db.execute(
        "update runs set owner = ?, heartbeat = ? where run_id = ?", [name, beat or time.time(), run.run_id]
    )


def test_a_new_run(store):
    run = begin(store, hosts=["shop.cn", "www.shop.cn", "shop.cn"], settings={"词": ("红茶",)}, labels=("茶舍", "Tea"))
    assert (run.site, run.role, run.status, run.reason, run.finished) == ("shop", "target", "running", "", None)
    assert datetime.datetime.fromisoformat(run.started).tzinfo is datetime.UTC
    assert store.db.execute("select count(*) from run_hosts").fetchone() == (2,)
    assert store.db.execute("select owner, scope, settings from runs").fetchone() == (
        owner(),
        "x",
        f'{{"词": ["红茶"], "facts_version": {FACTS_VERSION}}}',
    )
    again = begin(store, role="competitor", start_url="https://shop.cn/en/")
    assert again.site_id == run.site_id
    assert store.db.execute("select role, start_url from sites").fetchall() == [("competitor", "https://shop.cn/en/")]
    assert store.run(str(run.run_id)).role == "target"  # as it was then


def test_a_closed_run(store):
    run = begin(store)
    close_run(store, run.run_id, "partial", "max-pages")
    found = store.run(str(run.run_id))
    assert (found.status, found.reason) == ("partial", "max-pages")
    assert found.finished is not None
    assert store.db.execute("select owner from runs").fetchone() == ("",)
    assert recover(store, "shop") == found
    assert recover(store, "nobody") is None


def test_a_dead_owner_s_run_is_interrupted_and_gives_its_leases_back(store, holder):
    holder.kill()
    holder.wait()
    run = recover(store, "shop")
    assert (run.run_id, run.status, run.reason) == (holder.run_id, "interrupted", "killed")
    assert (StoreFrontier(store, run.run_id).stats().pending, StoreFrontier(store, run.run_id).stats().leased) == (2, 0)
    resumed = reopen(store, run, "batch")
    assert (resumed.status, resumed.finished) == ("running", None)
    assert store.db.execute("select owner, batch from runs").fetchone() == (owner(), "batch")


def test_a_living_owner_is_refused(store, holder):
    with pytest.raises(StoreError) as caught:
        recover(store, "shop")
    assert (caught.value.number, caught.value.exit_code) == (307, Exit.STORE)
    assert str(holder.pid) in caught.value.lines("zh")[1]
    assert store.run(str(holder.run_id)).status == "running"
    assert StoreFrontier(store, holder.run_id).stats().leased == 1


def test_nothing_is_begun_when_one_of_the_sites_is_taken(store, holder):
    plans = [make_plan(name, Site(start=("https://shop.cn/",))) for name in ("other", "shop")]
    with pytest.raises(StoreError):
        crawl_sites(store, plans, Fetching("xunlu", 1, 0, 1, {}))
    assert [run.run_id for run in store.runs()] == [holder.run_id]


@pytest.mark.parametrize(("age", "alive"), [(0, True), (STALE - 30, True), (STALE + 30, False)])
def test_an_owner_on_another_machine_lives_by_its_heartbeat(store, age, alive):
    run = begin(store)
    owned_by(store, run, "another-machine:7", time.time() - age)
    if alive:
        with pytest.raises(StoreError):
            recover(store, "shop")
    else:
        assert recover(store, "shop").status == "interrupted"


@pytest.mark.parametrize("pid", ["own", "x", "", "0" * 3 + "99999999"])
def test_an_owner_that_cannot_be(store, pid):
    run = begin(store)
    pid = str(os.getpid()) if pid == "own" else pid
    owned_by(store, run, f"{socket.gethostname()}:{pid}")
    assert recover(store, "shop").status == "interrupted"


def test_a_process_of_somebody_else_lives(store):
    run = begin(store)
    owned_by(store, run, f"{socket.gethostname()}:1")  # init
    with pytest.raises(StoreError):
        recover(store, "shop")


def test_a_heartbeat_is_written(store):
    run = begin(store)
    owned_by(store, run, "another-machine:7", 1.0)
    heartbeat(store, run.run_id)
    assert store.db.execute("select heartbeat from runs").fetchone()[0] > 1e9


def test_other_sites_are_not_touched(store, holder):
    other = begin(store, "other")
    close_run(store, other.run_id, "interrupted", "signal")
    assert recover(store, "other").run_id == other.run_id
    assert store.run(str(holder.run_id)).status == "running"


def test_resuming_makes_analyses_due_and_keeps_what_is_known(store):
    run = begin(store)
    frontier, interner = StoreFrontier(store, run.run_id), Interner(store.db)
    with store.atomic():
        interner.add_urls(["https://shop.cn/"])
        frontier.add([Candidate(interner.urls["https://shop.cn/"], 1, 0)])
    frontier.lease(1)
    store.mark_stage(run.run_id, "finish")
    reopen(store, run, "")
    assert not store.stage_finished(run.run_id, "finish")
    assert frontier.stats().pending == 1


def test_age_of_what_is_resumed_unasked(store):
    run = begin(store)
    close_run(store, run.run_id, "interrupted", "signal")
    for age, young in ((RESUMABLE - 60, True), (RESUMABLE + 60, False)):
        ended = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=age)
        store.db.execute("update runs set finished = ?", [ended.strftime("%Y-%m-%dT%H:%M:%SZ")])
        assert young_enough(store.run(str(run.run_id))) is young


def test_another_scope_is_refused(store):
    run = begin(store)
    refuse_other_scope(run, "x", "x")
    with pytest.raises(SettingsError) as caught:
        refuse_other_scope(run, "x", "y")
    assert caught.value.number == 111
    assert all("--fresh" in "\n".join(caught.value.lines(lang)) for lang in ("zh", "en"))
