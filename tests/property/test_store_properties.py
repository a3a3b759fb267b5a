"""Whatever a page says, the store gives it back as it was."""

from __future__ import annotations

import itertools
import tempfile
from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.batch import Batch
from crawler.extract import extract
from crawler.interning import Interner
from crawler.records import Extracted, Lease, Link, LinkKind, Outcome, PageRecord, Position
from crawler.runs import create_run
from crawler.store import open_store
from crawler.urls import normalise

NUMBERS = itertools.count()
ODD = st.sampled_from(
    ["\0", "🍵", "👨‍👩‍👧", "\u202e", "\u200f", "\ufeff", "\ufffd", "𠮷", "'", '"', "\r\n", "\x1b[0m", "%s", "{0}", "\\"]
)
TEXTS = st.text(max_size=30) | st.lists(ODD | st.text(max_size=3), max_size=6).map("".join)
COUNTS = st.integers(0, 2**53)
URLS = TEXTS.map(lambda text: normalise("https://shop.cn/" + text)).filter(bool)
LINKS = st.lists(
    st.builds(Link, URLS, st.sampled_from(LinkKind), TEXTS, st.integers(0, 15), st.sampled_from(Position)), max_size=5
).map(tuple)
RECORDS = st.builds(
    PageRecord,
    url=st.just(""),
    status=st.none() | st.integers(100, 999),
    error=st.none() | TEXTS,
    content_type=TEXTS,
    charset=TEXTS,
    charset_declared=TEXTS,
    size_bytes=COUNTS,
    ttfb_ms=st.none() | COUNTS,
    download_ms=st.none() | COUNTS,
    truncated=st.booleans(),
    title=TEXTS,
    titles=COUNTS,
    description=TEXTS,
    descriptions=COUNTS,
    h1=TEXTS,
    h1s=COUNTS,
    canonical=st.just("") | URLS,
    canonicals=COUNTS,
    robots=TEXTS,
    x_robots=TEXTS,
    lang=TEXTS,
    refresh=st.just("") | URLS,
    han_chars=COUNTS,
    latin_words=COUNTS,
    visible_chars=COUNTS,
    images=COUNTS,
    images_no_alt=COUNTS,
    images_no_alt_src=st.lists(TEXTS, max_size=3).map(tuple),
    images_empty_alt_px=COUNTS,
    schema_types=st.lists(TEXTS, max_size=3).map(tuple),
    main_text=TEXTS,
    is_html=st.just(True),
)


@pytest.fixture(scope="module")
def store():
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "shop.db", create=True) as store:
        yield store


def stored(store, extracted: Extracted):
    """The record of the page, read back, and the links as (target, kind, anchor, rel, position)."""
    name = f"shop{next(NUMBERS)}"
    run = create_run(
        store, name=name, role="target", start_url=extracted.page.url, hosts=["shop.cn"], settings={}, scope=""
    )
    interner = Interner(store.db)
    # As the collector does, canonical and refresh stand among the links.
    named = (extracted.page.canonical, extracted.page.refresh)
    more = tuple(Link(url, LinkKind.CANONICAL, "", 0, Position.HEAD) for url in named if url)
    extracted = replace(extracted, links=extracted.links + more)
    with store.atomic():
        lease = Lease(interner.url(extracted.page.url), extracted.page.url, interner.host("shop.cn"), 0, 0, 0)
    batch = Batch(store, run.run_id, interner, lambda url: "external")
    batch.add(Outcome(lease, extracted, 0.0))
    batch.flush()
    rows = store.db.execute(
        "select u.url, l.kind, a.text, l.rel, l.position from pages p join links l using (link_set_id)"
        " join urls u on u.url_id = l.target_id join anchors a using (anchor_id) where p.run_id = ? order by l.ordinal",
        [run.run_id],
    ).fetchall()
    ((_, record),) = store.page_records(run.run_id, with_text=True)
    return record, tuple(Link(*row) for row in rows)[: len(rows) - len(more)]


@given(RECORDS, LINKS, st.lists(st.integers(0, 2**64 - 1), max_size=4))
def test_a_record_is_read_back_as_it_was(store, record, links, hashes):
    number = next(NUMBERS)
    record = replace(record, url=f"https://shop.cn/{number}")
    found, found_links = stored(store, Extracted(record, links, array("Q", hashes), f"<p>{number}".encode()))
    assert found == record
    assert found_links == links
    blocks = store.db.execute(
        "select d.blocks from pages p join documents d on d.hash = p.document_hash order by p.run_id desc limit 1"
    )
    assert array("Q", blocks.fetchone()[0]).tolist() == hashes


@given(
    st.binary(max_size=200),
    st.sampled_from(["text/html; charset=utf-8", "text/html; charset=gbk", "text/html; charset=utf-16le", ""]),
)
def test_any_page_that_can_be_extracted_can_be_stored(store, body, content_type):
    extracted = extract(f"https://shop.cn/{next(NUMBERS)}", b"<html><title>" + body, content_type=content_type)
    found, links = stored(store, extracted)
    assert found == extracted.page
    assert links == extracted.links
