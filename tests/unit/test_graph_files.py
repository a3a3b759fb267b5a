"""Link graphs as files: what networkx and pydot read back is the graph that networkx is given in Python."""

import networkx as nx
import pydot
import pytest

from crawler.offline import load_site
from crawler.store import open_store
from linkgraph.export import export, to_networkx
from linkgraph.stage import run_links
from tests.unit.test_linkgraph_cli import SITE


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        store.run_id = load_site(store, SITE, sitemap=["/orphan"])
        run_links(store, store.run_id)
        yield store


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
@pytest.mark.parametrize("options", [{}, {"max_nodes": 3}, {"editorial": True}])
def test_networkx_reads_back_the_same_graph(store, tmp_path, format, read, options):
    path = tmp_path / f"x.{format}"
    assert min(export(store, store.run_id, str(path), **options)) > 0
    found, expected = read(path), to_networkx(store, store.run_id, **options)
    assert {node: dict(data) for node, data in found.nodes(data=True)} == dict(expected.nodes(data=True))
    edges = {(one, other): (data["anchor"], data["editorial"]) for one, other, data in found.edges(data=True)}
    assert edges == {(a, b): (data["anchor"], data["editorial"]) for a, b, data in expected.edges(data=True)}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of pydot, which calls pyparsing by old names
def test_graphviz_gets_the_same_pages_and_links(store, tmp_path):
    path = tmp_path / "x.dot"
    pages, links = export(store, store.run_id, str(path))
    (graph,) = pydot.graph_from_dot_data(path.read_text("utf-8"))
    expected = to_networkx(store, store.run_id)
    assert {node.get_name().strip('"') for node in graph.get_nodes()} == set(expected)
    ends = {(edge.get_source().strip('"'), edge.get_destination().strip('"')) for edge in graph.get_edges()}
    assert ends == set(expected.edges) and (pages, links) == (len(expected), len(ends))
