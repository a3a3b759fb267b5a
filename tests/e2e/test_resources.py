"""Files and external addresses asked for after a crawl: against real servers that answer, lie, wait, loop and hang."""

import signal
import threading
from collections import Counter
from itertools import pairwise

import pytest

from configs.settings import Access
from crawler.fetching.obeying import Obeyed
from crawler.robots import parse
from crawler.store import open_store
from tests.e2e.crawled import CrawledSite
from tests.e2e.files import File, FileServer, dripping, endless, moved
from tests.e2e.program import number, query

PNG = File(b"\x89PNG" + b"." * 996)
NOBODY = "http://127.0.0.1:9"  # the discard port: nobody answers on loopback
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


def test_head_tells_status_type_and_size(store, shop):
    shop.answers["/a.png"] = PNG
    site = site_of(store, shop, images("/a.png"))
    done = site.check()
    row = site.rows()["/a.png"]
    assert (row.kind, row.method, row.status, row.error) == ("image", "HEAD", 200, None)
    assert (row.content_type, row.size_bytes, row.final, row.hops) == ("image/png", 1000, None, 0)
    assert row.ms is not None
    assert shop.methods("/a.png") == ["HEAD"]
    assert (done.asked, done.failed, done.refused, done.left, done.stopped) == (1, 0, 0, 0, False)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 500, 501, 503, 0])
def test_where_head_is_refused_or_lies_get_is_asked(store, shop, status):
    shop.answers["/a.png"] = File(PNG.body, head=File(status=status, type=TEXT))
    site = site_of(store, shop, images("/a.png"))
    site.check()
    row = site.rows()["/a.png"]
    assert (row.method, row.status, row.error, row.content_type) == ("GET", 200, None, "image/png")
    assert shop.methods("/a.png") == ["HEAD", "GET"]


def test_an_answer_to_head_without_a_type_is_not_trusted(store, shop):
    shop.answers["/a.png"] = File(PNG.body, head=File(type=None))
    site = site_of(store, shop, images("/a.png"))
    site.check()
    assert site.rows()["/a.png"].content_type == "image/png"
    assert shop.methods("/a.png") == ["HEAD", "GET"]


def test_a_host_that_refuses_head_is_asked_with_get_from_then_on(store, shop):
    sources = [f"/{n}.png" for n in range(6)]
    shop.answers |= dict.fromkeys(sources, File(PNG.body, head=File(status=405, type=TEXT)))
    site = site_of(store, shop, images(*sources), concurrency=1)
    site.check()
    assert [asked.method for asked in shop.asked] == ["HEAD", *["GET"] * 6]
    assert {row.status for row in site.rows().values()} == {200}


def test_what_both_say_is_meant(store, shop):
    site = site_of(store, shop, images("/gone.png"))
    done = site.check()
    row = site.rows()["/gone.png"]
    assert (row.method, row.status, row.error, row.content_type) == ("GET", 404, None, TEXT)
    assert (done.asked, done.failed) == (1, 0)


@pytest.mark.parametrize("status", [401, 410, 451, 999])
def test_refusals_are_not_asked_twice(store, shop, status):
    shop.answers["/a.png"] = File(status=status)
    site = site_of(store, shop, images("/a.png"))
    site.check()
    assert (site.rows()["/a.png"].status, site.rows()["/a.png"].error) == (status, None)
    assert shop.methods("/a.png") == ["HEAD"]


def test_get_is_asked_at_once_where_the_person_wants_it(store, shop, other):
    shop.answers["/a.png"] = PNG
    other.answers["/page"] = File(b"<html>", type="text/html")
    site = site_of(store, shop, images("/a.png") + links(f"{other.url}/page"), check_resources="get")
    site.check()
    assert shop.methods("/a.png") == ["GET"]
    assert other.methods("/page") == ["HEAD"]


