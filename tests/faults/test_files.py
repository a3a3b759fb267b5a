"""Names of files are the program's own: nothing that a site calls its pages, and no link laid in the way, leads elsewhere."""

import sqlite3

import pytest

from reports.exports import EXPORTS
from tests.e2e.program import Program, query
from tests.e2e.tiny import Reply, TinySite, page

NAMES = (
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/evil",
    "/CON",
    "/nul.html",
    "/a%00b",
    "/" + "长" * 100,
    "/..%5c..%5cwin.ini",
)
TITLE = "../../../evil.html"


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A crawl of pages whose addresses are paths out of here, in a folder of its own below another one."""
    folder = tmp_path_factory.mktemp("outer") / "inner"
    folder.mkdir()
    xunlu = Program(folder)
    with TinySite({"/": page(TITLE, *NAMES), "*": page(TITLE)}) as site:
        xunlu("run", site.url, "-o", "report.html")
    assert len(query(xunlu.db, "select url from v_pages where status = 200")) >= len(NAMES)
    return xunlu


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


@pytest.mark.parametrize("kind", ["csv", "jsonl", "md"])
def test_a_folder_of_tables_has_the_names_of_the_tables(stored, tmp_path, kind):
    stored("export", "all", "--format", kind, "-o", tmp_path / "out")
    written = files(tmp_path)
    assert {name.partition("/")[0] for name in written} == {"out"}
    stems = {name.partition("/")[2].partition(".")[0] for name in written}
    assert stems <= {*EXPORTS, "sitemap", "dead-links"}
    assert len(stems) > 5


def test_a_crawl_and_a_report_leave_nothing_beside_what_was_asked_for(stored):
    left = {name for name in files(stored.folder.parent) if not name.startswith("inner/home/")}
    assert left == {"inner/shop.db", "inner/report.html"} | (left & {"inner/shop.db-wal", "inner/shop.db-shm"})


def test_a_link_in_the_folder_is_replaced_and_not_followed(stored, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("precious", "utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    for name in ("pages.csv", "links.csv", "sitemap.xml"):
        (folder / name).symlink_to(outside)
    (folder / "findings.csv").symlink_to(tmp_path / "nowhere" / "else")
    stored("export", "all", "--format", "csv", "-o", folder)
    assert outside.read_text("utf-8") == "precious"
    assert not any(path.is_symlink() for path in folder.iterdir())
    assert "url" in (folder / "pages.csv").read_text("utf-8-sig").splitlines()[0]
    assert files(tmp_path) == {f"out/{path.name}" for path in folder.iterdir()} | {"outside.txt"}


def test_a_report_that_is_a_link_is_written_where_a_person_led_it(stored, tmp_path):
    """-o is a person's own word; a link there is kept, as an editor keeps it."""
    real, link = tmp_path / "www.html", tmp_path / "report.html"
    real.write_text("old", "utf-8")
    link.symlink_to(real)
    stored("report", "-o", link)
    assert link.is_symlink()
    assert "<html" in real.read_text("utf-8")


NAMED = ("../../evil", "\U00020000" * 80)


def test_a_schedule_writes_into_its_folder_whatever_it_is_called(tmp_path):
    folder = tmp_path / "inner"
    folder.mkdir()
    xunlu = Program(folder)
    with TinySite({"/": Reply(page("首页"))}) as site:
        for name in NAMED:
            xunlu("schedule", "add", site.url, "--every", "1h", "--name", name)
        with sqlite3.connect(xunlu.db) as db:
            db.execute("update schedules set created = '2020-01-01T00:00:00Z'")
        xunlu("schedule", "run", "--once")
    written = {path for path in files(tmp_path) if path.endswith(".html")}
    assert len(written) == len(NAMED)
    assert {path.rpartition("/")[0] for path in written} == {"inner"}
    assert all(path.startswith("inner/report-") for path in written)
