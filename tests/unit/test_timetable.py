"""When a schedule is due: spans and cron, missed times, clocks that jump, owners that died."""

import datetime
import os
import socket
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from configs.errors import SettingsError
from crawler.owners import process_exists
from crawler.store import open_store
from jobs.entries import entry
from jobs.owning import process_lives, this_process
from jobs.timetable import UTC, Schedule, begun, due_at, ended, interval, refuse_bad, schedules

MONDAY = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def schedule(every="7d", created=MONDAY, started=None, finished=None, owner="", zone="UTC"):
    times = (stamp(created), started and stamp(started), finished and stamp(finished))
    return Schedule(1, "shop", (), "", every, zone, *times, 0 if finished else None, owner)


@pytest.mark.parametrize(
    ("every", "hours"),
    [("30m", 0.5), ("6h", 6), ("7d", 168), ("2w", 336), ("daily", 24), ("weekly", 168), ("hourly", 1)],
)
def test_spans(every, hours):
    assert interval(every) == datetime.timedelta(hours=hours)


@pytest.mark.parametrize("every", ["", "0h", "7 days", "-1h", "0 3 * *", "99 3 * * 1", "0 3 * * 8", "0 3 1 * 1", "x"])
def test_what_is_no_period_is_refused(every):
    with pytest.raises(SettingsError, match="not a period"):
        refuse_bad(every, "UTC")


def test_an_unknown_zone_is_refused():
    with pytest.raises(SettingsError):
        refuse_bad("0 3 * * 1", "Asia/Atlantis")


def test_the_first_time_counts_from_when_it_was_added_and_the_next_from_the_last_beginning():
    one = schedule()
    assert due_at(one, MONDAY) == MONDAY + datetime.timedelta(days=7)
    began = MONDAY + datetime.timedelta(days=8)
    assert due_at(replace(one, started=stamp(began), finished=stamp(began)), began) == began + datetime.timedelta(
        days=7
    )


def test_many_missed_times_are_one():
    one, late = schedule("1h"), MONDAY + datetime.timedelta(days=3)
    assert due_at(one, late) <= late
    done = replace(one, started=stamp(late), finished=stamp(late))
    assert due_at(done, late) == late + datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("fields", "zone", "due"),
    [
        ("0 3 * * 1", "UTC", datetime.datetime(2026, 11, 30, 3, tzinfo=UTC)),  # 1 is Monday, as in cron
        ("0 3 * * 0", "UTC", datetime.datetime(2026, 11, 29, 3, tzinfo=UTC)),
        ("0 3 * * 7", "UTC", datetime.datetime(2026, 11, 29, 3, tzinfo=UTC)),
        ("0 3 * * 2-5", "UTC", datetime.datetime(2026, 11, 24, 3, tzinfo=UTC)),
        ("0 3 * * 0-1", "UTC", datetime.datetime(2026, 11, 29, 3, tzinfo=UTC)),
        ("0 3 * * */3", "UTC", datetime.datetime(2026, 11, 25, 3, tzinfo=UTC)),
        ("0 3 * * fri", "UTC", datetime.datetime(2026, 11, 27, 3, tzinfo=UTC)),
        ("0 3 * * 1", "Asia/Shanghai", datetime.datetime(2026, 11, 29, 19, tzinfo=UTC)),
        ("*/15 * * * *", "UTC", datetime.datetime(2026, 11, 23, 12, 15, tzinfo=UTC)),
    ],
)
def test_cron(fields, zone, due):
    at = MONDAY + datetime.timedelta(seconds=1)
    assert due_at(schedule(fields, created=at, zone=zone), at) == due


def test_one_that_was_cut_off_is_due_at_once():
    gone = f"{socket.gethostname()}:999999999:abcd"
    assert due_at(schedule(started=MONDAY, owner=gone), MONDAY) == MONDAY
    alive = schedule(started=MONDAY, owner=this_process())
    assert due_at(alive, MONDAY) > MONDAY


def test_a_beginning_in_the_future_does_not_stop_it_for_ever():
    """The clock was set back by a year after the last run."""
    future = MONDAY + datetime.timedelta(days=365)
    assert due_at(schedule(started=future, finished=future), MONDAY) == MONDAY + datetime.timedelta(days=7)


def test_the_number_of_a_process_that_was_born_anew_is_not_its_owner():
    assert process_lives(this_process())
    assert not process_lives(f"{socket.gethostname()}:{os.getpid()}:00000000")
    assert not process_lives("elsewhere:1:00000000") and not process_lives("")


def test_a_schedule_belongs_to_one_process(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        store.db.execute(
            "insert into schedules (name, sites, every, created) values ('a', '[]', '7d', ?)", [stamp(MONDAY)]
        )
        (one,) = schedules(store)
        assert begun(store, one, f"{socket.gethostname()}:{os.getppid()}:other")
        assert not begun(store, one, this_process())
        store.db.execute("update schedules set owner = ?", [f"{socket.gethostname()}:999999999:gone"])
        assert begun(store, one, this_process())
        ended(store, one, 0)
        (one,) = schedules(store)
        assert (one.code, one.owner, one.cut_off) == (0, "", False)


@pytest.mark.parametrize("kind", ["cron", "systemd", "windows"])
def test_entries_call_the_scheduler_once(kind, tmp_path):
    text = entry(kind, tmp_path / "my shop 100%.db", tmp_path / "log", 15)
    assert "schedule run --once" in text.replace('" "', " ") and "my shop" in text
    assert kind == "windows" or "%" not in text.replace("\\%", "").replace("%%", "")


def test_a_process_that_only_waits_to_be_buried_is_gone():
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    assert process_exists(child.pid)
    child.kill()
    deadline = time.monotonic() + 10
    while process_exists(child.pid):  # a zombie: nobody has waited for it yet
        assert time.monotonic() < deadline
        time.sleep(0.01)
    child.wait()
    assert not process_exists(child.pid)