def test_each_is_asked_for_only_when_its_setting_says_so(store, shop, other):
    body = images("/a.png") + links(f"{other.url}/page")
    head = '<link rel="stylesheet" href="/a.css">'
    none = site_of(store, shop, body, head, check_resources="off", check_external="off")
    assert none.check().asked == 0
    assert none.rows() == {}
    assert (shop.asked, other.asked) == ([], [])
    files = site_of(store, shop, body, head, check_external="off")
    files.check()
    assert set(files.rows()) == {"/a.png", "/a.css"}
    outside = site_of(store, shop, body, head, check_resources="off")
    outside.check()
    assert set(outside.rows()) == {f"{other.url}/page"}


def test_images_on_another_host_are_the_shops_too(store, shop, other):
    other.answers["/a.png"] = PNG
    site = site_of(store, shop, images(f"{other.url}/a.png"), check_external="off")
    site.check()
    row = site.rows()[f"{other.url}/a.png"]
    assert (row.kind, row.status, row.size_bytes) == ("image", 200, 1000)


def test_styles_resolve_against_the_page(store, shop):
    shop.answers |= dict.fromkeys(["/tea/look.css", "/look.css"], File(b"a{}", type="text/css; charset=utf-8"))
    shop.answers["/js/cart.js"] = File(b"1;", type="text/javascript")
    head = '<link rel="stylesheet" href="look.css"><script src="../js/cart.js"></script>'
    site = CrawledSite(store, f"{shop.url}/")
    site.add("/tea/red", f"<head>{head}</head>", depth=2)
    site.add("/tea/white?page=2", f"<head>{head}</head>", depth=1)
    site.add("/", '<head><link rel="stylesheet" href="look.css"></head>')
    site.check()
    rows = site.rows()
    assert {path: (row.kind, row.pages) for path, row in rows.items()} == {
        "/tea/look.css": ("style", 2), "/js/cart.js": ("script", 2), "/look.css": ("style", 1),
    }  # fmt: skip
    assert rows["/tea/look.css"].example == f"{shop.url}/tea/white?page=2"
    assert (rows["/look.css"].content_type, rows["/look.css"].size_bytes) == ("text/css", 3)


def test_what_was_crawled_as_a_page_is_not_asked_for_again(store, shop):
    site = site_of(store, shop, images("/zoom.jpg", "/gone.jpg", "/slow.jpg", "/closed.jpg"))
    known = {"content_type": "image/jpeg", "size_bytes": 5000, "ttfb_ms": 7}
    site.keep(f"{shop.url}/zoom.jpg", **known)
    site.keep(f"{shop.url}/gone.jpg", status=404)
    site.keep(f"{shop.url}/slow.jpg", status=None, error="timeout")
    site.keep(f"{shop.url}/closed.jpg", status=None, error="robots")
    assert site.check().asked == 0
    assert shop.asked == []
    rows = site.rows()
    zoom = rows["/zoom.jpg"]
    assert (zoom.method, zoom.status, zoom.content_type, zoom.size_bytes, zoom.ms) == (
        "GET",
        200,
        "image/jpeg",
        5000,
        7,
    )
    assert (rows["/gone.jpg"].status, rows["/gone.jpg"].method) == (404, "GET")
    assert (rows["/slow.jpg"].status, rows["/slow.jpg"].error, rows["/slow.jpg"].method) == (None, "timeout", "GET")
    assert (rows["/closed.jpg"].error, rows["/closed.jpg"].method) == ("robots", "")


def test_redirects_are_followed_to_another_host(store, shop, other):
    shop.answers["/a.png"] = moved("/b.png")
    shop.answers["/b.png"] = moved(f"{other.url}/c.png", 302)
    other.answers["/c.png"] = PNG
    site = site_of(store, shop, images("/a.png"))
    site.check()
    row = site.rows()["/a.png"]
    assert (row.status, row.hops, row.final, row.final_status) == (301, 2, f"{other.url}/c.png", 200)
    assert (row.error, row.content_type, row.size_bytes) == (None, "image/png", 1000)


