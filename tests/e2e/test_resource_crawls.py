"""Asking for files stopped, killed, gone on with; and by the program, after a crawl."""

import signal
import threading

import pytest

from crawler.store import open_store
from tests.e2e.crawled import CrawledSite
from tests.e2e.files import File, FileServer, moved
from tests.e2e.program import number, query

PNG = File(b"\x89PNG" + b"." * 996)
TEXT = "text/plain"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as opened:
        yield opened


@pytest.fixture
def shop():
    """The server of the site."""
    with FileServer() as server:
        yield server


@pytest.fixture
def other():
    """A server that is not the site's."""
    with FileServer() as server:
        yield server


def images(*sources):
    return "".join(f'<img src="{source}">' for source in sources)


def links(*targets):
    return "".join(f'<a href="{target}">there</a>' for target in targets)


def site_of(store, shop, body, head="", **settings):
    return CrawledSite(store, f"{shop.url}/", {"/": f"<head>{head}</head><body>{body}</body>"}, **settings)


def test_a_pass_that_was_stopped_goes_on(store, shop):
    paths = [f"/{n:03}.png" for n in range(200)]
    shop.answers |= dict.fromkeys(paths, File(PNG.body, wait=0.02))
    site = site_of(store, shop, images(*paths), concurrency=2)
    first = site.check(stop=lambda: len(shop.asked) >= 20)
    assert first.stopped
    assert 0 < first.asked < 200
    assert first.left == 200 - first.asked
    rows = site.rows()
    assert sum(row.status == 200 for row in rows.values()) == first.asked
    assert {row.error for row in rows.values() if not row.method} == {None}
    before = len(shop.asked)
    second = site.check()
    assert (second.asked, second.left, second.stopped) == (first.left, 0, False)
    assert len(shop.asked) - before == first.left
    assert {row.status for row in site.rows().values()} == {200}


def test_an_end_that_hangs_is_not_waited_for(store, shop):
    shop.answers["/a.png"] = File(wait=20)
    site = site_of(store, shop, images("/a.png"))
    ended = threading.Event()
    threading.Timer(0.3, ended.set).start()
    done = site.check(stop=ended.is_set)
    assert (done.stopped, done.asked, done.left) == (True, 0, 1)
    assert site.rows()["/a.png"].method == ""


def test_ctrl_c_leaves_what_was_asked(store, shop):
    paths = [f"/{n:03}.png" for n in range(100)]
    shop.answers |= dict.fromkeys(paths, File(PNG.body, wait=0.02))
    site = site_of(store, shop, images(*paths), concurrency=2)

    def interrupt():
        if len(shop.asked) >= 30:
            signal.raise_signal(signal.SIGINT)
        return False

    with pytest.raises(KeyboardInterrupt):
        site.check(stop=interrupt)
    kept = sum(row.status == 200 for row in site.rows().values())
    assert 0 < kept < 100
    assert site.check().asked == 100 - kept


