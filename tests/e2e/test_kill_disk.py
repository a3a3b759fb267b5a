"""A disk that fills while a crawl or an analysis writes: an orderly end, a number, and the same result once there is room."""

from functools import partial

import pytest

from crawler.fetching.site_crawl import BATCH
from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.disks import leave, remount, tiny_disk
from tests.e2e.program import Program, number, query, sound
from tests.e2e.same import asked, export

IN_FLIGHT = 8
SLOW = ("--rate", 60, "--concurrency", IN_FLIGHT)
STORED = "select count(*) from pages"
LEASED = "select count(*) from frontier where state = 1"


@pytest.fixture(scope="module")
def shop():
    with ShopServer(partial(make_shop, name="rival-a", pages=300)) as server:
        yield server


@pytest.fixture(scope="module")
def calm(shop, tmp_path_factory):
    """What an undisturbed run is."""
    program = Program(tmp_path_factory.mktemp("calm"))
    program("run", shop.url, "-q", "-o", "report.html")
    return export(program.db)


@pytest.fixture
def disk(tmp_path):
    with tiny_disk(tmp_path / "disk", "60m") as folder:
        yield folder


@pytest.fixture
def xunlu(tmp_path, disk):
    return Program(tmp_path, db="disk/shop.db")


@pytest.mark.parametrize(("room", "said"), [(16, "the disk is nearly full"), (0, "the disk is ")])
def test_a_disk_that_fills_up_while_crawling(shop, calm, xunlu, disk, room, said):
    shop.requests.clear()
    with xunlu.start("crawl", shop.url, *SLOW) as running:
        running.until(lambda: number(xunlu.db, STORED) >= 40)
        ballast = leave(disk, room)
        ended = running.end()
    assert ended.code == 6
    assert f"Error XE-302: {said}" in ended.err
    assert "--resume" in ended.err
    assert number(xunlu.db, STORED) >= 40
    if room:  # there is room for an orderly end
        assert query(xunlu.db, "select status, reason from runs") == [("interrupted", "disk-full")]
        assert number(xunlu.db, LEASED) == 0
    ballast.unlink()
    assert sound(xunlu.db)
    again = xunlu("run", shop.url, "--resume", "-q", "-o", "report.html")
    assert again.code == 0
    assert query(xunlu.db, "select run_id, status from runs") == [(1, "complete")]
    assert sorted(set(export(xunlu.db)) ^ set(calm))[:20] == []
    assert sum(asked(shop).values()) - len(asked(shop)) <= (0 if room else BATCH + IN_FLIGHT)


def test_a_crawl_that_is_begun_without_room_keeps_what_it_has(shop, xunlu, disk):
    leave(disk, 20)
    for lang, said in (("en", "the disk is nearly full"), ("zh", "磁盘将满")):
        result = xunlu("--lang", lang, "crawl", shop.url, *SLOW, code=6)
        assert "XE-302" in result.err and said in result.err
    assert 0 < number(xunlu.db, STORED) < 60
    assert query(xunlu.db, "select status, reason from runs") == [("interrupted", "disk-full")]


def test_a_disk_that_is_full_when_pages_are_judged(shop, calm, xunlu, disk):
    xunlu("crawl", shop.url)
    for room in (0, 0.3):  # none even to open the store; some to begin with
        ballast = leave(disk, room)
        result = xunlu("audit", code=6)
        assert "Error XE-302: the disk is full" in result.err
        ballast.unlink()
        assert sound(xunlu.db)
        assert number(xunlu.db, "select count(*) from findings") == 0
        assert number(xunlu.db, "select count(*) from stages where stage = 'audit'") == 0
    xunlu("report", "-o", disk / "report.html")
    assert sorted(set(export(xunlu.db)) ^ set(calm))[:20] == []


def test_a_disk_that_becomes_read_only(shop, calm, xunlu, disk):
    with xunlu.start("crawl", shop.url, *SLOW) as running:
        running.until(lambda: number(xunlu.db, STORED) >= 40)
        running.process.kill()  # a disk with a file that is open for writing cannot be made read-only
        running.process.wait(30)
    remount(disk, "ro")
    for words in (("crawl", shop.url, "--resume"), ("report", "-o", xunlu.folder / "report.html")):
        result = xunlu(*words, code=6)
        assert "Error XE-301" in result.err and "shop.db" in result.err, words
    remount(disk, "rw")
    xunlu("run", shop.url, "--resume", "-q", "-o", "report.html")
    assert sorted(set(export(xunlu.db)) ^ set(calm))[:20] == []