def test_a_redirect_to_what_is_gone(store, shop):
    shop.answers["/a.png"] = moved("/gone.png")
    site = site_of(store, shop, images("/a.png"))
    site.check()
    row = site.rows()["/a.png"]
    assert (row.status, row.final, row.final_status, row.error) == (301, f"{shop.url}/gone.png", 404, None)


@pytest.mark.parametrize(
    ("answers", "error", "hops"),
    [
        ({"/0": moved("/0")}, "redirect-loop", 1),
        ({"/0": moved("/1"), "/1": moved("/0")}, "redirect-loop", 2),
        ({f"/{n}": moved(f"/{n + 1}") for n in range(30)}, "redirect-limit", 11),
        ({"/0": moved("file:///etc/passwd")}, "bad-redirect", 0),
        ({"/0": moved("data:image/png;base64,AAAA")}, "bad-redirect", 0),
        ({"/0": moved(f"{NOBODY}/x")}, "refused", 1),
    ],
)
def test_redirects_that_lead_nowhere(store, shop, answers, error, hops):
    shop.answers |= answers
    site = site_of(store, shop, images("/0"))
    done = site.check()
    row = site.rows()["/0"]
    assert (row.status, row.error, row.final_status, row.hops) == (301, error, None, hops)
    assert (done.asked, done.failed) == (1, 1)
    assert len(shop.asked) <= 12


def test_ten_redirects_are_followed(store, shop):
    shop.answers |= {f"/{n}": moved(f"/{n + 1}") for n in range(10)} | {"/10": PNG}
    site = site_of(store, shop, images("/0"))
    site.check()
    assert (site.rows()["/0"].hops, site.rows()["/0"].final_status) == (10, 200)


def test_no_answer_in_time(store, shop):
    shop.answers["/a.png"] = File(wait=3)
    site = site_of(store, shop, images("/a.png"))
    done = site.check(timeout=0.4)
    row = site.rows()["/a.png"]
    assert (row.status, row.error, row.method) == (None, "timeout", "GET")
    assert (done.asked, done.failed) == (1, 1)
    assert shop.methods("/a.png") == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("file", "size"),
    [
        (File(write=dripping, length=None), None),
        (File(write=dripping, length=40_000), 40_000),
        (File(write=endless, length=None), None),
        (File(write=endless, length=100_000_000), 100_000_000),
        (File(b"x" * 70_000, length=None), None),
        (File(b"x" * 60_000, length=None), 60_000),
        (File(b"x" * 200_000), 200_000),
        (File(b"x" * 10, length=10**18), None),
        (File(b"packed", headers={"Content-Encoding": "gzip"}), None),
    ],
)  # fmt: skip
def test_no_more_is_read_of_a_body_than_tells_its_size(store, shop, file, size):
    shop.answers["/a.png"] = file
    site = site_of(store, shop, images("/a.png"), check_resources="get")
    site.check(timeout=1.0)
    row = site.rows()["/a.png"]
    assert (row.status, row.error, row.content_type, row.size_bytes) == (200, None, "image/png", size)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"


