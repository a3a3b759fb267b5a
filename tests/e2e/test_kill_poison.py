"""A page over which the program dies does not keep a crawl from its end: given up after three deaths, told, not judged.

What dies is the real program with its real store and protection; only the death itself is arranged, for there is no
page that is known to bring a parser down: the wrapper kills the process where it would read one certain URL.
"""

import signal
import sys
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from crawler.frontier import DEADLY, State
from tests.e2e.program import Program, number, query, sound
from tests.e2e.tiny import TinySite, page

DIES = """
import os, signal, sys
from crawler.fetching.answers import Reader
from xunlu import main
read = Reader.page
def deadly(self, lease, *rest, **more):
    if "/poison" in lease.url:
        os.kill(os.getpid(), signal.SIGKILL)
    return read(self, lease, *rest, **more)
Reader.page = deadly
sys.exit(main())
"""
GOOD = [quote(f"/茶/{n}") for n in range(60)]
POISON = ("/poison/1", "/poison/2")
DEATHS = 2 * DEADLY - 1  # the first counts for both


class DyingProgram(Program):
    """The program, with a death in it."""

    def command(self, *words):
        return [sys.executable, "-c", DIES, "--lang", self.lang, *map(str, words)]


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """A crawl that was begun again until it did not die any more, with its report, and another by a program that is well."""
    program = DyingProgram(tmp_path_factory.mktemp("poison"))
    links = [*GOOD[:30], *POISON, *GOOD[30:]]
    with TinySite({"/": page("首页", *links)} | {path: page(path) for path in links}) as site:
        results = []
        while not results or (results[-1].code == -signal.SIGKILL and len(results) <= DEATHS):
            results.append(program("crawl", site.url, "--resume", "--concurrency", 4, code=None))
            assert sound(program.db)
        asked = site.paths()
        program("report", "-o", "report.html")
        Program(program.folder)("crawl", site.url, "--fresh")
    return SimpleNamespace(db=program.db, url=site.url, results=results, asked=asked)


def test_the_program_dies_three_times_over_a_page_and_no_more(ended):
    assert [result.code for result in ended.results] == [-signal.SIGKILL] * DEATHS + [0]
    assert query(ended.db, "select status, reason from runs where run_id = 1") == [("complete", "finished")]


def test_what_is_given_up_is_told(ended):
    for path in POISON:
        assert f"{ended.url}{path[1:]} was given up and not judged" in ended.results[-1].err
    found = query(
        ended.db,
        "select u.url, f.state, f.reason, p.error, p.status from frontier f join pages p using (run_id, url_id)"
        " join urls u using (url_id) where p.error is not null and run_id = 1 order by 1",
    )
    assert found == [(f"{ended.url}{path[1:]}", State.FAILED, "poison", "poison", None) for path in POISON]


def test_no_other_page_suffers(ended):
    assert number(ended.db, "select count(*) from pages where status = 200 and run_id = 1") == len(GOOD) + 1
    assert number(ended.db, "select max(crashes) from frontier where state = 2") == 1  # they were only near
    assert query(ended.db, "select reading_id from runs") == [(None,), (None,)]


def test_a_page_that_is_given_up_is_not_accused(ended):
    accused = "select check_id, evidence from v_findings where url like '%/poison/%' or evidence like '%/poison/%'"
    assert query(ended.db, "select count(*) > 0 from v_findings where run_id = 1") == [(1,)]
    assert query(ended.db, accused) == []


def test_another_run_tries_it_again(ended):
    assert number(ended.db, "select count(*) from pages where run_id = 2 and status = 200") == len(GOOD) + 1 + len(
        POISON
    )
