"""Hosts that are asked for files: robots.txt, pace, pauses, absence; and what they may learn or reach."""

from collections import Counter
from itertools import pairwise

import pytest

from configs.settings import Access
from crawler.fetching.obeying import Obeyed
from crawler.robots import parse
from crawler.store import open_store
from tests.e2e.crawled import CrawledSite
from tests.e2e.files import File, FileServer, endless, moved

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
    site.check(robots={shop.host: Obeyed(parse(b"User-agent: *\nDisallow: /closed/\n"))})
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
    body = images(f"{shop.url}/a.png", "http://localhost:8/a") + links(
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
