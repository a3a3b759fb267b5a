"""Sitemaps of real servers into a real store: order, limits, faults, and what is hostile."""

import gzip
import json
import socket
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from crawler.probes import Prober
from crawler.sitemap_store import MAX_FILES, SILENT
from crawler.store import open_store
from crawler.urls import Form
from tests.e2e.hosts import THIS
from tests.e2e.probing import HEAD, TEXT, faults, files, index, listed, probed, rows, urlset
from tests.e2e.tiny import NOWHERE, Reply, TinySite, moved


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as opened:
        yield opened


def test_order_does_not_depend_on_who_answers_first(store):
    runs = []
    for waits in ((0.0,) * 12, (0.3, 0.0, 0.1, 0.2) * 3):
        with TinySite({}) as site:
            site.answers["/sitemap.xml"] = index(*(f"{site.url}{n}.xml" for n in range(12)))
            for number, wait in enumerate(waits):
                reply = urlset(f"{site.url}p{number}", f"{site.url}p{number + 1}")
                site.answers[f"/{number}.xml"] = Reply(reply.body, type="text/xml", wait=wait)
            run_id, _ = probed(store, site.url)
            base = site.url
        one = files(store, run_id)
        runs.append((list(one.items()), [url.removeprefix(base) for url in listed(store, run_id)]))
    assert runs[0] == runs[1]
    assert [path for path, _ in runs[0][0]] == ["/sitemap.xml", *(f"/{n}.xml" for n in range(12))]
    assert runs[0][1] == [f"p{n}" for n in range(13)]


def test_a_few_files_at_once(store):
    lock, now, most = threading.Lock(), [0], [0]

    def slow(_):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.1)
        with lock:
            now[0] -= 1
        return urlset()

    with TinySite({f"/{n}.xml": slow for n in range(16)}) as site:
        site.answers["/sitemap.xml"] = index(*(f"{site.url}{n}.xml" for n in range(16)))
        probed(store, site.url)
    assert 1 < most[0] <= 4


def test_an_index_without_end(store):
    with TinySite({}) as site:
        names = [f"{site.url}{n}.xml" for n in range(MAX_FILES + 40)]
        site.answers["/sitemap.xml"] = index(*names)
        site.answers["*"] = urlset()
        run_id, _ = probed(store, site.url)
        asked = sum(one.path.endswith(".xml") for one in site.asked)
        found, _ = faults(store, run_id)
    assert (asked, len(files(store, run_id))) == (MAX_FILES, MAX_FILES)
    assert found == {"too-many-files": 41}


def test_robots_txt_with_sitemaps_without_end(store):
    with TinySite({"*": urlset()}) as site:
        lines = "\n".join(f"Sitemap: {site.url}{n}.xml" for n in range(MAX_FILES + 9))
        site.answers["/robots.txt"] = Reply(lines, type=TEXT)
        run_id, _ = probed(store, site.url)
        found, _ = faults(store, run_id, f"/{MAX_FILES - 1}.xml")
    assert len(files(store, run_id)) == MAX_FILES
    assert found == {"too-many-files": 10}


def test_circles_of_indexes(store):
    with TinySite({}) as site:
        url = site.url
        site.answers |= {
            "/sitemap.xml": index(f"{url}sitemap.xml", f"{url}a.xml", f"{url}a.xml"),
            "/a.xml": index(f"{url}b.xml", f"{url}sitemap.xml"), "/b.xml": index(f"{url}a.xml", f"{url}pages.xml"),
            "/pages.xml": urlset(f"{url}tea"),
        }  # fmt: skip
        run_id, _ = probed(store, url)
        assert sum(one.path.endswith(".xml") for one in site.asked) == 4
    kinds = {path: (row[1], json.loads(row[5])) for path, row in files(store, run_id).items()}
    assert kinds == {
        "/sitemap.xml": ("index", {"names-itself": 1, "duplicate": 1}), "/a.xml": ("index", {"nested": 1}),
        "/b.xml": ("index", {"nested": 1}), "/pages.xml": ("urlset", {}),
    }  # fmt: skip
    assert listed(store, run_id) == [f"{url}tea"]


