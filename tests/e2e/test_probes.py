"""Everything that is asked for before a crawl, of real servers, into a real store."""

import asyncio
import gzip
import json
import socket
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from crawler.access import Entry
from crawler.batch import Batch
from crawler.interning import Interner
from crawler.probes import Prober, probe_site, random_path
from crawler.runs import create_run
from crawler.sitemap_store import MAX_FILES, SILENT
from crawler.store import open_store
from crawler.urls import Form, host_key
from tests.e2e.hosts import Authority, HostSite
from tests.e2e.tiny import NOWHERE, Reply, TinySite, moved, page

HEAD = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
TEXT = "text/plain; charset=utf-8"


def urlset(*locs, lastmod=""):
    date = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return Reply(f"{HEAD}{''.join(f'<url><loc>{loc}</loc>{date}</url>' for loc in locs)}</urlset>", type="text/xml")


def index(*locs):
    return Reply(
        f"{INDEX}{''.join(f'<sitemap><loc>{loc}</loc></sitemap>' for loc in locs)}</sitemapindex>", type="text/xml"
    )


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as opened:
        yield opened


def probed(store, start, prober=None, sitemaps="auto", hosts=(), **options):
    """Probe a site into a new run; returns its id and the robots."""
    hosts = [host_key(start), *hosts]
    run = create_run(store, name=host_key(start), role="target", start_url=start, hosts=hosts, settings={}, scope="")
    batch = Batch(store, run.run_id, Interner(store.db), lambda url: "" if host_key(url) in hosts else "external")
    one = prober or Prober("xunlu/test", 5, {})

    async def probe():
        async with one.client:
            return await probe_site(store, run.run_id, batch, [start], hosts, sitemaps, one, **options)

    return run.run_id, asyncio.run(probe())


def rows(store, run_id, kind):
    """(status, error, body) of the probes of a kind, by path; JSON is read."""
    found = store.db.execute(
        "select url, status, error, body from probes where run_id = ? and kind = ? order by url", [run_id, kind]
    ).fetchall()
    return {
        "/" + url.split("/", 3)[3]: (status, error, json.loads(body) if body[:1] == "{" else body)
        for url, status, error, body in found
    }


def files(store, run_id, columns="status, kind, urls, error, origin, faults"):
    """Sitemap files in the order in which they are stored, by path."""
    found = store.db.execute(f"select url, {columns} from sitemaps where run_id = ? order by sitemap_id", [run_id])
    return {"/" + url.split("/", 3)[3]: tuple(rest) for url, *rest in found}


def faults(store, run_id, path="/sitemap.xml"):
    """Counts and examples of a file's faults."""
    counts, examples = files(store, run_id, "faults, examples")[path]
    return json.loads(counts), json.loads(examples)


def listed(store, run_id):
    return [
        url
        for (url,) in store.db.execute(
            "select u.url from sitemap_urls s join urls u using (url_id) where s.run_id = ? order by url_id", [run_id]
        )
    ]


# -- robots.txt and beside ---------------------------------------------------------------------------


def test_what_an_ordinary_site_is_asked_for(store):
    with HostSite({"/": page("首页")}) as site:
        run_id, robots = probed(store, site.url)
        paths = [one.path for one in site.asked]
        assert paths[:2] == ["/robots.txt", "/sitemap.xml"]
        assert set(paths[2:4]) == {"/sitemap_index.xml", "/sitemap.txt"}  # side by side
        assert paths[4:] == ["/" + random_path(site.url).split("/", 3)[3], "/llms.txt"]
        assert site.connections <= 2
    assert set(robots) == {host_key(site.url)}
    kinds = store.db.execute("select kind from probes where run_id = ? order by kind", [run_id]).fetchall()
    assert [kind for (kind,) in kinds] == ["llms", "random-path", "robots", "robots-meta"]


