"""The frontier in the store: its rows, its transactions, its runs. What every frontier promises: tests/conformance."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from crawler.frontier import DEADLY, Candidate, State, StoreFrontier
from crawler.interning import Interner
from crawler.runs import create_run, recover, reopen
from crawler.store import open_store
from tests.unit.prepared import site_crawl


class Shop:
    """A run with a frontier, and candidates by path."""

    def __init__(self, store) -> None:
        self.store = store
        self.run = create_run(
            store, name="shop", role="target", start_url="https://shop.cn/", hosts=["shop.cn"], settings={}, scope=""
        )
        self.frontier = StoreFrontier(store, self.run.run_id)
        self.interner = Interner(store.db)

    def id(self, path: str) -> int:
        with self.store.atomic():
            return self.interner.url(f"https://shop.cn{path}")

    def add(self, *paths: str, depth: int = 0, **more) -> None:
        ids = [self.id(path) for path in paths]
        self.frontier.add([Candidate(one, self.interner.host_of[one], depth, **more) for one in ids])

    def lease(self, count: int = 100) -> list[str]:
        return [lease.url.removeprefix("https://shop.cn") for lease in self.frontier.lease(count)]

    def row(self, path: str, columns: str = "state, source, depth, hops, attempts, reason"):
        return self.store.db.execute(f"select {columns} from frontier where url_id = ?", [self.id(path)]).fetchone()


@pytest.fixture
def shop(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        yield Shop(store)


def test_a_sitemap_url_that_is_linked_becomes_a_linked_one(shop):
    shop.add("/a", source=1)
    shop.add("/a", depth=4)
    assert shop.row("/a", "source, depth") == (0, 4)
    shop.add("/a", source=1)  # and stays one
    assert shop.row("/a", "source, depth") == (0, 4)


def test_why_a_url_is_refused_is_kept_until_a_way_revives_it(shop):
    shop.add("/a", depth=9, hops=11, refusal="redirect-limit")
    assert shop.row("/a", "state, reason") == (State.REFUSED, "redirect-limit")
    shop.add("/a", depth=2)
    assert shop.row("/a") == (State.PENDING, 0, 2, 0, 0, "")


def test_why_a_url_failed_is_kept(shop):
    shop.add("/gone", "/later", "/robots", "/done")
    shop.lease()
    shop.frontier.fail(shop.id("/gone"), retry_at=None, reason="timeout")
    shop.frontier.fail(shop.id("/later"), retry_at=time.time() + 1000, reason="503")
    shop.frontier.fail(shop.id("/robots"), retry_at=None, reason="robots", state=State.DISALLOWED)
    for _ in range(2):
        shop.frontier.done([shop.id("/done")])
    assert shop.row("/gone") == (State.FAILED, 0, 0, 0, 1, "timeout")
    assert shop.row("/later") == (State.PENDING, 0, 0, 0, 1, "503")
    assert shop.row("/robots") == (State.DISALLOWED, 0, 0, 0, 0, "robots")
    assert shop.row("/done") == (State.DONE, 0, 0, 0, 1, "")


def test_runs_do_not_see_each_other(shop):
    shop.add("/a")
    later = Shop(shop.store)
    assert later.lease() == []
    later.add("/a")
    assert later.lease() == shop.lease() == ["/a"]


def test_adding_is_part_of_the_caller_s_transaction(shop):
    with pytest.raises(ZeroDivisionError), shop.store.atomic():
        shop.add("/a")
        raise ZeroDivisionError
    shop.interner.forget()
    assert shop.frontier.stats().discovered == 0


def test_what_processes_died_over_becomes_a_page_that_is_not_judged(shop):
    shop.add("/deadly", "/near")
    for death in range(DEADLY):
        assert shop.store.db.execute("select count(*) from pages").fetchone() == (0,)
        assert sorted(shop.lease()) == ["/deadly", "/near"]
        if death:
            shop.frontier.reading(shop.id("/deadly"))
        run = recover(shop.store, "shop")  # an owner with our own number cannot be alive
        reopen(shop.store, run, "")
    assert shop.row("/deadly", "state, reason, crashes") == (State.FAILED, "poison", DEADLY)
    assert shop.store.db.execute("select url_id, status, error from pages").fetchall() == [
        (shop.id("/deadly"), None, "poison")
    ]
    assert shop.row("/near", "state, crashes") == (State.PENDING, 1)


def test_the_store_names_a_suspect_while_its_answer_is_read_and_nobody_else_at_any_time(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        crawl = site_crawl(store)
        named, page = [], crawl.reader.page

        def looked_at(lease, *rest, **more):
            named.append(store.db.execute("select reading_id from runs").fetchone()[0])
            return page(lease, *rest, **more)

        crawl.reader.page = looked_at
        for died in (True, False):
            (lease,) = crawl.batch.frontier.lease(1)
            crawl.batch.frontier.give_back(died=died)
        leases = [replace(lease, crashes=0), lease]
        for one in leases:
            crawl.hosts.add(one)
            crawl.hosts.started(one.host_id, 0.0)
            crawl.under_way.add(one.url_id)
            crawl.answered(one, 200, {"content-type": "text/html"}, b"<title>a</title>", latency=0.1, seconds=0.1)
            assert store.db.execute("select reading_id from runs").fetchone() == (None,)
        assert lease.crashes == 1
        assert named == [None, lease.url_id]
