"""One run writes every form of the report that the settings name, of two shops apart, and refuses early what it could not write."""

import json

import pypdf
import pytest

from configs.errors import StoreError
from reports.browser import find_browser
from tests.e2e.absent import absent
from tests.e2e.tiny import SMALL, TinySite

CONFIG = """version = 1
[report]
output = "out/{{site}}/report.html"
languages = ["zh"]
also = {also}
[report.brand]
name = "清泉"
[sites.tea]
start = ["{tea}"]
[sites.cups]
start = ["{cups}"]
"""


@pytest.fixture
def shops(xunlu):
    with TinySite(SMALL) as tea, TinySite(SMALL) as cups:

        def configured(also):
            text = CONFIG.format(also=json.dumps(also), tea=tea.url, cups=cups.url)
            (xunlu.folder / "xunlu.toml").write_text(text, "utf-8")

        yield configured


def written(xunlu):
    out = xunlu.folder / "out"
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def test_every_form_lies_beside_the_report_of_its_shop(xunlu, shops):
    try:
        find_browser()
    except StoreError:
        absent("no browser is installed: no PDF was printed")
    shops(["json", "md", "summary", "xlsx"])
    said = xunlu("run").out
    names = ("report-summary.pdf", "report.html", "report.json", "report.md", "report.xlsx")
    assert written(xunlu) == [f"{shop}/{name}" for shop in ("cups", "tea") for name in names]
    for shop in ("cups", "tea"):
        folder = xunlu.folder / "out" / shop
        assert json.loads((folder / "report.json").read_text("utf-8"))["head"]["site"] == shop
        assert len(pypdf.PdfReader(folder / "report-summary.pdf").pages) == 2
        assert "What to fix first" not in (folder / "report.html").read_text("utf-8")
    assert all(f"out/tea/{name}" in said for name in names)


def test_a_second_run_is_compared_with_the_first_or_with_none(xunlu, shops):
    shops([])
    xunlu("run", "tea")
    xunlu("run", "tea", "--fresh")
    assert "Against run #1" in xunlu("report", "tea@latest", "--format", "md", "--report-lang", "en", "-o", "-").out
    assert (
        "no earlier run" in xunlu("report", "--compare", "off", "--format", "md", "--report-lang", "en", "-o", "-").out
    )


def test_without_a_browser_a_run_ends_before_it_crawls(xunlu, shops):
    shops(["pdf"])
    empty = xunlu.folder / "empty"
    empty.mkdir()
    result = xunlu("run", code=6, PATH=str(empty))
    assert "XE-330" in result.err and "--browser" in result.err
    assert not xunlu.db.exists() or xunlu.rows("select count(*) as n from v_pages") == [{"n": 0}]


def test_an_extension_of_no_report_ends_a_run_before_it_crawls(xunlu, shops):
    shops([])
    assert "XE-123" in xunlu("run", "-o", "report.docx", code=2).err
    assert not xunlu.db.exists()
