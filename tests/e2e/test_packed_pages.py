"""How pages are packed on their way is known after a crawl, though the crawler unpacks them."""

import gzip
import zlib

import pytest

from crawler.store import open_store
from tests.e2e.program import Program
from tests.e2e.tiny import Reply, TinySite, page

LONG = page("首页", "/gzip", "/plain", "/twice", text="明前龙井，香气清高。" * 900)


def reply(body, encoding):
    return Reply(body, headers={"Content-Encoding": encoding} if encoding else {})


ANSWERS = {
    "/": reply(gzip.compress(LONG.encode()), "gzip"),
    "/gzip": reply(zlib.compress(LONG.encode()), "deflate"),
    "/plain": reply(LONG, ""),
    "/twice": reply(gzip.compress(gzip.compress(LONG.encode())), "gzip, gzip"),
}


@pytest.mark.parametrize(
    ("path", "encoding"), [("/", "gzip"), ("/gzip", "deflate"), ("/plain", None), ("/twice", "gzip, gzip")]
)
def test_encoding_is_kept(path, encoding, crawled):
    base, headers, sizes = crawled
    assert headers[base + path].get("content-encoding") == encoding
    assert sizes[base + path] == len(LONG.encode())


def test_only_what_came_unpacked_is_reported(crawled, program):
    program("audit", "--select", "no-compression")
    with open_store(program.db) as store:
        urls = [row[0] for row in store.db.execute("select url from v_findings where check_id = 'no-compression'")]
    assert urls == [crawled[0] + "/plain"]


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return Program(tmp_path_factory.mktemp("packed"))


@pytest.fixture(scope="module")
def crawled(program):
    with TinySite(ANSWERS) as site:
        program("crawl", site.url, "--max-pages", 10)
    with open_store(program.db) as store:
        records = [record for _, record in store.page_records(1)]
    return site.url.rstrip("/"), {one.url: one.headers for one in records}, {one.url: one.size_bytes for one in records}
