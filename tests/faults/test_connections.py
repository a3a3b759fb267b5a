"""Connections that are refused, broken off or run out: back-off, an end for a dead host, and a healthy one beside it unharmed."""

import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from threading import Thread

import pytest

from tests.e2e.program import Program, query
from tests.e2e.tiny import page
from tests.faults.crawling import HEALTHY, HTTP, assert_healthy, crawl, site
from tests.faults.server import FaultServer, healthy

SLACK = 0.1
AT_ONCE = 0.2  # seconds
MANY = tuple(f"/deep-{number}" for number in range(60))


def dies(talk):
    """From here on the server breaks every connection off."""
    talk.reset()


def closing(every):
    """A page whose connection is closed without a word after so many answers, as by a server that is short of them."""

    def answer(talk):
        talk.stays = talk.served + 1 < every
        talk.answer(f"<html lang=zh><title>{talk.path}</title><p>茶</p></html>")

    return answer


def test_a_server_that_closes_after_some_answers_loses_no_page(tmp_path):
    faults = dict.fromkeys(MANY, closing(3))
    with FaultServer(site(faults)) as server:
        done = crawl(tmp_path, server)
    assert {path for path in MANY if done.rows[path].status == 200} == set(MANY)
    assert server.connections > len(MANY) // 3
    assert max(len(server.times(path)) for path in MANY) <= 2
    assert_healthy(done)


def test_a_server_that_bears_few_connections_is_crawled_over_few(tmp_path):
    with FaultServer(site(dict.fromkeys(MANY, healthy("茶"))), most=4) as server:
        done = crawl(tmp_path, server, "--concurrency", 3)
    assert server.refused == 0
    assert {path for path in MANY if done.rows[path].status == 200} == set(MANY)


def test_a_failed_connection_is_tried_again_later_and_not_more_often_than_said(tmp_path):
    settings = HTTP.replace("retries = 1", "retries = 2")
    with FaultServer(site({"/broken": dies})) as server:
        done = crawl(tmp_path, server, settings=settings)
    times = server.times("/broken")
    tries = [at for n, at in enumerate(times) if not n or at - times[n - 1] > AT_ONCE]
    assert len(times) <= 2 * len(
        tries
    )  # a kept connection may only have been kept too long: a new one is asked at once
    first, second, third = tries
    assert second - first >= 0.5 - SLACK
    assert third - second >= 2.0 - SLACK
    assert done.rows["/broken"][:4] == (None, "reset", 0, 3)
    assert_healthy(done)


def test_a_host_that_dies_is_left_alone_and_the_other_crawled_to_its_end(tmp_path):
    """Of 400 pages of the dead host some dozens are asked for; the rest is told as not asked, and the run as not complete."""
    gone = tuple(f"/gone-{number}" for number in range(400))
    with FaultServer(dict.fromkeys(gone, dies)) as dead:
        links = [dead.url + path[1:] for path in gone]
        with FaultServer(site({}, *links)) as server:
            settings = (
                f'{HTTP}[sites.two]\nstart = ["{server.url}"]\n[sites.two.crawl]\nhosts = ["127.0.0.1:{dead.port}"]\n'
            )
            done = crawl(tmp_path, server, name="two", settings=settings)
        pages = [one for one in dead.asked if one.path.startswith("/gone")]
        attempts = len(pages)
        assert 25 <= attempts < 100
        assert max(len(dead.times(path)) for path in gone) <= 2
        late = [one.at for one in pages][-8:]
        assert max(later - earlier for earlier, later in pairwise(late)) >= 0.4  # once it seems dead it has pauses
    assert_healthy(done, ("/", *HEALTHY))
    assert done.ended() == ("partial", "host-down")
    causes = dict(query(done.xunlu.db, "select error, count(*) from v_pages where status is null group by error"))
    assert set(causes) == {"reset", "host-down"}
    assert sum(causes.values()) == len(gone)
    assert causes["host-down"] > 300
    assert (
        done.findings("no-response").keys() & {link for link in links if done.rows[link].error == "host-down"} == set()
    )
    assert done.xunlu("crawl", server.url, "--strict", code=None).code in (3, 4)


def test_a_server_that_dies_ends_the_crawl_which_can_go_on_later(tmp_path):
    with FaultServer(site(dict.fromkeys(MANY, dies))) as server:
        server.faults |= dict.fromkeys(HEALTHY, dies)
        done = crawl(tmp_path, server, code=3)
        asked = len(server.asked)
        assert asked < 120
        assert done.ended() == ("interrupted", "unreachable")
        assert "connection reset" in done.result.err
        assert "run the same command again" in done.result.err
        server.faults |= dict.fromkeys((*MANY, *HEALTHY), healthy("又活了"))
        done.xunlu("crawl", server.url, "--resume")
    states = query(done.xunlu.db, "select status, reason from v_runs")
    assert states == [("complete", "finished")]


@pytest.mark.parametrize(("kind", "cause"), [("refused", "refuses connections"), ("silent", "did not answer in time")])
def test_a_host_that_is_not_there_is_an_error_that_says_why(tmp_path, kind, cause):
    with socket.create_server(("127.0.0.1", 0)) as listener:  # accepts in the kernel, and never says a word
        port = listener.getsockname()[1]
        if kind == "refused":
            listener.close()

        class Nobody:
            url = f"http://127.0.0.1:{port}/"

        done = crawl(tmp_path, Nobody(), code=3)
    assert "XE-201" in done.result.err
    assert cause in done.result.err
    assert done.ended() == ("failed", "unreachable")
    assert done.seconds < 30


def test_a_server_that_ends_kept_connections_loses_no_page(tmp_path):
    """As half of all servers do after some seconds or requests: what was sent into the end is asked for again at once."""

    class Closing(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            text = page("茶", *many).encode() if self.path == "/" else page(self.path).encode()
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)
            time.sleep(0.02)
            self.close_connection = True  # without a word of it in the answer

        def log_message(self, format, *args):
            """Say nothing."""

    many = [f"/{number}" for number in range(150)]
    with ThreadingHTTPServer(("127.0.0.1", 0), Closing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        xunlu = Program(tmp_path)
        xunlu("crawl", f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
    assert query(xunlu.db, "select status, error, count(*) from pages group by 1, 2") == [(200, None, 151)]
