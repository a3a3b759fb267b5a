"""What every frontier must do: hand out breadth first, never twice, lose nothing."""

from __future__ import annotations

import time
from contextlib import ExitStack

import pytest

from crawler.frontier import Candidate, State, Stats, StoreFrontier
from crawler.interning import Interner
from crawler.runs import create_run
from crawler.store import open_store


class Shop:
    """A run with a frontier, and candidates by path."""

    def __init__(self, store) -> None:
        self.store = store
        run = create_run(
            store, name="shop", role="target", start_url="https://shop.cn/", hosts=["shop.cn"], settings={}, scope=""
        )
        self.run_id = run.run_id
        self.frontier = StoreFrontier(store, run.run_id)
        self.interner = Interner(store.db)

    def id(self, path: str, host: str = "shop.cn") -> int:
        with self.store.atomic():
            return self.interner.url(f"https://{host}{path}")

    def candidate(self, path: str, depth: int = 0, host: str = "shop.cn", **more) -> Candidate:
        url_id = self.id(path, host)
        return Candidate(url_id, self.interner.host_of[url_id], depth, **more)

    def add(self, *paths: str, depth: int = 0, **more) -> None:
        self.frontier.add([self.candidate(path, depth, **more) for path in paths])

    def lease(self, count: int = 100) -> list[str]:
        return [lease.url.removeprefix("https://shop.cn") for lease in self.frontier.lease(count)]

    def row(self, path: str, columns: str = "state, source, depth, hops, attempts, reason"):
        return self.store.db.execute(f"select {columns} from frontier where url_id = ?", [self.id(path)]).fetchone()


