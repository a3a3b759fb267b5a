"""Sites that are not open to all: what arrives at them, that it arrives nowhere else, and that nothing of it is kept."""

import base64
import json
import subprocess
import sys
from contextlib import ExitStack
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import create_connection
from threading import Thread

import pytest

from tests.e2e.program import SECONDS, both, dump, query
from tests.e2e.test_https_site import SecureSite
from tests.e2e.tiny import NOWHERE, Reply, TinySite, moved, page

SECRETS = {
    "SHOP_USER": "kund3",
    "SHOP_PASSWORD": "geh3im:wort",
    "SHOP_KEY": "schlu3ssel",
    "SHOP_SESSION": "s3ss10nsn4mm3r",
}
BASIC = "Basic " + base64.b64encode(b"kund3:geh3im:wort").decode()
ACCESS = """
[sites.shop.access]
headers = { X-Plain = "offen" }
headers_env = { X-Api-Key = "SHOP_KEY" }
cookies = { currency = "CNY" }
cookies_env = { sid = "SHOP_SESSION" }
auth = { user_env = "SHOP_USER", password_env = "SHOP_PASSWORD" }
"""
OF_ACCESS = {
    "Authorization": BASIC,
    "X-Api-Key": "schlu3ssel",
    "X-Plain": "offen",
    "Cookie": "currency=CNY; sid=s3ss10nsn4mm3r",
}
MARKS = ("kund3", "geh3im", "schlu3ssel", "s3ss10n", BASIC.partition(" ")[2][:12])


def configure(xunlu, *starts, crawl="", access=ACCESS, http=""):
    listed = ", ".join(f'"{start}"' for start in starts)
    text = f"[http]\n{http}\n[sites.shop]\nstart = [{listed}]\n[sites.shop.crawl]\n{crawl}\n{access}"
    (xunlu.folder / "xunlu.toml").write_text(text, "utf-8")


def bears(asked):
    """What of the access one request had."""
    return {name: value for name, value in asked.headers.items() if name in OF_ACCESS}


def of_pages(site):
    return [asked for asked in site.asked if asked.path in site.paths()]


@pytest.fixture
def sites():
    """Makes servers that end with the test."""
    with ExitStack() as stack:
        yield lambda answers: stack.enter_context(TinySite(answers))


# -- what arrives --------------------------------------------------------------------------------


def test_every_page_is_asked_for_with_what_lets_us_in(xunlu, sites):
    odd = "/b?x={1}|%27^`&y=%E8%8C%B6"
    shop = sites({"/": page("首页", "/a", odd, "/moved"), "/a": page("甲"), odd: page("乙"), "/moved": moved("/end"), "/end": page("终")})  # fmt: skip
    configure(xunlu, shop.url)
    xunlu("crawl", "shop", **SECRETS)
    assert sorted(shop.paths()) == sorted(["/", "/a", odd, "/moved", "/end"])
    for asked in of_pages(shop):
        assert bears(asked) == OF_ACCESS
        assert asked.headers["User-Agent"].startswith("xunlu/")
        assert asked.headers["Accept-Language"] == "zh-CN,zh;q=0.9,en;q=0.6"


@pytest.mark.parametrize(
    ("device", "mark"), [("mobile", " Mobile Safari/"), ("desktop", "(Windows NT 10.0; Win64; x64)")]
)
def test_a_device_shows_in_the_user_agent_and_robots_txt_is_still_xunlus(xunlu, sites, device, mark):
    rules = "User-agent: xunlu\nDisallow: /no\n\nUser-agent: *\nDisallow: /\n"
    shop = sites({"/": page("首页", "/a", "/no"), "/a": page("甲"), "/no": page("不"), "/robots.txt": Reply(rules, type="text/plain")})  # fmt: skip
    configure(xunlu, shop.url, crawl=f'device = "{device}"', access="", http='contact = "me@shop.example"')
    xunlu("crawl", "shop")
    assert sorted(shop.paths()) == ["/", "/a"]
    for asked in of_pages(shop):
        agent = asked.headers["User-Agent"]
        assert agent.startswith("Mozilla/5.0 (") and mark in agent
        assert "(compatible; xunlu/" in agent and agent.endswith("; +me@shop.example)")


