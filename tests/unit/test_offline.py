"""A site from given answers: the same rows as a crawl."""

from __future__ import annotations

import pytest

from crawler.offline import Answer, load_site
from crawler.store import open_store

PAGE = "<html><head><title>{0}</title></head><body><main><p>{0}</p>{1}</main></body></html>"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        yield store


def test_a_run_that_is_complete(store):
    run_id = load_site(store, {"/": PAGE.format("首页", "<a href=/a>甲</a>"), "/a": PAGE.format("甲", "")})
    run = store.run()
    assert (run.run_id, run.status, run.site, run.role, run.start_url) == (
        run_id,
        "complete",
        "example",
        "target",
        "https://example.com/",
    )
    assert store.stage_finished(run_id, "finish")
    assert store.db.execute("select count(*) from v_links where internal").fetchone() == (1,)


def test_a_run_that_is_not(store):
    load_site(store, {"/": ""}, complete=False, name="rival", role="competitor", base="http://127.0.0.1:8081/")
    (run,) = store.runs()
    assert (run.status, run.reason, run.role, run.start_url) == (
        "partial",
        "max-pages",
        "competitor",
        "http://127.0.0.1:8081/",
    )


def test_answers_of_every_kind(store):
    load_site(
        store,
        {
            "/": PAGE.format("首页", ""),
            "/a?b=红": PAGE.format("甲", ""),
            "/r": Answer(status=301, location="/a"),
            "/e": Answer(error="timeout"),
            "/s": Answer(status=503),
            "/h": Answer(
                "<title>x</title>",
                headers={"Content-Type": "text/html; charset=utf-8", "X-Robots-Tag": "noindex"},
                ttfb_ms=900,
            ),
            "/i": Answer("x", headers={"content-type": "image/png"}),
        },
    )
    rows = store.db.execute(
        "select substr(url, 20), status, error, redirect_to, x_robots, is_html, ttfb_ms, attempts from v_pages order by url_id"
    )
    assert rows.fetchall() == [
        ("/", 200, None, None, "", 1, 50, 1),
        ("/a?b=%E7%BA%A2", 200, None, None, "", 1, 50, 1),
        ("/r", 301, None, "https://example.com/a", "", 1, 50, 1),
        ("/e", None, "timeout", None, "", 0, None, 3),
        ("/s", 503, None, None, "", 1, 50, 3),
        ("/h", 200, None, None, "noindex", 1, 900, 1),
        ("/i", 200, None, None, "", 0, 50, 1),
    ]


def test_what_is_linked_but_not_answered_was_not_asked(store):
    load_site(store, {"/": PAGE.format("首页", "<a href=/nowhere>x</a>")})
    assert store.db.execute(
        "select u.url, f.state, f.reason from frontier f join urls u using (url_id) where f.state <> 2"
    ).fetchall() == [("https://example.com/nowhere", 5, "offline")]


def test_sitemap_robots_and_random_path(store):
    load_site(
        store,
        {"/": PAGE.format("首页", ""), "/a": ""},
        sitemap=["/a", "/a", "/b"],
        robots="User-agent: *\nDisallow: /b",
        random_path=PAGE.format("找不到", ""),
    )
    assert dict(store.db.execute("select substr(url, 20), in_sitemap from v_pages").fetchall()) == {"/": 0, "/a": 1}
    assert store.db.execute("select kind, urls from sitemaps").fetchall() == [("urlset", 3)]
    probes = {kind: (status, body) for kind, status, body in store.db.execute("select kind, status, body from probes")}
    assert probes == {"robots": (200, "User-agent: *\nDisallow: /b"), "random-path": (200, "找不到"), "llms": (404, "")}


URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def test_files_among_the_answers_are_read_as_in_a_crawl(store):
    locs = "".join(f"<url><loc>{loc}</loc></url>" for loc in ("https://example.com/a", "/b", "https://example.com/a"))
    load_site(
        store,
        {
            "/": PAGE.format("首页", ""),
            "/robots.txt": Answer("Sitemap: https://example.com/maps.xml"),
            "/llms.txt": Answer("# 茶舍"),
            "/maps.xml": Answer(
                '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
                "<sitemap><loc>https://example.com/one.xml</loc></sitemap>"
                "<sitemap><loc>https://example.com/lost.xml</loc></sitemap></sitemapindex>"
            ),
            "/one.xml": Answer(URLSET.format(locs)),
        },
    )
    rows = store.db.execute("select url, status, kind, urls, origin, faults from sitemaps order by url").fetchall()
    assert [(url.removeprefix("https://example.com"), *rest) for url, *rest in rows] == [
        ("/lost.xml", 404, "", 0, "index", "{}"),
        ("/maps.xml", 200, "index", 2, "robots", "{}"),
        ("/one.xml", 200, "urlset", 3, "index", '{"relative": 1, "duplicate": 1}'),
        ("/sitemap.xml", 404, "", 0, "guess", "{}"),
    ]
    assert store.db.execute("select listed, also_id from sitemap_urls").fetchall() == [(2, None)]
    assert store.db.execute("select url from v_pages").fetchall() == [("https://example.com/",)]
    probes = dict(store.db.execute("select kind, body from probes").fetchall())
    assert (probes["llms"], probes["robots"]) == ("# 茶舍", "Sitemap: https://example.com/maps.xml")


def test_further_names_are_tried_when_nothing_is_found(store):
    load_site(store, {"/": "", "/robots.txt": Answer(error="timeout")})
    places = store.db.execute("select url, origin from sitemaps order by sitemap_id").fetchall()
    assert [(url.removeprefix("https://example.com"), place) for url, place in places] == [
        ("/sitemap.xml", "guess"),
        ("/sitemap_index.xml", "guess"),
        ("/sitemap.txt", "guess"),
    ]
    assert store.db.execute("select status, error from probes where kind = 'robots'").fetchone() == (None, "timeout")


def test_an_error_within_writes_nothing(store):
    with pytest.raises(AttributeError):
        load_site(store, {"/": "", "/broken": None})  # type: ignore[dict-item]
    assert store.runs() == []
    assert store.db.execute("select count(*) from urls").fetchone() == (0,)


def test_an_index_that_lists_itself_is_read_once(store):
    index = "".join(f"<sitemap><loc>https://example.com/{name}.xml</loc></sitemap>" for name in ("sitemap", "a", "a"))
    body = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}</sitemapindex>'
    locs = "<url><loc>https://example.com/</loc></url>"
    load_site(store, {"/": "", "/sitemap.xml": body, "/a.xml": URLSET.format(locs * 2)})
    rows = store.db.execute("select url, kind, urls from sitemaps order by sitemap_id").fetchall()
    assert rows == [("https://example.com/sitemap.xml", "index", 3), ("https://example.com/a.xml", "urlset", 2)]
    assert store.db.execute("select listed, also_id from sitemap_urls").fetchall() == [(2, None)]
