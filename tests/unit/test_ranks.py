"""Spreading a limited crawl over the templates of a site."""

from __future__ import annotations

import pytest

from crawler.frontier import Candidate, StoreFrontier
from crawler.interning import Interner
from crawler.ranks import Ranks, kind_of, rank_listed
from crawler.runs import create_run
from crawler.store import open_store
from tests.unit.prepared import site_crawl


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "/*"),
        ("/about", "/*"),
        ("/p/red-teapot.html", "/p/*.html"),
        ("/p/12.html", "/p/*.html"),
        ("/tea/oolong/", "/tea/*/"),
        ("/list?page=2&sort=price", "/*?page&sort"),
        ("/2024/05/slug", "/*/*/*"),
    ],
)
def test_what_counts_as_one_kind(path, kind):
    assert kind_of(f"https://shop.cn{path}") == kind


def test_places_are_counted_by_kind():
    ranks = Ranks()
    urls = ("/p/a.html", "/p/b.html", "/tea/", "/p/c.html", "/tea/oolong/")
    assert [ranks.next(f"https://shop.cn{path}") for path in urls] == [0, 1, 0, 2, 0]


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as opened:
        yield opened


def test_the_first_of_each_kind_is_leased_before_the_second_of_any(store):
    run = create_run(
        store, name="shop", role="competitor", start_url="https://shop.cn/", hosts=["shop.cn"], settings={}, scope=""
    )
    interner, frontier, ranks = Interner(store.db), StoreFrontier(store, run.run_id), Ranks()
    paths = [*(f"/p/{n}.html" for n in range(50)), *(f"/tea/{n}/" for n in range(3)), "/blog/a", "/blog/b"]
    with store.atomic():
        interner.add_urls(f"https://shop.cn{path}" for path in paths)
        frontier.add(
            Candidate(interner.urls[url], interner.host_of[interner.urls[url]], 1, rank=ranks.next(url))
            for url in (f"https://shop.cn{path}" for path in paths)
        )
    first = [lease.url.removeprefix("https://shop.cn") for lease in frontier.lease(9)]
    assert sorted(first) == [
        "/blog/a",
        "/blog/b",
        "/p/0.html",
        "/p/1.html",
        "/p/2.html",
        "/p/3.html",
        "/tea/0/",
        "/tea/1/",
        "/tea/2/",
    ]
    again = Ranks.of(store, run.run_id)
    assert again.seen == ranks.seen


def test_what_only_a_sitemap_names_is_numbered_once_and_by_itself(store):
    site = site_crawl(store, *(f"/p/{n}.html" for n in range(5)), "/c/1/", "/c/2/", sample="template")
    run_id = site.run.run_id
    for _ in range(2):
        rank_listed(store, run_id)
    rows = store.db.execute(
        "select u.url, f.rank from frontier f join urls u using (url_id) where f.run_id = ? order by f.url_id", [run_id]
    )
    numbers = [(url.removeprefix("https://shop.example"), rank) for url, rank in rows]
    assert numbers == [("/", 0), *((f"/p/{n}.html", n) for n in range(5)), ("/c/1/", 0), ("/c/2/", 1)]
