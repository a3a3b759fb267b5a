"""Everything that is asked for before a crawl, of real servers, into a real store."""

import asyncio
import contextlib
import json
from itertools import pairwise

import pytest

from crawler.access import Entry
from crawler.batch import Batch
from crawler.interning import Interner
from crawler.probes import Prober, probe_site, random_path
from crawler.store import open_store
from crawler.urls import host_key
from tests.e2e.hosts import THIS, Authority, HostSite
from tests.e2e.probing import TEXT, files, probed, rows, urlset
from tests.e2e.tiny import NOWHERE, Reply, TinySite, moved, page


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as opened:
        yield opened


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
        prober = Prober("xunlu/test", 5, {}, guard=THIS, connect_to=places, trusted=authority.trusting)
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
        run_id, _ = probed(
            store, site.url, Prober("xunlu/test", 5, {}, guard=THIS, trusted=authority.trusting), extra=True
        )
        assert len(site.asked) == 15
        assert site.connections <= 5  # two handshakes, three for sitemap files side by side
    assert rows(store, run_id, "tls")["/"][2]["fault"] == ""


def test_many_hosts_are_asked_side_by_side_and_stored_in_order(store):
    waits = (0.4, 0.0, 0.2, 0.1, 0.0)
    sites = [TinySite({"/robots.txt": Reply(f"# {wait}", type=TEXT, wait=wait), "*": "x"}) for wait in waits]
    with contextlib.ExitStack() as stack:
        for site in sites:
            stack.enter_context(site)
        run_id, robots = probed(
            store, sites[0].url, hosts=[site.host for site in sites[1:]], sitemaps="off", extra=True
        )
        assert [[one.path for one in site.asked] for site in sites[1:]] == [["/robots.txt"]] * 4
    assert list(robots) == [site.host for site in sites]
    found = store.db.execute("select body from probes where run_id = ? and kind = 'robots'", [run_id]).fetchall()
    assert {body for (body,) in found} == {f"# {wait}" for wait in waits}
    assert store.db.execute("select count(*) from probes where kind = 'network'").fetchone() == (5,)


def test_a_host_that_starts_on_http_and_https_has_one_robots_txt(store, tmp_path):
    authority = Authority(tmp_path)
    with HostSite({}) as http, HostSite({}, authority.serving(["shop.example"])) as https:
        places = {"shop.example:80": http.place, "shop.example:443": https.place}
        prober = Prober("xunlu/test", 5, {}, guard=THIS, connect_to=places, trusted=authority.trusting)
        probed(store, "http://shop.example/", prober, sitemaps="off", further=["https://shop.example/zh/"])
    kinds = store.db.execute("select kind, url from probes where kind in ('robots', 'tls') order by kind").fetchall()
    assert kinds == [("robots", "http://shop.example/robots.txt"), ("tls", "https://shop.example/")]


def test_nothing_goes_past_a_proxy(store):
    with TinySite({"http://shop.example/": page("首页")}) as proxy:
        prober = Prober("", 5, {}, guard=THIS, entry=Entry("xunlu/test", {}, frozenset(), {}, {}, proxy=proxy.url))
        run_id, robots = probed(store, "http://shop.example/", prober, extra=True)
        assert all(one.path.startswith("http://") for one in proxy.asked)
    assert robots["shop.example"].closed == ""
    assert rows(store, run_id, "network") == rows(store, run_id, "tls") == {}
    assert rows(store, run_id, "alias")["/home"][0] == 404


def test_probing_again_replaces(store):
    with TinySite({"/": page("首页"), "/favicon.ico": "x"}) as site:
        site.answers["/sitemap.xml"] = urlset(f"{site.url}a")
        run_id, _ = probed(store, site.url, extra=True)
        batch = Batch(store, run_id, Interner(store.db), lambda _: "")
        tables = ("sitemaps", "sitemap_urls", "probes")
        counts = [store.db.execute(f"select count(*) from {table}").fetchone() for table in tables]

        async def again():
            prober = Prober("xunlu/test", 5, {}, guard=THIS)
            async with prober.transport:
                await probe_site(store, run_id, batch, [site.url], [], "auto", prober, extra=True)

        asyncio.run(again())
        assert [store.db.execute(f"select count(*) from {table}").fetchone() for table in tables] == counts
