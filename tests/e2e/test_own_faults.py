"""A fault of the program's own, wherever it lies, costs one page or ends the crawl in order; it never hangs.

The real program runs; only the fault is arranged, by a wrapper that breaks one function of it.
"""

import subprocess
import sys

import pytest

from tests.e2e.program import SECONDS, Program, number, query, sound
from tests.e2e.tiny import TinySite, page

WRAPPER = """
import sys
from crawler.fetching.site_crawl import SiteCrawl
from crawler.fetching.answers import Reader
from crawler.trap_store import TrapStore
from xunlu import main

def broken(kind, name, when):
    good = getattr(kind, name)
    def bad(self, *given, **named):
        if when(self, *given):
            raise ZeroDivisionError("arranged")
        return good(self, *given, **named)
    setattr(kind, name, bad)

{fault}
sys.exit(main())
"""
GOOD = [f"/茶/{n}" for n in range(40)]
BAD = "/坏"


class Broken(Program):
    """The program with a fault in it."""

    fault = ""

    def command(self, *words):
        code = WRAPPER.format(fault=self.fault)
        return [sys.executable, "-c", code, "--lang", self.lang, *map(str, words)]

    def failing(self, *words):
        """The ended process; what it says of a fault of its own is what is looked for."""
        return subprocess.run(
            self.command("--db", self.db, *words), cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL,
            capture_output=True, timeout=SECONDS, encoding="utf-8", check=False,
        )  # fmt: skip


@pytest.fixture
def site():
    with TinySite(
        {"/": page("首页", *GOOD[:20], BAD, *GOOD[20:])}
        | {path: page(path) for path in [*GOOD, BAD]}
        | {"*": page("别的")}
    ) as site:
        yield site


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    "fault",
    [
        'broken(Reader, "page", lambda self, lease, *_: "%E5%9D%8F" in lease.url)',
        'broken(Reader, "location", lambda self, lease, *_: "%E5%9D%8F" in lease.url)',
        'broken(TrapStore, "learn", lambda self, outcome: "%E5%9D%8F" in outcome.lease.url and outcome.extracted.page.status)',
    ],
    ids=["reading", "a redirect", "after it was read"],
)
def test_over_one_page(tmp_path, site, fault, workers):
    xunlu = Broken(tmp_path)
    xunlu.fault = fault
    xunlu("crawl", site.url, "--workers", workers)
    assert query(xunlu.db, "select status, reason from runs") == [("complete", "finished")]
    assert number(xunlu.db, "select count(*) from pages where status = 200 and error is null") == len(GOOD) + 1
    assert query(xunlu.db, "select status, error from pages where error is not null") == [(None, "internal")]
    assert sound(xunlu.db)


@pytest.mark.parametrize("workers", [1, 2])
def test_between_the_pages(tmp_path, site, workers):
    xunlu = Broken(tmp_path)
    xunlu.fault = 'broken(SiteCrawl, "next_lease", lambda self: self.tally.pages > 20)'
    ended = xunlu.failing("crawl", site.url, "--workers", workers)
    assert "XE-500" in ended.stderr
    assert query(xunlu.db, "select status, reason from runs") == [("interrupted", "internal")]
    assert number(xunlu.db, "select count(*) from frontier where state = 1") == 0
    assert number(xunlu.db, "select count(*) from pages") > 20
    xunlu.fault = ""
    xunlu("crawl", site.url, "--resume")
    assert query(xunlu.db, "select run_id, status, reason from runs") == [(1, "complete", "finished")]
    assert number(xunlu.db, "select count(*) from pages where status = 200") == len(GOOD) + 2
