"""The clock of a host, Retry-After, and waiting between tries. Times are given, nobody waits."""

from __future__ import annotations

import email.utils
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetching.pacing import MAX_RETRY_AFTER, HostClock, back_off, retry_after


def test_requests_are_spread():
    clock = HostClock(delay=0.5, concurrency=4)
    starts = []
    now = 100.0
    for _ in range(4):
        wait = clock.wait(now)
        assert wait is not None
        now += wait
        clock.start(now)
        starts.append(now)
    assert starts == [100.0, 100.5, 101.0, 101.5]
    assert clock.wait(now) is None  # four are under way
    clock.end(0.1)
    assert clock.wait(now) == pytest.approx(0.5)
    assert clock.wait(now + 9) == 0.0


def test_time_that_passed_unused_is_not_saved_up():
    clock = HostClock(delay=1.0, concurrency=9)
    clock.start(0.0)
    clock.start(50.0)
    assert clock.wait(50.0) == 1.0


def test_a_slow_server_is_asked_less_often():
    clock = HostClock(delay=0.1, concurrency=2)
    clock.start(0.0)
    clock.end(4.0)
    assert clock.latency == 4.0
    clock.start(10.0)
    assert clock.wait(10.0) == 2.0  # latency shared among two
    clock.end(None)  # no answer says nothing of latency
    assert clock.latency == 4.0
    clock.end(0.0)
    assert clock.latency == pytest.approx(3.2)


def test_a_hold_only_lengthens():
    clock = HostClock(delay=0.0, concurrency=1)
    clock.hold(30, 0.0)
    clock.hold(5, 0.0)
    assert clock.wait(0.0) == 30


@pytest.mark.parametrize(
    ("value", "expected"),
    [("5", 5.0), (" 120 ", 120.0), ("0", 0.0), ("-3", 0.0), ("999999", MAX_RETRY_AFTER), (None, None), ("", None), ("soon", None),
     ("1.5", None), ("²", None), ("--5", None), ("Mon, 99 Foo 2020 00:00:00 GMT", None)],
)  # fmt: skip
def test_retry_after_seconds(value, expected):
    assert retry_after(value) == expected


def test_retry_after_dates():
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
    found = retry_after(email.utils.formatdate(time.time() + 600, usegmt=True))
    assert found is not None
    assert 0 < found <= 600
    assert retry_after(email.utils.formatdate(time.time() + 10**6, usegmt=True)) == MAX_RETRY_AFTER


@given(st.text(max_size=40))
def test_any_retry_after_header_is_survived(value):
    found = retry_after(value)
    assert found is None or 0 <= found <= MAX_RETRY_AFTER


def test_back_off():
    assert [back_off(attempts) for attempts in (1, 2, 3, 99)] == [0.5, 2.0, 8.0, 8.0]


def answers(clock, statuses, began=100.0, every=0.1):
    for number, status in enumerate(statuses):
        clock.answered(status, began + number * every)


def test_a_server_that_fails_under_load_is_asked_for_less_at_once():
    clock = HostClock(0.0, 16)
    answers(clock, [200] * 20 + [500, 200, 503])
    assert clock.borne == 8.0
    assert clock.next_at == pytest.approx(100.0 + 22 * 0.1 + 0.5)
    answers(clock, [500] * 5, began=102.3, every=0.1)
    assert clock.borne == 8.0  # what was under way together counts once
    answers(clock, [500], began=104.0)
    assert clock.borne == 4.0


def test_one_broken_page_is_no_struggling_server():
    clock = HostClock(0.0, 16)
    answers(clock, ([200] * 11 + [500]) * 20)
    assert clock.borne == 0.0


def test_a_server_that_is_well_again_is_tried_with_more():
    clock = HostClock(0.0, 4)
    answers(clock, [500, 500])
    assert clock.borne == 2.0
    clock.active = 2
    assert clock.wait(1000.0) is None
    answers(clock, [200] * 200, began=200.0)
    assert clock.borne == 0.0
    assert clock.wait(1000.0) == 0.0


@given(st.lists(st.sampled_from([200, 301, 404, 429, 500, 503]), max_size=300), st.integers(1, 64))
def test_at_least_one_request_is_always_allowed(statuses, concurrency):
    clock = HostClock(0.0, concurrency)
    answers(clock, statuses, every=0.7)
    assert 0.0 <= clock.borne <= concurrency
    assert clock.wait(1e9) is not None
