"""What every frontier promises (``crawler.frontier.Frontier``), said in its own calls only."""

from __future__ import annotations

import random
import time

import pytest

from crawler.frontier import DEADLY, State, Stats
from tests.conformance.frontiers import ADAPTERS, bench

LATER = 1000.0  # seconds


@pytest.fixture(params=ADAPTERS)
def at(request, tmp_path):
    with bench(request.param, tmp_path) as made:
        yield made


def add(at, *paths, depth=0, **more):
    """Add paths in one call; their ids."""
    candidates = [at.candidate(path, depth, **more) for path in paths]
    at.frontier.add(candidates)
    return [one.url_id for one in candidates]


def leased(at, count=100, **more):
    """Paths of a lease in their order."""
    return [lease.url.removeprefix("https://shop.cn") for lease in at.frontier.lease(count, **more)]


# -- add --------------------------------------------------------------------------------------------


def test_adding_twice_is_adding_once(at):
    add(at, "/a", "/a", depth=2)
    add(at, "/a", depth=1)
    add(at, "/a", depth=5)
    assert at.frontier.stats().discovered == 1
    (lease,) = at.frontier.lease(9)
    assert lease.depth == 1
    add(at, "/a", depth=0)  # under way already
    assert leased(at) == []


def test_known_from_a_sitemap_only_until_something_links_to_it(at):
    add(at, "/a", "/b", source=1)
    add(at, "/b", depth=4)
    add(at, "/b", source=1)  # and stays linked
    (lease,) = at.frontier.lease(9, linked_only=True)
    assert (lease.url, lease.depth) == ("https://shop.cn/b", 4)
    assert leased(at) == ["/a"]


def test_what_a_limit_refuses_is_counted_and_not_handed_out(at):
    add(at, "/a", depth=9, refusal="max-depth")
    assert leased(at) == []
    assert (at.frontier.stats().refused, at.frontier.next_due()) == (1, None)


def test_a_way_that_no_limit_refuses_revives(at):
    add(at, "/a", depth=9, hops=11, refusal="redirect-limit")
    add(at, "/a", depth=2)
    add(at, "/a", depth=9, refusal="max-depth")  # a longer way does not refuse it again
    (lease,) = at.frontier.lease(9)
    assert (lease.depth, lease.hops) == (2, 0)


@pytest.mark.parametrize("end", [State.DONE, State.FAILED, State.DISALLOWED])
def test_what_has_ended_stays_so(at, end):
    (url_id,) = add(at, "/a")
    at.frontier.lease(1)
    if end == State.DONE:
        at.frontier.done([url_id])
    else:
        at.frontier.fail(url_id, retry_at=None, reason="x", state=end)
    before = at.frontier.stats()
    add(at, "/a")
    add(at, "/a", source=1)
    assert at.frontier.give_back() == 0
    assert leased(at) == []
    assert at.frontier.stats() == before


# -- lease ------------------------------------------------------------------------------------------


def test_by_rank_then_breadth_first_then_as_discovered(at):
    add(at, "/deep", depth=3)
    add(at, "/b", "/a", depth=1)
    add(at, "/", depth=0)
    add(at, "/ranked", depth=0, rank=1)
    assert leased(at, 2) == ["/", "/b"]
    assert leased(at) == ["/a", "/deep", "/ranked"]
    assert leased(at) == []


def test_linked_before_known_from_a_sitemap_only(at):
    add(at, "/only", source=1)
    add(at, "/linked", depth=9, rank=9)
    assert leased(at, linked_only=True) == ["/linked"]
    assert leased(at, linked_only=True) == []
    assert leased(at) == ["/only"]


def test_a_lease_says_all_that_fetching_needs(at):
    wanted = at.candidate("/红茶?页=2", depth=2, hops=1)
    at.frontier.add([wanted])
    (lease,) = at.frontier.lease(1)
    assert (lease.url_id, lease.url) == (wanted.url_id, "https://shop.cn/红茶?页=2")
    assert (lease.host_id, lease.depth, lease.hops) == (wanted.host_id, 2, 1)
    assert (lease.attempts, lease.crashes) == (0, 0)


