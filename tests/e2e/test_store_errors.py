"""A store or an output that cannot be used: said with its number, exit 6, and what was there stays as it is."""

import os
import signal
import sqlite3
from functools import partial

import pytest

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.disks import tiny_disk
from tests.e2e.program import both, query, sound
from tests.e2e.tiny import NOWHERE


def test_no_store(xunlu):
    for said in both(xunlu, 303, "report", code=6):
        assert str(xunlu.db) in said
    for words in (("audit",), ("links",), ("keywords",), ("sql", "select 1")):
        assert "XE-303" in xunlu(*words, code=6).err
    assert not xunlu.db.exists()


def test_a_newer_store_is_refused_and_stays_as_it_is(stored):
    connection = sqlite3.connect(stored.db)
    connection.execute("pragma journal_mode = delete")
    connection.execute("pragma user_version = 999")
    connection.close()
    before = stored.db.read_bytes()
    for words in (("crawl", NOWHERE), ("run", NOWHERE), ("report",), ("sql", "select 1"), ("audit",)):
        for said in both(stored, 305, *words, code=6):
            assert "999" in said and str(stored.db) in said
    assert stored.db.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_stays_as_it_is(xunlu, site):
    connection = sqlite3.connect(xunlu.db)
    connection.execute("create table accounts (name text)")
    connection.commit()
    connection.close()
    before = xunlu.db.read_bytes()
    for words in (("crawl", site.url), ("report",)):
        both(xunlu, 304, *words, code=6)
    assert xunlu.db.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_stays_as_it_is(xunlu, site):
    xunlu.db.write_text("会议纪要\n" * 200, "utf-8")
    before = xunlu.db.read_bytes()
    for words in (("crawl", site.url), ("report",)):
        for said in both(xunlu, 301, *words, code=6):
            assert str(xunlu.db) in said
    assert xunlu.db.read_bytes() == before


@pytest.mark.parametrize("place", ["/proc/shop.db", "plain/shop.db", "missing/shop.db"])
def test_a_store_where_nothing_can_be_written(xunlu, site, place):
    (xunlu.folder / "plain").write_text("a file, no folder")
    result = xunlu.bare("--db", place, "run", site.url, code=6)
    assert "Error XE-301" in result.err and place in result.err
    assert site.paths() == []


@pytest.mark.parametrize("place", ["/proc/report.html", "plain/report.html", "missing/report.html"])
def test_a_report_where_nothing_can_be_written_is_refused_before_the_crawl(stored, site, place):
    (stored.folder / "plain").write_text("a file, no folder")
    for said in both(stored, 310, "run", site.url, "-o", place, code=6):
        assert place.removeprefix("/") in said
    assert site.paths() == []
    both(stored, 310, "report", "-o", place, code=6)


def test_a_folder_is_no_file(stored, site):
    (stored.folder / "out").mkdir()
    assert "out" in stored("run", site.url, "-o", "out", code=2).err
    assert site.paths() == []
    assert "out" in stored("report", "-o", "out", code=6).err
    assert "out" in stored("sql", "select 1", "-o", "out", code=6).err
    assert list((stored.folder / "out").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="file size limits are of POSIX")
@pytest.mark.parametrize("kilobytes", [16, 700])
def test_a_disk_that_fills_up(xunlu, kilobytes):
    def limited():
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # write() fails instead
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    with ShopServer(partial(make_shop, name="rival-a", pages=360)) as server:
        result = xunlu.bare("--db", xunlu.db, "run", server.url, code=6, before=limited)
        assert "Error XE-301: cannot read or write the store" in result.err
        assert str(xunlu.db) in result.err
        assert sound(xunlu.db)
        stored = query(xunlu.db, "select count(*) from pages")
        again = xunlu("run", server.url)
        assert sound(xunlu.db)
        found = query(xunlu.db, "select count(*) from v_findings where severity in ('error', 'warning')")
        assert found == [(len(server.shop.defects),)]
    if stored and stored[0][0]:  # what was stored before the disk was full is not fetched again
        assert "going on with the interrupted run #1" in again.err


def test_a_report_on_a_full_disk_leaves_the_old_one(stored):
    with tiny_disk(stored.folder / "disk", "24k") as disk:
        (disk / "report.html").write_text("old")
        for said in both(stored, 311, "report", "-o", disk / "report.html", code=6):
            assert "report.html" in said
        assert (disk / "report.html").read_text() == "old"
        assert [path.name for path in disk.iterdir()] == ["report.html"]


def test_a_store_that_fails_while_urls_are_leased_ends_the_crawl(stored, site):
    stored("crawl", site.url, "--max-pages", 1)
    connection = sqlite3.connect(stored.db)
    connection.execute(
        "create trigger failing before update of state on frontier when new.state = 1"
        " begin select raise(abort, 'database or disk is full'); end"
    )
    connection.close()
    result = stored("crawl", site.url, "--fresh", code=6)
    assert "Error XE-301" in result.err and "database or disk is full" in result.err
    assert query(stored.db, "select status from runs order by run_id desc limit 1") == [("interrupted",)]
    connection = sqlite3.connect(stored.db)
    connection.execute("drop trigger failing")
    connection.close()
    stored("crawl", site.url, "--resume")
    assert query(stored.db, "select status from runs order by run_id desc limit 1") == [("complete",)]
