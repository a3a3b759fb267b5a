"""Nothing leads the crawler to this machine or a private network: no name, link, redirect, sitemap or robots.txt."""

import pytest

from tests.e2e.hosts import HostSite
from tests.e2e.names import NamedProgram
from tests.e2e.program import query
from tests.e2e.tiny import Reply, TinySite, moved, page

SHOP, CDN, DEEP, INSIDE = "shop.example.com", "cdn.example.net", "deep.shop.example.com", "127.0.0.3"
ROWS = "select u.url, p.status, p.error from pages p join urls u using (url_id)"


@pytest.fixture
def inside():
    with TinySite({"*": page("内网"), "/robots.txt": Reply("", 404)}, address=INSIDE) as site:
        yield site


def test_a_start_whose_name_leads_inside_is_refused_and_says_how_to_allow_it(tmp_path):
    with HostSite({"/": page("内网店")}) as site:
        port = site.place.rpartition(":")[2]
        xunlu = NamedProgram(tmp_path, {SHOP: "127.0.0.1"})
        refused = xunlu("crawl", f"http://{SHOP}:{port}/", code=3)
        assert site.asked == []
        assert "XE-201" in refused.err
        assert "private network" in refused.err
        assert "--allow-private" in refused.err
        assert query(xunlu.db, "select status, reason from runs") == [("failed", "unreachable")]
        xunlu("crawl", f"http://{SHOP}:{port}/", "--allow-private", "127.0.0.1", "--fresh")
        assert query(xunlu.db, f"{ROWS} where p.run_id = 2") == [(f"http://{SHOP}:{port}/", 200, None)]


def test_everything_on_the_way_is_judged_where_it_leads(tmp_path, inside):
    port = inside.port
    hidden = f"http://{INSIDE}:{port}"
    body = (
        f'<a href="http://{DEEP}:{{port}}/deep">深</a><a href="/moved">跳</a><a href="{hidden}/link">内</a>'
        f'<a href="http://0x7f.0.0.3:{port}/hex">内</a><a href="http://2130706435:{port}/number">内</a>'
        f'<a href="http://[::ffff:127.0.0.3]:{port}/mapped">内</a><a href="http://{CDN}:{port}/named">名</a>'
        f'<a href="http://169.254.169.254/latest/meta-data/">云</a><img src="{hidden}/image.png">'
        f'<link rel="alternate" hreflang="en" href="{hidden}/en"><link rel="canonical" href="{hidden}/canonical">'
        f'<meta http-equiv="refresh" content="9; url={hidden}/refresh"><a href="file:///etc/passwd">文件</a>'
    )
    with HostSite({}) as site:
        own = site.place.rpartition(":")[2]
        site.answers |= {
            "/": page("店", text=body.format(port=port)),
            "/moved": moved(f"{hidden}/redirect"),
            "/robots.txt": Reply(
                f"User-agent: *\nSitemap: {hidden}/sitemap.xml\nSitemap: /map.xml\n", type="text/plain"
            ),
            "/map.xml": moved(f"{hidden}/map.xml"),
            "/favicon.ico": moved(f"{hidden}/favicon.ico"),
            "/llms.txt": moved(f"{hidden}/llms.txt"),
        }
        xunlu = NamedProgram(tmp_path, {SHOP: "127.0.0.1", DEEP: INSIDE, CDN: INSIDE, f"www.{SHOP}": INSIDE})
        xunlu(
            "crawl", f"http://{SHOP}:{own}/", "--allow-private", "127.0.0.1/32", "--within", "subdomains",
            "--check-external", "get", "--check-resources", "get",
        )  # fmt: skip
    assert inside.asked == []
    pages = {url: (status, error) for url, status, error in query(xunlu.db, ROWS)}
    assert pages[f"http://{SHOP}:{own}/"] == (200, None)
    assert pages[f"http://{SHOP}:{own}/moved"] == (301, None)
    files = dict(query(xunlu.db, "select u.url, r.error from resources r join urls u using (url_id)"))
    for path in ("/link", "/image.png"):
        assert files[hidden + path] == "private"
    assert files[f"http://{CDN}:{port}/named"] == "private"
    assert files["http://169.254.169.254/latest/meta-data/"] == "private"
    assert (
        dict(query(xunlu.db, "select url, error from sitemaps where url like '%xml'"))[f"{hidden}/sitemap.xml"]
        == "private"
    )


