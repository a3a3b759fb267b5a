"""The stage on small sites: components, dead ends, anchor profiles, external domains, links that lose strength."""

from __future__ import annotations

from math import log2

import pytest

from crawler.anchors import is_generic
from crawler.domains import registrable_domain
from crawler.offline import Answer, load_site
from crawler.store import open_store
from crawler.text import matching_copy
from linkgraph.stage import run_links

BASE = "https://example.com"
TEXT = "一段够长的正文，说明这壶茶的产地、年份与冲泡方法。" * 3


def page(*links: str, nav: tuple[str, ...] = (), head: str = "") -> str:
    """A page whose main part holds links (paths, or whole <a> elements) among text, under a navigation."""
    anchors = [link if link.startswith("<") else f'<a href="{link}">to {link}</a>' for link in links]
    menu = "".join(f'<a href="{path}">menu {path}</a>' for path in nav)
    body = "".join(f"<p>{TEXT}{anchor}</p>" for anchor in anchors) or f"<p>{TEXT}</p>"
    return f"<html><head><title>t</title>{head}</head><body><nav>{menu}</nav><main>{body}</main></body></html>"


def a(href: str, text: str = "文字", rel: str = "") -> str:
    return f'<a href="{href}" rel="{rel}">{text}</a>'


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as opened:
        yield opened


# Pages beside those of a test: what stands on half of a site's pages is boilerplate.
OTHERS = {f"/other/{name}": page() for name in "abcdef"}


def rows(store, sql, *values):
    cursor = store.db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def pages_of(store, answers, **options):
    """Rows of v_pages by path."""
    run_links(store, load_site(store, answers, **options))
    return {row["url"].removeprefix(BASE): row for row in rows(store, "select * from v_pages")}


def test_components_and_dead_ends(store):
    found = pages_of(
        store,
        {
            "/": page("/a", "/gone"),
            "/a": page("/b", a("/", rel="nofollow")),
            "/b": page("/a"),
            "/island": page("/island/2", "/island"),
            "/island/2": page("https://other.example/", "/gone", a("/island", rel="nofollow")),
            "/gone": Answer(page("/"), status=404),
        },
        sitemap=["/island"],
    )
    strong = {path: row["strong_component"] for path, row in found.items()}
    assert (strong["/a"], strong["/b"], strong["/gone"]) == (1, 1, None)
    assert sorted(strong[path] for path in ("/", "/island", "/island/2")) == [2, 3, 4]
    assert {path: row["weak_component"] for path, row in found.items()} == {
        "/": 1, "/a": 1, "/b": 1, "/island": 2, "/island/2": 2, "/gone": None,
    }  # fmt: skip
    assert [path for path, row in found.items() if row["dead_end"]] == ["/island/2"]
    sizes = "select distinct strong_size, weak_size from page_graph where strong_component = 1"
    assert store.db.execute(sizes).fetchall() == [(2, 3)]


def test_hubs_and_authorities_are_shares(store):
    found = pages_of(store, {"/": page("/a", "/b"), "/a": page("/b"), "/b": page(), "/x": Answer(status=404)})
    assert sum(row["hub"] for row in found.values()) == pytest.approx(1)
    assert max(found, key=lambda path: found[path]["hub"]) == "/"
    assert max(found, key=lambda path: found[path]["authority"]) == "/b"
    assert (found["/b"]["hub"], found["/x"]["authority"]) == (0, 0)


def test_editorial_and_nofollow_counts(store):
    answers = {f"/{name}": page("/promo", nav=("/", "/a")) for name in "abcde"}
    answers["/"] = page(
        "/promo", "/c", a("/d", rel="nofollow"), a("https://other.example/", rel="nofollow"), nav=("/a",)
    )
    found = pages_of(store, answers | {"/promo": page("/promo")})
    assert (found["/promo"]["inlinks"], found["/promo"]["inlinks_editorial"]) == (6, 0)  # on every page: boilerplate
    assert (found["/c"]["inlinks_editorial"], found["/d"]["inlinks_editorial"]) == (1, 1)
    assert (found["/"]["outlinks"], found["/"]["outlinks_editorial"], found["/"]["outlinks_nofollow"]) == (5, 3, 1)
    assert found["/a"]["outlinks_editorial"] == 0