def test_cookies_that_answers_set_are_not_sent_back(xunlu, sites):
    answer = Reply(page("首页", "/a"), headers={"Set-Cookie": "tracker=1; Path=/"})
    shop = sites({"/": answer, "/a": Reply(page("甲", "/b"), headers=answer.headers), "/b": page("乙")})
    configure(xunlu, shop.url)
    xunlu("crawl", "shop", **SECRETS)
    assert {asked.headers["Cookie"] for asked in of_pages(shop)} == {OF_ACCESS["Cookie"]}


def test_variables_that_are_not_set_are_all_named_before_anything_is_asked(xunlu, sites):
    shop = sites({"/": page("首页")})
    configure(xunlu, shop.url)
    for said in both(xunlu, 131, "crawl", "shop", code=2):
        for name in SECRETS:
            assert name in said
    assert shop.asked == []


def test_socks_is_refused(xunlu, sites):
    shop = sites({"/": page("首页")})
    configure(xunlu, shop.url, access='[sites.shop.access]\nproxy_env = "SHOP_PROXY"')
    said = xunlu("crawl", "shop", code=2, SHOP_PROXY="socks5://kund3:geh3im@127.0.0.1:1080").err
    assert "XE-133" in said and "SOCKS" in said and "geh3im" not in said
    assert shop.asked == []


# -- that it arrives nowhere else ----------------------------------------------------------------


def nothing_in(asked_of):
    """Whether no request that a server got has anything of ours."""
    return [bears(asked) for asked in asked_of.asked if bears(asked)] == []


def test_another_host_never_sees_what_lets_us_in(xunlu, sites):
    other = sites({"*": page("别处"), "/robots.txt": Reply("User-agent: *\nAllow: /\n", type="text/plain")})
    away = other.url
    everything = (
        f'<link rel="canonical" href="{away}canonical"><link rel="alternate" hreflang="en" href="{away}en">'
        f'<link rel="stylesheet" href="{away}style.css"><script src="{away}script.js"></script>'
        f'<meta http-equiv="refresh" content="5;url={away}refresh"><link rel="next" href="{away}next">'
    )
    index = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{away}listed</loc></url></urlset>'
    shop = sites({
        "/": page("首页", f"{away}link", "/moved", "/found", head=everything, text=f'<img src="{away}image.png">'),
        "/moved": moved(f"{away}moved"), "/found": moved(f"{away}found", 307), "/sitemap.xml": moved(f"{away}sitemap.xml"),
        "/robots.txt": moved(f"{away}robots.txt"), "/llms.txt": moved(f"{away}llms.txt"),
        "/sitemap_index.xml": Reply(index, type="text/xml"),
    })  # fmt: skip
    configure(xunlu, shop.url, crawl='check_external = "get"\ncheck_resources = "get"')
    xunlu("crawl", "shop", **SECRETS)
    assert all(bears(asked) == OF_ACCESS for asked in of_pages(shop))
    assert "/robots.txt" in [asked.path for asked in other.asked]
    assert nothing_in(other)


def test_a_sitemap_on_another_host_is_asked_for_without(xunlu, sites):
    other = sites({"*": page("别处")})
    shop = sites(
        {"/": page("首页"), "/robots.txt": Reply(f"User-agent: *\nSitemap: {other.url}map.xml\n", type="text/plain")}
    )
    configure(xunlu, shop.url)
    xunlu("crawl", "shop", **SECRETS)
    assert "/map.xml" in [asked.path for asked in other.asked]
    assert nothing_in(other)


def test_hosts_that_are_named_belong_to_the_site(xunlu, sites):
    other = sites({"/": page("图册"), "/landed": page("到")})
    shop = sites({"/": page("首页", other.url, "/moved"), "/moved": moved(f"{other.url}landed")})
    configure(xunlu, shop.url, crawl=f'hosts = ["{other.host}"]')
    xunlu("crawl", "shop", **SECRETS)
    assert sorted(other.paths()) == ["/", "/landed"]
    assert all(bears(asked) == OF_ACCESS for asked in of_pages(other))


def test_nothing_goes_over_http_where_a_start_is_https(xunlu, sites):
    """The host that is named has no start of its own: it is crawled, over http, without what lets us in."""
    other = sites({"/": page("图册"), "/landed": page("到")})
    shop = sites({"/": page("首页", other.url, "/moved"), "/moved": moved(f"{other.url}landed", 308)})
    secure = NOWHERE.replace("http:", "https:")
    configure(xunlu, shop.url, secure, crawl=f'hosts = ["{other.host}"]')
    xunlu("crawl", "shop", **SECRETS)
    assert sorted(other.paths()) == ["/", "/landed"]
    assert all(bears(asked) == OF_ACCESS for asked in of_pages(shop))
    assert nothing_in(other)


