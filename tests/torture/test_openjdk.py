"""A real site of ten thousand pages and a million links, crawled to its end and held against its files.

The files are walked by another parser (lxml) and another resolver (urllib) than the crawler's: the same pages must
come out, each with its title, its size and its links.
"""

import sqlite3
from collections import deque
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from tests.e2e.absent import absent
from tests.e2e.program import Program, sound
from tests.e2e.test_debian_handbook import Quiet, served

FOLDER = Path("/usr/share/doc/openjdk-17-doc")
SECONDS = 1500  # for a crawl of about two minutes
START = "api/index.html"
FOLLOWED_REL = {"canonical", "alternate", "next", "prev"}

pytestmark = [pytest.mark.torture, pytest.mark.timeout(3600)]


class Files(Quiet):
    """The files and nothing else: a folder without a page answers 404 instead of a listing."""

    def list_directory(self, path):
        self.send_error(404)


def references(document, url):
    """(targets followed, number of <a> links to http) of a parsed file."""
    base = document.find(".//base[@href]")
    base = urljoin(url, base.get("href")) if base is not None else url
    found, links = set(), 0
    for element in document.iter("a", "area", "link"):
        href = element.get("href")
        if (
            href is None
            or href.startswith("#")
            or (element.tag == "link" and not FOLLOWED_REL & set((element.get("rel") or "").split()))
        ):
            continue
        target = urldefrag(urljoin(base, href.strip()))[0]
        if not target.startswith("http"):
            continue
        links += element.tag != "link"
        if "nofollow" not in (element.get("rel") or ""):
            found.add(target)
    return found, links


def walked(root):
    """What the files say: {path: (title, bytes, links)} of every page that can be reached from the start."""
    pages, queue, known = {}, deque([START]), {START}
    while queue:
        path = queue.popleft()
        file = FOLDER / path
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file() or file.suffix != ".html":
            continue
        raw = file.read_bytes()
        document = lxml_html.fromstring(raw.decode("utf-8").encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
        found, links = references(document, f"{root}{quote(path)}")
        title = document.find(".//title")
        pages[path] = (" ".join((title.text or "").split()) if title is not None else "", len(raw), links)
        for target in found:
            inside = unquote(urlsplit(target).path).lstrip("/")
            if target.startswith(root) and inside not in known:
                known.add(inside)
                queue.append(inside)
    return pages


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """What the crawl stored, by path, beside what the files say."""
    if not FOLDER.is_dir():
        absent(f"{FOLDER} is missing: install the Debian package openjdk-17-doc")
    program = Program(tmp_path_factory.mktemp("openjdk"))
    with served(FOLDER, Files) as root:
        with program.start("crawl", f"{root}{START}", "--max-pages", 20_000) as running:
            assert running.process.wait(SECONDS) == 0, running.said()
        expected = walked(root)
    assert sound(program.db)
    with closing(sqlite3.connect(program.db)) as db:
        rows = db.execute(
            "select u.url, p.title, p.size_bytes, (select count(*) from links l where l.link_set_id = p.link_set_id"
            " and l.kind = 0) from pages p join urls u using (url_id) where p.is_html and p.status = 200"
        ).fetchall()
        ended = db.execute("select status, reason from runs").fetchall()
    stored = {unquote(url.removeprefix(root)): tuple(values) for url, *values in rows}
    return stored, expected, ended


def test_the_crawl_ended_by_itself(crawled):
    assert crawled[2] == [("complete", "finished")]


def test_page_for_page_the_files(crawled):
    stored, expected, _ = crawled
    assert len(expected) > 10_000
    assert sorted(set(expected) - set(stored))[:10] == []
    assert sorted(set(stored) - set(expected))[:10] == []


def test_titles_and_sizes_are_those_of_the_files(crawled):
    stored, expected, _ = crawled
    different = [(path, stored[path][:2], said[:2]) for path, said in expected.items() if stored[path][:2] != said[:2]]
    assert different[:10] == []


def test_no_link_is_lost(crawled):
    stored, expected, _ = crawled
    assert sum(links for _, _, links in expected.values()) > 950_000  # those to places of the same page left out
    different = [(path, stored[path][2], said[2]) for path, said in expected.items() if stored[path][2] != said[2]]
    assert different[:10] == []
