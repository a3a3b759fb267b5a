"""The stage on small sites: what is stored of depth, inlinks, PageRank and repeated links."""

from __future__ import annotations

import numpy as np
import pytest

from crawler.extract import is_nofollow
from crawler.offline import Answer, load_site
from crawler.store import open_store
from linkgraph.measure import settled
from linkgraph.stage import run_links

BASE = "https://example.com"


def page(*links: str, nav: tuple[str, ...] = (), head: str = "") -> str:
    """A page whose main part holds links (paths, or whole <a> elements) among text, under a navigation."""
    anchors = [link if link.startswith("<") else f'<a href="{link}">to {link}</a>' for link in links]
    menu = "".join(f'<a href="{path}">menu {path}</a>' for path in nav)
    text = "一段够长的正文，说明这壶茶的产地、年份与冲泡方法。" * 3
    body = "".join(f"<p>{text}{anchor}</p>" for anchor in anchors) or f"<p>{text}</p>"
    return f"<html><head><title>t</title>{head}</head><body><nav>{menu}</nav><main>{body}</main></body></html>"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as opened:
        yield opened


def graph_of(store, answers, **options):
    """Rows of page_graph by path, as dictionaries."""
    run_id = load_site(store, answers, **options)
    run_links(store, run_id)
    cursor = store.db.execute(
        "select u.url, g.* from page_graph g join urls u using (url_id) where run_id = ?", [run_id]
    )
    names = [column[0] for column in cursor.description]
    return {row[0].removeprefix(BASE): dict(zip(names, row, strict=True)) for row in cursor}


def test_every_page_has_a_row_and_scores_sum_to_one(store):
    rows = graph_of(
        store,
        {
            "/": page("/a", "/gone", "/old", "https://other.example/"),
            "/a": page("/"),
            "/gone": Answer(page("/a"), status=404),
            "/old": Answer(status=301, location="/a"),
            "/file.pdf": Answer("%PDF", headers={"Content-Type": "application/pdf"}),
        },
    )
    assert rows.keys() == {"/", "/a", "/gone", "/old", "/file.pdf"}
    assert sum(row["pagerank"] for row in rows.values()) == pytest.approx(1)
    assert sum(row["pagerank_editorial"] for row in rows.values()) == pytest.approx(1)
    assert [rows[path]["pagerank"] for path in ("/gone", "/old", "/file.pdf")] == [0, 0, 0]


def test_inlinks_count_source_pages(store):
    rows = graph_of(
        store,
        {
            "/": page("/a", "/a", '<a href="/b" rel="nofollow">b</a>', "/gone"),
            "/a": page("/a", "/b", "/gone"),
            "/b": page(),
            "/gone": Answer(page("/b"), status=404),
        },
    )
    assert (rows["/a"]["inlinks"], rows["/a"]["inlinks_followed"]) == (1, 1)  # twice from /, once from itself
    assert (rows["/b"]["inlinks"], rows["/b"]["inlinks_followed"]) == (2, 1)  # an error page links to nothing
    assert (rows["/gone"]["inlinks"], rows["/gone"]["inlinks_followed"]) == (2, 2)
    assert [rows[path]["outlinks"] for path in ("/", "/a", "/b", "/gone")] == [3, 3, 0, 1]


def test_link_to_redirect_counts_for_its_final_page(store):
    direct = graph_of(store, {"/": page("/a"), "/a": page("/b"), "/b": page("/")})
    through = graph_of(
        store,
        {
            "/": page("/old"),
            "/a": page("/b"),
            "/b": page("/"),
            "/old": Answer(status=301, location="/older"),
            "/older": Answer(status=302, location="/a"),
        },
    )
    for path in ("/", "/a", "/b"):
        assert through[path]["pagerank"] == pytest.approx(direct[path]["pagerank"])
    assert (through["/old"]["inlinks"], through["/a"]["inlinks"]) == (1, 0)
    assert {path: row["depth"] for path, row in through.items()} == {"/": 0, "/old": 1, "/older": 1, "/a": 1, "/b": 2}