# -- proxies -------------------------------------------------------------------------------------


class Proxy:
    """A forward proxy that asks for a password where it is told one, and keeps what it was asked."""

    def __init__(self, password=""):
        self.asked = []  # method, target, headers
        wanted = "Basic " + base64.b64encode(password.encode()).decode() if password else None
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                if not self.let_in():
                    return
                place, _, path = self.path.partition("://")[2].partition("/")
                connection = HTTPConnection(place, timeout=10)
                headers = {name: value for name, value in self.headers.items() if not name.lower().startswith("proxy-")}
                sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers |= {"Via": "1.1 test", "Connection": "close"}
                connection.request(self.command, f"/{path}", body=sent, headers=headers)
                answer = connection.getresponse()
                body = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("connection", "content-length", "server", "date"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                connection.close()

            do_POST = do_GET

            def do_CONNECT(self):
                if not self.let_in():
                    return
                host, _, port = self.path.rpartition(":")
                with create_connection((host, int(port)), timeout=10) as far:
                    self.send_response(200)
                    self.end_headers()
                    back = Thread(target=pour, args=(far, self.connection), daemon=True)
                    back.start()
                    pour(self.connection, far)
                    back.join(10)
                self.close_connection = True

            def let_in(self):
                proxy.asked.append((self.command, self.path, dict(self.headers)))
                if wanted in (None, self.headers.get("Proxy-Authorization")):
                    return True
                self.send_response(407)
                self.send_header("Proxy-Authenticate", "Basic")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return False

            def log_message(self, format, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.place = f"127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def pour(source, target):
    """Bytes from one connection into another, to the end of either."""
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(1)
    except OSError:
        pass


def test_pages_come_through_the_proxy(xunlu, sites):
    shop = sites({"/": page("首页", "/a"), "/a": page("甲", "/b"), "/b": moved("/c"), "/c": page("丙")})
    with Proxy() as proxy:
        configure(xunlu, shop.url, http=f'proxy = "http://{proxy.place}"')
        xunlu("crawl", "shop", **SECRETS)
        through = {target for _, target, _ in proxy.asked}
        assert {shop.url + path for path in ("", "a", "b", "c")} <= through
    assert {asked.headers.get("Via") for asked in of_pages(shop)} == {"1.1 test"}
    assert all(bears(asked) == OF_ACCESS for asked in of_pages(shop))


def test_a_proxy_with_a_password_gets_it_and_nobody_else_does(xunlu, sites):
    shop = sites({"/": page("首页", "/a"), "/a": page("甲")})
    with Proxy("h4ndel:p@ss/wort") as proxy:
        configure(
            xunlu, shop.url, http='proxy = "http://127.0.0.1:4"', access='[sites.shop.access]\nproxy_env = "SHOP_PROXY"'
        )
        xunlu("crawl", "shop", SHOP_PROXY=f"http://h4ndel:p%40ss%2Fwort@{proxy.place}")
        assert {shop.url, shop.url + "a"} <= {target for _, target, _ in proxy.asked}
    assert [asked.path for asked in shop.asked if "Proxy-Authorization" in asked.headers] == []
    assert {asked.headers.get("Via") for asked in of_pages(shop)} == {"1.1 test"}
    stored = "\n".join(dump(xunlu.db))
    assert "h4ndel" not in stored and "p@ss" not in stored


def test_the_systems_proxy_is_not_used_and_off_is_none(xunlu, sites):
    shop = sites({"/": page("首页", "/a"), "/a": page("甲")})
    with Proxy() as proxy:
        configure(xunlu, shop.url, http=f'proxy = "http://{proxy.place}"', access='[sites.shop.access]\nproxy = "off"')
        system = dict.fromkeys(("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"), f"http://{proxy.place}")
        xunlu("crawl", "shop", **system)
        assert proxy.asked == []
    assert sorted(shop.paths()) == ["/", "/a"]


TUNNEL = """
import json, sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from configs.settings import Access, Auth, Http, Site
from crawler.access import entry_of
from crawler.fetching.bearing import Bearing
from crawler.fetching.settings import scrapy_settings
from crawler.plan import make_fetching

url, proxy = sys.argv[1:]
site = Site(start=(url,), access=Access(auth=Auth("U", "P"), proxy_env="PROXY"))
host = url.split("/")[2]
entry = entry_of(site, Http(), [host], [url], {"U": "kund3", "P": "geh3im:wort", "PROXY": proxy})

class One(Spider):
    name = "one"
    async def start(self):
        bearing = Bearing(entry)
        for path in ("a", "b"):
            request = Request(url + path, meta={"proxy": bearing.proxy, "download_timeout": 10}, errback=self.failed)
            request.headers = bearing.headers(url)
            yield request
    def parse(self, response):
        print(json.dumps([response.status, response.text]))
    def failed(self, failure):
        print(json.dumps([0, str(failure.value)]))

settings = scrapy_settings(make_fetching(Http()), 2) | {"DOWNLOAD_VERIFY_CERTIFICATES": False}
del settings["SCHEDULER"]
process = AsyncCrawlerProcess(settings)
process.crawl(One)
process.start()
"""


@pytest.mark.parametrize(("password", "answers"), [("h4ndel:p@ss", [[200, "甲"], [200, "甲"]]), ("another:one", None)])
def test_https_goes_through_a_tunnel(xunlu, password, answers):
    """Our handler with our headers, without the check of a certificate that nobody trusts."""
    with SecureSite({"*": Reply("甲")}, xunlu.folder) as shop, Proxy(password) as proxy:
        words = [sys.executable, "-c", TUNNEL, shop.url, f"http://h4ndel:p%40ss@{proxy.place}"]
        done = subprocess.run(
            words, capture_output=True, timeout=SECONDS, encoding="utf-8", env=xunlu.environment(), check=True
        )
        got = [json.loads(line) for line in done.stdout.splitlines()]
        assert {method for method, _, _ in proxy.asked} == {"CONNECT"}
        assert all("Authorization" not in headers for _, _, headers in proxy.asked)
        if answers:
            assert got == answers
            assert [asked.headers["Authorization"] for asked in shop.asked] == [BASIC, BASIC]
            assert [asked.path for asked in shop.asked if "Proxy-Authorization" in asked.headers] == []
        else:
            assert got == [[0, "proxy"]] * 2
            assert shop.asked == []


# -- that nothing of it is kept ------------------------------------------------------------------


def test_no_secret_is_stored_said_or_logged(xunlu, sites):
    """Every kind of secret, at the most talkative, from crawl to report; a second site fails."""
    echo = Reply(page("首页", "/a", "/missing"), headers={"Set-Cookie": "sid=s3ss10nsn4mm3r; Path=/"})
    shop = sites({"/": echo, "/a": page("甲"), "/missing": Reply("x", 500)})
    with Proxy("h4ndel:gr0ss") as proxy:
        configure(xunlu, shop.url, crawl='check_external = "get"', access=ACCESS + 'proxy_env = "SHOP_PROXY"\n')
        env = SECRETS | {"SHOP_PROXY": f"http://h4ndel:gr0ss@{proxy.place}"}
        said = [
            xunlu("-vv", "crawl", "shop", code=None, **env).said,
            xunlu("-vv", "run", "shop", code=None, **env).said,
        ]
        assert "scrapy" in said[0]
        assert {bears(asked) == OF_ACCESS for asked in of_pages(shop)} == {True}
    said += [xunlu("-vv", "crawl", "shop", "--fresh", code=None, **env).said]  # the proxy is gone
    said += [xunlu("-vv", "crawl", "shop", "--fresh", code=2, **(env | {"SHOP_KEY": "schlu3ssel\nx"})).said]
    files = [file for file in xunlu.folder.rglob("*") if file.is_file()]
    assert any(file.suffix == ".html" for file in files) and query(xunlu.db, "select 1 from pages")
    kept = [*dump(xunlu.db), *(file.read_bytes().decode("utf-8", "replace") for file in files), *said]
    proxy_marks = ("h4ndel", "gr0ss", base64.b64encode(b"h4ndel:gr0ss").decode())
    for mark in (*MARKS, *proxy_marks):
        assert [text[:300] for text in kept if mark in text] == []
