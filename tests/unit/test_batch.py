"""What a flush writes: pages, links, discovered URLs and acknowledgements, all or none."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from crawler.batch import MAX_HOPS, Batch
from crawler.extract import extract
from crawler.frontier import Candidate, State
from crawler.interning import Interner
from crawler.records import Extracted, Lease, Link, LinkKind, Outcome, PageRecord, Position
from crawler.runs import create_run
from crawler.scope import Scope
from crawler.store import open_store

BASE = "https://shop.cn"


class Crawl:
    """One run, driven by hand."""

    def __init__(self, store, name="shop", **options) -> None:
        self.store = store
        run = create_run(
            store, name=name, role="target", start_url=f"{BASE}/", hosts=["shop.cn"], settings={}, scope=""
        )
        self.run_id = run.run_id
        self.interner = Interner(store.db)
        scope = Scope(["shop.cn"], exclude=["/private/**"])
        self.batch = Batch(store, run.run_id, self.interner, scope.refusal, **options)
        with store.atomic():
            url_id = self.interner.url(f"{BASE}/")
            self.batch.frontier.add([Candidate(url_id, self.interner.host("shop.cn"), 0)])

    def lease(self) -> Lease:
        (lease,) = self.batch.frontier.lease(1)
        return lease

    def fetched(self, html: str, lease: Lease | None = None, *, redirect_to: str = "", status: int = 200) -> Lease:
        lease = lease or self.lease()
        self.batch.add(Outcome(lease, extract(lease.url, html.encode(), status=status), 1.0, redirect_to))
        return lease

    def frontier(self) -> dict[str, tuple[int, str]]:
        rows = self.store.db.execute(
            "select u.url, f.state, f.reason from frontier f join urls u using (url_id) where f.run_id = ?",
            [self.run_id],
        )
        return {url.removeprefix(BASE): (state, reason) for url, state, reason in rows}

    def count(self, table: str) -> int:
        return int(self.store.db.execute(f"select count(*) from {table}").fetchone()[0])


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        yield store


def page(*links: str, head: str = "") -> str:
    anchors = "".join(f"<a href='{link}'>去</a>" for link in links)
    return f"<html><head><title>茶</title>{head}</head><body>{anchors}</body></html>"


def test_a_page_is_stored_with_its_links_and_acknowledged(store):
    crawl = Crawl(store)
    crawl.fetched(page("/a", "/private/x", "https://other.cn/", "/t/t/t/"))
    assert len(crawl.batch) == 1
    assert crawl.count("pages") == 0
    crawl.batch.flush()
    assert len(crawl.batch) == 0
    assert crawl.frontier() == {
        "/": (State.DONE, ""),
        "/a": (State.PENDING, ""),
        "/t/t/t/": (State.REFUSED, "trap:repeating"),
    }
    assert (crawl.count("pages"), crawl.count("links"), crawl.count("documents")) == (1, 4, 1)


@pytest.mark.parametrize(
    ("html", "followed"),
    [
        (page("/a"), True),
        ("<a href=/a rel=nofollow>x</a>", False),
        (page("/a", head="<meta name=robots content=nofollow>"), False),
        (page("/a", head="<meta name=robots content=none>"), False),
        ("<link rel=canonical href=/a><meta name=robots content=nofollow>", True),
        ("<link rel=alternate hreflang=en href=/a>", True),
        ("<link rel=next href=/a>", True),
        ("<meta http-equiv=refresh content='0;url=/a'>", True),
        ("<img src=/a>", False),
        ("<iframe src=/a></iframe>", False),
    ],
)
def test_what_is_followed(store, html, followed):
    crawl = Crawl(store)
    crawl.fetched(html)
    crawl.batch.flush()
    assert ("/a" in crawl.frontier()) is followed


def test_a_redirect_target_is_as_deep_and_one_hop_further(store):
    crawl = Crawl(store)
    lease = crawl.lease()
    crawl.batch.add(Outcome(replace(lease, depth=3, hops=2), Extracted(PageRecord(lease.url, 301)), 1.0, f"{BASE}/new"))
    crawl.batch.flush()
    assert [(found.url, found.depth, found.hops) for found in crawl.batch.frontier.lease(1)] == [(f"{BASE}/new", 3, 3)]
    assert store.db.execute("select u.url from pages p join urls u on u.url_id = p.redirect_to_id").fetchall() == [
        (f"{BASE}/new",)
    ]


def test_too_many_redirects_in_a_row_are_refused(store):
    crawl = Crawl(store)
    lease = crawl.lease()
    crawl.batch.add(Outcome(replace(lease, hops=MAX_HOPS), Extracted(PageRecord(lease.url, 301)), 1.0, f"{BASE}/on"))
    crawl.batch.flush()
    assert crawl.frontier()["/on"] == (State.REFUSED, "redirect-limit")


def test_a_shorter_way_revives_what_was_too_deep(store):
    crawl = Crawl(store, max_depth=1)
    lease = crawl.lease()
    crawl.fetched(page("/deep"), replace(lease, depth=1))
    crawl.batch.flush()
    assert crawl.frontier()["/deep"] == (State.REFUSED, "max-depth")
    crawl.fetched(page("/deep"), lease)
    crawl.batch.flush()
    assert crawl.frontier()["/deep"] == (State.PENDING, "")


def test_unchanged_pages_share_document_and_links(store):
    first, second = Crawl(store), Crawl(store)
    for crawl in (first, second):
        crawl.fetched(page("/a", "/b"))
        crawl.batch.flush()
    assert [first.count(table) for table in ("pages", "documents", "link_sets", "links")] == [2, 1, 1, 2]


def test_html_is_kept_on_request_also_of_a_known_document(store):
    first = Crawl(store, keep_html=False)
    first.fetched(page("/a"))
    first.batch.flush()
    (url_id,) = store.db.execute("select url_id from pages").fetchone()
    assert store.html(first.run_id, url_id) is None
    second = Crawl(store)
    second.fetched(page("/a"))
    second.batch.flush()
    assert store.html(first.run_id, url_id) == store.html(second.run_id, url_id) == page("/a")


def test_fetching_again_brings_the_page_up_to_date(store):
    crawl = Crawl(store)
    lease = crawl.fetched(page("/a"))
    crawl.batch.flush()
    crawl.fetched("", replace(lease, attempts=1), status=500)
    crawl.batch.flush()
    assert store.db.execute("select status, attempts, title from pages").fetchall() == [(500, 2, "")]


def test_a_lease_that_goes_back(store):
    crawl = Crawl(store)
    lease = crawl.lease()
    crawl.batch.fail(lease.url_id, 5.0, "503")
    crawl.batch.flush()
    assert crawl.frontier()["/"] == (State.PENDING, "503")
    assert crawl.count("pages") == 0


def test_more_links_than_one_statement_holds(store):
    crawl = Crawl(store)
    crawl.fetched(page(*(f"/{number}" for number in range(1000))))
    crawl.batch.flush()
    rows = store.db.execute(
        "select l.ordinal, u.url from links l join urls u on u.url_id = l.target_id order by 1"
    ).fetchall()
    assert rows == [(number, f"{BASE}/{number}") for number in range(1000)]


def test_widths_are_display_columns(store):
    crawl = Crawl(store)
    crawl.fetched("<title>茶 tea</title><meta name=description content=红茶>")
    crawl.batch.flush()
    assert store.db.execute("select title_width, description_width from pages").fetchall() == [(6, 4)]


def test_a_flush_that_fails_writes_nothing_and_can_be_repeated(store):
    crawl = Crawl(store)
    crawl.fetched(page("/a", "/b"))
    store.db.execute(
        "create trigger full before insert on pages begin select raise(abort, 'database or disk is full'); end"
    )
    with pytest.raises(sqlite3.IntegrityError):
        crawl.batch.flush()
    assert crawl.count("pages") == crawl.count("links") == crawl.count("documents") == 0
    assert set(crawl.frontier()) == {"/"}
    assert len(crawl.batch) == 1
    with store.atomic() as db:  # another writer takes the numbers that were undone
        db.execute(
            "insert into urls (url, host_id) select 'https://elsewhere.cn/' || value, 1 from json_each('[1,2,3,4]')"
        )
        db.execute("insert into anchors (text) values ('别处')")
    store.db.execute("drop trigger full")
    crawl.batch.flush()
    assert crawl.frontier() == {"/": (State.DONE, ""), "/a": (State.PENDING, ""), "/b": (State.PENDING, "")}
    assert store.db.execute("select distinct anchor from v_links").fetchall() == [("去",)]


def test_the_bytes_of_links_may_be_anything(store):
    crawl = Crawl(store)
    lease = crawl.lease()
    links = (
        Link(f"{BASE}/a", LinkKind.A, "a\0b\u202e🍵", 3, Position.FOOTER),
        Link(f"{BASE}/a", LinkKind.IMAGE, "", 0, Position.NAV),
    )
    crawl.batch.add(Outcome(lease, Extracted(PageRecord(lease.url, 200, is_html=True), links), 1.0))
    crawl.batch.flush()
    assert store.db.execute("select kind, anchor, rel, position from v_links order by ordinal").fetchall() == [
        ("a", "a\0b\u202e🍵", "nofollow sponsored", "footer"),
        ("image", "", "", "nav"),
    ]


def test_a_page_that_cannot_be_written_keeps_no_other_from_being_written(store):
    """Texts have no lone surrogates by then; should one slip through, SQLite takes none."""
    crawl = Crawl(store)
    first = crawl.fetched('<a href="/a">甲</a><a href="/b">乙</a>')
    crawl.batch.flush()
    for lease in crawl.batch.frontier.lease(2):
        crawl.fetched(f"<title>{lease.url}</title>", lease)
    broken = crawl.batch.outcomes[0]
    bad = replace(broken.extracted, page=replace(broken.extracted.page, title="\ud800"))
    crawl.batch.outcomes[0] = replace(broken, extracted=bad)
    crawl.batch.fail(first.url_id, None, "later", State.REFUSED)
    crawl.batch.flush()
    assert len(crawl.batch) == crawl.batch.size == 0
    rows = store.db.execute("select url, title, error from v_pages order by url").fetchall()
    assert rows[1:] == [(f"{BASE}/a", "", "extract-failed"), (f"{BASE}/b", f"{BASE}/b", None)]
    assert crawl.frontier() == {"/": (State.REFUSED, "later"), "/a": (State.DONE, ""), "/b": (State.DONE, "")}
