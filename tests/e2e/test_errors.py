"""What goes wrong is said in a sentence of either language, with its number and exit code, and nothing is lost."""

import os
import shutil
import signal
import sqlite3
import subprocess
from contextlib import contextmanager
from functools import partial

import pytest

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import Program, query, sound
from tests.e2e.tiny import Reply, TinySite, moved, page

HAN = "怎么办"
NOWHERE = "http://127.0.0.1:9/"  # the discard port: nobody answers on loopback
SMALL = {"/": page("首页", "/a", "/b", "/c"), "/a": page("甲"), "/b": page("乙"), "/c": page("丙")}


@pytest.fixture
def site():
    with TinySite(SMALL) as server:
        yield server


@pytest.fixture(scope="module")
def small_store(tmp_path_factory):
    """A store with one crawl of the small site."""
    made = Program(tmp_path_factory.mktemp("small"))
    with TinySite(SMALL) as server:
        made("crawl", server.url)
    return made.db


@pytest.fixture
def stored(xunlu, small_store):
    """The program beside a copy of that store."""
    shutil.copy(small_store, xunlu.db)
    return xunlu


def both(xunlu, number, *words, code):
    """The same failure in English and Chinese; the text of both."""
    said = []
    for lang, head in (("en", f"Error XE-{number}: "), ("zh", f"错误 XE-{number}：")):
        result = xunlu("--lang", lang, *words, code=code)
        assert head in result.err
        assert result.out == ""
        said.append(result.err)
    assert HAN not in said[0]
    return said


def dump(db):
    """Everything a store holds, as SQL."""
    connection = sqlite3.connect(db)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


# -- the crawl ------------------------------------------------------------------------------------


def test_nobody_answers(stored):
    before = query(stored.db, "select url, status, title from v_pages where run_id = 1 order by 1")
    en, zh = both(stored, 201, "run", NOWHERE, code=3)
    assert NOWHERE in en and "refuses connections" in en and "What to do" in en
    assert "服务器拒绝连接" in zh and HAN in zh
    assert not (stored.folder / "report.html").exists()
    assert query(stored.db, "select url, status, title from v_pages where run_id = 1 order by 1") == before
    stored("report", "-o", "old.html")  # the newest run that fetched anything
    assert query(stored.db, "select distinct run_id from v_checks") == [(1,)]


def test_a_name_that_does_not_exist(xunlu):
    en, zh = both(xunlu, 201, "crawl", "http://no-such-shop.invalid/", code=3)
    assert "no-such-shop.invalid" in en and "DNS" in en
    assert "DNS" in zh


def test_robots_txt_forbids_everything(xunlu):
    robots = Reply("# stay away\nUser-agent: *\nDisallow: /\n", type="text/plain")
    with TinySite(SMALL | {"/robots.txt": robots}) as site:
        en, zh = both(xunlu, 203, "run", site.url, code=3)
        assert site.paths() == []
    assert "Disallow: / (line 3)" in en
    assert "Disallow: /（第 3 行）" in zh


def test_robots_txt_that_cannot_be_read_forbids_everything(xunlu):
    with TinySite(SMALL | {"/robots.txt": Reply("", 503)}) as site:
        en, zh = both(xunlu, 203, "crawl", site.url, code=3)
        assert site.paths() == []
    assert "503" in en and "503" in zh


def test_start_is_no_page(xunlu):
    with TinySite({"/": Reply(b"%PDF-1.7", type="application/pdf")}) as site:
        en, zh = both(xunlu, 205, "run", site.url, "--fresh", code=3)
    assert "200 application/pdf" in en and "200 application/pdf" in zh


def test_start_redirects_to_another_host(xunlu):
    with TinySite({"/": page("别处")}) as other, TinySite({"/": moved(other.url)}) as site:
        en, zh = both(xunlu, 205, "run", site.url, "--fresh", code=3)
        assert other.asked == []
    assert f"xunlu run {other.url}" in en and f"xunlu run {other.url}" in zh


def test_start_answers_404(xunlu):
    with TinySite({}) as site:
        en, _ = both(xunlu, 205, "run", site.url, "--fresh", code=3)
    assert "404" in en


def test_a_competitor_that_does_not_answer_is_said_and_left_out(xunlu, site):
    result = xunlu("run", site.url, "--competitor", NOWHERE, "-o", "report.html")
    assert f"Error XE-201: cannot reach {NOWHERE}" in result.err
    assert (xunlu.folder / "report.html").is_file()
    assert query(xunlu.db, "select distinct site from v_checks") == [(site.host,)]


def test_a_limit_is_a_notice_and_with_strict_an_exit_code(xunlu, site):
    plain = xunlu("run", site.url, "--max-pages", 2)
    assert "max_pages" in plain.err
    assert "2 not crawled" in plain.out
    xunlu("run", site.url, "--max-pages", 2, "--strict", code=4)
    xunlu("crawl", site.url, "--max-pages", 4, "--strict")
    assert query(xunlu.db, "select status from runs order by run_id desc limit 1") == [("complete",)]


def test_resuming_another_scope_is_refused(xunlu):
    slow = {f"/{n}": Reply(page(f"{n}"), wait=0.2) for n in range(60)}
    with TinySite({"/": page("首页", *slow), **slow}) as site:
        with xunlu.start("crawl", site.url, "--concurrency", 2) as running:
            running.until(lambda: query(xunlu.db, "select 1 from pages limit 1") != [])
            running.signal(signal.SIGINT)
            assert running.end().code == 130
        before = dump(xunlu.db)
        en, zh = both(xunlu, 111, "crawl", site.url, "--exclude", "/5", "--resume", code=2)
        assert "--fresh" in en and "--fresh" in zh
        assert dump(xunlu.db) == before