@pytest.mark.parametrize(
    ("raw", "status", "error"),
    [
        (b"hello\r\n\r\n", None, "reset"),
        (b"\x00" * 300_000, None, "reset"),
        (OK + b"X: y\r\n" * 100_000 + b"\r\n", None, "reset"),
        (OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", None, "reset"),
        (OK + b"Content-Length: -5\r\n\r\nhello", None, "reset"),
        (OK + b"Content-Length: 999999999999999999999999\r\n\r\nhello", None, "reset"),
        (OK + b"Content-Length: 500\r\n\r\nshort", 200, None),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello", 200, None),
        (OK + b"Retry-After: \xff\xfe\r\n\r\n", 200, None),
        (b"HTTP/1.1 200 \r\nContent-Type: \xe5\x9b\xbe\x1b[31m/\xff\r\n\r\n", 200, None),
        (b"HTTP/1.1 999 No\r\n\r\n", 999, None),
        (b"HTTP/1.1 302 Moved\r\nLocation: http://[oops/\r\n\r\n", 302, "bad-redirect"),
        (b"HTTP/1.1 302 Moved\r\nLocation: " + b"x" * 50_000 + b"\r\n\r\n", 302, "bad-redirect"),
        (b"HTTP/1.1 302 Moved\r\nLocation: \xe5\x9b\xbe\xff\r\nContent-Length: 0\r\n\r\n", 302, None),
        (b"HTTP/1.1 302 Moved\r\n\r\n", 302, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["head", "get"])
def test_servers_that_speak_no_http(store, shop, raw, status, error, mode):
    shop.answers["/a.png"] = File(raw=raw)
    shop.answers["/b.png"] = PNG
    site = site_of(store, shop, images("/a.png", "/b.png"), check_resources=mode, concurrency=1)
    site.check()
    rows = site.rows()
    assert (rows["/a.png"].status, rows["/a.png"].error) == (status, error)
    assert rows["/b.png"].status == 200
    assert "\x1b" not in rows["/a.png"].content_type


def test_a_body_sent_to_head_does_no_harm(store, shop):
    shop.answers["/a.png"] = File(raw=OK + b"Content-Length: 5\r\n\r\nhello" + OK + b"\r\n")
    shop.answers["/b.png"] = File(b"12", type="image/webp")
    site = site_of(store, shop, images("/a.png", "/b.png"), concurrency=1)
    site.check()
    rows = site.rows()
    assert (rows["/a.png"].size_bytes, rows["/b.png"].content_type, rows["/b.png"].size_bytes) == (5, "image/webp", 2)


def test_a_web_page_instead_of_an_image(store, shop):
    shop.answers["/a.png"] = File(b"<html>log in", type="Text/HTML; charset=GBK")
    site = site_of(store, shop, images("/a.png"))
    site.check()
    assert (site.rows()["/a.png"].status, site.rows()["/a.png"].content_type) == (200, "text/html")


def test_robots_txt_of_another_host_is_asked_for_once_and_obeyed(store, shop, other):
    other.answers["/robots.txt"] = File(b"User-agent: *\nDisallow: /private/\n", type=TEXT)
    other.answers |= dict.fromkeys(["/a", "/b"], File(b"<html>", type="text/html"))
    site = site_of(store, shop, links(*(f"{other.url}{path}" for path in ("/a", "/private/x", "/b"))))
    done = site.check()
    assert sorted(other.paths()) == ["/a", "/b"]
    assert other.methods("/robots.txt") == ["GET"]
    row = site.rows()[f"{other.url}/private/x"]
    assert (row.status, row.error, row.method) == (None, "robots", "")
    assert (done.asked, done.refused, done.left) == (2, 1, 0)


def test_a_group_for_us_counts_before_the_one_for_all(store, shop, other):
    other.answers["/robots.txt"] = File(b"User-agent: *\nDisallow: /\n\nUser-agent: xunlu\nDisallow: /x\n", type=TEXT)
    other.answers["/a"] = File(type="text/html")
    site = site_of(store, shop, links(f"{other.url}/a", f"{other.url}/x"))
    site.check()
    assert other.paths() == ["/a"]


@pytest.mark.parametrize(
    ("robots", "asked"),
    [
        (File(b"", 404, TEXT), True),
        (File(b"", 500, TEXT), False),
        (File(b"", 200, TEXT, wait=2), False),
        (moved("/there.txt"), True),
        (File(b"User-agent: *\n" + b"".join(b"Disallow: /%d\n" % n for n in range(3000)), 200, TEXT), False),
        (File(b"garbage", 200, TEXT, {"Content-Encoding": "br"}), False),
        (File(b"x" * 3_000_000, 200, TEXT), True),
        (File(write=endless, type=TEXT, length=None), True),
    ],
)  # fmt: skip
def test_what_a_robots_txt_that_is_odd_means(store, shop, other, robots, asked):
    other.answers |= {"/robots.txt": robots, "/a": File(type="text/html")}
    site = site_of(store, shop, links(f"{other.url}/a"))
    site.check(timeout=1.0)
    row = site.rows()[f"{other.url}/a"]
    assert (row.method, row.error) == (("HEAD", None) if asked else ("", "robots"))


def test_redirects_into_what_robots_txt_forbids_are_not_followed(store, shop, other):
    shop.answers["/out"] = moved(f"{other.url}/a")
    other.answers["/robots.txt"] = File(b"User-agent: *\nDisallow: /\n", type=TEXT)
    site = site_of(store, shop, images("/out"))
    site.check()
    row = site.rows()["/out"]
    assert (row.status, row.final, row.final_status, row.error) == (301, f"{other.url}/a", None, "robots")
    assert other.paths() == []


def test_the_sites_own_robots_txt_is_the_one_of_the_crawl(store, shop):
    shop.answers["/robots.txt"] = File(b"", 404)
    site = site_of(store, shop, images("/closed/a.png"))
    site.check(robots={shop.host: Obeyed.of(parse(b"User-agent: *\nDisallow: /closed/\n"), "")})
    assert site.rows()["/closed/a.png"].error == "robots"
    assert shop.asked == []


def test_after_a_pause_the_same_is_asked_again(store, other, shop):
    busy = File(status=429, headers={"Retry-After": "1"})
    other.answers["/robots.txt"] = File(b"", 404, TEXT)
    other.answers["/a.png"] = lambda before: busy if before == 0 else PNG
    site = site_of(store, shop, images(f"{other.url}/a.png"))
    done = site.check()
    assert site.rows()[f"{other.url}/a.png"].status == 200
    first, second = [asked.at for asked in other.asked if asked.path == "/a.png"]
    assert second - first >= 0.95  # what the server asked for, as its clock has it
    assert (done.asked, done.left) == (1, 0)


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_goes_on_limiting_us_is_given_up(store, shop, other, status):
    other.answers["/robots.txt"] = File(b"User-agent: *\nCrawl-delay: 0.01\n", type=TEXT)  # one at a time
    paths = [f"/{n:03}.png" for n in range(120)]
    other.answers |= dict.fromkeys(paths, File(status=status, headers={"Retry-After": "1"}))
    site = site_of(store, shop, images(*(other.url + path for path in paths)))
    done = site.check()
    rows = [row for url, row in sorted(site.rows().items()) if url.startswith(other.url)]
    said = Counter((row.status, row.error, row.method) for row in rows)
    assert said == {(status, None, "HEAD"): 1, (None, "rate-limited", ""): 119}
    assert len(other.paths()) == 2
    assert (done.asked, done.refused, done.left) == (1, 119, 0)


def test_a_pause_of_an_hour_is_not_waited_for(store, shop, other):
    other.answers["/a.png"] = File(status=503, headers={"Retry-After": "3600"})
    site = site_of(store, shop, images(f"{other.url}/a.png"))
    site.check()
    assert (site.rows()[f"{other.url}/a.png"].status, other.paths()) == (503, ["/a.png"])


def test_a_host_that_does_not_answer_is_given_up(store, shop):
    paths = [f"{NOBODY}/{n:03}" for n in range(120)]
    site = site_of(store, shop, links(*paths))
    done = site.check()
    rows = site.rows()
    assert {rows[path].error for path in paths} == {"refused"}
    asked = [path for path in paths if rows[path].method]
    assert 1 <= len(asked) <= 20
    assert (done.asked, done.failed, done.refused) == (len(asked), len(asked), 120 - len(asked))


def test_a_host_without_an_address(store, shop):
    shop.answers["/a.png"] = PNG
    site = site_of(store, shop, links("http://nowhere.invalid/a", "https://xn--a.invalid/") + images("/a.png"))
    site.check()
    assert site.rows()["http://nowhere.invalid/a"].error == "dns"
    assert site.rows()["/a.png"].status == 200


def test_own_hosts_are_asked_at_the_pace_of_the_crawl(store, shop):
    paths = [f"/{n}.png" for n in range(5)]
    shop.answers |= dict.fromkeys(paths, PNG)
    site = site_of(store, shop, images(*paths), rate=10.0)
    site.check()
    times = [asked.at for asked in shop.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.1 - 0.05  # clocks of two threads


def test_no_more_at_once_than_the_setting_says(store, shop):
    paths = [f"/{n}.png" for n in range(20)]
    shop.answers |= dict.fromkeys(paths, File(PNG.body, wait=0.05))
    site = site_of(store, shop, images(*paths), concurrency=3)
    site.check()
    assert shop.most_at_once <= 3
    assert {row.status for row in site.rows().values()} == {200}


def test_secrets_go_to_the_sites_own_hosts_only(store, shop, other):
    shop.answers["/a.png"] = moved(f"{other.url}/b.png")
    shop.answers["/c.png"] = PNG
    other.answers["/b.png"] = moved(f"{shop.url}/c.png")
    other.answers["/out"] = File(type="text/html", headers={"Set-Cookie": "track=1; Path=/"})
    access = Access(headers={"X-Key": "s3cret"}, cookies={"session": "s3cret"})
    site = CrawledSite(
        store, f"{shop.url}/", {"/": images("/a.png") + links(f"{other.url}/out", f"{other.url}/out2")}, site={"access": access}
    )  # fmt: skip
    site.check()
    own = [asked.headers for asked in shop.asked]
    assert {headers["X-Key"] for headers in own} == {"s3cret"}
    assert {headers["Cookie"] for headers in own} == {"session=s3cret"}
    assert {asked.path for asked in other.asked} == {"/robots.txt", "/b.png", "/out", "/out2"}
    for asked in other.asked:
        assert "s3cret" not in str(asked.headers)
        assert "Cookie" not in asked.headers
        assert "Referer" not in asked.headers


def test_a_proxy_is_used_for_everything(store, shop):
    """The shop's server stands for the proxy: names are for it to resolve, and secrets stay those of the site's hosts."""
    shop.answers |= {
        "http://shop.example/a.png": PNG,
        "http://cdn.example/b.png": moved("http://192.168.0.1/"),
        "http://cdn.example/robots.txt": File(b"", 404, TEXT),
    }
    access = Access(proxy=f"http://user:pass@{shop.host}", headers={"X-Key": "s3cret"})
    site = CrawledSite(
        store, "http://shop.example/", {"/": images("/a.png", "http://cdn.example/b.png")}, site={"access": access}
    )
    site.check()
    rows = site.rows()
    assert rows["/a.png"].status == 200
    assert (rows["http://cdn.example/b.png"].status, rows["http://cdn.example/b.png"].error) == (301, "private")
    assert {asked.path for asked in shop.asked if "X-Key" in asked.headers} == {"http://shop.example/a.png"}
    assert {asked.headers["Proxy-Authorization"] for asked in shop.asked} == {"Basic dXNlcjpwYXNz"}


def test_a_site_on_the_internet_leads_nobody_into_the_machine(store, shop, other):
    """The guard is on where no start is local; the shop's server stands for a host of the site."""
    shop.answers["/a.png"] = moved(f"{other.url}/admin")
    body = images(f"{shop.url}/a.png", "http://localhost:1/a") + links(
        f"{other.url}/admin", "http://[::1]/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/"
    )
    site = CrawledSite(store, "https://shop.example/", {"/": body}, hosts=(shop.host,))
    site.check()
    rows = site.rows()
    assert other.asked == []
    inside = rows.pop(f"{shop.url}/a.png")
    assert (inside.status, inside.final, inside.error) == (301, f"{other.url}/admin", "private")
    assert {(row.error, row.method) for row in rows.values()} == {("private", "")}
    assert len(rows) == 6


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
