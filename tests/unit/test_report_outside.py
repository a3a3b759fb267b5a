"""Dead links to other sites: one row for each address, in the report and in ``links broken --external``."""

from __future__ import annotations

import json

from click.testing import CliRunner

from configs.app import App
from configs.settings import Settings
from crawler.offline import load_site
from crawler.store import open_store
from linkgraph.cli import links
from linkgraph.stage import run_links
from reports.load import load_report
from reports.render import render_html

DEAD, SHUT, GONE = "https://dead.example/<b>", "https://shut.example/", "https://gone.example/"
PAGE = '<html lang="zh"><title>茶舍 {0}</title><body><main><h1>茶 {0}</h1></main><footer><a href="https://dead.example/&lt;b&gt;">友站</a><a href="{1}">乙</a></footer></body></html>'
FILES = (
    {"kind": "external", "url": "https://dead.example/%3Cb%3E", "status": 404, "pages": 8, "example": "/p1"},
    {"kind": "external", "url": SHUT, "status": 403},
    {"kind": "external", "url": GONE, "status": None, "error": "dns"},
)


def made(path, files):
    with open_store(path, create=True) as store:
        pages = {f"/p{number}": PAGE.format(number, SHUT) for number in range(7)}
        run_id = load_site(store, {"/": PAGE.format("", GONE), **pages}, files=files)
        run_links(store, run_id)
        return load_report(store, run_id, Settings())


def broken(path, *words):
    result = CliRunner().invoke(links, ["broken", *words], obj=App(database=path), catch_exceptions=False)
    assert result.exit_code == 0
    return result


def test_a_dead_address_is_one_row_however_many_pages_link_to_it(tmp_path):
    report = made(tmp_path / "x.db", FILES)
    outside = report.links.outside
    assert [(one.target.url, one.status_shown.en, one.inlinks) for one in outside.rows] == [
        ("https://dead.example/%3Cb%3E", "404", 8), (GONE, "no such host", 1),
    ]  # fmt: skip
    assert (outside.asked, outside.cut.total, outside.cut.complete) == (3, 2, True)
    assert [(one.anchor, one.place.en) for one in outside.rows[0].sources] == [("友站", "footer")] * 3
    html = render_html(report)
    assert "links-outside" in html and "dead.example/<b>" not in html
    rows = json.loads(broken(tmp_path / "x.db", "--external", "--format", "json").stdout)
    assert [(row["target"], row["status"], row["error"], row["pages"]) for row in rows] == [
        ("https://dead.example/%3Cb%3E", 404, None, 8), (GONE, None, "dns", 1),
    ]  # fmt: skip


def test_what_was_not_asked_for_is_not_called_fine(tmp_path):
    report = made(tmp_path / "x.db", ())
    assert report.links.outside is None
    assert "--check-external head" in render_html(report)
    assert "--check-external" in broken(tmp_path / "x.db", "--external").stderr
