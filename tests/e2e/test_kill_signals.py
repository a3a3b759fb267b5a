"""Ctrl-C and SIGTERM wherever a command may be: before the pages, while a host has peace, among external links, in the background."""

import signal
import time
from functools import partial

import pytest

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import Program, number, query, resume_words, sound
from tests.e2e.tiny import Reply, TinySite, page

SOON = 12  # seconds; what is waited for takes longer
LONG = 25.0
STORED = "select count(*) from pages"
STATUS = "select status, reason from runs order by run_id desc limit 1"


class Background(Program):
    """The program as a shell starts it with nohup and an ampersand: SIGINT and SIGHUP are ignored."""

    def command(self, *words):
        return ["sh", "-c", 'trap "" INT HUP; exec "$@"', "sh", *super().command(*words)]


def ended_soon(running):
    """How it ended, not later than what it waited for would have."""
    began = time.monotonic()
    result = running.end()
    assert time.monotonic() - began < SOON
    return result


@pytest.mark.parametrize(("path", "times"), [("/robots.txt", 1), ("/sitemap.xml", 2), ("/llms.txt", 1)])
def test_ctrl_c_before_the_first_page(xunlu, path, times):
    with TinySite({"/": page("首页", "/a"), "/a": page("甲"), path: Reply("", 404, wait=LONG)}) as site:
        with xunlu.start("crawl", site.url) as running:
            running.until(lambda: any(one.path == path for one in list(site.asked)))
            for _ in range(times):
                running.signal(signal.SIGINT)
            ended = ended_soon(running)
        assert ended.code == 130
        assert query(xunlu.db, STATUS) == [("interrupted", "signal")]
        assert sound(xunlu.db)
        site.answers[path] = Reply("", 404)
        xunlu.bare(*resume_words(ended.err))
    assert query(xunlu.db, "select run_id, status from runs") == [(1, "complete")]
    assert number(xunlu.db, STORED) == 2


@pytest.mark.parametrize(("number_", "code", "reason"), [(signal.SIGINT, 130, "signal"), (signal.SIGTERM, 143, "terminated")])  # fmt: skip
def test_while_a_host_has_asked_for_peace(xunlu, number_, code, reason):
    busy = Reply("", 429, headers={"Retry-After": "30"})
    with TinySite({"/": page("首页", "/a", "/b"), "/a": busy, "/b": page("乙")}) as site:
        with xunlu.start("crawl", site.url, "--concurrency", 1) as running:
            running.until(lambda: any(one.path == "/a" for one in list(site.asked)))
            time.sleep(0.7)  # the answer is stored, and nothing is under way
            running.signal(number_)
            ended = ended_soon(running)
        assert ended.code == code
        assert query(xunlu.db, STATUS) == [("interrupted", reason)]
        assert number(xunlu.db, "select count(*) from frontier where state = 1") == 0
        site.answers["/a"] = page("甲")
        xunlu.bare(*resume_words(ended.err))
    assert query(xunlu.db, STATUS) == [("complete", "finished")]
    assert number(xunlu.db, STORED) == 3


@pytest.mark.parametrize("times", [1, 2])
def test_while_external_links_are_asked_for(xunlu, times):
    with TinySite({"/slow": Reply("", wait=LONG), "/fast": Reply("")}) as other:
        links = [f"{other.url}fast", f"{other.url}slow"]
        with TinySite({"/": page("首页", *links)}) as site:
            with xunlu.start("crawl", site.url, "--check-external", "head") as running:
                running.until(lambda: any(one.path == "/slow" for one in list(other.asked)))
                for _ in range(times):
                    running.signal(signal.SIGINT)
                ended = ended_soon(running)
            assert ended.code == 130
            assert query(xunlu.db, STATUS) == [("interrupted", "signal")]
            assert number(xunlu.db, STORED) == 1
            other.answers["/slow"] = Reply("")
            xunlu.bare(*resume_words(ended.err))
    assert query(xunlu.db, STATUS) == [("complete", "finished")]
    assert number(xunlu.db, "select count(*) from resources where status = 200") == 2


def test_two_signals_during_the_analyses(tmp_path):
    xunlu = Program(tmp_path)
    with ShopServer(partial(make_shop, name="rival-a", pages=240)) as shop:
        with xunlu.start("run", shop.url, "-o", "report.html") as running:
            running.until(lambda: "Running the checks" in running.said())
            running.signal(signal.SIGINT)
            running.signal(signal.SIGINT)
            ended = ended_soon(running)
        assert ended.code in (130, -signal.SIGINT)  # the second may come when all is said
        assert "Interrupted" in ended.err
        assert sound(xunlu.db)
        assert number(xunlu.db, "select count(*) from stages where stage = 'audit'") == 0
        xunlu("report", "-o", "report.html")
    assert (xunlu.folder / "report.html").is_file()


def test_in_the_background_sigint_and_sighup_are_nobody_s_and_sigterm_ends(tmp_path):
    xunlu = Background(tmp_path)
    pages = {f"/{n}": page(f"页 {n}") for n in range(200)}
    site = TinySite({"/": page("首页", *pages), **pages})
    with site, xunlu.start("crawl", site.url, "--rate", 20) as running:
        running.until(lambda: number(xunlu.db, STORED) >= 5)
        running.signal(signal.SIGINT)
        running.signal(signal.SIGHUP)
        before = number(xunlu.db, STORED)
        running.until(lambda: number(xunlu.db, STORED) >= before + 20)
        running.signal(signal.SIGTERM)
        ended = ended_soon(running)
    assert ended.code == 143
    assert query(xunlu.db, STATUS) == [("interrupted", "terminated")]
    assert number(xunlu.db, "select count(*) from frontier where state = 1") == 0


def test_a_terminal_that_is_closed_loses_nothing(xunlu):
    pages = {f"/{n}": page(f"页 {n}") for n in range(60)}
    with TinySite({"/": page("首页", *pages), **pages}) as site:
        with xunlu.start("crawl", site.url, "--rate", 20) as running:
            running.until(lambda: number(xunlu.db, STORED) >= 5)
            running.signal(signal.SIGHUP)
            assert running.process.wait(SOON) != 0
        xunlu("crawl", site.url, "--resume")
    assert query(xunlu.db, "select run_id, status from runs") == [(1, "complete")]
    assert number(xunlu.db, STORED) == 61