@pytest.fixture
def shop(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        yield Shop(store)


def test_breadth_first_and_in_the_order_of_discovery(shop):
    shop.add("/deep", depth=3)
    shop.add("/b", "/a", depth=1)
    shop.add("/", depth=0)
    assert shop.lease(2) == ["/", "/b"]
    assert shop.lease() == ["/a", "/deep"]
    assert shop.lease() == []


def test_linked_before_known_from_a_sitemap_only(shop):
    shop.add("/only", source=1)
    shop.add("/linked", depth=9)
    assert [lease.url_id for lease in shop.frontier.lease(100, linked_only=True)] == [shop.id("/linked")]
    assert shop.frontier.lease(100, linked_only=True) == []
    assert shop.lease() == ["/only"]


def test_a_lease_says_all_that_fetching_needs(shop):
    shop.add("/a", depth=2, hops=1)
    (lease,) = shop.frontier.lease(1)
    assert (lease.url_id, lease.url) == (shop.id("/a"), "https://shop.cn/a")
    assert (lease.host_id, lease.depth, lease.hops, lease.attempts) == (shop.interner.host("shop.cn"), 2, 1, 0)


def test_adding_twice_is_adding_once(shop):
    shop.add("/a", "/a", depth=2)
    shop.add("/a", depth=1)
    shop.add("/a", depth=5)
    assert shop.row("/a", "depth") == (1,)
    assert shop.lease() == ["/a"]
    shop.add("/a", depth=0)
    assert shop.lease() == []


def test_a_sitemap_url_that_is_linked_becomes_a_linked_one(shop):
    shop.add("/a", source=1)
    shop.add("/a", depth=4)
    assert shop.row("/a", "source, depth") == (0, 4)
    shop.add("/a", source=1)  # and stays one
    assert shop.row("/a", "source, depth") == (0, 4)


@pytest.mark.parametrize("end", [State.DONE, State.FAILED, State.DISALLOWED])
def test_what_has_ended_is_not_fetched_again(shop, end):
    shop.add("/a")
    shop.lease()
    if end == State.DONE:
        shop.frontier.done([shop.id("/a")])
    else:
        shop.frontier.fail(shop.id("/a"), retry_at=None, reason="x", state=end)
    shop.add("/a")
    shop.add("/a", source=1)
    assert shop.row("/a", "state") == (end,)
    assert shop.lease() == []


def test_refused_candidates_are_recorded_and_not_fetched(shop):
    shop.add("/a", depth=9, refusal="max-depth")
    assert shop.lease() == []
    assert shop.row("/a", "state, reason") == (State.REFUSED, "max-depth")


def test_a_way_that_no_limit_refuses_revives(shop):
    shop.add("/a", depth=9, hops=11, refusal="redirect-limit")
    shop.add("/a", depth=2)
    assert shop.row("/a") == (State.PENDING, 0, 2, 0, 0, "")
    shop.add("/a", depth=9, refusal="max-depth")  # and a longer way does not refuse it again
    assert shop.lease() == ["/a"]


def test_failing_for_good_and_for_now(shop):
    shop.add("/gone", "/later", "/robots", "/due")
    shop.lease()
    shop.frontier.fail(shop.id("/gone"), retry_at=None, reason="timeout")
    shop.frontier.fail(shop.id("/later"), retry_at=time.time() + 1000, reason="503")
    shop.frontier.fail(shop.id("/due"), retry_at=time.time() - 1, reason="503")
    shop.frontier.fail(shop.id("/robots"), retry_at=None, reason="robots", state=State.DISALLOWED)
    assert shop.row("/gone") == (State.FAILED, 0, 0, 0, 1, "timeout")
    assert shop.row("/later") == (State.PENDING, 0, 0, 0, 1, "503")
    assert shop.row("/robots") == (State.DISALLOWED, 0, 0, 0, 0, "robots")
    (lease,) = shop.frontier.lease(9)
    assert (lease.url, lease.attempts) == ("https://shop.cn/due", 1)


def test_next_due_is_the_earliest_of_what_waits(shop):
    assert shop.frontier.next_due() is None
    shop.add("/a", "/b")
    assert shop.frontier.next_due() == 0
    shop.lease()
    assert shop.frontier.next_due() is None
    at = time.time() + 500
    shop.frontier.fail(shop.id("/a"), retry_at=at + 9, reason="x")
    shop.frontier.fail(shop.id("/b"), retry_at=at, reason="x")
    assert shop.frontier.next_due() == at


def test_pace_holds_one_host(shop):
    shop.frontier.add([shop.candidate("/a"), shop.candidate("/x", host="other.cn")])
    shop.frontier.pace(shop.interner.host("shop.cn"), time.time() + 1000)
    shop.frontier.pace(shop.interner.host("shop.cn"), 0)  # an earlier time does not shorten it
    assert shop.lease() == ["https://other.cn/x"]


def test_give_back(shop):
    shop.add("/a", "/b")
    shop.lease()
    shop.frontier.done([shop.id("/a")])
    assert shop.frontier.give_back() == 1
    assert shop.lease() == ["/b"]
    assert shop.row("/b", "attempts") == (0,)


def test_stats(shop):
    shop.add("/a", "/b", "/c", "/d", "/e")
    shop.add("/f", refusal="trap:repeating")
    shop.frontier.lease(4)
    shop.frontier.done([shop.id("/a")])
    shop.frontier.fail(shop.id("/b"), retry_at=None, reason="x")
    shop.frontier.fail(shop.id("/c"), retry_at=None, reason="x", state=State.DISALLOWED)
    stats = shop.frontier.stats()
    assert stats == Stats(pending=1, leased=1, done=1, failed=1, disallowed=1, refused=1)
    assert stats.discovered == 6


def test_runs_do_not_see_each_other(shop):
    shop.add("/a")
    later = Shop(shop.store)
    assert later.lease() == []
    later.add("/a")
    assert later.lease() == shop.lease() == ["/a"]


def test_two_connections_never_lease_the_same(tmp_path):
    path = tmp_path / "shop.db"
    with ExitStack() as stack:
        first = Shop(stack.enter_context(open_store(path, create=True)))
        first.add(*(f"/{number}" for number in range(100)))
        second = StoreFrontier(stack.enter_context(open_store(path)), first.run_id)
        leased: list[int] = []
        while batch := [*first.frontier.lease(7), *second.lease(5)]:
            leased += [lease.url_id for lease in batch]
        assert len(leased) == len(set(leased)) == 100
        second.done(leased[:40])
        assert first.frontier.stats().done == 40


def test_adding_is_part_of_the_caller_s_transaction(shop):
    with pytest.raises(ZeroDivisionError), shop.store.atomic():
        shop.add("/a")
        raise ZeroDivisionError
    shop.interner.forget()
    assert shop.frontier.stats().discovered == 0
