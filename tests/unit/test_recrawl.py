"""What a conditional crawl takes over from an earlier run, and from which."""

from __future__ import annotations

import json

import pytest

from crawler.facts.version import FACTS_VERSION
from crawler.offline import Answer, load_site
from crawler.records import Lease, LinkKind
from crawler.recrawl import Earlier, Validators, base_run
from crawler.runs import close_run
from crawler.store import open_store
from tests.unit.prepared import site_crawl

BASE = "https://shop.example"
TAG = {"etag": '"v1"'}
DATE = {"last-modified": "Tue, 24 Nov 2026 08:00:00 GMT"}


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as opened:
        yield opened


def run(store, answers=None, status="complete", **columns):
    """A finished run; further columns of `runs` as they should be."""
    run_id = load_site(store, answers or {"/": "<title>首页</title>"}, base=BASE, name="shop")
    close_run(store, run_id, status, "")
    for name, value in columns.items():
        store.db.execute(f"update runs set {name} = ? where run_id = ?", [value, run_id])
    return run_id


def site_id(store):
    return store.db.execute("select site_id from sites where name = 'shop'").fetchone()[0]


def base(store, before=99, scope="", device="any", rules=()):
    return base_run(store, site_id(store), before, scope, device, rules)


def lease(store, path):
    url = f"{BASE}{path}"
    url_id, host_id = store.db.execute("select url_id, host_id from urls where url = ?", [url]).fetchone()
    return Lease(url_id, url, host_id, 1, 0, 0)


# -- which run -----------------------------------------------------------------------------------


def test_the_newest_run_that_ended(store):
    first = run(store)
    second = run(store, status="partial")
    for status in ("interrupted", "failed", "running"):
        run(store, status=status)
    assert base(store) == second
    assert base(store, before=second) == first
    assert base(store, before=first) is None


@pytest.mark.parametrize(
    "column", [{"scope": "other"}, {"device": "mobile"}, {"version": "0.0.1"}, {"pruned": "2026-11-01T00:00:00Z"}]
)
def test_a_run_that_means_something_else_is_passed_over(store, column):
    first = run(store)
    run(store, **column)
    assert base(store) == first


def test_rules_of_extraction_must_be_the_same(store):
    rules = json.dumps({"extract": [{"name": "price", "css": ".price"}], "facts_version": FACTS_VERSION})
    first, second = run(store), run(store, settings=rules)
    assert base(store) == first
    assert base(store, rules=[{"name": "price", "css": ".price"}]) == second
    assert base(store, rules=({"name": "price", "css": ".price"},)) == second
    assert base(store, rules=[{"name": "price", "css": "b"}]) is None


def test_another_site_is_another_site(store):
    run(store)
    other = load_site(store, {"/": "<title>t</title>"}, base="https://rival.example", name="rival")
    assert base(store) != other


# -- what is asked -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("etag", "modified", "headers"),
    [
        ('"a"', None, {"If-None-Match": '"a"'}),
        (None, "date", {"If-Modified-Since": "date"}),
        ('W/"a"', "date", {"If-None-Match": 'W/"a"', "If-Modified-Since": "date"}),
        (None, None, {}),
    ],
)
def test_headers_are_what_the_server_said(etag, modified, headers):
    assert Validators(etag, modified).headers == headers


def validated(store, run_id, *paths, keep_html=True):
    known = Earlier(store, run_id, keep_html=keep_html).validators(lease(store, path) for path in paths)
    return {path for path in paths if lease(store, path).url_id in known}


def test_only_whole_pages_with_a_validator_are_asked_for_by_it(store):
    answers = {
        "/": Answer("<title>t</title>", headers=TAG),
        "/date": Answer("<title>t</title>", headers=DATE),
        "/none": "<title>t</title>",
        "/gone": Answer("<title>t</title>", status=404, headers=TAG),
        "/moved": Answer(status=301, location="/", headers=TAG),
        "/pdf": Answer(body=b"%PDF", headers={"content-type": "application/pdf", **TAG}),
        "/cut": Answer("<title>t</title>", headers=TAG),
    }
    run_id = run(store, answers)
    for path, columns in {"/": "etag = '\"v1\"'", "/date": "last_modified = 'x'", "/gone": "etag = 'x'", "/moved": "etag = 'x'", "/pdf": "etag = 'x'", "/cut": "etag = 'x', truncated = 1"}.items():  # fmt: skip
        store.db.execute(f"update pages set {columns} where url_id = ?", [lease(store, path).url_id])
    assert validated(store, run_id, *answers) == {"/", "/date"}