def test_progress_counts_to_the_end(store, shop, other):
    shop.answers |= {f"/{n}.png": PNG for n in range(120)}
    other.answers["/robots.txt"] = File(b"User-agent: *\nDisallow: /\n", type=TEXT)
    site = site_of(store, shop, images(*(f"/{n}.png" for n in range(120))) + links(f"{other.url}/x"))
    seen = []
    site.check(progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (121, 121)
    assert len(seen) >= 3


# -- by the program -------------------------------------------------------------------------------

HOME = "<!DOCTYPE html><html lang='zh'><head><title>茶舍</title>{0}</head><body><h1>茶舍</h1>{1}</body></html>"
ROWS = "select kind, status, error, method, size_bytes from v_resources where url = ?"


def html(body, head=""):
    return File(HOME.format(head, body).encode(), type="text/html; charset=utf-8")


def test_a_crawl_that_is_asked_to_asks_for_files_and_external_links(xunlu, shop, other):
    style = '<link rel="stylesheet" href="theme/a.css"><script src="/gone.js"></script>'
    shop.answers |= {
        "/": html(images("/a.png", f"{other.url}/cdn.png", "/moved.png") + links("/tea/", f"{other.url}/gone"), style),
        "/tea/": html(images("/a.png") + links("/zoom.png"), '<base href="/"><link rel="stylesheet" href="theme/a.css">'),
        "/zoom.png": PNG, "/a.png": PNG, "/moved.png": moved("/zoom.png"), "/theme/a.css": File(b"a{}", type="text/css"),
    }  # fmt: skip
    other.answers["/cdn.png"] = PNG
    xunlu("crawl", f"{shop.url}/", "--check-resources", "head", "--check-external", "get")

    def row(url):
        (found,) = query(xunlu.db, ROWS, url)
        return found

    assert row(f"{shop.url}/a.png") == ("image", 200, None, "HEAD", 1000)
    assert row(f"{other.url}/cdn.png") == ("image", 200, None, "HEAD", 1000)
    assert row(f"{shop.url}/theme/a.css") == ("style", 200, None, "HEAD", 3)
    assert row(f"{shop.url}/gone.js") == ("script", 404, None, "GET", 12)
    assert row(f"{other.url}/gone") == ("external", 404, None, "GET", 12)
    assert row(f"{shop.url}/moved.png") == ("image", 301, None, "HEAD", 1000)
    assert number(xunlu.db, "select pages from v_resources where url = ?", f"{shop.url}/a.png") == 2
    assert shop.methods("/zoom.png")[0] == "GET"  # as a page, for a link leads there


def test_a_crawl_that_is_not_asked_to_does_not(xunlu, shop, other):
    shop.answers["/"] = html(images("/a.png") + links(f"{other.url}/x"))
    xunlu("crawl", f"{shop.url}/")
    assert "/a.png" not in shop.paths()
    assert other.asked == []
    assert number(xunlu.db, "select count(*) from resources") == 0


@pytest.mark.parametrize(("number_of", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_crawl_stopped_while_it_asks_for_files_goes_on_there(xunlu, shop, number_of, code):
    paths = [f"/{n:03}.png" for n in range(150)]
    shop.answers |= {"/": html(images(*paths))} | dict.fromkeys(paths, File(PNG.body, wait=0.02))
    with xunlu.start("crawl", f"{shop.url}/", "--check-resources", "head", "--concurrency", 1) as running:
        running.until(lambda: shop.methods("/030.png") != [])
        running.signal(number_of)
        stopped = running.end()
    assert stopped.code == code, stopped.said
    assert query(xunlu.db, "select status from runs") == [("interrupted",)]
    kept = number(xunlu.db, "select count(*) from resources where status = 200")
    assert 20 <= kept < 150
    before = len(shop.paths())
    xunlu("crawl", f"{shop.url}/", "--check-resources", "head", "--resume")
    assert query(xunlu.db, "select status from runs") == [("complete",)]
    assert number(xunlu.db, "select count(*) from resources where status = 200") == 150
    again = [path for path in shop.paths()[before:] if path.endswith(".png")]
    assert len(again) == 150 - kept


def test_kill_9_while_it_asks_for_files_loses_one_batch_at_most(xunlu, shop):
    paths = [f"/{n:03}.png" for n in range(150)]
    shop.answers |= {"/": html(images(*paths))} | dict.fromkeys(paths, File(PNG.body, wait=0.01))
    with xunlu.start("crawl", f"{shop.url}/", "--check-resources", "head", "--concurrency", 1) as running:
        running.until(lambda: shop.methods("/100.png") != [])
        running.signal(signal.SIGKILL)
        running.process.wait()
    assert number(xunlu.db, "select count(*) from resources where status = 200") >= 49
    xunlu("crawl", f"{shop.url}/", "--resume", "--check-resources", "head")
    assert number(xunlu.db, "select count(*) from resources where status = 200") == 150
    assert query(xunlu.db, "select status from runs") == [("complete",)]
