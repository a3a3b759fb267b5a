"""``xunlu db``: what a store holds, whether it is whole, and giving back its free room."""

import os
import sqlite3
import sys


def test_info_counts_what_is_there(stored):
    said = stored("db", "info").out
    head, *rows = said.splitlines()
    assert str(stored.db) in head
    found = {line.split()[-1]: int(line.split()[0].replace(",", "")) for line in rows}
    with sqlite3.connect(stored.db) as db:
        assert found["pages"] == db.execute("select count(*) from pages").fetchone()[0] == 4
        assert found["links"] == db.execute("select count(*) from links").fetchone()[0] > 0


def test_whole_store_is_whole(stored):
    assert "Whole" in stored("db", "verify").out


def test_damage_is_named_and_ends_with_6(stored):
    with sqlite3.connect(stored.db) as db:
        db.execute("update documents set main_text = x'00112233'")
        db.execute("delete from links where link_set_id = (select min(link_set_id) from links)")
    result = stored("db", "verify", code=6)
    assert "link_sets" in result.out
    assert result.out.count("main_text") == 4
    assert "XE-308" in result.err


def test_file_of_another_kind_is_refused(xunlu):
    xunlu.db.write_bytes(b"not a store at all" * 100)
    assert "XE-30" in xunlu("db", "verify", code=6).err


def test_torn_file_is_no_traceback(stored):
    size = stored.db.stat().st_size
    with stored.db.open("r+b") as file:
        file.seek(size // 2)
        file.write(os.urandom(size // 4))
    stored("db", "verify", code=6)


def test_vacuum_gives_back_what_was_deleted(stored):
    db = sqlite3.connect(stored.db, isolation_level=None)  # each statement on its own: a dropped table leaves room
    db.execute("create table filler (x blob)")
    db.execute("insert into filler select zeroblob(1000000) from documents")
    db.execute("drop table filler")
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    before = stored.db.stat().st_size
    said = stored("db", "vacuum").out
    assert stored.db.stat().st_size < before - 3_000_000
    assert "->" in said
    assert "Whole" in stored("db", "verify").out


def test_vacuum_is_refused_while_a_crawl_writes(stored):
    with sqlite3.connect(stored.db) as db:
        owner = f"{os.uname().nodename}:{os.getpid()}"  # this process lives, and is not the one that asks
        db.execute("update runs set status = 'running', owner = ?", [owner])
    assert "XE-307" in stored("db", "vacuum", code=6).err


def test_missing_store_says_what_to_do(xunlu):
    for name in ("info", "verify", "vacuum"):
        assert "xunlu crawl" in xunlu("db", name, code=6).err


def test_help_of_the_group_names_its_commands(xunlu):
    said = xunlu.bare("db", "--help").out
    assert all(name in said for name in ("info", "verify", "vacuum"))
    assert sys.executable not in said
    assert "verify" in xunlu.bare("db", "verfy", code=2).err
