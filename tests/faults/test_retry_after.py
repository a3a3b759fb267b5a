"""429 and 503: no request of the host before Retry-After, in seconds or as a date; nonsense is not obeyed, an hour is the most."""

import email.utils
import time

import pytest

from tests.faults.crawling import HEALTHY, assert_healthy, crawl, site
from tests.faults.server import FaultServer, healthy

SLACK = 0.1  # seconds by which clocks of two processes may seem to differ
GOOD = healthy("终于")


def busy(value, status="429 Too Many Requests"):
    """Busy once, then well."""

    def answer(talk):
        header = value() if callable(value) else value
        if talk.before:
            GOOD(talk)
        else:
            talk.answer("busy", *([f"Retry-After: {header}"] if header is not None else []), status=status)

    return answer


def date():
    return email.utils.formatdate(time.time() + 3, usegmt=True)  # whole seconds: two at least


def quiet(server, after, until):
    """Requests between two moments."""
    return [one.path for one in server.asked if after + SLACK < one.at < until - SLACK]


@pytest.mark.parametrize(
    ("value", "status", "seconds"),
    [
        ("2", "429 Too Many Requests", 2.0),
        ("2", "503 Service Unavailable", 2.0),
        (date, "503 Service Unavailable", 2.0),
    ],
    ids=["429-seconds", "503-seconds", "503-date"],
)
def test_a_host_has_peace_for_as_long_as_it_asks(tmp_path, value, status, seconds):
    with FaultServer(site({"/busy": busy(value, status)})) as server:
        done = crawl(tmp_path, server, "--concurrency", 1)
    first, second = server.times("/busy")
    assert second - first >= seconds - SLACK
    assert quiet(server, first, first + seconds) == []
    assert done.rows["/busy"] == (200, None, 0, 2, "终于", None, "done")
    assert_healthy(done)


def test_nonsense_and_the_past_hold_nobody_up(tmp_path):
    values = ("-5", "soon", "1e9", "", "0", "Thu, 01 Jan 1970 00:00:00 GMT", "９")
    paths = {f"/busy-{number}": busy(value) for number, value in enumerate(values)}
    with FaultServer(site(paths)) as server:
        done = crawl(tmp_path, server)
    assert done.seconds < 30
    assert {path: done.rows[path][:4] for path in paths} == dict.fromkeys(paths, (200, None, 0, 2))
    assert_healthy(done)


@pytest.mark.parametrize("value", ["1000000000", "Fri, 31 Dec 2100 23:59:59 GMT"], ids=["seconds", "date"])
def test_a_billion_seconds_is_an_hour_and_a_time_limit_ends_the_wait(tmp_path, value):
    """It is not slept through unseen: nothing is asked for, and what the run is cut by is told."""
    with FaultServer(site({"/busy": busy(value)})) as server:
        done = crawl(tmp_path, server, "--concurrency", 1, "--time-limit", "4s")
    (asked,) = server.times("/busy")
    assert quiet(server, asked, asked + 600) == []
    assert done.ended() == ("partial", "time-limit")
    assert done.result.err.count("asks to be left alone for 60 min") == 1
    assert [path for path in HEALTHY if path not in done.rows]
