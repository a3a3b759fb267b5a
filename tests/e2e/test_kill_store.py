"""A store that is deleted, replaced, held, damaged, old, or lost its last seconds with the power, while a crawl goes on."""

import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import partial

import pytest
import sqlite_utils
from sqlite_utils.migrations import Migrations

from crawler.schema.migrations import _apply
from crawler.store import APPLICATION_ID
from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import both, number, query, sound
from tests.e2e.same import export

SLOW = ("--rate", 60, "--concurrency", 8)
STORED = "select count(*) from pages"
OLD = 4  # a version of the store before this one


@pytest.fixture(scope="module")
def shop():
    with ShopServer(partial(make_shop, name="rival-a", pages=400)) as server:
        yield server


def under_way(xunlu, running, pages=20):
    running.until(lambda: number(xunlu.db, STORED) >= pages)


# -- moved ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_store_that_is_gone_ends_the_crawl_soon(shop, xunlu, small_store, how):
    with xunlu.start("crawl", shop.url, *SLOW) as running:
        under_way(xunlu, running)
        if how == "deleted":
            xunlu.db.unlink()
        else:
            other = shutil.copy(small_store, xunlu.folder / "other.db")
            before = other.read_bytes()
            other.replace(xunlu.db)
        began = time.monotonic()
        ended = running.end()
    assert time.monotonic() - began < 60
    assert ended.code == 6
    assert "Error XE-301: the store was deleted or replaced while it was in use" in ended.err
    assert "shop.db" in ended.err
    if how == "replaced":
        assert xunlu.db.read_bytes() == before


# -- held -------------------------------------------------------------------------------------------


def test_a_store_that_is_held_for_a_while_is_waited_for(shop, xunlu):
    with xunlu.start("crawl", shop.url, *SLOW) as running:
        under_way(xunlu, running)
        with closing(sqlite3.connect(xunlu.db, isolation_level=None, timeout=30)) as holder:
            holder.execute("begin immediate")
            held = number(xunlu.db, STORED)
            time.sleep(3)
            assert number(xunlu.db, STORED) == held
            holder.execute("rollback")
        assert running.end().code == 0
    assert query(xunlu.db, "select status from runs") == [("complete",)]


# -- damaged ----------------------------------------------------------------------------------------


def test_a_damaged_store_is_told_with_what_to_do(stored):
    with closing(sqlite3.connect(stored.db)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    size = stored.db.stat().st_size
    with stored.db.open("r+b") as file:  # everything but the first page, which says what the tables are
        file.seek(4096)
        file.write(random.Random(7).randbytes(size - 4096))
    for words in (("audit",), ("report",), ("crawl", "http://127.0.0.1:9/")):
        for lang, said in (("en", "the store is damaged"), ("zh", "库已损坏")):
            result = stored("--lang", lang, *words, code=6)
            assert "XE-301" in result.err and said in result.err and "xunlu db verify" in result.err


# -- old --------------------------------------------------------------------------------------------


def old_store(path, owner):
    """A store as version 4 wrote it, with a run that ``owner`` crawls."""
    db = sqlite3.connect(path, isolation_level=None)
    old = Migrations("xunlu")
    for name in ("0001_store.sql", "0002_breadth.sql", "0003_history.sql", "0004_crawler.sql"):
        old(name=name)(_apply(name))
    old.apply(sqlite_utils.Database(db))
    db.execute("insert into sites (name, role, start_url) values ('shop', 'target', 'https://shop.example/')")
    db.execute(
        "insert into runs (site_id, role, status, started, owner, heartbeat) values (1, 'target', 'running', '2026-01-01T00:00:00Z', ?, ?)",
        [owner, time.time()],
    )
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute(f"pragma user_version = {OLD}")
    db.close()


def test_a_store_that_an_older_program_crawls_into_is_not_migrated_under_it(xunlu, site):
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE) as crawler:
        old_store(xunlu.db, f"{socket.gethostname()}:{crawler.pid}")
        before = xunlu.db.read_bytes()
        for words in (("crawl", site.url), ("audit",)):
            for said in both(xunlu, 309, *words, code=6):
                assert str(crawler.pid) in said
        assert xunlu.db.read_bytes() == before
        assert site.paths() == []
        crawler.kill()
    xunlu("crawl", site.url)
    assert query(xunlu.db, "pragma user_version") > [(OLD,)]
    assert query(xunlu.db, "select status from runs order by run_id") == [("running",), ("complete",)]


# -- power ------------------------------------------------------------------------------------------


def snapshot(xunlu, running, folder, draw):
    """The store as a power cut may leave it: stopped at any moment, the end of the log unwritten or torn."""
    running.signal(signal.SIGSTOP)
    try:
        shutil.copy(xunlu.db, folder / "shop.db")
        log = (xunlu.folder / "shop.db-wal").read_bytes()
    finally:
        running.signal(signal.SIGCONT)
    kept = draw.randrange(len(log) + 1)
    torn = min(draw.choice([0, 512, 5000]), kept)
    (folder / "shop.db-wal").write_bytes(log[: kept - torn] + draw.randbytes(torn))


def test_a_power_cut_at_any_moment_leaves_a_store_that_goes_on(shop, xunlu):
    seed = int(os.environ.get("XUNLU_KILL_SEED", "26"))
    draw = random.Random(seed)
    copies = []
    with xunlu.start("crawl", shop.url, *SLOW) as running:
        under_way(xunlu, running, 5)
        header = xunlu.db.read_bytes()
        for count in range(6):
            copies.append(xunlu.folder / f"cut{count}")
            copies[-1].mkdir()
            snapshot(xunlu, running, copies[-1], draw)
            time.sleep(draw.random() * 0.3)
        assert xunlu.db.read_bytes() == header  # all is in the log still, so that any end of it may be lost
        assert running.end().code == 0
    xunlu("report", "-o", "report.html")
    calm = export(xunlu.db)
    assert all(sound(copy / "shop.db") for copy in copies), seed
    assert max(number(copy / "shop.db", STORED) for copy in copies) > 0, seed
    copy = draw.choice(copies)
    xunlu.bare("--db", copy / "shop.db", "run", shop.url, "--resume", "-q", "-o", copy / "report.html")
    assert (sorted(set(export(copy / "shop.db")) ^ set(calm))[:20], seed) == ([], seed)