def test_entries_of_other_hosts_and_schemes_are_told(store):
    with TinySite({}) as site:
        secure = site.url.replace("http:", "https:")
        site.answers["/sitemap.xml"] = urlset(
            f"{site.url}a",
            "https://other.example/b",
            f"{secure}c",
            "/d",
            *(f"https://cdn.example/{n}" for n in range(5)),
        )
        run_id, _ = probed(store, site.url)
        counts, examples = faults(store, run_id)
    assert counts == {"other-host": 6, "other-scheme": 1, "relative": 1}
    assert examples["other-host"] == ["https://other.example/b", "https://cdn.example/0", "https://cdn.example/1"]
    assert (examples["other-scheme"], examples["relative"]) == ([f"{secure}c"], ["/d"])


def test_a_file_elsewhere_may_list_the_site_that_names_it(store):
    with TinySite({}) as site, TinySite({}) as other:
        site.answers["/robots.txt"] = Reply(f"Sitemap: {other.url}maps.xml", type=TEXT)
        other.answers["/maps.xml"] = urlset(f"{site.url}a", f"{other.url}b", "http://third.example/c")
        run_id, _ = probed(store, site.url)
        counts, _ = faults(store, run_id, "/maps.xml")
    assert counts == {"other-host": 1}


def test_dates_that_are_none_or_not_over_are_counted(store):
    later = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
    tomorrow = (datetime.now(UTC) + timedelta(hours=12)).isoformat()
    dates = (
        "2026/5/1",
        "2026-02-30",
        "2026-05-01T25:00:00Z",
        later,
        tomorrow,
        "2026",
        "2026-05",
        "2026-05-01T08:00+08:00",
        "",
    )
    with TinySite({}) as site:
        entries = "".join(
            f"<url><loc>{site.url}{n}</loc><lastmod>{date}</lastmod></url>" for n, date in enumerate(dates)
        )
        site.answers["/sitemap.xml"] = Reply(f"{HEAD}{entries}</urlset>", type="text/xml")
        run_id, _ = probed(store, site.url)
        counts, examples = faults(store, run_id)
    assert counts == {"lastmod-invalid": 3, "lastmod-future": 1}
    assert examples["lastmod-future"] == [f"{site.url}3 {later}"]


def test_duplicates_within_and_between_files(store):
    with TinySite({}) as site:
        one, two = f"{site.url}1.xml", f"{site.url}2.xml"
        site.answers["/sitemap.xml"] = index(one, two)
        site.answers["/1.xml"] = urlset(f"{site.url}a", f"{site.url}b", f"{site.url}a")
        site.answers["/2.xml"] = urlset(f"{site.url}b", f"{site.url}c")
        run_id, _ = probed(store, site.url)
        assert faults(store, run_id, "/1.xml") == ({"duplicate": 1}, {"duplicate": [f"{site.url}a"]})
        assert faults(store, run_id, "/2.xml") == ({"duplicate": 1}, {"duplicate": [f"{site.url}b"]})
    counted = store.db.execute("select listed, also_id is null from sitemap_urls order by url_id").fetchall()
    assert counted == [(2, 1), (2, 0), (1, 1)]


def test_feeds_beside_a_sitemap_make_no_duplicates(store):
    with TinySite({}) as site:
        site.answers["/robots.txt"] = Reply(f"Sitemap: {site.url}sitemap.xml\nSitemap: {site.url}feed", type=TEXT)
        site.answers["/sitemap.xml"] = urlset(f"{site.url}a")
        items = "".join(f"<item><link>{site.url}{name}</link></item>" for name in "ab")
        site.answers["/feed"] = Reply(f"<rss><channel>{items}</channel></rss>", type="text/xml")
        run_id, _ = probed(store, site.url)
        assert files(store, run_id)["/feed"] == (200, "feed", 2, "", "robots", "{}")
        assert listed(store, run_id) == [f"{site.url}a", f"{site.url}b"]