def test_anchor_profile(store):
    answers = {
        "/": page(a("/tea", "龙井 茶"), a("/tea", "more »"), "/1", "/2", "/3", nav=("/tea",)),
        "/1": page(a("/tea", "龙井\u3000茶"), a("/tea", "龙井 茶")),
        "/2": page(a("/tea", ""), a("/tea", "<img src=x.png alt='龙井 茶'>")),
        "/3": page(a("/tea", "点击这里"), a("https://other.example/", "外")),
        "/tea": page(a("/tea", "自己")),
    }
    run_links(store, load_site(store, answers | OTHERS))
    (profile,) = rows(store, "select * from v_anchor_profiles where url = ?", f"{BASE}/tea")
    counts = [3, 1, 1, 1, 1]  # 龙井 茶, and once each: more », menu /tea, the empty one, 点击这里
    assert (profile["anchors"], profile["uses"], profile["uses_editorial"]) == (5, 7, 6)
    assert (profile["top_anchor"], profile["top_pages"]) == ("龙井 茶", 3)
    assert (profile["empty"], profile["generic"]) == (1, 2)
    assert profile["entropy"] == pytest.approx(sum(-n / 7 * log2(n / 7) for n in counts), abs=1e-5)
    tops = rows(store, "select place, anchor, kind, pages, pages_editorial from v_anchors where url = ?", f"{BASE}/tea")
    assert [row["place"] for row in tops] == [1, 2, 3, 4, 5]
    assert {row["anchor"]: (row["kind"], row["pages"], row["pages_editorial"]) for row in tops} == {
        "龙井 茶": ("text", 3, 3), "more »": ("generic", 1, 1), "menu /tea": ("text", 1, 0), "": ("empty", 1, 1),
        "点击这里": ("generic", 1, 1),
    }  # fmt: skip
    assert rows(store, "select * from v_anchors where url like 'https://other%'") == []


def test_only_twenty_anchors_are_kept(store):
    answers = {f"/{n}": page(a("/t", f"文字 {n}")) for n in range(30)} | {
        "/": page(a("/t", "常见")),
        "/x": page(a("/t", "常见")),
    }
    run_links(store, load_site(store, answers | {"/t": page()}))
    tops = rows(store, "select place, anchor, pages from v_anchors where url = ? order by place", f"{BASE}/t")
    assert [row["place"] for row in tops] == list(range(1, 21))
    assert (tops[0]["anchor"], tops[0]["pages"]) == ("常见", 2)
    assert rows(store, "select anchors from v_anchor_profiles where url = ?", f"{BASE}/t") == [{"anchors": 31}]


@pytest.mark.parametrize("text", ["点击这里", "更多>>", "[查看详情]", "Read more…", "MORE", "→ here", "了解更多 »"])
def test_phrases_that_say_nothing(text):
    assert is_generic(matching_copy(text))


@pytest.mark.parametrize("text", ["", "更多龙井茶", "read more about tea", "查看紫砂壶", ">>", "详情页设计"])
def test_phrases_that_say_something_or_are_none(text):
    assert not is_generic(matching_copy(text))


def test_external_domains(store):
    shared = a("https://icp.gov.cn/", "备案", "nofollow")
    answers = {f"/{name}": page(shared) for name in "abcde"}
    answers["/"] = page(
        shared, "/a", a("https://www.shop.com.cn/1", rel="sponsored"), a("https://m.shop.com.cn/2", rel="ugc nofollow"),
        a("https://m.shop.com.cn/2", "再次"), a("http://192.0.2.1:8080/"), a("mailto:a@b.cn"),
    )  # fmt: skip
    answers["/a"] = page(shared, a("https://www.shop.com.cn/1"), head='<meta name="robots" content="nofollow">')
    run_links(store, load_site(store, answers))
    found = {row["domain"]: row for row in rows(store, "select * from v_external_domains")}
    assert found.keys() == {"icp.gov.cn", "shop.com.cn", "192.0.2.1"}
    shop = found["shop.com.cn"]
    assert [shop[name] for name in ("hosts", "targets", "links", "pages")] == [2, 2, 4, 2]
    assert [shop[name] for name in ("followed", "nofollow", "sponsored", "ugc")] == [2, 2, 1, 1]
    assert [shop[name] for name in ("editorial", "repeated")] == [4, 0]
    assert (shop["example"], shop["target"]) == (f"{BASE}/", "https://www.shop.com.cn/1")
    assert [found["icp.gov.cn"][name] for name in ("pages", "nofollow", "editorial", "repeated")] == [6, 6, 0, 6]


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("m.shop.com.cn", "shop.com.cn"),
        ("shop.cn:8443", "shop.cn"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("[2001:db8::1]:443", "[2001:db8::1]"),
        ("[2001:db8::1]", "[2001:db8::1]"),
        ("localhost", "localhost"),
        ("xn--fiq228c.xn--55qx5d.cn", "xn--fiq228c.xn--55qx5d.cn"),
    ],
)
def test_registrable_domains(host, domain):
    assert registrable_domain(host) == domain