def test_two_connections_never_lease_the_same(at):
    ids = add(at, *(f"/{number}" for number in range(100)))
    other, seen = at.other(), []
    while batch := [*at.frontier.lease(7), *other.lease(5)]:
        seen += [lease.url_id for lease in batch]
    assert sorted(seen) == sorted(ids)
    other.done(seen[:40])
    assert at.frontier.stats().done == 40


def test_two_processes_that_lease_at_once_never_get_the_same(at):
    ids = add(at, *(f"/{number}" for number in range(1500)))
    script = (
        "print('ready', flush=True)\nsys.stdin.readline()\n"
        "while batch := frontier.lease(3):\n"
        "    print(*(lease.url_id for lease in batch), flush=True)\n"
    )
    both = [at.process(script) for _ in range(2)]
    assert [process.stdout.readline() for process in both] == ["ready\n", "ready\n"]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0].split() for process in both]
    assert all(said), "one process got everything: nothing was leased at once"
    assert sorted(map(int, said[0] + said[1])) == sorted(ids)


# -- done, fail, pace -------------------------------------------------------------------------------


def test_saying_done_twice_is_saying_it_once(at):
    ids = add(at, "/a", "/b")
    at.frontier.lease(2)
    at.frontier.done(ids[:1])
    at.frontier.done(ids[:1])
    assert at.frontier.stats() == Stats(pending=0, leased=1, done=1, failed=0, disallowed=0, refused=0)


def test_failing_twice_is_failing_once(at):
    (url_id,) = add(at, "/a")
    at.frontier.lease(1)
    at.frontier.fail(url_id, retry_at=time.time() - 1, reason="503")
    at.frontier.fail(url_id, retry_at=time.time() - 1, reason="503")
    (lease,) = at.frontier.lease(9)
    assert lease.attempts == 1


def test_failing_for_good_and_for_now(at):
    gone, later, robots, due = add(at, "/gone", "/later", "/robots", "/due")
    at.frontier.lease(4)
    at.frontier.fail(gone, retry_at=None, reason="timeout")
    at.frontier.fail(later, retry_at=time.time() + LATER, reason="503")
    at.frontier.fail(robots, retry_at=None, reason="robots", state=State.DISALLOWED)
    at.frontier.fail(due, retry_at=time.time() - 1, reason="503")
    assert at.frontier.stats() == Stats(pending=2, leased=0, done=0, failed=1, disallowed=1, refused=0)
    (lease,) = at.frontier.lease(9)
    assert (lease.url, lease.attempts) == ("https://shop.cn/due", 1)


def test_a_retry_comes_when_it_is_due(at):
    (url_id,) = add(at, "/a")
    at.frontier.lease(1)
    at.frontier.fail(url_id, retry_at=time.time() + 0.5, reason="503")
    assert leased(at) == []
    time.sleep(max(0.0, (at.frontier.next_due() or 0) - time.time()) + 0.01)
    assert leased(at) == ["/a"]


def test_pace_holds_one_host_and_never_for_less(at):
    one, other = at.candidate("/a"), at.candidate("/x", host="other.cn")
    at.frontier.add([one, other])
    at.frontier.pace(one.host_id, time.time() + LATER)
    at.frontier.pace(one.host_id, 0)
    assert [lease.url_id for lease in at.frontier.lease(9)] == [other.url_id]


def test_next_due_is_the_earliest_of_what_waits(at):
    assert at.frontier.next_due() is None
    first, second = add(at, "/a", "/b")
    assert at.frontier.next_due() == 0
    at.frontier.lease(2)
    assert at.frontier.next_due() is None
    moment = time.time() + LATER
    at.frontier.fail(first, retry_at=moment + 9, reason="x")
    at.frontier.fail(second, retry_at=moment, reason="x")
    assert at.frontier.next_due() == pytest.approx(moment)


def test_stats_count_by_state(at):
    ids = add(at, "/a", "/b", "/c", "/d", "/e")
    add(at, "/f", refusal="trap:repeating")
    at.frontier.lease(4)
    at.frontier.done(ids[:1])
    at.frontier.fail(ids[1], retry_at=None, reason="x")
    at.frontier.fail(ids[2], retry_at=None, reason="x", state=State.DISALLOWED)
    stats = at.frontier.stats()
    assert stats == Stats(pending=1, leased=1, done=1, failed=1, disallowed=1, refused=1)
    assert stats.discovered == 6


