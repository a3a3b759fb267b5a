"""The scheduler runs real crawls of a real server: on time, never two at once, once after a gap, and after kill -9."""

import itertools
import json
import os
import signal
import sqlite3
import time

import pytest

from tests.e2e.program import query
from tests.e2e.tiny import Reply, TinySite, page


def runs(xunlu):
    return query(xunlu.db, "select run_id, status, reason from runs order by run_id")


MANY = [f"/p{number}" for number in range(60)]
SLOW = {"/": Reply(page("首页", *MANY))} | {path: Reply(page(path), wait=0.4) for path in MANY}


@pytest.fixture
def slow_site():
    with TinySite(SLOW) as server:
        yield server


def add(xunlu, url, every="3s", name="shop"):
    assert name in xunlu("schedule", "add", url, "--every", every, "--name", name).err


def past(xunlu, seconds):
    """Move what is known of the schedules into the past."""
    with sqlite3.connect(xunlu.db) as db:
        for column in ("created", "started", "finished"):
            db.execute(
                f"update schedules set {column} = strftime('%Y-%m-%dT%H:%M:%SZ', {column}, '-{seconds} seconds')"
            )


def test_crawls_come_on_time_and_never_overlap(xunlu, site):
    add(xunlu, site.url)
    with xunlu.start("schedule", "run", "--poll", "1s") as scheduler:
        scheduler.until(lambda: sum(status == "complete" for _, status, _ in runs(xunlu)) >= 3)
        scheduler.signal(signal.SIGTERM)
        assert scheduler.end().code == 143
    spans = query(xunlu.db, "select started, finished from runs order by run_id")
    assert all(done <= begun for (_, done), (begun, _) in itertools.pairwise(spans) if done)
    health = json.loads((xunlu.folder / "shop.schedule.json").read_text())
    assert health["schedules"][0]["name"] == "shop" and health["schedules"][0]["code"] == 0
    assert "shop" in (xunlu.folder / "shop.schedule.log").read_text()


def test_what_was_missed_happens_once(xunlu, site):
    add(xunlu, site.url, "1h")
    assert "Nothing is due" in xunlu("schedule", "run", "--once").err
    past(xunlu, 10 * 3600)
    xunlu("schedule", "run", "--once")
    assert "Nothing is due" in xunlu("schedule", "run", "--once").err
    assert len(runs(xunlu)) == 1


def test_kill_9_loses_nothing_and_the_crawl_goes_on_once(xunlu, slow_site):
    add(xunlu, slow_site.url, "1h")
    past(xunlu, 7200)
    with xunlu.start("schedule", "run", "--poll", "1s") as scheduler:
        scheduler.until(lambda: bool(query(xunlu.db, "select 1 from pages")))
        owner = query(xunlu.db, "select owner from runs")[0][0]
        scheduler.signal(signal.SIGKILL)
    os.kill(int(str(owner).rpartition(":")[2]), signal.SIGKILL)
    time.sleep(0.2)
    xunlu("schedule", "run", "--once")
    assert [status for _, status, _ in runs(xunlu)] == ["complete"]
    assert "Nothing is due" in xunlu("schedule", "run", "--once").err


def test_two_schedulers_share_the_work(xunlu, slow_site):
    add(xunlu, slow_site.url, "1h")
    past(xunlu, 7200)
    with xunlu.start("schedule", "run", "--once") as one:
        one.until(lambda: bool(runs(xunlu)))
        assert "Nothing is due" in xunlu("schedule", "run", "--once").err
        assert one.end().code == 0
    assert len(runs(xunlu)) == 1


def test_a_stop_lets_the_crawl_end_and_the_next_start_goes_on(xunlu, slow_site):
    add(xunlu, slow_site.url, "1h")
    past(xunlu, 7200)
    with xunlu.start("schedule", "run", "--poll", "1s") as scheduler:
        scheduler.until(lambda: bool(query(xunlu.db, "select 1 from pages")))
        scheduler.signal(signal.SIGINT)
        assert scheduler.end().code == 130
    assert [status for _, status, _ in runs(xunlu)] == ["interrupted"]
    xunlu("schedule", "run", "--once")
    assert [status for _, status, _ in runs(xunlu)] == ["complete"]


def test_what_is_wrong_is_told_when_it_is_added(xunlu, site):
    assert "XE-152" in xunlu("schedule", "add", site.url, "--every", "sometimes", code=2).err
    assert "XE-107" in xunlu("schedule", "add", "ftp://x", "--every", "1h", code=2).err
    add(xunlu, site.url)
    assert "XE-153" in xunlu("schedule", "add", site.url, "--every", "1h", "--name", "shop", code=2).err
    assert "shop" in xunlu("schedule", "remove", "nothing", code=2).err
    assert json.loads(xunlu("schedule", "list", "--format", "json").out)[0]["every"] == "3s"
    xunlu("schedule", "remove", "shop")
    assert json.loads(xunlu("schedule", "list", "--format", "json").out) == []
    assert "schedule run --once" in xunlu("schedule", "print", "--for", "cron").out