def test_all_probes_of_a_site(store):
    key = "3f8a9c0d1e2b4a5c"
    answers = {
        "/": page("首页"), "/index.html": page("首页"), "/favicon.ico": Reply(b"\0\0\1\0", type="image/x-icon"),
        f"/{key}.txt": Reply(key, type=TEXT),
    }  # fmt: skip
    with HostSite(answers) as site:
        run_id, _ = probed(store, site.url, extra=True, indexnow_key=key)
        paths = [one.path for one in site.asked]
        connections = site.connections
    assert len(paths) == len(set(paths)) == 6 + 1 + 1 + 8  # key, favicon, aliases; an address with a port has no forms
    assert "/" not in paths
    assert connections <= 4  # one to measure, three for sitemap files side by side
    found = {kind: rows(store, run_id, kind) for kind in ("network", "favicon", "alias", "indexnow", "variant", "tls")}
    assert found["network"]["/"][2].keys() == {
        "addresses", "families", "dns_ms", "connect_ms", "tls_ms", "http", "server",
    }  # fmt: skip
    assert found["network"]["/"][2]["http"] == "http/1.1"
    assert found["network"]["/"][2]["server"].startswith("BaseHTTP")
    assert found["favicon"]["/favicon.ico"][2]["kind"] == "ico"
    assert found["indexnow"][f"/{key}.txt"][2]["matches"] is True
    assert found["alias"]["/index.html"][2]["title"] == "首页"
    assert {status for status, _, _ in found["alias"].values()} == {200, 404}
    assert (found["variant"], found["tls"]) == ({}, {})


def test_probes_obey_robots_txt(store):
    text = "User-agent: *\nDisallow: /index\nDisallow: /favicon.ico\nDisallow: /sitemap.xml\nDisallow: /llms.txt\nDisallow: /xunlu-"
    with TinySite({"/robots.txt": Reply(text, type=TEXT), "/sitemap.xml": urlset(), "/": page("首页")}) as site:
        run_id, _ = probed(store, site.url, extra=True)
        assert sorted(one.path for one in site.asked) == [
            "/default.aspx", "/home", "/robots.txt", "/sitemap.txt", "/sitemap_index.xml",
        ]  # fmt: skip
        assert files(store, run_id)["/sitemap.xml"][:4] == (None, "", 0, "disallowed")
        site.asked.clear()
        probed(store, site.url, extra=True, obey=False)
        assert {"/sitemap.xml", "/llms.txt", "/favicon.ico", "/index.html"} <= {one.path for one in site.asked}


def test_robots_txt_that_moved_is_told(store):
    robots = Reply("User-agent: *\nDisallow: /cart", type="text/html")
    with TinySite({"/robots.txt": moved("/r/robots.txt"), "/r/robots.txt": robots}) as site:
        run_id, found = probed(store, site.url, sitemaps="off")
        assert not found[host_key(site.url)].verdict("xunlu", f"{site.url}cart").allowed
        status, error, body = rows(store, run_id, "robots-meta")["/robots.txt"]
    assert (status, error, body["final"], body["content_type"]) == (301, "", f"{site.url}r/robots.txt", "text/html")
    assert [hop["status"] for hop in body["hops"]] == [301, 200]
    assert (body["bytes"], body["truncated"]) == (len(robots.sent), False)


def test_robots_txt_that_is_too_long_is_told(store):
    body = "User-agent: *\n" + "Disallow: /x\n" * 60_000
    with TinySite({"/robots.txt": Reply(body, type=TEXT)}) as site:
        run_id, _ = probed(store, site.url, sitemaps="off")
    meta = rows(store, run_id, "robots-meta")["/robots.txt"][2]
    assert (meta["bytes"], meta["truncated"]) == (500 * 1024, True)


def test_crawl_delay_holds_for_probes(store):
    with TinySite({"/robots.txt": Reply("User-agent: *\nCrawl-delay: 0.2", type=TEXT)}) as site:
        probed(store, site.url)
        times = [one.at for one in site.asked]
    assert len(times) == 6
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.15


def test_a_site_that_is_down(store):
    run_id, robots = probed(store, NOWHERE, extra=True)
    assert robots[host_key(NOWHERE)].closed == "refused"
    assert rows(store, run_id, "robots-meta")["/robots.txt"][:2] == (None, "refused")
    assert rows(store, run_id, "network")["/"][:2] == (None, "refused")
    assert files(store, run_id) == {}


