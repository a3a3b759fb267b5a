"""``xunlu export``: every table, format and condition, on a small site whose texts are hostile."""

import csv
import io
import json
import re
import shutil
import zipfile
from xml.etree import ElementTree

import pytest

from tests.e2e.program import Program
from tests.e2e.tiny import Reply, TinySite, moved, page

EVIL = '=HYPERLINK("http://evil.example")'
TABLES = ("pages", "links", "broken-links", "findings", "tasks", "checks", "redirects", "keywords", "agents")
SITE = {
    "/": page("首页", "/a", "/gone", "/old", "/茶?x=1&y=2"),
    "/a": page(EVIL, "/gone", "/", text="普洱茶\x1b[31m与\u202e茶具"),
    "/茶?x=1&y=2": page("茶"),
    "/%E8%8C%B6?x=1&y=2": page("茶"),
    "/hidden": page("不收录", head='<meta name="robots" content="noindex">'),
    "/gone": Reply("没有了", 410),
    "/old": moved("/older"),
    "/older": moved("/a"),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("export"))
    with TinySite(SITE) as site:
        program("run", site.url, "-q")
        base = site.url.rstrip("/")
    return program, base


@pytest.fixture
def xunlu(crawled, tmp_path):
    made = Program(tmp_path)
    shutil.copy(crawled[0].db, made.db)
    return made


@pytest.fixture
def base(crawled):
    return crawled[1]


@pytest.fixture(scope="module")
def counts(crawled):
    """Rows of every table."""
    return {what: len(crawled[0]("export", what, "--format", "jsonl").out.splitlines()) for what in TABLES}


def read_csv(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("what", TABLES)
@pytest.mark.parametrize("format", ["csv", "tsv", "json", "md"])
def test_every_table_in_every_format(xunlu, counts, what, format):
    said = xunlu("export", what, "--format", format).out
    rows = counts[what]
    assert rows > 0
    if format == "json":
        assert len(json.loads(said)) == rows
    elif format == "csv":
        assert len(read_csv(said)) == rows
    else:
        assert len(said.splitlines()) == rows + {"tsv": 1, "md": 2}[format]


def test_broken_links_name_source_and_anchor(xunlu, base):
    rows = read_csv(xunlu("export", "broken-links").out)
    assert [(row["source"], row["anchor"], row["target"], row["status"]) for row in rows] == [
        (f"{base}/", "/gone", f"{base}/gone", "410"),
        (f"{base}/a", "/gone", f"{base}/gone", "410"),
    ]


def test_csv_file_has_a_mark_and_stdout_none(xunlu):
    xunlu("export", "pages", "-o", "pages.csv")
    assert (xunlu.folder / "pages.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not xunlu("export", "pages").out.startswith("\ufeff")


@pytest.mark.parametrize("format", ["csv", "tsv", "xlsx"])
def test_formulas_and_escapes_are_harmless(xunlu, format):
    xunlu("export", "pages", "-o", f"pages.{format}")
    data = (xunlu.folder / f"pages.{format}").read_bytes()
    if format == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            assert not any("hyperlinks" in name for name in book.namelist())
        assert "<f>" not in sheet
        assert "\x1b" not in sheet
        assert "HYPERLINK" in sheet
    else:
        assert f"'{EVIL[:10]}" in data.decode()
        assert b"\x1b" not in data


def test_workbook_has_a_sheet_for_every_table(xunlu, counts):
    xunlu("export", "all", "-o", "all.xlsx")
    with zipfile.ZipFile(xunlu.folder / "all.xlsx") as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        assert names == list(TABLES)
        for number, name in enumerate(TABLES, 1):
            sheet = book.read(f"xl/worksheets/sheet{number}.xml").decode()
            assert sheet.count("<row ") == counts[name] + 1
            ElementTree.fromstring(sheet)


def test_folder_has_every_table_and_file(xunlu):
    xunlu("export", "all", "-o", "out")
    assert {path.name for path in (xunlu.folder / "out").iterdir()} == {
        *(f"{name}.csv" for name in TABLES), "sitemap.xml", "dead-links.txt",
    }  # fmt: skip


def test_condition_columns_and_limit(xunlu, base):
    said = xunlu("export", "pages", "--where", "status >= 400", "--columns", "status, url").out
    assert said.splitlines() == ["status,url", f"410,{base}/gone"]
    assert len(read_csv(xunlu("export", "links", "--limit", 2).out)) == 2


def test_findings_say_what_they_mean_in_the_language_asked(xunlu):
    rows = read_csv(xunlu("export", "findings", "--select", "http-4xx").out)
    assert [row["message"] for row in rows] == ["answers 410 (removed for good)"]
    chinese = Program(xunlu.folder, lang="zh")
    assert read_csv(chinese("export", "findings", "--select", "http-4xx").out)[0]["message"] == "返回 410（已永久删除）"
    assert {row["area"] for row in read_csv(xunlu("export", "checks", "--select", "metadata").out)} == {"metadata"}
    errors = read_csv(xunlu("export", "findings", "--select", "error", "--select", "crawlability").out)
    assert {(row["area"], row["severity"]) for row in errors} == {("crawlability", "error")}


def test_sitemap_lists_what_may_be_indexed(xunlu, base):
    root = ElementTree.fromstring(xunlu("export", "sitemap").out.encode())
    urls = [loc.text for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(urls) == sorted([f"{base}/", f"{base}/a", f"{base}/%E8%8C%B6?x=1&y=2"])
    assert xunlu("export", "sitemap", "--format", "txt").out.splitlines() == urls


def test_dead_links_for_baidu(xunlu, base):
    assert xunlu("export", "dead-links").out.splitlines() == [f"{base}/gone"]
    xunlu("export", "dead-links", "-o", "silian.xml")
    assert f"<loc>{base}/gone</loc>" in (xunlu.folder / "silian.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "number", "hint"),
    [
        (("pages", "--columns", "url,titel"), 122, "title_width"),
        (("pages", "--where", "stauts > 400"), 120, "stauts"),
        (("pages", "--where", "1); delete from pages; --"), 120, ""),
        (("pages", "--select", "metadata"), 125, "--select"),
        (("sitemap", "--where", "1"), 125, "--where"),
        (("pages", "--format", "xml"), 123, "jsonl"),
        (("pages", "--format", "xlsx"), 124, "-o"),
        (("all",), 124, "-o"),
        (("findings", "--select", "title-mising"), 112, "title-missing"),
    ],
)
def test_mistakes_are_told(xunlu, words, number, hint):
    before = xunlu.rows("select count(*) as n from v_pages")
    said = xunlu("export", *words, code=2).err
    assert f"XE-{number}" in said
    assert hint in said
    assert xunlu.rows("select count(*) as n from v_pages") == before


def test_folder_that_cannot_be_written_is_told(xunlu):
    assert "XE-310" in xunlu("export", "pages", "-o", "no/such/folder.csv", code=6).err
    assert "XE-310" in xunlu("export", "pages", "-o", "no/such/folder.xlsx", code=6).err


def test_incomplete_crawl_is_said(tmp_path):
    program = Program(tmp_path)
    with TinySite(SITE) as site:
        program("crawl", site.url, "--max-pages", 2)
    assert "incomplete" in program("export", "pages").err