def test_pages_whose_html_is_wanted_and_was_not_kept_are_asked_for_whole(store):
    run_id = run(store, {"/": "<title>a</title>", "/b": "<title>b</title>"})
    store.db.execute("update pages set etag = 'x'")
    store.db.execute("update documents set html = null where hash = (select document_hash from pages where url_id = ?)", [lease(store, "/b").url_id])  # fmt: skip
    assert validated(store, run_id, "/", "/b") == {"/"}
    assert validated(store, run_id, "/", "/b", keep_html=False) == {"/", "/b"}


def test_more_leases_than_one_statement_takes(store):
    paths = [f"/{n}" for n in range(1203)]
    run_id = run(store, {path: f"<title>{path}</title>" for path in paths})
    store.db.execute("update pages set etag = 'x'")
    assert validated(store, run_id, *paths) == set(paths)
    assert Earlier(store, run_id, keep_html=True).validators([]) == {}


# -- what is taken over --------------------------------------------------------------------------

HTML = '<title>甲</title><meta name="robots" content="nofollow"><p>茶壶</p><a href="/b" rel="nofollow">乙</a><a href="/">首页</a>'


def test_links_robots_and_texts_of_a_page(store):
    run_id = run(store, {"/": "<title>t</title>", "/a": HTML, "/b": Answer("", status=404)})
    earlier = Earlier(store, run_id, keep_html=True)
    page = lease(store, "/a")
    whole = earlier.page(page)
    assert [(link.target, link.kind, link.rel & 1) for link in whole.links] == [
        (f"{BASE}/b", LinkKind.A, 1),
        (f"{BASE}/", LinkKind.A, 0),
    ]
    assert "nofollow" in whole.page.robots
    assert (whole.page.status, whole.page.title, "茶壶" in whole.page.main_text) == (200, "甲", True)
    assert len(whole.links) == 2
    missing = earlier.page(lease(store, "/b"))
    assert (missing.page.status, missing.page.main_text, missing.links) == (404, "", ())


def test_a_copy_is_the_page_but_for_the_time_it_took(store):
    first = run(store, {"/": HTML})
    store.db.execute("update pages set etag = 'x', ttfb_ms = 50, download_ms = 60, fetched = 1.0")
    page = lease(store, "/")
    store.db.execute("insert into extracts values (?, ?, 'h1', 0, '甲')", [first, page.url_id])
    second = run(store, {"/other": "<title>t</title>"})
    earlier = Earlier(store, first, keep_html=True)
    for fetched in (8.0, 9.0):  # a page may be answered twice, after a crash
        with store.atomic():
            earlier.copy(second, page.url_id, fetched, 2)
    names = [row[1] for row in store.db.execute("pragma table_info(pages)")]
    old, new = (
        dict(zip(names, store.db.execute("select * from pages where run_id = ? and url_id = ?", [run_id, page.url_id]).fetchone(), strict=True))
        for run_id in (first, second)
    )  # fmt: skip
    changed = {name for name in names if old[name] != new[name]}
    assert changed == {"run_id", "fetched", "attempts", "ttfb_ms", "download_ms", "not_modified"}
    assert (new["fetched"], new["attempts"], new["ttfb_ms"], new["download_ms"], new["not_modified"]) == (9.0, 2, None, None, 1)  # fmt: skip
    assert store.db.execute("select run_id, value from extracts").fetchall() == [(first, "甲"), (second, "甲")]


def test_what_is_known_of_leases_is_forgotten_with_their_answers(store):
    run_id = run(store, {f"/{n}": "<title>t</title>" for n in range(30)})
    store.db.execute("update pages set etag = 'x'")
    crawl = site_crawl(store, *(f"/{n}" for n in range(30)), start=f"{BASE}/", rate=1e9, concurrency=64)
    crawl.batch.earlier = Earlier(store, run_id, keep_html=True)
    asked = []
    while (one := crawl.next_lease()) is not None:
        asked.append(crawl.conditions(one))
        status = 304 if len(asked) % 2 else 200
        crawl.answered(one, status, {"content-type": "text/html"}, b"<title>t</title>", latency=0, seconds=0)  # fmt: skip
    assert asked.count({"If-None-Match": "x"}) == 30
    assert crawl.validators == {}
    assert len(asked) == 31