def test_a_site_by_name_over_tls(store, tmp_path):
    """Four forms, the certificate of both hosts, and few connections."""
    authority = Authority(tmp_path)
    bare, www = "shop.example", "www.shop.example"
    home = moved(f"https://{bare}/")
    with (
        HostSite({f"{bare}/": home, f"{www}/": home, f"{bare}/tea": moved(f"https://{bare}/tea")}) as http,
        HostSite(
            {
                f"{bare}/": page("首页"), f"{www}/": home, f"{www}/tea": Reply(page("茶")), "/tea": page("茶"),
                f"{bare}/sitemap.xml": urlset(f"https://{bare}/", f"https://{bare}/tea"),
            },
            authority.serving([bare, www]),
        ) as https,
    ):  # fmt: skip
        places = {f"{name}:{port}": one.place for name in (bare, www) for port, one in ((80, http), (443, https))}
        prober = Prober("xunlu/test", 5, {}, connect_to=places, trusted=authority.trusting)
        probed(store, f"https://{bare}/", prober, hosts=[www], extra=True)
        assert [one for one in http.seen if "robots" in one] == []  # that of https holds
    variants = {
        url: (status, json.loads(body)["final"])
        for url, status, body in store.db.execute("select url, status, body from probes where kind = 'variant'")
    }
    assert variants == {
        f"https://{bare}/": (200, f"https://{bare}/"),
        f"http://{bare}/": (301, f"https://{bare}/"),
        f"https://{www}/": (301, f"https://{bare}/"),
        f"http://{www}/": (301, f"https://{bare}/"),
        f"http://{bare}/tea": (301, f"https://{bare}/tea"),
        f"https://{www}/tea": (200, f"https://{www}/tea"),
    }
    tls = {url: json.loads(body) for url, body in store.db.execute("select url, body from probes where kind = 'tls'")}
    assert tls.keys() == {f"https://{bare}/", f"https://{www}/"}
    assert {one["fault"] for one in tls.values()} == {""}
    network = [json.loads(body) for (body,) in store.db.execute("select body from probes where kind = 'network'")]
    assert {(one["http"], *one["addresses"], one["dns_ms"]) for one in network} == {("http/1.1", "127.0.0.1", None)}
    assert all(one["tls_ms"] >= 0 and one["connect_ms"] >= 0 for one in network)


def test_connections_of_a_host_over_tls(store, tmp_path):
    authority = Authority(tmp_path)
    with HostSite({"/": page("首页")}, authority.serving(["127.0.0.1"])) as site:
        run_id, _ = probed(store, site.url, Prober("xunlu/test", 5, {}, trusted=authority.trusting), extra=True)
        assert len(site.asked) == 15
        assert site.connections <= 5  # two handshakes, three for sitemap files side by side
    assert rows(store, run_id, "tls")["/"][2]["fault"] == ""


def test_nothing_goes_past_a_proxy(store):
    with TinySite({"http://shop.example/": page("首页")}) as proxy:
        prober = Prober("", 5, {}, entry=Entry("xunlu/test", {}, frozenset(), {}, {}, proxy=proxy.url))
        run_id, robots = probed(store, "http://shop.example/", prober, extra=True)
        assert all(one.path.startswith("http://") for one in proxy.asked)
    assert robots["shop.example"].closed == ""
    assert rows(store, run_id, "network") == rows(store, run_id, "tls") == {}
    assert rows(store, run_id, "alias")["/home"][0] == 404


# -- Sitemaps ----------------------------------------------------------------------------------------


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
        run_id, _ = probed(store, url, Prober("xunlu/test", 30, {}))
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


def test_probing_again_replaces(store):
    with TinySite({"/": page("首页"), "/favicon.ico": "x"}) as site:
        site.answers["/sitemap.xml"] = urlset(f"{site.url}a")
        run_id, _ = probed(store, site.url, extra=True)
        batch = Batch(store, run_id, Interner(store.db), lambda _: "")
        tables = ("sitemaps", "sitemap_urls", "probes")
        counts = [store.db.execute(f"select count(*) from {table}").fetchone() for table in tables]

        async def again():
            prober = Prober("xunlu/test", 5, {})
            async with prober.client:
                await probe_site(store, run_id, batch, [site.url], [], "auto", prober, extra=True)

        asyncio.run(again())
        assert [store.db.execute(f"select count(*) from {table}").fetchone() for table in tables] == counts
