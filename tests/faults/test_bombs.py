"""Bodies that would fill the memory: bombs of every coding, nested, in a sitemap; pages of 100 MB and without end."""

import pytest

from tests.e2e.program import query
from tests.faults.bombs import BOMBS, UNPACKED, bomb, endless, huge, huge_unsaid, sitemap_bomb
from tests.faults.crawling import HEALTHY, assert_healthy, crawl, site
from tests.faults.server import FaultServer

LARGE = {**{path: bomb(path) for path in BOMBS}, "/endless": endless, "/huge": huge, "/huge-unsaid": huge_unsaid}
# A page of 10 MB, the limit, is in memory as it came, as a whole and unpacked; two may be so at once.
ROOM = 100.0  # MB above the peak of a crawl of the healthy pages
SETTINGS = '[http]\ntimeout = "20s"\nretries = 1\n'


def made(folder, faults):
    with FaultServer(faults) as server:
        return crawl(folder, server, "--concurrency", 3, settings=SETTINGS)


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    return made(tmp_path_factory.mktemp("calm"), site({}))


@pytest.fixture(scope="module")
def bombed(tmp_path_factory):
    gz = {"/sitemap.xml.gz": lambda talk: talk.answer(sitemap_bomb(), "Content-Type: application/gzip")}
    robots = {"/robots.txt": lambda talk: talk.answer(f"User-agent: *\nSitemap: {talk.server.url}sitemap.xml.gz\n", "Content-Type: text/plain")}  # fmt: skip
    return made(tmp_path_factory.mktemp("bombed"), {**site(LARGE), **gz, **robots})


def test_the_bombs_are_small_files_of_a_gigabyte():
    assert UNPACKED > 1_000_000_000
    assert all(len(make()) < 2_000_000 for make, _ in BOMBS.values())


@pytest.mark.parametrize("path", LARGE)
def test_what_is_too_large_is_told_and_asked_for_once(bombed, path):
    assert bombed.rows[path] == (None, "too-large", 0, 1, "", None, "done")
    assert len(bombed.server.times(path)) == 1


def test_a_sitemap_that_unpacks_without_end_is_cut(bombed):
    (error,) = query(bombed.xunlu.db, "select error from sitemaps where url like '%.gz'")
    assert error == ("too-large",)
    assert len(bombed.server.times("/sitemap.xml.gz")) == 1


def test_memory_stays_as_it_is_without_bombs(bombed, calm):
    assert bombed.peak < calm.peak + ROOM


def test_healthy_pages_are_read(bombed):
    assert_healthy(bombed, ("/", *HEALTHY))
    assert bombed.ended() == ("complete", "finished")


def test_what_is_too_large_is_nobody_s_broken_link(bombed):
    assert bombed.findings("link-broken-internal") == {}
