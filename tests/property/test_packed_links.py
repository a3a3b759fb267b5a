"""Links packed and read back, and links to redirects led to where they end: equal to what is said of single links."""

import sqlite3
from contextlib import closing

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.offline import Answer, load_site
from crawler.schema.migrations import SCHEMA
from crawler.store import open_store
from linkgraph import packed
from linkgraph.crawl import load_crawl
from linkgraph.graph import Addresses, distinct, merged_pairs
from linkgraph.layers import graph_of_crawl
from linkgraph.load import Nodes, load_starts
from linkgraph.packed import load_packed, packed_rows
from linkgraph.stage import run_links
from linkgraph.trying import load_trial

URLS = 12
links = st.lists(st.tuples(st.integers(0, 5), st.integers(0, URLS - 1), st.booleans(), st.booleans()), max_size=60)


def arrays(rows):
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return table[:, 0].astype(np.int32), table[:, 1].astype(np.int32), table[:, 2] > 0, table[:, 3] > 0


def listed(pairs):
    return list(zip(pairs.source.tolist(), pairs.target.tolist(), pairs.followed.tolist(), strict=True))


@given(links, st.integers(1, 20))
def test_what_is_packed_is_read_back(rows, size):
    source, target, followed, main = arrays(sorted(rows))
    nodes = Nodes(np.arange(3, 9), np.ones(6, dtype=np.int64), np.zeros(6, dtype=np.bool_))
    pairs = distinct(source, target, followed, 6, URLS)
    editorial = distinct(source[main], target[main], followed[main], 6, URLS)
    with pytest.MonkeyPatch.context() as patch, closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA.joinpath("0011_packed_links.sql").read_text("utf-8"))
        patch.setattr(packed, "LINKS", size)
        parts = list(packed_rows(1, nodes, pairs, editorial, URLS))
        db.executemany("insert into packed_links values (?, ?, ?, ?, ?)", parts)
        found = load_packed(db, 1, nodes)
        others = Nodes(np.arange(4, 10), nodes.template_ids, nodes.nofollow)
        assert load_packed(db, 1, others) is None and load_packed(db, 2, nodes) is None
    assert [listed(one) for one in found] == [listed(pairs), listed(editorial)]
    most = max((sum(row[0] == node for row in listed(pairs)) for node in range(6)), default=0)
    assert all(count <= max(size, most) for _, _, count, *_ in parts)


@given(links, st.dictionaries(st.integers(0, URLS - 1), st.integers(0, URLS - 1)))
def test_links_to_redirects_are_links_to_where_they_end(rows, moves):
    source, target, followed, _ = arrays(rows)
    final, node = np.arange(URLS), np.full(URLS, -1, dtype=np.int32)
    node[2:8] = np.arange(6)
    for one, other in moves.items():
        final[one] = other
    expected = {}
    for page, url, follows, _ in rows:
        end = int(final[url])
        if node[end] != page:
            expected[page, end] = expected.get((page, end), False) or follows
    pairs = distinct(source, target, followed, 6, URLS)
    merged = merged_pairs(pairs, Addresses(final, node), 6)
    assert listed(merged) == [(*pair, follows) for pair, follows in sorted(expected.items())]


def test_the_graph_of_a_run_is_the_same_packed_or_not(tmp_path):
    nav = '<nav><a href="/">家</a><a href="/old">旧</a><a href="/c" rel="nofollow">车</a></nav>'
    pages = {
        f"/{name}": f'<html><title>{name}</title><body>{nav}<main><p>正文<a href="/{to}">去</a><a href="/gone">x</a></p></main>'
        for name, to in (("", "a"), ("a", "b"), ("b", "old"), ("c", "a"), ("d", "d"))
    }
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, pages | {"/old": Answer(status=301, location="/b"), "/gone": Answer(status=404)})
        run_links(store, run_id)
        quick = load_trial(store, run_id)
        store.db.execute("delete from packed_links")
        slow = load_trial(store, run_id)
        whole = graph_of_crawl(load_crawl(store.db, run_id), load_starts(store.db, run_id))
    for one in (quick.stored, slow.stored):
        assert listed(one.all) == listed(whole.all) and listed(one.editorial) == listed(whole.editorial)
        assert len(one.editorial.source) < len(one.all.source)
    assert np.array_equal(quick.before.pagerank, slow.before.pagerank)
    assert np.array_equal(quick.before.editorial, slow.before.editorial)
    assert np.array_equal(quick.before.depth, slow.before.depth)
