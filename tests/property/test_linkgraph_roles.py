"""Repeated links equal their definition written out slowly."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from linkgraph.load import Links, Nodes
from linkgraph.roles import MIN_PAGES, SHARE, SITE, are_repeated, repeated_links


@st.composite
def sites(draw):
    """Pages of up to three templates (0: template unknown), with links in order of the page."""
    templates = sorted(draw(st.lists(st.integers(0, 2), max_size=14)))
    pair = st.tuples(st.integers(1, 4), st.integers(1, 3), st.booleans())
    pages = [draw(st.lists(pair, max_size=5)) for _ in templates]
    rows = [(node, *link) for node, links in enumerate(pages) for link in links]
    source, target, anchor, main = np.array(rows, dtype=np.int32).reshape(-1, 4).T
    count = len(templates)
    nodes = Nodes(np.arange(1, count + 1), np.array(templates, dtype=np.int64), np.zeros(count, dtype=np.bool_))
    return nodes, Links(
        source,
        target,
        anchor,
        np.ones(len(rows), dtype=np.bool_),
        main.astype(np.bool_),
        np.zeros(len(rows), dtype=np.int8),
    )


def repeated_slowly(nodes, links):
    """{(template or SITE, target, anchor): pages}"""
    templates = nodes.template_ids.tolist()
    pairs = set(zip(links.source.tolist(), links.target.tolist(), links.anchor.tolist(), strict=True))
    sizes, counts = Counter({SITE: len(templates)}), Counter()
    for node, *pair in pairs:
        counts[SITE, *pair] += 1
        if templates[node] != SITE:
            counts[templates[node], *pair] += 1
    sizes.update(template for template in templates if template != SITE)
    return {
        key: pages for key, pages in counts.items() if sizes[key[0]] >= MIN_PAGES and pages >= SHARE * sizes[key[0]]
    }


@given(sites())
def test_equals_definition(site):
    found = {
        (group.template_id, key >> 32, key & 0xFFFFFFFF): pages
        for group in repeated_links(*site)
        for key, pages in zip(group.keys.tolist(), group.pages.tolist(), strict=True)
    }
    assert found == repeated_slowly(*site)


@given(sites())
def test_links_are_repeated_where_their_pair_is(site):
    nodes, links = site
    known = repeated_slowly(nodes, links)
    for link, repeated in enumerate(are_repeated(nodes, links, repeated_links(nodes, links)).tolist()):
        pair = links.target[link].item(), links.anchor[link].item()
        template = nodes.template_ids[links.source[link]].item()
        assert repeated == ((SITE, *pair) in known or (template, *pair) in known)
