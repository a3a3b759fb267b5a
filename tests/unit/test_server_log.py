"""Orphans that only a server's access log knows: forms of lines, what is no page, hostile and broken files."""

from __future__ import annotations

import gzip

import pytest
from click.testing import CliRunner

from configs.app import App
from configs.errors import InputError
from crawler.offline import load_site
from crawler.store import open_store
from linkgraph.server_log import begin, read_log
from tests.unit.test_linkgraph_reading import BASE, SITE, links, read, run

BAIDU = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
WHO = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"


def line(target, status=200, method="GET", agent=WHO, host="", time="03/Nov/2026:13:33:45 +0800", user="-"):
    front = f"{host} " if host else ""
    return f'{front}64.62.197.72 - {user} [{time}] "{method} {target} HTTP/1.1" {status} 1327 "https://a.example/?q=\\"茶\\"" "{agent}"'


LINES = [
    line("/campaign"), line("/campaign?utm_source=mail", agent=BAIDU), line("/campaign", 304), line("/campaign", 404),
    line("/campaign", method="POST"), line("/tea"), line("/orphan", agent=BAIDU), line(r"/\xe8\x8c\xb6\xe5\xa3\xb6/"), line("/%e8%8c%b6%e5%a3%b6/"),
    line("/style.css"), line("/.git/config"), line("/robots.txt"), line("/photo.JPG?v=3"), line("/other", host="rival.example.net"),
    line("/shop", host="www.example.com:443"), line("https://example.com/proxy"), line("/named", user="a b"),
    line("*", method="OPTIONS"), line("//[", 200), line("/%00%1b[31m"), "",
    '64.62.197.72 - - [03/Nov/2026:13:33:45 +0800] "GET /common HTTP/1.0" 200 -',
    'x - - [03/Nov/2026:13:33:45 +0800] "\\x16\\x03\\x01" 400 150 "-" "-"', "no line of a log", "a" * 100_000,
]  # fmt: skip


@pytest.fixture
def database(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        load_site(store, SITE, sitemap=["/orphan"])
    return tmp_path / "x.db"


def counted(database, path):
    with open_store(database) as store:
        begin(store.db)
        log = read_log(store.db, path, store.run("latest"))
        rows = store.db.execute("select url, hits, spiders from temp.logged").fetchall()
    return {url.removeprefix(BASE): (hits, spiders) for url, hits, spiders in rows}, log


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_pages_are_counted_whatever_the_form_of_the_line(database, tmp_path, packed):
    data = "\n".join(LINES).encode()
    path = tmp_path / "access.log"
    path.write_bytes(gzip.compress(data) if packed else data)
    pages, log = counted(database, path)
    assert pages.pop("/%00%1B[31m") == pages.pop("//[") == (1, 0)
    assert pages == {
        "/campaign": (3, 1), "/tea": (1, 0), "/orphan": (1, 1), "/%E8%8C%B6%E5%A3%B6/": (2, 0), "/shop": (1, 0),
        "/proxy": (1, 0), "/named": (1, 0), "/common": (1, 0),
    }  # fmt: skip
    assert (log.lines, log.odd, log.first_odd) == (len(LINES), 2, len(LINES) - 1)


def test_orphans_of_the_log_follow_the_others(database, tmp_path):
    path = tmp_path / "\x1b[31maccess.log"
    path.write_text("\n".join(LINES), "utf-8")
    rows = {row["url"].removeprefix(BASE): row for row in read(database, "orphans", "--log", str(path))}
    assert "/tea" not in rows  # it has links
    assert (rows["/orphan"]["fetched"], rows["/orphan"]["log_hits"], rows["/orphan"]["spider_hits"]) == (1, 1, 1)
    assert (rows["/campaign"]["fetched"], rows["/campaign"]["log_hits"]) == (0, 3)
    out, err = run(database, "orphans", "--log", str(path), lang="zh")
    assert "日志请求" in out and "茶壶" in out and "\x1b" not in out + err
    assert "25 行中有 2 行不是访问日志（第一处在第 24 行）" in err
    assert {row["log_hits"] for row in read(database, "orphans")} == {None}


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (b"no log\n", 435),
        (b"", 435),
        (b"\n\n", 435),
        (b"\x00\xff" * 50, 435),
        (gzip.compress(b"x" * 9999)[:-30], 434),
        (None, 434),
    ],
    ids=["text", "empty", "blank", "binary", "cut short", "missing"],
)
def test_a_file_that_is_no_log_is_told(database, tmp_path, data, number):
    path = tmp_path / "access.log"
    if data is not None:
        path.write_bytes(data)
    result = CliRunner().invoke(links, ["orphans", "--log", str(path)], obj=App(lang="en", database=database))
    assert isinstance(result.exception, InputError)
    assert result.exception.number == number
    assert str(path) in "\n".join(result.exception.lines("en"))


def test_a_line_made_to_be_slow_is_not(database, tmp_path):
    """Backtracking that grows with the square of a line would take minutes here."""
    path = tmp_path / "access.log"
    hostile = ["x - " + " [" * 8000, '1 - - [03/Nov/2026:13:33:45 +0800] "GET ' + '" [' * 5000, "a " * 8000]
    path.write_text("\n".join([line("/campaign"), *hostile * 200]), "utf-8")
    pages, log = counted(database, path)
    assert (pages, log.odd) == ({"/campaign": (1, 0)}, 600)


def test_lines_of_further_hosts_of_the_site_are_about_them(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, SITE)
        host_id = store.db.execute(
            "insert into hosts (host) values ('m.example.com:8080') returning host_id"
        ).fetchone()[0]
        store.db.execute("insert into run_hosts values (?, ?)", [run_id, host_id])
    path = tmp_path / "access.log"
    hosts = ("m.example.com", "M.example.com:8080", "shop.example.com", "")
    path.write_text("\n".join(line("/campaign", host=host) for host in hosts), "utf-8")
    pages, _ = counted(tmp_path / "x.db", path)
    assert pages == {"https://m.example.com:8080/campaign": (2, 0), "/campaign": (1, 0)}
