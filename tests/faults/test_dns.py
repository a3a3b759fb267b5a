"""What a name server may say: no such name, a failure of its own, nothing; an address of version 6 only."""

import socket
import time

import pytest

from tests.e2e.names import NamedProgram
from tests.e2e.program import Program, query
from tests.e2e.tiny import Reply, TinySite, page
from tests.faults.dns import NXDOMAIN, SERVFAIL, NameServer

SERVER = "127.0.5.53"
SHOP, OTHER = "shop.example.com", "cdn.example.com"
ROWS = "select u.url, p.status, p.error from pages p join urls u using (url_id)"


@pytest.mark.parametrize("answer", [NXDOMAIN, SERVFAIL, None], ids=["NXDOMAIN", "SERVFAIL", "silence"])
def test_a_start_and_another_host_whose_name_server_has_no_answer(tmp_path, answer):
    with TinySite({}) as site, NameServer(SERVER, {SHOP: "127.0.0.1", OTHER: answer}) as names:
        site.answers |= {"/": page("店", f"http://{OTHER}/a", "/b"), "/b": page("乙")}
        xunlu = NamedProgram(tmp_path, {}, server=SERVER)
        (tmp_path / "xunlu.toml").write_text(
            f'version = 1\n[http]\ntimeout = "5s"\n[sites.shop]\nstart = ["http://{SHOP}:{site.port}/"]\n'
            f'[sites.shop.crawl]\nhosts = ["{OTHER}"]\nallow_private = ["127.0.0.0/8"]\n',
            "utf-8",
        )
        began = time.monotonic()
        xunlu("crawl")
        refused = xunlu("crawl", f"http://{OTHER}/", code=3)
        assert time.monotonic() - began < 60
        assert OTHER in names.asked
    pages = {url: (status, error) for url, status, error in query(xunlu.db, ROWS)}
    assert pages == {
        f"http://{SHOP}:{site.port}/": (200, None),
        f"http://{SHOP}:{site.port}/b": (200, None),
        f"http://{OTHER}/a": (None, "dns"),
    }
    assert "does not resolve" in refused.err or "in time" in refused.err


def test_a_host_that_has_an_address_of_version_6_only(tmp_path):
    answers = {"/": page("店", "/a"), "/a": page("甲"), "/robots.txt": Reply("", 404)}
    with TinySite(answers, address="::1") as site, NameServer(SERVER, {SHOP: "::1"}):
        xunlu = NamedProgram(tmp_path, {}, server=SERVER)
        xunlu("crawl", f"http://{SHOP}:{site.port}/", "--allow-private", "::1")
    assert query(xunlu.db, "select status, count(*) from pages group by 1") == [(200, 2)]


def test_a_port_behind_which_packets_vanish(tmp_path):
    """A server whose queue is full takes no packet that would open a connection, as a firewall that drops them."""
    full = socket.socket()
    full.bind(("127.0.0.1", 0))
    full.listen(0)
    waiting = [socket.socket() for _ in range(4)]
    for one in waiting:
        one.setblocking(False)
        one.connect_ex(full.getsockname())
    place = f"127.0.0.1:{full.getsockname()[1]}"
    xunlu = Program(tmp_path)
    (tmp_path / "xunlu.toml").write_text('version = 1\n[http]\ntimeout = "2s"\nretries = 1\n', "utf-8")
    began = time.monotonic()
    refused = xunlu("crawl", f"http://{place}/", code=3)
    assert time.monotonic() - began < 30
    for one in (*waiting, full):
        one.close()
    assert "did not answer in time" in refused.err
    assert query(xunlu.db, "select error from probes where kind = 'robots' and error <> ''") == [("timeout",)]