# -- ends and deaths --------------------------------------------------------------------------------


def test_what_is_given_back_was_not_tried(at):
    ids = add(at, "/a", "/b")
    at.frontier.lease(2)
    at.frontier.done(ids[:1])
    assert at.frontier.give_back() == 1
    (lease,) = at.frontier.lease(9)
    assert (lease.url_id, lease.attempts, lease.crashes) == (ids[1], 0, 0)


def test_leases_of_a_killed_process_come_back(at):
    ids = add(at, *(f"/{number}" for number in range(20)))
    script = "import time\nheld = [one.url_id for one in frontier.lease(8)]\nfrontier.done(held[:3])\nprint(*held, flush=True)\ntime.sleep(60)"
    process = at.process(script)
    held = [int(word) for word in process.stdout.readline().split()]
    process.kill()
    process.wait(30)
    assert at.frontier.stats().leased == 5
    assert at.frontier.give_back(died=True) == 5
    again = {lease.url_id: lease.crashes for lease in at.frontier.lease(100)}
    assert again.keys() == set(ids) - set(held[:3])
    assert {url_id for url_id, crashes in again.items() if crashes} == set(held[3:])


def test_nothing_is_lost_by_processes_killed_at_any_moment(at):
    """Each adds two URLs for every one it acknowledges, as a crawl does, until it is killed."""
    seed, rounds = random.randrange(2**32), 6
    random_ = random.Random(seed)
    known = [at.candidate(f"/{number}") for number in range(4000)]
    at.frontier.add(known[:10])
    waiting = ", ".join(f"({one.url_id}, {one.host_id})" for one in known[10:])
    script = (
        f"waiting = iter([Candidate(*one, 1) for one in ({waiting},)])\nprint('ready', flush=True)\n"
        "while batch := frontier.lease(4):\n"
        "    for lease in batch:\n"
        "        new = [one for one, _ in zip(waiting, range(2))]\n"
        "        frontier.add(new)\n        frontier.done([lease.url_id])\n"
        "        print(lease.url_id, *(one.url_id for one in new), flush=True)\n"
    )
    done, added = set(), {one.url_id for one in known[:10]}
    for _ in range(rounds):
        process = at.process(script)
        assert process.stdout.readline() == "ready\n"
        time.sleep(random_.random() * 0.2)
        process.kill()
        for line in process.stdout.read().splitlines(keepends=True):
            if line.endswith("\n"):  # said whole
                first, *new = map(int, line.split())
                done.add(first)
                added.update(new)
        at.frontier.give_back(died=True)
    stats, left = at.frontier.stats(), {lease.url_id for lease in at.frontier.lease(5000)}
    assert stats.leased == 0, seed
    assert stats.failed == 0, seed  # who was only at hand is never given up
    assert len(done) > rounds, seed
    assert not done & left, seed
    assert stats.done + len(left) == stats.discovered, seed
    assert len(added - done - left) <= rounds, seed  # done, and killed before it could say so


def test_the_url_that_processes_die_over_is_given_up_and_its_neighbours_are_not(at):
    deadly, near = add(at, "/deadly", "/near")
    for death in range(1, DEADLY + 1):
        leases = {lease.url_id: lease.crashes for lease in at.frontier.lease(9)}
        assert leases == {deadly: death - 1, near: min(death - 1, 1)}
        at.frontier.reading(near)
        at.frontier.reading(None)
        at.frontier.reading(deadly)
        at.other().give_back(died=True)
    assert at.frontier.stats().failed == 1
    assert [lease.url_id for lease in at.frontier.lease(9)] == [near]


def test_a_death_between_two_pages_and_an_orderly_end_are_laid_at_nobody_s_door(at):
    (url_id,) = add(at, "/a")
    for _ in range(2 * DEADLY):
        (lease,) = at.frontier.lease(9)
        at.frontier.reading(url_id)
        at.frontier.reading(None)
        at.frontier.give_back(died=True)
    for _ in range(2 * DEADLY):
        at.frontier.lease(9)
        at.frontier.reading(url_id)
        at.frontier.give_back()
    (lease,) = at.frontier.lease(9)
    assert lease.crashes == 1
