"""What goes wrong is said in a sentence of either language, with its number and exit code, and nothing is lost."""

import signal

import pytest

from tests.e2e.program import both, dump, query
from tests.e2e.tiny import NOWHERE, SMALL, Reply, TinySite, moved, page

# -- the crawl ------------------------------------------------------------------------------------


def test_nobody_answers(stored):
    before = query(stored.db, "select url, status, title from v_pages where run_id = 1 order by 1")
    en, zh = both(stored, 201, "run", NOWHERE, code=3)
    assert NOWHERE in en and "refuses connections" in en and "What to do" in en
    assert "服务器拒绝连接" in zh and "怎么办" in zh
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
        (BAD_TOML, 104, ("xunlu.toml", "2", "10")),
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
