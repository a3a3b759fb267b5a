"""Single requests beside the crawl, to real servers: limits, hops, packing, waits, and who sees what."""

import asyncio
import gzip
import socket
import zlib
from contextlib import ExitStack, contextmanager
from threading import Thread

import brotli
import pytest

from crawler.access import Entry
from crawler.probes import Prober
from crawler.robots import from_response
from crawler.urls import host_key
from tests.e2e.hosts import THIS, Authority, HostSite
from tests.e2e.tiny import NOWHERE, Reply, TinySite, moved

LIMIT = 10_000
TEXT = "text/plain; charset=utf-8"


def asked(url, limit=LIMIT, prober=None, **options):
    """The reply to one request."""

    async def ask():
        one = prober or Prober("xunlu/test", 5, {}, guard=THIS)
        async with one.transport:
            return await one.fetch(url, limit, **options)

    return asyncio.run(ask())


@contextmanager
def raw_server(*answers):
    """Sends these bytes, an answer for each connection, and ends it; the last one for all further ones."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        count = 0
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65_536)
                connection.sendall(answers[min(count, len(answers) - 1)])
                count += 1

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def test_hops_are_kept():
    with TinySite({"/a": moved("/b"), "/b": moved("c", 302), "/c": Reply("ok", type=TEXT)}) as site:
        reply = asked(f"{site.url}a")
    assert [(hop.url.removeprefix(site.url), hop.status, hop.location.removeprefix(site.url)) for hop in reply.hops] == [
        ("a", 301, "b"), ("b", 302, "c"), ("c", 200, ""),
    ]  # fmt: skip
    assert (reply.url, reply.status, reply.body, reply.content_type) == (f"{site.url}c", 200, b"ok", TEXT)
    came = reply.came()
    assert (came["final"], came["bytes"], came["truncated"]) == (f"{site.url}c", 2, False)
    assert came["hops"][0] == {"url": f"{site.url}a", "status": 301, "location": f"{site.url}b"}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (moved("/again"), "too-many-redirects"),
        (moved("ftp://127.0.0.1/"), "bad-redirect"),
        (moved("http://"), "bad-redirect"),
        (moved(NOWHERE), "refused"),
        (Reply(status=304), ""),
        (Reply(status=300), ""),
        (Reply(status=301), ""),
    ],
)
def test_redirects_that_lead_nowhere(answer, error):
    with TinySite({"*": answer}) as site:
        reply = asked(f"{site.url}again")
    assert reply.error == error
    assert (reply.status is None) == (error in ("too-many-redirects", "refused"))


def test_a_redirect_can_be_the_answer():
    with TinySite({"/a": moved("/b")}) as site:
        reply = asked(f"{site.url}a", redirects=0)
        assert len(site.asked) == 1
    assert (reply.status, reply.location) == (301, f"{site.url}b")


@pytest.mark.parametrize(("size", "kept", "cut"), [(9, 9, False), (10, 10, False), (11, 10, True), (500_000, 10, True)])
def test_bodies_are_cut(size, kept, cut):
    with TinySite({"/": Reply("x" * size)}) as site:
        reply = asked(site.url, 10)
    assert (len(reply.body), reply.size, reply.truncated) == (kept, kept, cut)


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("br", brotli.compress),
        ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
        ("identity", bytes),
        ("UTF-8", bytes),
    ],
)
def test_packed_bodies(coding, pack):
    body = "紫砂壶".encode() * 20_000
    with TinySite({"/": Reply(pack(body), headers={"Content-Encoding": coding})}) as site:
        assert asked(site.url, 10**6).body == body
        assert asked(site.url, 100).body == body[:100]


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", b"not packed"), ("lzma", b"x"), ("gzip,gzip,gzip", b"x"), ("br", b"\xff" * 99), ("deflate", b"\xff" * 9)],
)
def test_bodies_that_cannot_be_unpacked(coding, body):
    with TinySite({"/": Reply(body, headers={"Content-Encoding": coding})}) as site:
        reply = asked(site.url)
    assert (reply.status, reply.error) == (None, "bad-encoding")


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
def test_bombs_are_cut_while_they_unpack(coding):
    pack = {"gzip": gzip.compress, "br": lambda data: brotli.compress(data, quality=1), "deflate": zlib.compress}[
        coding
    ]
    bomb = pack(b"\0" * 100_000_000)
    prober = Prober("xunlu/test", 30, {}, guard=THIS)
    with TinySite({"/": Reply(bomb, headers={"Content-Encoding": coding})}) as site:
        reply = asked(site.url, 1000, prober)
    assert (len(reply.body), reply.truncated) == (1000, True)
    assert 0 < prober.received <= len(bomb)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"", "reset"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "reset"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "reset"),
        (b"nonsense\r\n\r\n", "reset"),
    ],
)
def test_servers_that_break_off(answer, error):
    with raw_server(answer) as url:
        assert (asked(url).status, asked(url).error) == (None, error)


def test_a_redirect_whose_body_breaks_off_still_leads_on():
    with TinySite({"/b": Reply("ok", type=TEXT)}) as site:
        half = f"HTTP/1.1 301 Moved\r\nLocation: {site.url}b\r\nContent-Length: 100\r\n\r\nhalf"
        with raw_server(half.encode()) as url:
            assert asked(url).body == b"ok"


def test_slow_servers_end_in_time():
    with TinySite({"/": Reply("x", wait=2)}) as site:
        reply = asked(site.url, prober=Prober("xunlu/test", 0.2, {}, guard=THIS))
    assert (reply.status, reply.error) == (None, "timeout")


def test_names_and_ports_without_anybody():
    assert asked("http://nobody.invalid/").error == "dns"
    assert asked(NOWHERE).error == "refused"


def test_retry_after_is_kept_once_and_only_when_short():
    busy = {seconds: Reply(status=503, headers={"Retry-After": seconds}) for seconds in ("0", "3600", "soon")}
    robots = Reply("User-agent: *\nDisallow: /cart", type=TEXT)
    with TinySite(
        {
            "/short": lambda before: busy["0"] if not before else robots,
            "/long": busy["3600"],
            "/odd": busy["soon"],
            "/ever": Reply(status=429, headers={"Retry-After": "0"}),
            "/without": Reply(status=503),
        }
    ) as site:
        found = {name: asked(f"{site.url}{name}", patient=True) for name in ("short", "long", "odd", "ever", "without")}
        count = [one.path for one in site.asked]
        assert asked(f"{site.url}ever").status == 429
    assert found["short"].body == robots.sent
    assert [count.count(f"/{name}") for name in ("short", "long", "odd", "ever", "without")] == [2, 1, 2, 2, 2]
    assert from_response(found["long"].status, found["long"].body).closed == "503"


def test_requests_to_a_host_are_spread():
    async def ask(prober, urls):
        async with prober.transport:
            await asyncio.gather(*(prober.fetch(url, LIMIT) for url in urls))

    with TinySite({"*": "ok"}) as site, TinySite({"*": "ok"}) as other:
        prober = Prober("xunlu/test", 5, {}, guard=THIS, delay=0.1)
        prober.delays[host_key(other.url)] = 0.2
        asyncio.run(ask(prober, [f"{place}{n}" for place in (site.url, other.url) for n in range(4)]))
        gaps = {one.url: [b - a for a, b in zip(one.times(), one.times()[1:], strict=False)] for one in (site, other)}
    assert min(gaps[site.url]) >= 0.05
    assert min(gaps[other.url]) >= 0.15
    assert prober.requests == 8


def test_hosts_that_may_be_asked_again_are_forgotten(monkeypatch):
    monkeypatch.setattr("crawler.prober.TURNS", 2)

    async def ask(prober, places):
        async with prober.transport:
            for place in places:
                await prober.fetch(place, LIMIT)

    with ExitStack() as stack:
        sites = [stack.enter_context(TinySite({"*": "ok"})) for _ in range(4)]
        slow, *others = (site.url for site in sites)
        prober = Prober("xunlu/test", 5, {}, guard=THIS)
        prober.delays[host_key(slow)] = 0.4
        asyncio.run(ask(prober, [slow, *others, slow]))
        first, second = sites[0].times()
    assert second - first >= 0.35
    assert len(prober._begun) <= 3


def test_a_connection_is_used_again_after_redirects():
    with HostSite({"/a": moved("/b"), "/b": moved("/c"), "/c": "ok"}) as site:
        assert asked(f"{site.url}a").status == 200
        assert site.connections == 1


def test_cookies_of_answers_are_not_sent_back():
    async def ask(prober, url):
        async with prober.transport:
            return [await prober.fetch(url, LIMIT) for _ in range(2)]

    with TinySite({"/": Reply("ok", headers={"Set-Cookie": "a=1; Path=/"})}) as site:
        asyncio.run(ask(Prober("xunlu/test", 5, {}, guard=THIS), site.url))
        assert [one.headers.get("Cookie") for one in site.asked] == [None, None]


SECRETS = {"Authorization": "Basic c2VjcmV0", "X-Api-Key": "geheim"}


def test_secrets_stay_at_home():
    with TinySite({"*": "ok"}) as other:
        with TinySite({"/": "ok", "/away": moved(f"{other.url}there"), "/back": moved("/")}) as site:
            entry = Entry(
                "xunlu/test", {"Accept-Language": "zh"}, frozenset({site.host}), SECRETS, {"sid": "s3"},
                plain=frozenset({site.host}),
            )  # fmt: skip
            for path in ("", "away", "back"):
                assert asked(f"{site.url}{path}", prober=Prober("", 5, {}, guard=THIS, entry=entry)).status == 200
            assert asked(f"{other.url}direct", prober=Prober("", 5, {}, guard=THIS, entry=entry)).status == 200
        assert len(site.asked) == 4
        for one in site.asked:
            assert SECRETS.items() <= one.headers.items()
            assert one.headers["Cookie"] == "sid=s3"
        assert [one.path for one in other.asked] == ["/there", "/direct"]
        for one in other.asked:
            assert not {"Authorization", "X-Api-Key", "Cookie"} & one.headers.keys()
            assert (one.headers["User-Agent"], one.headers["Accept-Language"]) == ("xunlu/test", "zh")


def test_secrets_do_not_go_from_https_to_http(tmp_path):
    authority = Authority(tmp_path)
    with HostSite({"*": "ok"}) as plain:
        answers = {"/": "ok", "/down": moved("http://shop.example/plain")}
        with HostSite(answers, authority.serving(["shop.example"])) as secure:
            entry = Entry("xunlu/test", {}, frozenset({"shop.example"}), SECRETS, {"sid": "s3"})
            places = {"shop.example:443": secure.place, "shop.example:80": plain.place}
            prober = Prober("", 5, {}, guard=THIS, entry=entry, connect_to=places, trusted=authority.trusting)
            assert asked("https://shop.example/down", prober=prober).status == 200
        assert SECRETS.items() <= secure.asked[0].headers.items()
        assert plain.seen == ["shop.example/plain"]
        assert not {"Authorization", "X-Api-Key", "Cookie"} & plain.asked[0].headers.keys()


def test_certificates_are_those_of_the_name_and_not_of_the_address(tmp_path):
    authority = Authority(tmp_path)
    with HostSite({"*": "ok"}, authority.serving(["shop.example"])) as secure:
        places = {"shop.example:443": secure.place, "www.shop.example:443": secure.place}
        options = {"connect_to": places, "trusted": authority.trusting}
        assert asked("https://shop.example/", prober=Prober("", 5, {}, guard=THIS, **options)).status == 200
        wrong = asked("https://www.shop.example/", prober=Prober("", 5, {}, guard=THIS, **options))
        unknown = asked("https://shop.example/", prober=Prober("", 5, {}, connect_to=places))
    assert (wrong.status, wrong.error, wrong.tls_fault) == (None, "tls", "name")
    assert (unknown.error, unknown.tls_fault) == ("tls", "untrusted")


def test_a_proxy_gets_every_request():
    with TinySite({"http://shop.example/robots.txt": Reply("ok", type=TEXT)}) as proxy:
        entry = Entry("xunlu/test", {}, frozenset(), {}, {}, proxy=proxy.url)
        prober = Prober("", 5, {}, guard=THIS, entry=entry, connect_to={"shop.example:80": "127.0.0.1:4"})
        reply = asked("http://shop.example/robots.txt", prober=prober)
    assert (reply.status, reply.body, prober.proxied) == (200, b"ok", True)
    assert [one.path for one in proxy.asked] == ["http://shop.example/robots.txt"]


@pytest.mark.parametrize("url", ["http://shop.example/", "https://shop.example/"])
def test_a_proxy_that_is_not_there(url):
    entry = Entry("xunlu/test", {}, frozenset(), {}, {}, proxy=NOWHERE)
    assert asked(url, prober=Prober("", 5, {}, guard=THIS, entry=entry)).error == "refused"


def test_a_proxy_that_makes_no_tunnel():
    with TinySite({}) as proxy:
        entry = Entry("xunlu/test", {}, frozenset(), {}, {}, proxy=proxy.url)
        assert asked("https://shop.example/", prober=Prober("", 5, {}, guard=THIS, entry=entry)).error == "proxy"