def test_two_ways_to_one_page_are_one_link(store):
    once = graph_of(store, {"/": page("/a", "/b"), "/a": page("/"), "/b": page("/")})
    twice = graph_of(
        store,
        {"/": page("/a", "/old", "/b"), "/a": page("/"), "/b": page("/"), "/old": Answer(status=301, location="/a")},
    )
    assert twice["/a"]["pagerank"] == pytest.approx(once["/a"]["pagerank"])


def test_links_that_pass_nothing_stay_in_the_count(store):
    """Outside, broken, uncrawled and nofollow links dilute; what they would pass is spread evenly."""
    pure = graph_of(store, {"/": page("/a"), "/a": page("/")})
    for diluting in (
        "https://other.example/x",
        "/gone",
        "/never-fetched",
        '<a href="/b" rel="nofollow">b</a>',
    ):
        rows = graph_of(
            store,
            {"/": page("/a", diluting), "/a": page("/"), "/gone": Answer(page(), status=404)},
        )
        # / gives a half of 0.85 to /a and the lost half to both: h = 0.075 + 0.85 (a + h / 4), a = 1 - h
        assert rows["/"]["pagerank"] == pytest.approx(0.925 / (1.85 - 0.85 / 4)), diluting
        assert rows["/a"]["pagerank"] < pure["/a"]["pagerank"]


@pytest.mark.parametrize("robots", ["nofollow", "noindex, nofollow", "none"])
def test_page_level_nofollow(store, robots):
    head = f'<meta name="robots" content="{robots}">'
    rows = graph_of(store, {"/": page("/a"), "/a": page("/b", head=head), "/b": page()})
    assert (rows["/b"]["inlinks"], rows["/b"]["inlinks_followed"], rows["/b"]["depth"]) == (1, 0, None)


def test_nofollow_header(store):
    answer = Answer(page("/b"), headers={"X-Robots-Tag": "nofollow"})
    assert graph_of(store, {"/": page("/a"), "/a": answer, "/b": page()})["/b"]["inlinks_followed"] == 0


@pytest.mark.parametrize(
    ("robots", "verdict"),
    [
        ("robots: index, follow", False),
        ("robots: NOFOLLOW", True),
        ("googlebot: none", True),
        ("max-image-preview: none", False),
        ("max-image-preview:none, nofollow", True),
        ("", False),
    ],
)
def test_robots_words_that_mean_nofollow(robots, verdict):
    assert is_nofollow(robots, "") is verdict


def test_depth_is_the_fewest_followable_links(store):
    rows = graph_of(
        store,
        {
            "/": page("/1", '<a href="/3" rel="nofollow">shortcut</a>'),
            "/1": page("/2", "/gone"),
            "/2": page("/3"),
            "/3": page("/"),
            "/gone": Answer(status=410),
            "/only-in-sitemap": page("/"),
        },
        sitemap=["/1", "/only-in-sitemap"],
    )
    depths = {path: row["depth"] for path, row in rows.items()}
    assert depths == {"/": 0, "/1": 1, "/2": 2, "/3": 3, "/gone": 2, "/only-in-sitemap": None}


def test_start_that_redirects(store):
    rows = graph_of(
        store,
        {"/": Answer(status=302, location="/zh/"), "/zh/": page("/zh/a"), "/zh/a": page()},
    )
    assert {path: row["depth"] for path, row in rows.items()} == {"/": 0, "/zh/": 0, "/zh/a": 1}


def test_what_a_sitemap_url_redirects_to_is_no_start(store):
    answers = {"/": page("/a"), "/a": page(), "/moved": Answer(status=301, location="/new"), "/new": page()}
    run_id = load_site(store, answers, sitemap=["/moved"])
    # as a crawl leaves it: the target of a redirect has the depth of the URL that led there, here that of a sitemap
    changed = store.db.execute(
        "update frontier set depth = 0, hops = 1 where run_id = ? and url_id = (select url_id from urls where url = ?)",
        [run_id, f"{BASE}/new"],
    )
    run_links(store, run_id)
    depth = store.db.execute("select depth from v_pages where url = ?", [f"{BASE}/new"]).fetchone()
    assert (changed.rowcount, depth) == (1, (None,))


