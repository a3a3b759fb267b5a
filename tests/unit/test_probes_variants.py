"""Forms of a site's addresses and names of its home page, asked of real servers that play several hosts."""

import asyncio

import pytest

from crawler.batch import text_hash
from crawler.extract import extract
from crawler.probe_variants import ALIASES, MAX_HOPS, Variants, aliases, forms, probe_alias
from crawler.probes import Prober
from crawler.robots import Robots, parse
from tests.e2e.hosts import THIS, Authority, HostSite
from tests.e2e.tiny import Reply, TinySite, moved, page

BARE, WWW = "shop.example", "www.shop.example"
HOME = page("茶舍", text="茶舍卖紫砂壶。")
CANONICAL = page("茶舍", text="茶舍卖紫砂壶。", head='<link rel="canonical" href="/">')
OPEN = Robots()


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


def found(authority, plain, secure, start=f"https://{BARE}/", *, names=(BARE, WWW), robots=None, inner="", obey=True):
    """Rows by URL of what servers with these answers say, and what they were asked for."""
    with HostSite(plain) as http, HostSite(secure, authority.serving(names)) as https:
        places = {f"{name}:{port}": site.place for name in (BARE, WWW) for port, site in ((80, http), (443, https))}

        async def ask():
            prober = Prober("xunlu/test", 5, {}, guard=THIS, connect_to=places, trusted=authority.trusting)
            variants = Variants(prober, start, robots or {BARE: OPEN, WWW: OPEN}, obey)
            async with prober.transport:
                return [*await variants.of_start(), *(await variants.of_inner(inner) if inner else [])]

        return {probe.url: probe for probe in asyncio.run(ask())}, [*http.seen, *https.seen]


def to_secure(path="/", status=301):
    return moved(f"https://{BARE}{path}", status)


def test_a_site_in_order(authority):
    plain = {f"{BARE}/": to_secure(), f"{WWW}/": to_secure()}
    rows, seen = found(authority, plain, {f"{BARE}/": HOME, f"{WWW}/": to_secure()})
    assert {url: (row.status, row.body["final"], row.body["final_status"]) for url, row in rows.items()} == {
        f"https://{BARE}/": (200, f"https://{BARE}/", 200),
        f"http://{BARE}/": (301, f"https://{BARE}/", 200),
        f"https://{WWW}/": (301, f"https://{BARE}/", 200),
        f"http://{WWW}/": (301, f"https://{BARE}/", 200),
    }
    assert rows[f"http://{WWW}/"].body["hops"] == [
        {"url": f"http://{WWW}/", "status": 301, "location": f"https://{BARE}/"},
        {"url": f"https://{BARE}/", "status": 200, "location": ""},
    ]
    main = extract(f"https://{BARE}/", HOME.encode(), content_type="text/html; charset=utf-8").page.main_text
    assert {row.body["text_hash"] for row in rows.values()} == {text_hash(main)}
    assert {(row.kind, row.body["role"], row.body["of"], row.error) for row in rows.values()} == {
        ("variant", "start", f"https://{BARE}/", "")
    }
    assert sorted(seen) == sorted([f"{BARE}/", f"{WWW}/"] * 2)  # each once


def test_forms_that_all_answer(authority):
    answers = {f"{BARE}/": HOME, f"{WWW}/": HOME}
    rows, _ = found(authority, answers, answers)
    assert {row.status for row in rows.values()} == {200}
    assert {len(row.body["hops"]) for row in rows.values()} == {1}


def test_chains_are_followed_hop_by_hop(authority):
    plain = {f"{WWW}/": moved(f"http://{BARE}/", 302), f"{BARE}/": to_secure()}
    rows, _ = found(authority, plain, {f"{BARE}/": HOME, f"{WWW}/": moved(f"http://{WWW}/")})
    hops = rows[f"https://{WWW}/"].body["hops"]
    assert [(hop["url"], hop["status"]) for hop in hops] == [
        (f"https://{WWW}/", 301), (f"http://{WWW}/", 302), (f"http://{BARE}/", 301), (f"https://{BARE}/", 200),
    ]  # fmt: skip


def test_loops_and_endless_chains_end(authority):
    plain = {f"{BARE}/": moved(f"http://{BARE}/"), f"{WWW}/": moved("/0")}
    plain |= {f"{WWW}/{n}": moved(f"/{n + 1}") for n in range(50)}
    rows, _ = found(authority, plain, {f"{BARE}/": HOME})
    loop, endless = rows[f"http://{BARE}/"], rows[f"http://{WWW}/"]
    assert (loop.error, loop.status, loop.body["final_status"], len(loop.body["hops"])) == (
        "redirect-loop",
        301,
        None,
        1,
    )
    assert (endless.error, len(endless.body["hops"])) == ("too-many-redirects", MAX_HOPS + 1)


def test_other_hosts_are_not_asked(authority):
    with TinySite({"*": HOME}) as other:
        rows, _ = found(authority, {f"{BARE}/": moved(other.url), f"{WWW}/": HOME}, {f"{BARE}/": HOME})
        assert not other.asked
    row = rows[f"http://{BARE}/"]
    assert (row.status, row.error, row.body["left"], row.body["final"], row.body["final_status"]) == (
        301, "", True, other.url, None,
    )  # fmt: skip
    assert "text_hash" not in row.body


def test_a_certificate_without_the_other_name(authority):
    plain = {f"{BARE}/": to_secure(), f"{WWW}/": to_secure(), f"{WWW}/robots.txt": Reply("", 404)}
    robots = {BARE: OPEN, WWW: Robots(closed="tls")}
    rows, seen = found(authority, plain, {f"{BARE}/": HOME}, names=(BARE,), robots=robots)
    assert (rows[f"https://{WWW}/"].status, rows[f"https://{WWW}/"].error) == (None, "tls")
    assert rows[f"http://{WWW}/"].body["final"] == f"https://{BARE}/"
    assert seen.count(f"{WWW}/robots.txt") == 1  # of http, which was not known


