"""What-if equals the graph made anew from the changed links, equals networkx, and does nothing where nothing changes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from linkgraph.crawl import Crawl
from linkgraph.depth import UNREACHED
from linkgraph.graph import addresses
from linkgraph.layers import graph_of_crawl
from linkgraph.load import Links, Nodes
from linkgraph.whatif import NoLinkError, Step, changed, figures

ACTIONS = ("add", "remove", "nofollow", "follow")


@dataclass(frozen=True)
class Small:
    """A site: url_ids 1 to ``pages`` are pages, those above are errors, files, or redirects."""

    pages: int
    urls: int
    links: tuple[tuple[int, int, bool, bool], ...]  # node, url_id, followed, editorial
    redirects: dict[int, int]
    nofollow: tuple[bool, ...]
    starts: tuple[int, ...]

    def stored(self):
        nodes = Nodes(
            np.arange(1, self.pages + 1), np.ones(self.pages, dtype=np.int64), np.array(self.nofollow, dtype=np.bool_)
        )
        table = np.array(sorted(self.links), dtype=np.int64).reshape(-1, 4)
        source, target = table[:, 0].astype(np.int32), table[:, 1].astype(np.int32)
        followed = table[:, 2].astype(np.bool_) & ~nodes.nofollow[source]
        zeros = np.zeros(len(source))
        links = Links(
            source, target, zeros.astype(np.int32), followed, table[:, 3].astype(np.bool_), zeros.astype(np.int8)
        )
        hops = np.array(sorted(self.redirects.items()), dtype=np.int64).reshape(-1, 2)
        crawl = Crawl(
            nodes=nodes, links=links, redirects=hops, where=addresses(nodes, hops, self.urls),
            hosts=np.zeros(self.urls + 1, dtype=np.int32), internal=np.ones(self.urls + 1, dtype=np.bool_),
            repeated=[], repeats=np.zeros(len(source), dtype=np.bool_), editorial=links.main,
        )  # fmt: skip
        return graph_of_crawl(crawl, list(self.starts))

    def after(self, step):
        """The site with one change, made on its links one by one."""
        if step.action == "add":
            return replace(self, links=(*self.links, (step.source, step.target, True, step.editorial)))
        meant = [
            link
            for link in self.links
            if link[0] == step.source and step.target in (link[1], self.redirects.get(link[1]))
        ]
        if not meant:
            return None
        kept = [link for link in self.links if link not in meant]
        if step.action == "remove":
            return replace(self, links=tuple(kept))
        return replace(self, links=(*kept, *((a, b, step.action == "follow", main) for a, b, _, main in meant)))


@st.composite
def sites(draw, plain=False):
    pages = draw(st.integers(1, 15))
    more = 0 if plain else draw(st.integers(0, 5))
    node, url_id = st.integers(0, pages - 1), st.integers(1, pages + more)
    flag = st.just(True) if plain else st.booleans()
    links = draw(st.lists(st.tuples(node, url_id, flag, st.booleans()), max_size=60))
    others = list(range(pages + 1, pages + more + 1))
    redirects = (
        {} if not others else draw(st.dictionaries(st.sampled_from(others), st.integers(1, pages), max_size=more))
    )
    nofollow = draw(st.lists(st.just(False) if plain else st.booleans(), min_size=pages, max_size=pages))
    starts = draw(st.lists(url_id, max_size=2))
    return Small(pages, pages + more, tuple(links), redirects, tuple(nofollow), tuple(starts))


def steps_of(draw, site, plain=False):
    node, url_id = st.integers(0, site.pages - 1), st.integers(1, site.urls)
    actions = st.sampled_from(ACTIONS[:2] if plain else ACTIONS)
    return draw(st.lists(st.builds(Step, actions, node, url_id, st.booleans(), st.just(True)), max_size=6))


def equal(one, other):
    for name in ("pagerank", "editorial"):
        assert np.abs(getattr(one, name) - getattr(other, name)).max(initial=0) < 1e-7
        assert abs(getattr(one, name).sum() - 1) < 1e-7
    assert one.depth.tolist() == other.depth.tolist()
    assert one.orphan.tolist() == other.orphan.tolist()


def applied(site, steps):
    """The changes that can be made, and the site after them."""
    made = []
    for step in steps:
        if (after := site.after(step)) is not None:
            made.append(step)
            site = after
    return made, site


@given(sites())
def test_an_empty_plan_changes_nothing(site):
    stored = site.stored()
    assert changed(stored, []) is stored.layers
    one, other = figures(stored.layers), figures(changed(stored, []))
    for name in ("pagerank", "editorial", "depth", "orphan"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes()


@given(sites(), st.data())
def test_equals_the_graph_made_anew(site, data):
    steps, after = applied(site, steps_of(data.draw, site))
    equal(figures(changed(site.stored(), steps)), figures(after.stored().layers))


@given(sites(plain=True), st.data())
def test_equals_networkx(site, data):
    steps, after = applied(site, steps_of(data.draw, site, plain=True))
    found = figures(changed(site.stored(), steps))
    graph = nx.DiGraph()
    graph.add_nodes_from(range(site.pages))
    graph.add_edges_from((a, b - 1) for a, b, _, _ in after.links if a != b - 1)
    oracle = nx.pagerank(graph, tol=1e-12, max_iter=1000)
    assert np.abs(found.pagerank - [oracle[node] for node in range(site.pages)]).max() < 1e-7
    starts = {url_id - 1 for url_id in site.starts}
    depths = nx.multi_source_dijkstra_path_length(graph, starts, weight=None) if starts else {}
    assert {node: int(depth) for node, depth in enumerate(found.depth) if depth != UNREACHED} == depths


@given(sites(), st.data())
def test_a_plan_and_its_reverse_change_nothing(site, data):
    """Links to a page that the page does not link to yet, put in and taken out again."""
    added = [step for step in steps_of(data.draw, site) if step.action == "add"]
    fresh = [step for step in added if site.after(Step("remove", step.source, step.target)) is None
             and step.target not in site.redirects]  # fmt: skip
    undone = [*fresh, *(Step("remove", *pair) for pair in dict.fromkeys((step.source, step.target) for step in fresh))]
    stored = site.stored()
    equal(figures(changed(stored, undone)), figures(stored.layers))


@given(sites(), st.data())
def test_new_pages_equal_a_site_that_had_them(site, data):
    """A new page, at an address that was linked to or at one never heard of."""
    free = [url_id for url_id in range(site.pages + 1, site.urls + 1) if url_id not in site.redirects]
    url_id = data.draw(st.sampled_from([*free, site.urls + 1]))
    node, seen = site.pages, st.integers(0, site.pages)
    links = data.draw(st.lists(st.tuples(seen, st.integers(1, site.urls)), max_size=5))
    into = data.draw(st.lists(st.integers(0, site.pages - 1), max_size=3))
    pairs = [*links, *((source, url_id) for source in into)]
    found = figures(changed(site.stored(), [Step("add", *pair) for pair in pairs], [url_id]))

    # The same site with its page numbered as a page: its url_id and the one that stood there change places.
    def renamed(other):
        return {url_id: site.pages + 1, site.pages + 1: url_id}.get(other, other)

    whole = Small(
        site.pages + 1, max(site.urls, url_id),
        tuple((a, renamed(b), follows, main) for a, b, follows, main in
              (*site.links, *((a, b, True, True) for a, b in pairs))),
        {renamed(a): b for a, b in site.redirects.items()}, (*site.nofollow, False),
        tuple(renamed(one) for one in site.starts if one != url_id),
    )  # fmt: skip
    assert node == len(found.pagerank) - 1
    equal(found, figures(whole.stored().layers))


@given(sites(), st.data())
def test_a_link_that_is_not_there_cannot_be_changed(site, data):
    step = data.draw(
        st.builds(
            Step,
            st.sampled_from(ACTIONS[1:]),
            st.integers(0, site.pages - 1),
            st.integers(1, site.urls),
            sure=st.just(True),
        )
    )
    if site.after(step) is not None:
        changed(site.stored(), [step])
        return
    try:
        changed(site.stored(), [step])
    except NoLinkError as error:
        assert error.step is step
        assert (changed(site.stored(), [step._replace(sure=False)]).all.lost == site.stored().layers.all.lost).all()
    else:
        raise AssertionError("no error")
