"""A real Chinese site: the Debian handbook as its package installs it, read by another parser for comparison."""

from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import etree

from tests.e2e.absent import absent
from tests.e2e.program import Program, query

FOLDER = Path("/usr/share/doc/debian-handbook/html/zh-CN")
XHTML = "{http://www.w3.org/1999/xhtml}"
BESIDE = ("sidebar", "toc", "docnav")  # classes of boxes, contents and navigation: no main text
SAMPLE = 20  # pages whose links are counted by hand


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".html": "text/html; charset=utf-8"}

    def log_message(self, format, *args):
        """Say nothing."""


@contextmanager
def served(folder, handler=Quiet):
    """The folder on a free port of this machine; its URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder))
    server.daemon_threads, server.block_on_close = True, False
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def handbook(tmp_path_factory):
    """The program, the URL, and the files as lxml reads them."""
    if not FOLDER.is_dir():
        absent(f"{FOLDER} is missing: install the Debian package debian-handbook")
    xunlu = Program(tmp_path_factory.mktemp("handbook"))
    with served(FOLDER) as url:
        xunlu.result = xunlu("--lang", "zh", "run", f"{url}index.html", "-o", "handbook.html")
        yield xunlu, url, {path.name: etree.parse(path) for path in sorted(FOLDER.glob("*.html"))}


def stored(xunlu, url, column):
    rows = query(xunlu.db, f"select url, {column} from v_pages where is_html and status = 200")
    return {unquote(address.removeprefix(url)): value for address, value in rows}


def test_every_page_is_found(handbook):
    xunlu, url, files = handbook
    assert len(files) == 127
    assert stored(xunlu, url, "1").keys() == files.keys()
    assert query(xunlu.db, "select status, reason from runs") == [("complete", "finished")]


def test_titles_are_those_of_the_files(handbook):
    xunlu, url, files = handbook
    titles = {name: " ".join(tree.findtext(f".//{XHTML}title").split()) for name, tree in files.items()}
    assert stored(xunlu, url, "title") == titles


def test_descriptions_are_those_of_the_files(handbook):
    xunlu, url, files = handbook
    told = {}
    for name, tree in files.items():
        metas = tree.iterfind(f".//{XHTML}meta[@name='description']")
        told[name] = " ".join(next((meta.get("content") for meta in metas), "").split())
    assert stored(xunlu, url, "description") == told


def test_all_are_canonicalised_to_another_host_and_said_to_be(handbook):
    xunlu, url, _ = handbook
    canonicals = set(stored(xunlu, url, "canonical").values())
    assert {urlsplit(canonical).hostname for canonical in canonicals} == {"debian-handbook.info"}
    assert set(stored(xunlu, url, "indexable_reason").values()) == {"canonicalised"}
    assert query(xunlu.db, "select sum(indexable) from v_pages") == [(0,)]


def test_links_of_a_sample_are_those_of_the_files(handbook):
    xunlu, url, files = handbook
    for name in sorted(files)[:: len(files) // SAMPLE]:
        base = url + quote(name)
        hrefs = [anchor.get("href", "") for anchor in files[name].iterfind(f".//{XHTML}a")]
        wanted = [
            urljoin(base, href) for href in hrefs if href and not href.startswith(("#", "mailto:", "ftp:", "irc:"))
        ]
        targets = sorted(shape(urldefrag(target).url) for target in wanted if target.startswith("http"))
        rows = query(xunlu.db, "select target from v_links where kind = 'a' and source = ?", base)
        assert sorted(shape(target) for (target,) in rows) == targets, name


def shape(url):
    """A URL without what its two writers may spell differently."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}{unquote(parts.path) or '/'}?{unquote(parts.query)}"


def test_text_is_chinese_and_counted_as_such(handbook):
    xunlu, url, files = handbook
    counted = stored(xunlu, url, "han_chars")
    long = 0
    for name, tree in files.items():
        body = tree.find(f".//{XHTML}body")
        inside = sum(han(part) for part in body.iterfind(".//*[@class]") if part.get("class") in BESIDE)
        assert counted[name] <= han(body), name
        if han(body) - inside > 200:
            long += 1
            assert counted[name] >= (han(body) - inside) * 0.8, name
    assert long > 50
    terms = {term for (term,) in query(xunlu.db, "select distinct term from v_keywords")}
    assert {"软件包", "debian"} <= terms


def han(element):
    """Han characters in an element."""
    return sum("\u4e00" <= char <= "\u9fff" for char in "".join(element.itertext()))


def test_the_report_is_written_in_chinese(handbook):
    xunlu, _, _ = handbook
    assert "总分" in xunlu.result.out
    html = (xunlu.folder / "handbook.html").read_text("utf-8")
    assert "Debian 管理员手册" in html