def test_a_subdomain_that_leads_inside_is_not_asked_for_its_robots_txt(tmp_path):
    with (
        HostSite({}) as site,
        TinySite({"*": page("内网")}, address=INSIDE, port=int(site.place.rpartition(":")[2])) as inside,
    ):
        port = inside.port
        site.answers["/"] = page("店", f"http://{DEEP}:{port}/deep", f"http://a.{DEEP}:{port}/nobody")
        xunlu = NamedProgram(tmp_path, {SHOP: "127.0.0.1", DEEP: INSIDE})
        xunlu("crawl", f"http://{SHOP}:{port}/", "--allow-private", "127.0.0.1/32", "--within", "subdomains")
        assert inside.asked == []
    pages = {url: (status, error) for url, status, error in query(xunlu.db, ROWS)}
    assert pages[f"http://{SHOP}:{port}/"] == (200, None)
    assert pages[f"http://{DEEP}:{port}/deep"] == (None, "private")


def test_a_configuration_opens_a_network_for_one_site(tmp_path):
    with HostSite({"/": page("店")}) as site:
        port = site.place.rpartition(":")[2]
        xunlu = NamedProgram(tmp_path, {SHOP: "127.0.0.1", CDN: "127.0.0.1"})
        (tmp_path / "xunlu.toml").write_text(
            f'version = 1\n[sites.shop]\nstart = ["http://{SHOP}:{port}/"]\n'
            '[sites.shop.crawl]\nallow_private = ["127.0.0.0/8"]\n'
            f'[sites.rival]\nrole = "competitor"\nstart = ["http://{CDN}:{port}/"]\n',
            "utf-8",
        )
        said = xunlu("crawl")
        assert {host.partition("/")[0] for host in site.seen} == {f"{SHOP}:{port}"}
    assert "private network" in said.err
    assert query(xunlu.db, "select s.name, r.status from runs r join sites s using (site_id) order by 1") == [
        ("rival", "failed"),
        ("shop", "complete"),
    ]


@pytest.mark.parametrize("network", ["10.0.0.0/99", "intranet", ""])
def test_what_is_no_network(xunlu, network):
    said = xunlu("crawl", "http://127.0.0.1:4/", "--allow-private", network, code=2)
    assert "10.0.0.0/8" in said.err


@pytest.mark.parametrize("workers", [1, 2])
def test_a_name_that_leads_elsewhere_after_robots_txt_was_read(tmp_path, workers):
    """As an attacker's name server does it: public when it is looked at, private when it is asked for."""
    xunlu = NamedProgram(tmp_path, {SHOP: "127.0.0.1", DEEP: "127.0.0.1"})

    def flip(before):
        xunlu.name({SHOP: "127.0.0.1", DEEP: INSIDE})
        return Reply("User-agent: *\nAllow: /\n", type="text/plain")

    with HostSite({}) as site, TinySite({"*": page("内网")}, address=INSIDE, port=site.port) as inside:
        port = site.port
        site.answers |= {
            "/": page("店", f"http://{DEEP}:{port}/deep", "/a"),
            "/a": page("甲"),
            f"{DEEP}:{port}/robots.txt": flip,
        }
        xunlu(
            "crawl", f"http://{SHOP}:{port}/", "--allow-private", "127.0.0.1/32", "--within", "subdomains",
            "--workers", workers,
        )  # fmt: skip
        assert f"{DEEP}:{port}/robots.txt" in site.seen
        assert inside.asked == []
    pages = {url: (status, error) for url, status, error in query(xunlu.db, ROWS)}
    assert pages[f"http://{SHOP}:{port}/a"] == (200, None)
    assert pages[f"http://{DEEP}:{port}/deep"] == (None, "private")
