"""Fetching in a process of its own: the same crawl, and whichever of the two processes dies, nothing is lost."""

import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import Program, number, query, resume_words, sound
from tests.e2e.same import asked, export
from tests.e2e.tiny import Reply, TinySite, page

PAGES = 260
IN_FLIGHT = 8
TWO = ("--workers", 2)
SLOW = (*TWO, "--rate", 80, "--concurrency", IN_FLIGHT)
STORED = "select count(*) from pages"
KILLED = 3
DIES = """
import os, signal, sys
if "crawler.fetching.fetcher" in sys.argv:
    from crawler.spiders.site import SiteSpider
    parse = SiteSpider.parse
    def deadly(self, response, *rest, **more):
        if "/poison" in response.url:
            os.kill(os.getpid(), signal.SIGKILL)
        return parse(self, response, *rest, **more)
    SiteSpider.parse = deadly
"""


@pytest.fixture(scope="module")
def shop():
    with ShopServer(partial(make_shop, pages=PAGES)) as server:
        yield server


@pytest.fixture(scope="module")
def alone(shop, tmp_path_factory):
    """The export of a run in one process, and what it asked for."""
    shop.requests.clear()
    program = Program(tmp_path_factory.mktemp("alone"))
    program("run", shop.url, "--workers", 1, "-q", "-o", "report.html")
    return export(program.db), asked(shop)


def children(pid):
    """The numbers of a process's children."""
    found = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(one) for text in found for one in text.split()]


def fetcher(running):
    """The fetching process of a crawl, once there is one."""
    found = []

    def there():
        found[:] = [
            pid for pid in children(running.process.pid)
            if b"crawler.fetching.fetcher" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]  # fmt: skip
        return bool(found)

    running.until(there)
    return found[0]


