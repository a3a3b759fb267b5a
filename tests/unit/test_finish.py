"""What only the end of a crawl shows: templates, page types, indexability, redirect chains, robots."""

from __future__ import annotations

import pytest

from configs.settings import PageType
from crawler.finish import finish, page_type
from crawler.offline import Answer, load_site
from crawler.shapes import MANY_VALUES, generalised
from crawler.store import open_store

BASE = "https://example.com"


def page(body: str = "正文", head: str = "") -> str:
    return f"<html><head><title>茶</title>{head}</head><body><p>{body}</p></body></html>"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        yield store


def column(store, name: str, run_id: int = 1) -> dict[str, object]:
    rows = store.db.execute(f"select url, {name} from v_pages where run_id = ? order by url", [run_id])
    return {url.removeprefix(BASE): value for url, value in rows}


# -- templates --------------------------------------------------------------------------------------


def test_thirty_values_of_a_segment_are_names_and_more_are_a_variable():
    few = [f"/tea/kind-{letter * 2}" for letter in map(chr, range(97, 97 + 26))] + [
        "/tea/x",
        "/tea/y",
        "/tea/z",
        "/tea/w",
    ]
    assert len(few) == MANY_VALUES
    assert generalised(few) == few
    assert set(generalised([*few, "/tea/one-more"])) == {"/tea/*"}


def many(pattern: str, count: int = 31) -> list[str]:
    return [pattern.format(chr(0x4E00 + number)) for number in range(count)]


def test_the_extension_and_the_query_stay():
    assert set(generalised(many("/p/{}.html"))) == {"/p/*.html"}
    assert set(generalised(many("/p/{}?page&sort"))) == {"/p/*?page&sort"}


def test_prefixes_are_told_apart():
    shapes = [*many("/tea/{}"), "/cup/blue", "/cup/red"]
    assert generalised(shapes)[-2:] == ["/cup/blue", "/cup/red"]


def test_a_variable_in_the_middle_joins_what_is_below():
    shapes = [shape for kind in many("/{}") for shape in (f"{kind}/about", f"{kind}/shop")]
    assert set(generalised(shapes)) == {"/*/about", "/*/shop"}
    deep = [f"/{chr(0x4E00 + number)}/{chr(0x5E00 + number)}" for number in range(40)]
    assert set(generalised(deep)) == {"/*/*"}


def test_depths_are_not_compared():
    assert generalised([*many("/a/{}", 20), *many("/a/{}/b", 20)])[0] == f"/a/{chr(0x4E00)}"


@pytest.mark.parametrize("count", [31, 200])
def test_the_order_does_not_matter(count):
    shapes = [*many("/p/{}/x", count), *many("/p/{}/y", 5), *many("/q/{}.html", 10), "/", "/p/"]
    forwards = dict(zip(shapes, generalised(shapes), strict=True))
    backwards = dict(zip(shapes[::-1], generalised(shapes[::-1]), strict=True))
    assert forwards == backwards


def test_templates_of_a_crawl(store):
    load_site(
        store,
        {
            "/": page(),
            **{f"/tea/{chr(97 + n % 26)}x{chr(97 + n // 26)}": page(str(n)) for n in range(40)},
            "/p/7.html?b=1&a=2": page(),
        },
    )
    found = column(store, "template")
    assert found.pop("/") == "/"
    assert found.pop("/p/7.html?b=1&a=2") == "/p/*.html?a&b"
    assert set(found.values()) == {"/tea/*"}


# -- page types -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "schema", "expected"),
    [
        ("/", (), "home"),
        ("/en/", (), "home"),
        ("/zh-cn", (), "home"),
        ("/index.html", (), "home"),
        ("/x/1", ("Product", "BreadcrumbList"), "product"),
        ("/x/1", ("Product", "ItemList"), "category"),
        ("/x/1", ("BlogPosting",), "article"),
        ("/x/1", ("CollectionPage",), "category"),
        ("/products/12", (), "product"),
        ("/goods-12.html", (), "product"),
        ("/blog/how-to", (), "article"),
        ("/news/", (), "category"),
        ("/about-us", (), "legal"),
        ("/cart", (), "account"),
        ("/tea/", (), "category"),
        ("/tea", (), "other"),
        ("/start", (), "home"),
        ("/special/1", ("Product",), "offer"),
    ],
)
def test_page_types(path, schema, expected):
    assert page_type(BASE + path, schema, [PageType("offer", "/special/*")], f"{BASE}/start") == expected


# -- indexability -----------------------------------------------------------------------------------