def test_redirect_loop_costs_nothing_and_ends(store):
    rows = graph_of(
        store,
        {
            "/": page("/x"),
            "/x": Answer(status=301, location="/y"),
            "/y": Answer(status=301, location="/x"),
        },
    )
    assert rows["/"]["pagerank"] == pytest.approx(1)
    assert (rows["/x"]["depth"], rows["/y"]["depth"]) == (1, 1)


def test_canonical_is_no_link(store):
    head = '<link rel="canonical" href="/b">'
    rows = graph_of(store, {"/": page("/a"), "/a": page(head=head), "/b": page()})
    assert rows["/b"]["inlinks"] == 0


def test_again_replaces_and_other_runs_stay(store):
    first = load_site(store, {"/": page("/a"), "/a": page("/")})
    second = load_site(store, {"/": page("/a", "/b"), "/a": page("/"), "/b": page()})
    rows = "select * from page_graph where run_id = ? order by url_id"
    assert not store.stage_finished(first, "links")
    for run_id in (first, second):
        run_links(store, run_id)
        assert store.stage_finished(run_id, "links")
    kept = store.db.execute(rows, [second]).fetchall()
    run_links(store, first)
    assert store.db.execute(rows, [second]).fetchall() == kept
    assert len(kept) == 3


def test_run_without_pages(store):
    rows = graph_of(store, {"/": Answer(error="refused")})
    assert (rows["/"]["depth"], rows["/"]["pagerank"]) == (0, 0)


def test_repeated_links_of_the_site_are_not_editorial(store):
    """A link in the main part of every page is boilerplate, and so is a menu."""
    paths = [f"/{name}" for name in "abcde"]
    answers = {path: page("/promo", nav=("/", "/a")) for path in paths}
    answers |= {"/": page("/promo", "/c", nav=("/", "/a")), "/promo": page()}
    rows = graph_of(store, answers)
    roles = store.db.execute(
        "select u.url, n.text, r.pages from link_roles r join urls u on u.url_id = r.target_id"
        " join anchors n using (anchor_id) where r.template_id = 0 order by 1, 2"
    ).fetchall()
    assert roles == [
        (f"{BASE}/", "menu /", 6),
        (f"{BASE}/a", "menu /a", 6),
        (f"{BASE}/promo", "to /promo", 6),
    ]
    by_score = sorted(rows, key=lambda path: -rows[path]["pagerank_editorial"])
    assert by_score[0] == "/c"  # the only editorial link of the site leads there
    assert rows["/promo"]["pagerank_editorial"] == pytest.approx(rows["/b"]["pagerank_editorial"])
    assert rows["/promo"]["pagerank"] > rows["/c"]["pagerank"]


def test_the_view_of_links_agrees(store):
    """``v_links.repeated`` and ``pagerank_editorial`` rest on the same rows."""
    answers = {f"/{name}": page("/promo", f"/{name}x", nav=("/",)) for name in "abcd"} | {"/promo": page(), "/": page()}
    graph_of(store, answers)
    rows = store.db.execute(
        "select anchor, count(*), sum(repeated) from v_links where kind = 'a' group by 1"
    ).fetchall()
    assert ("menu /", 4, 4) in rows
    assert ("to /promo", 4, 4) in rows
    assert ("to /ax", 1, 0) in rows


def test_three_pages_have_no_repeated_links(store):
    graph_of(store, {path: page("/a", nav=("/",)) for path in ("/", "/a", "/b")})
    assert store.db.execute("select count(*) from link_roles").fetchone() == (0,)


def test_scores_that_differ_by_the_order_of_adding_are_the_same():
    one, other = (
        np.array([0.1 + 0.2 + 0.3, 1 / 3, 0.0, 5e-324]),
        np.array([0.3 + 0.2 + 0.1, 1 / 3 + 1e-16, 0.0, 5e-324]),
    )
    assert (one != other).any()
    assert (settled(one) == settled(other)).all()
    assert np.allclose(settled(one), one, rtol=1e-8, atol=0)
