"""A hundred kills at random moments of whole jobs, and a store that is held for longer than anybody waits."""

import random
import sqlite3
import time
from functools import partial

import pytest

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.kills import Calm, Killed, seed_of
from tests.e2e.program import Program, number, query, sound
from tests.e2e.test_kill_random import CRAWLING, ENDING
from tests.e2e.tiny import SMALL, TinySite

JOBS, PAGES, RATE = 4, 3600, 300
CRAWL_KILLS = 4 * CRAWLING  # a job; with those of the end, 25

pytestmark = [pytest.mark.torture, pytest.mark.timeout(3600)]


@pytest.fixture(scope="module")
def shop():
    with ShopServer(partial(make_shop, name="rival-a", pages=PAGES)) as server:
        yield server


@pytest.fixture(scope="module")
def calm(shop, tmp_path_factory):
    return Calm.of(tmp_path_factory.mktemp("calm"), shop, RATE)


@pytest.mark.parametrize("job", range(JOBS))
def test_a_hundred_kills_change_nothing(shop, calm, tmp_path, job):
    seed = seed_of(1126) + job
    draw, began = random.Random(seed), time.monotonic()
    shop.requests.clear()
    killed = Killed(Program(tmp_path), shop, RATE, draw, more=("--workers", 1 + job % 2))
    moments = draw.sample(CRAWL_KILLS, len(CRAWL_KILLS))
    for moment in [*moments, *ENDING]:
        if moment in ENDING or not killed.crawled:
            killed.kill(moment)
    while killed.kills < len(moments) + len(ENDING) and killed.crawled:  # the crawl was done before: reports are killed
        killed.kill("random")
    killed.end()
    message = {"XUNLU_KILL_SEED": seed, "missed": killed.missed}
    assert (killed.differences(calm), message) == ([], message)
    print(
        f"seed {seed}: {killed.kills} kills ({killed.crawl_kills} while crawling), {killed.repeats(calm)} requests repeated"
        f" of {sum(calm.asked.values())}, {time.monotonic() - began:.0f} s, missed {killed.missed}"
    )


def test_a_store_that_is_held_for_longer_than_anybody_waits(tmp_path):
    xunlu = Program(tmp_path)
    with TinySite(SMALL) as site:
        xunlu("crawl", site.url, "--max-pages", 1)
        holder = sqlite3.connect(xunlu.db, isolation_level=None)
        holder.execute("begin immediate")
        began = time.monotonic()
        held = xunlu("crawl", site.url, "--fresh", code=6)
        assert time.monotonic() - began > 25  # waited
        assert "XE-301" in held.err and "another process holds the store" in held.err
        holder.execute("rollback")
        holder.close()
        xunlu("crawl", site.url, "--fresh")
    assert sound(xunlu.db)
    assert query(xunlu.db, "select status from runs order by run_id desc limit 1") == [("complete",)]
    assert number(xunlu.db, "select count(*) from pages where run_id = (select max(run_id) from runs)") == len(SMALL)