def gone(pid):
    """Whether a process ends within five seconds."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def test_two_processes_find_what_one_finds(shop, alone, xunlu):
    lines, wanted = alone
    shop.requests.clear()
    xunlu("run", shop.url, *TWO, "-q", "-o", "report.html")
    assert sorted(set(lines) ^ set(export(xunlu.db)))[:20] == []
    assert asked(shop) == wanted


def test_the_fetching_process_is_killed_again_and_again(shop, alone, xunlu):
    lines, wanted = alone
    shop.requests.clear()
    with xunlu.start("run", shop.url, *SLOW, "-q", "-o", "report.html") as running:
        for kill in range(1, KILLED + 1):
            running.until(lambda least=kill * 30: number(xunlu.db, STORED) >= least)
            os.kill(fetcher(running), signal.SIGKILL)
        assert running.end().code == 0
    assert query(xunlu.db, "select status, reason from runs") == [("complete", "finished")]
    assert sorted(set(lines) ^ set(export(xunlu.db)))[:20] == []
    again = sum(asked(shop).values()) - sum(wanted.values())
    assert 0 <= again <= KILLED * IN_FLIGHT


def test_a_page_over_which_the_fetching_process_dies(xunlu):
    (xunlu.folder / "sitecustomize.py").write_text(DIES, "utf-8")
    good = [f"/{n}" for n in range(40)]
    with TinySite(
        {"/": page("首页", *good[:20], "/poison", *good[20:]), "/poison": page("毒")}
        | {path: page(path) for path in good}
    ) as site:
        xunlu("crawl", site.url, *TWO, "--concurrency", IN_FLIGHT, PYTHONPATH=str(xunlu.folder))
        assert site.paths().count("/poison") <= 4
        assert len(site.paths()) <= 45 + 2 * IN_FLIGHT
    found = query(xunlu.db, "select u.url, p.error from pages p join urls u using (url_id) where p.status is null")
    assert found == [(f"{site.url}poison", "fetch-crashed")]
    assert number(xunlu.db, "select count(*) from pages where status = 200") == 41
    assert query(xunlu.db, "select status from runs") == [("complete",)]
    assert query(xunlu.db, "select check_id from v_findings where url like '%/poison'") == []


def test_a_fetching_process_that_never_lives(xunlu):
    (xunlu.folder / "sitecustomize.py").write_text(DIES.replace('"/poison" in response.url', "True"), "utf-8")
    good = [f"/{n}" for n in range(40)]
    with TinySite({"/": page("首页", *good)} | {path: page(path) for path in good}) as site:
        xunlu("crawl", site.url, code=0)
        said = xunlu("crawl", site.url, *TWO, "--fresh", PYTHONPATH=str(xunlu.folder), code=3)
        assert number(xunlu.db, "select count(*) from frontier where state = 1") == 0
    assert "XE-205" in said.err


def test_a_fetching_process_that_dies_over_everything_ends_the_crawl_which_can_go_on(xunlu):
    (xunlu.folder / "sitecustomize.py").write_text(DIES.replace('"/poison" in response.url', "True"), "utf-8")
    paths = [f"/{n}" for n in range(6)]
    with TinySite({path: page(path) for path in paths}) as site:
        (xunlu.folder / "urls.txt").write_text("".join(f"{site.url}{n}\n" for n in range(6)), "utf-8")
        words = ("crawl", "--list", "urls.txt", "--concurrency", IN_FLIGHT)
        said = xunlu(*words, *TWO, PYTHONPATH=str(xunlu.folder), code=3)
        assert "XE-211" in said.err and "--workers 1 --resume" in said.err
        assert "fetching process died again and again" in said.err
        assert query(xunlu.db, "select status, reason from runs") == [("interrupted", "fetcher")]
        assert number(xunlu.db, "select count(*) from frontier where state = 1") == 0
        assert number(xunlu.db, STORED) < len(paths)
        xunlu(*words, "--resume")
    assert query(xunlu.db, "select run_id, status, reason from runs") == [(1, "partial", "list")]
    assert number(xunlu.db, "select count(*) from pages where status = 200") >= len(paths) - 3


def test_nobody_is_left_when_the_crawl_is_killed(shop, xunlu):
    with xunlu.start("crawl", shop.url, *SLOW) as running:
        running.until(lambda: number(xunlu.db, STORED) >= 20)
        child = fetcher(running)
        running.process.kill()
        running.process.wait(30)
        assert gone(child)
    assert sound(xunlu.db)
    xunlu("crawl", shop.url, *TWO, "--resume")
    assert query(xunlu.db, "select run_id, status from runs") == [(1, "complete")]


@pytest.mark.parametrize(("number_", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_waits_for_what_is_under_way(shop, alone, xunlu, number_, code):
    shop.requests.clear()
    with xunlu.start("crawl", shop.url, *SLOW) as running:
        running.until(lambda: number(xunlu.db, STORED) >= 30)
        child = fetcher(running)
        running.signal(number_)
        ended = running.end()
        assert gone(child)
    assert ended.code == code
    assert "Finishing" in ended.err
    assert number(xunlu.db, "select count(*) from frontier where state = 1") == 0
    xunlu.bare(*resume_words(ended.err))
    assert query(xunlu.db, "select run_id, status from runs") == [(1, "complete")]
    assert asked(shop) == alone[1]


def test_a_second_signal_stops_now(xunlu):
    slow = {f"/{n}": Reply(page(f"慢 {n}"), wait=20) for n in range(4)}
    with TinySite({"/": page("首页", *slow), **slow}) as site, xunlu.start("crawl", site.url, *TWO) as running:
        running.until(lambda: len(site.paths()) == 5)
        child = fetcher(running)
        running.signal(signal.SIGINT)
        running.until(lambda: "press again" in running.said())
        began = time.monotonic()
        running.signal(signal.SIGINT)
        ended = running.end()
        assert time.monotonic() - began < 15  # the slow pages take longer
        assert gone(child)
    assert ended.code == 130
    assert query(xunlu.db, "select status, reason from runs") == [("interrupted", "signal")]
    assert sound(xunlu.db)


def test_several_sites_share_the_fetching_process(shop, xunlu):
    secret = {"X-Key": "geheim"}
    with TinySite({"/": page("甲店", "/a"), "/a": page("甲")}) as other:
        (xunlu.folder / "xunlu.toml").write_text(
            f'version = 1\n[http]\nworkers = 2\n[sites.shop]\nstart = ["{shop.url}"]\n[sites.other]\nstart = ["{other.url}"]\n'
            '[sites.other.access]\nheaders_env = { X-Key = "KEY" }\n',
            "utf-8",
        )
        xunlu("crawl", KEY=secret["X-Key"])
        assert {one.headers.get("X-Key") for one in other.asked if one.path in ("/", "/a")} == {"geheim"}
    assert query(xunlu.db, "select distinct status from runs") == [("complete",)]
    assert number(xunlu.db, "select count(*) from pages where run_id = 2") == 2


@pytest.mark.parametrize("count", [0, 3])
def test_one_or_two_and_nothing_else(xunlu, count):
    assert "--workers" in xunlu("crawl", "http://127.0.0.1:4/", "--workers", count, code=2).err