# -- configuration and usage ----------------------------------------------------------------------

BAD_KEY = 'version = 1\n[sites.tea]\nstart = ["http://tea.example/"]\n\n[sites.tea.crawl]\nmax_page = 3\n'
BAD_TOML = "version = 1\n[sites.tea\n"
BAD_TYPE = 'version = 1\n[sites.tea]\nstart = ["http://tea.example/"]\n[sites.tea.crawl]\nmax_pages = "many"\n'
BAD_ROLE = 'version = 1\n[sites.tea]\nrole = "friend"\nstart = ["http://tea.example/"]\n'


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        (BAD_KEY, 102, ("max_page", "6", "[sites.tea.crawl]", "max_pages", "xunlu.toml")),
        (BAD_TOML, 104, ("xunlu.toml", "line 2")),
        (BAD_TYPE, 105, ("max_pages", "many")),
        (BAD_ROLE, 105, ("[sites.tea]", "role", "competitor")),
        ("version = 2\n", 106, ("version", "2")),
        ('[sites.tea]\nstart = ["tea.example"]\n', 105, ("[sites.tea]", "http://")),
    ],
)
def test_a_bad_configuration_is_refused_with_its_place(xunlu, text, number, words):
    (xunlu.folder / "xunlu.toml").write_text(text, "utf-8")
    for said in both(xunlu, number, "run", code=2):
        assert [word for word in words if word not in said] == []
    assert not xunlu.db.exists()


def test_no_such_configuration(xunlu):
    for said in both(xunlu, 103, "-c", "none.toml", "run", code=2):
        assert "none.toml" in said


@pytest.mark.parametrize(
    ("words", "number", "told"),
    [
        (("crawl", "--max-page", "3"), 101, "--max-pages"),
        (("crawll",), 101, "crawll"),
        (("crawl", NOWHERE, "--max-pages", "many"), 101, "many"),
        (("crawl", NOWHERE, "--time-limit", "soon"), 101, "30s"),
        (("crawl",), 108, "xunlu.toml"),
        (("crawl", "tea"), 109, "tea"),
        (("crawl", "ftp://tea.example/"), 107, "ftp://tea.example/"),
        (("rule", "no-such-check"), 112, "no-such-check"),
    ],
)
def test_bad_usage(xunlu, words, number, told):
    for said in both(xunlu, number, *words, code=2):
        assert told in said
    assert not xunlu.db.exists()


def test_unknown_run_and_unknown_check(stored):
    for reference in ("99", "latest~7", "nobody@latest", "yesterday"):
        for said in both(stored, 110, "report", reference, code=2):
            assert reference in said
    for said in both(stored, 112, "audit", "--select", "no-such-check", code=2):
        assert "no-such-check" in said


@pytest.mark.parametrize(
    "statement",
    [
        "delete from runs",
        "update pages set title = ''",
        "drop table pages",
        "pragma writable_schema = 1",
        "attach 'other.db' as other",
        "insert into sites (name, role, start_url) values ('x', 'target', 'y')",
        "select load_extension('x')",
        "with x as (select 1) delete from runs",
        "vacuum into 'copy.db'",
        "select 1; delete from runs",
        "nonsense",
        "",
    ],
)
def test_sql_only_reads(stored, statement):
    before = dump(stored.db)
    en, zh = both(stored, 120, "sql", statement, code=2)
    assert "v_pages" in en and "v_pages" in zh
    assert dump(stored.db) == before
    assert {path.name for path in stored.folder.iterdir()} & {"other.db", "copy.db"} == set()


# -- the store and the output ---------------------------------------------------------------------


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


@contextmanager
def tiny_disk(folder, size):
    """A file system of `size` mounted on a folder."""
    folder.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"no right to mount a small disk here: {error}")
        pytest.skip("a small disk cannot be mounted here; the file size limit stands in for it")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_full(xunlu):
    with (
        tiny_disk(xunlu.folder / "disk", "900k") as disk,
        ShopServer(partial(make_shop, name="rival-a", pages=360)) as server,
    ):
        result = xunlu.bare("--db", disk / "shop.db", "crawl", server.url, code=6)
        assert "Error XE-302: the disk is full" in result.err
        assert "--resume" in result.err
        assert sound(disk / "shop.db")
        before = query(disk / "shop.db", "select count(*) from pages")
        subprocess.run(["mount", "-o", "remount,size=30m", disk], check=True)
        server.requests.clear()
        xunlu.bare("--db", disk / "shop.db", "crawl", server.url, "--resume")
        assert sound(disk / "shop.db")
        total = query(disk / "shop.db", "select count(*) from pages")[0][0]
        assert before[0][0] > 0
        assert len(server.requests) <= total - before[0][0] + 60  # robots.txt, sitemap and one batch come again


def test_a_report_on_a_full_disk_leaves_the_old_one(stored):
    with tiny_disk(stored.folder / "disk", "24k") as disk:
        (disk / "report.html").write_text("old")
        for said in both(stored, 311, "report", "-o", disk / "report.html", code=6):
            assert "report.html" in said
        assert (disk / "report.html").read_text() == "old"
        assert [path.name for path in disk.iterdir()] == ["report.html"]