def test_a_host_without_a_name_is_not_asked(authority):
    robots = {BARE: OPEN, WWW: Robots(closed="dns")}
    rows, seen = found(authority, {f"{BARE}/": to_secure()}, {f"{BARE}/": HOME}, robots=robots)
    assert {rows[f"{scheme}://{WWW}/"].error for scheme in ("http", "https")} == {"dns"}
    assert not [one for one in seen if one.startswith(WWW)]


def test_robots_txt_is_obeyed(authority):
    answers = {f"{BARE}/": HOME, f"{WWW}/": HOME}
    robots = {BARE: OPEN, WWW: parse(b"User-agent: *\nDisallow: /")}
    rows, seen = found(authority, answers, answers, robots=robots)
    assert {rows[f"{scheme}://{WWW}/"].error for scheme in ("http", "https")} == {"disallowed"}
    assert not [one for one in seen if one.startswith(WWW)]
    rows, _ = found(authority, answers, answers, robots=robots, obey=False)
    assert {row.status for row in rows.values()} == {200}


def test_robots_txt_of_a_host_that_is_none_of_the_site_is_read(authority):
    answers = {
        f"{BARE}/": HOME,
        f"{WWW}/": HOME,
        f"{WWW}/robots.txt": Reply("User-agent: *\nDisallow: /", type="text/plain"),
    }
    rows, seen = found(authority, answers, answers, robots={BARE: OPEN})
    assert rows[f"https://{WWW}/"].error == "disallowed"
    assert seen.count(f"{WWW}/robots.txt") == 2  # of http and of https


def test_an_inner_page(authority):
    plain = {f"{BARE}/": to_secure(), f"{WWW}/": to_secure(), f"{BARE}/tea": HOME}
    secure = {f"{BARE}/": HOME, f"{WWW}/": to_secure(), f"{WWW}/tea": to_secure()}
    rows, _ = found(authority, plain, secure, inner=f"https://{BARE}/tea")
    inner = {url: row for url, row in rows.items() if row.body["role"] == "inner"}
    assert {url: (row.status, row.body["of"], row.body["final"]) for url, row in inner.items()} == {
        f"http://{BARE}/tea": (200, f"https://{BARE}/tea", f"http://{BARE}/tea"),
        f"https://{WWW}/tea": (301, f"https://{BARE}/tea", f"https://{BARE}/"),
    }


def test_an_inner_page_of_a_site_on_http(authority):
    plain = {
        f"{BARE}/": HOME,
        f"{WWW}/": moved(f"http://{BARE}/"),
        f"{WWW}/tea": moved(f"http://{BARE}/tea"),
        f"{BARE}/tea": HOME,
    }
    rows, _ = found(authority, plain, {}, f"http://{BARE}/", inner=f"http://{BARE}/tea")
    inner = [url for url, row in rows.items() if row.body["role"] == "inner"]
    assert inner == [f"http://{WWW}/tea"]
    assert rows[f"https://{BARE}/"].status == 404


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        ("https://shop.cn/", ["https://shop.cn/", "http://shop.cn/", "https://www.shop.cn/", "http://www.shop.cn/"]),
        ("http://www.shop.cn/zh/?a=1", [
            "http://www.shop.cn/zh/?a=1", "https://www.shop.cn/zh/?a=1", "http://shop.cn/zh/?a=1", "https://shop.cn/zh/?a=1",
        ]),
        ("https://m.shop.cn/", ["https://m.shop.cn/", "http://m.shop.cn/"]),
        ("https://shop.cn:8443/", []), ("http://127.0.0.1/", []), ("http://[::1]/", []), ("http://localhost/", []),
        ("http://shop.localhost/", []),
    ],
)  # fmt: skip
def test_forms(start, wanted):
    assert forms(start) == wanted


def test_names_of_the_home_page():
    answers = {
        "/index.html": CANONICAL, "/index.php": moved("/"), "/index.htm": Reply(page("没有这一页"), 200),
        "/home": Reply("x", type="text/plain"), "/index.jsp": Reply(status=500),
    }  # fmt: skip

    async def ask(site):
        prober = Prober("xunlu/test", 5, {}, guard=THIS)
        async with prober.transport:
            text = extract(site.url, page("没有这一页").encode()).page.main_text
            return {url.removeprefix(site.url): await probe_alias(prober, url, text) for url in aliases(site.url)}

    with TinySite(answers) as site:
        rows = asyncio.run(ask(site))
        assert [one.path for one in site.asked] == [f"/{name}" for name in ALIASES]
        home = text_hash(extract(site.url, HOME.encode()).page.main_text)
        assert (rows["index.html"].status, rows["index.html"].body["text_hash"]) == (200, home)
        assert rows["index.html"].body["canonical"] == site.url
        assert rows["index.html"].body["like_random"] is False
        assert rows["index.htm"].body["like_random"] is True
        assert (rows["index.php"].status, rows["index.php"].body) == (301, {"location": site.url})
    assert {rows[name].status for name in ("index.asp", "default.aspx")} == {404}
    assert rows["index.jsp"].status == 500
    assert rows["home"].body == {"location": "", "like_random": False}
    assert len(rows) <= 8


def test_names_in_the_folder_of_the_start():
    assert next(aliases("https://shop.cn/zh/index.html?a=1")) == "https://shop.cn/zh/index.html"
    assert "https://shop.cn/zh/index.html" not in list(aliases("https://shop.cn/zh/index.html"))
    assert list(aliases("https://shop.cn/zh/"))[-1] == "https://shop.cn/zh/home"