def test_reasons_against_indexing(store):
    load_site(
        store,
        {
            "/": page(),
            "/self": page(head=f"<link rel=canonical href='{BASE}/self#x'>"),
            "/other": page(head="<link rel=canonical href='/self'>"),
            "/noindex": page(head="<meta name=baiduspider content=noindex>"),
            "/header": Answer(page(), headers={"X-Robots-Tag": "none"}),
            "/gone": Answer(page(), status=404),
            "/moved": Answer(status=302, location="/self"),
            "/down": Answer(error="timeout"),
            "/file.pdf": Answer("%PDF", headers={"Content-Type": "application/pdf"}),
            "/both": page(),
            "/google": page(),
        },
        robots="User-agent: Googlebot\nDisallow: /both\nDisallow: /google\nUser-agent: Baiduspider\nDisallow: /both",
    )
    assert column(store, "indexable_reason") == {
        "/": "ok",
        "/self": "ok",
        "/other": "canonicalised",
        "/noindex": "noindex",
        "/header": "noindex",
        "/gone": "status",
        "/moved": "status",
        "/down": "status",
        "/file.pdf": "not-html",
        "/both": "disallowed",
        "/google": "ok",  # the other engine may
    }
    assert sum(column(store, "indexable").values()) == 3


# -- redirects --------------------------------------------------------------------------------------


def chains(store):
    found: dict[str, list[str]] = {}
    for url, target in store.db.execute("select url, target from v_redirects order by url, hop"):
        found.setdefault(url.removeprefix(BASE), []).append(target.removeprefix(BASE))
    return found


def test_redirect_chains_hop_by_hop(store):
    load_site(
        store,
        {
            "/": page(),
            "/1": Answer(status=301, location="/2"),
            "/2": Answer(status=302, location="/3"),
            "/3": page(),
            "/out": Answer(status=301, location="https://other.cn/"),
            "/loop": Answer(status=301, location="/pool"),
            "/pool": Answer(status=301, location="/loop"),
            "/self": Answer(status=301, location="/self"),
        },
    )
    assert chains(store) == {
        "/1": ["/2", "/3"],
        "/2": ["/3"],
        "/out": ["https://other.cn/"],
        "/loop": ["/pool", "/loop"],
        "/pool": ["/loop", "/pool"],
        "/self": ["/self"],
    }


def test_a_chain_is_followed_for_ten_hops(store):
    load_site(store, {"/": page(), **{f"/{n}": Answer(status=301, location=f"/{n + 1}") for n in range(1, 16)}})
    assert len(chains(store)["/1"]) == 10


# -- robots -----------------------------------------------------------------------------------------


def test_robots_verdicts_of_known_urls(store):
    run_id = load_site(
        store,
        {"/": page("<a href=/cart/1>x</a>"), "/tea": page()},
        sitemap=["/cart/2"],
        robots="User-agent: *\nDisallow: /cart\nUser-agent: bingbot\nDisallow:",
    )
    store.use_run(run_id)
    rows = store.db.execute(
        "select distinct replace(url, ?, ''), line, rule from run_robots order by 1", [BASE]
    ).fetchall()
    assert rows == [("/cart/1", 2, "Disallow: /cart"), ("/cart/2", 2, "Disallow: /cart")]
    agents = {row[0] for row in store.db.execute("select agent from run_robots")}
    assert "bingbot" not in agents
    assert {"*", "Googlebot", "Baiduspider"} <= agents


@pytest.mark.parametrize(
    ("status", "error", "rule"),
    [(503, "", "503"), (429, "", "429"), (None, "timeout", "timeout"), (404, "", None), (403, "", None), (301, "", None), (None, "too-many-redirects", None)],
)  # fmt: skip
def test_a_robots_txt_that_could_not_be_read(store, status, error, rule):
    run_id = load_site(store, {"/": page()})
    store.db.execute("update probes set status = ?, error = ?, body = '' where kind = 'robots'", [status, error])
    finish(store, run_id)
    rules = {row[0] for row in store.db.execute("select rule from page_robots")}
    assert rules == (set() if rule is None else {rule})
    assert column(store, "indexable_reason") == {"/": "ok" if rule is None else "disallowed"}


def test_finishing_again_changes_nothing(store):
    run_id = load_site(
        store, {"/": page(), "/a": Answer(status=301, location="/")}, robots="User-agent: *\nDisallow: /a"
    )
    tables = ("page_states", "redirects", "page_robots", "templates")
    before = [store.db.execute(f"select * from {table}").fetchall() for table in tables]
    finish(store, run_id)
    assert [store.db.execute(f"select * from {table}").fetchall() for table in tables] == before
    assert all(before)


def test_configured_types_are_written(store):
    run_id = load_site(store, {"/": page(), "/special/1": page()})
    finish(store, run_id, [PageType("offer", "/special/*")])
    assert column(store, "page_type") == {"/": "home", "/special/1": "offer"}


def test_runs_are_finished_apart(store):
    first = load_site(store, {"/": page(), "/a": Answer(status=301, location="/")})
    second = load_site(store, {"/": page(), "/a": page()})
    finish(store, second)
    assert column(store, "indexable_reason", first)["/a"] == "status"
    assert column(store, "indexable_reason", second)["/a"] == "ok"