def test_links_that_lose_strength(store):
    answers = {
        "/": page("/a", "/old", a("/b", rel="nofollow"), "/variant", a("https://other.example/", rel="nofollow"), nav=("/old",)),
        "/a": page("/old", "/lost", "/variant", a("/b", rel="nofollow"), a("/b", "乙")),
        "/b": page("/b-moved", a("/b", rel="nofollow")),
        "/b-moved": Answer(status=301, location="/b"),
        "/old": Answer(status=301, location="/older"),
        "/older": Answer(status=302, location="/a"),
        "/lost": Answer(status=301, location="/gone"),
        "/gone": Answer(status=404),
        "/variant": page("/variant", head='<link rel="canonical" href="/a">'),
        "/own": page(head='<link rel="canonical" href="/own">'),
    }  # fmt: skip
    run_links(store, load_site(store, answers | OTHERS))
    found = {(row["kind"], row["target"].removeprefix(BASE)): row for row in rows(store, "select * from v_link_leaks")}
    assert {key: (row["final"], row["final_status"], row["hops"]) for key, row in found.items()} == {
        ("nofollow", "/b"): (None, None, 0),
        ("redirect", "/old"): (f"{BASE}/a", 200, 2),
        ("redirect", "/lost"): (f"{BASE}/gone", 404, 1),
        ("redirect", "/b-moved"): (f"{BASE}/b", 200, 1),
        ("canonical", "/variant"): (f"{BASE}/a", 200, 0),
    }
    counted = {target: (row["links"], row["pages"], row["editorial"]) for (_, target), row in found.items()}
    assert counted == {
        "/b": (2, 2, 2),
        "/old": (3, 2, 2),
        "/lost": (1, 1, 1),
        "/b-moved": (1, 1, 1),
        "/variant": (2, 2, 2),
    }
    assert found["redirect", "/old"]["example"] == f"{BASE}/"
    assert found["redirect", "/lost"]["example"] == f"{BASE}/a"


def test_all_tables_of_a_run_are_replaced(store):
    first = load_site(store, {"/": page("/old", a("https://x.example/")), "/old": Answer(status=301, location="/")})
    second = load_site(store, {"/": page("/a", a("https://y.example/")), "/a": page("/")})
    tables = (
        *("page_graph", "anchor_profiles", "page_anchors", "external_domains", "link_leaks"),
        *("link_communities", "link_flow", "link_graphs"),
    )

    def stored():
        return [store.db.execute(f"select * from {name} order by 1, 2, 3").fetchall() for name in tables]

    for run_id in (first, second):
        run_links(store, run_id)
    before = stored()
    assert all(before)
    run_links(store, first)
    assert stored() == before


def test_the_stage_is_marked_when_it_is_stored(store):
    run_id = load_site(store, {"/": page("/a"), "/a": page("/")})
    assert not store.stage_finished(run_id, "links")
    run_links(store, run_id)
    assert store.stage_finished(run_id, "links")


@pytest.mark.parametrize("answers", [{"/": Answer(error="refused")}, {"/": page()}, {"/": Answer(status=404)}])
def test_sites_without_links(store, answers):
    run_id = load_site(store, answers)
    run_links(store, run_id)
    assert store.stage_finished(run_id, "links")
    for name in ("anchor_profiles", "page_anchors", "external_domains", "link_leaks"):
        assert rows(store, f"select * from {name}") == []
