"""Files and external addresses asked for after a crawl: against real servers that answer, lie, wait, loop and hang."""

import pytest

from crawler.store import open_store
from tests.e2e.crawled import CrawledSite
from tests.e2e.files import File, FileServer, dripping, endless, moved

PNG = File(b"\x89PNG" + b"." * 996)
NOBODY = "http://127.0.0.1:4"  # a port that is nobody's
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