def test_what_a_file_holds_beside_addresses_is_kept(store):
    extra = '<image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><image:loc>x</image:loc></image:image>'
    link = '<xhtml:link xmlns:xhtml="http://www.w3.org/1999/xhtml" rel="alternate" hreflang="en" href="x"/>'
    with TinySite({"/sitemap.xml": moved("/maps/all.xml.gz")}) as site:
        body = f"{HEAD}<url><loc>{site.url}a</loc>{extra * 2}{link}</url></urlset>"
        site.answers["/maps/all.xml.gz"] = Reply(gzip.compress(body.encode()), type="application/gzip")
        run_id, _ = probed(store, site.url)
        status, _, facts = rows(store, run_id, "sitemap")["/sitemap.xml"]
    assert (status, facts["final"], len(facts["hops"])) == (200, f"{site.url}maps/all.xml.gz", 2)
    assert facts["counts"] == {"images": 2, "entries_with_images": 1, "alternates": 1, "entries_with_alternates": 1}
    assert facts["languages"] == {"en": 1}
    assert files(store, run_id, "size_bytes")["/sitemap.xml"] == (len(body),)


def test_addresses_are_written_as_the_crawl_has_them(store):
    with TinySite({}) as site:
        site.answers["/sitemap.xml"] = urlset(f"{site.url}a?utm_source=x&b=1", f"{site.url}a?b=1")
        run_id, _ = probed(store, site.url, form=Form(("utm_*",)))
        assert listed(store, run_id) == [f"{site.url}a?b=1"]


def test_a_site_whose_files_do_not_answer_is_left_in_peace(store):
    with TinySite({}) as site:
        names = [f"{site.url}{n}.xml" for n in range(30)]
        site.answers["/sitemap.xml"] = index(*names)
        site.answers |= {f"/{n}.xml": moved(NOWHERE) for n in range(30)}
        run_id, _ = probed(store, site.url)
    found = files(store, run_id)
    read = len(found) - 1
    assert SILENT <= read <= SILENT + 4  # some were under way
    assert json.loads(found[f"/{read - 1}.xml"][5]) == {"not-asked": 30 - read}


def test_a_retry_of_a_sitemap(store):
    busy = Reply(status=503, headers={"Retry-After": "0"})
    with TinySite({}) as site:
        good = urlset(f"{site.url}a")
        site.answers["/sitemap.xml"] = lambda before: good if before else busy
        run_id, _ = probed(store, site.url)
        assert files(store, run_id)["/sitemap.xml"][:3] == (200, "urlset", 1)


@contextmanager
def endless(head):
    """A server that never ends its answer to a sitemap."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(connection):
        with connection:
            asked = connection.recv(65_536)
            if b"sitemap.xml" not in asked:
                connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + head)
            try:
                while True:
                    connection.sendall(b" " * 65_536)
            except OSError:
                return

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=[connection], daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def test_a_body_without_end(store):
    with endless(HEAD.encode() + b"<url><loc>http://shop.example/a</loc></url>") as url:
        run_id, _ = probed(store, url, Prober("xunlu/test", 30, {}, guard=THIS))
    assert files(store, run_id)["/sitemap.xml"][:4] == (200, "urlset", 1, "too-large")


def test_bombs_and_entities(store):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    outside = '<!ENTITY x SYSTEM "file:///etc/hostname">'
    with TinySite({}) as site:
        url = site.url
        bomb = gzip.compress(HEAD.encode() + b" " * 80_000_000)
        site.answers |= {
            "/robots.txt": Reply("".join(f"Sitemap: {url}{n}.xml\n" for n in range(3)), type=TEXT),
            "/0.xml": Reply(f"<!DOCTYPE urlset [<!ENTITY l0 'lol'>{laughs}]>{HEAD}<url><loc>{url}&l9;</loc></url></urlset>"),
            "/1.xml": Reply(f"<!DOCTYPE urlset [{outside}]>{HEAD}<url><loc>{url}&x;</loc></url></urlset>"),
            "/2.xml": Reply(bomb, type="application/gzip"),
        }  # fmt: skip
        run_id, _ = probed(store, url)
        assert listed(store, run_id) == [f"{url}&l9;", f"{url}&x;"]
    assert [row[3] for row in files(store, run_id).values()] == ["", "", "too-large", ""]
