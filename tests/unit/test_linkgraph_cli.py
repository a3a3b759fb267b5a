"""The command ``links``, its summary, and the export to networkx."""

from __future__ import annotations

import json

import networkx as nx
import pytest
from click.testing import CliRunner

from configs.app import App
from crawler.offline import Answer, load_site
from crawler.store import open_store
from crawler.text import columns
from linkgraph.cli import links
from linkgraph.export import to_networkx
from linkgraph.stage import run_links


def page(*paths: str) -> str:
    body = "".join(f'<p>一段正文。<a href="{path}">{path}</a></p>' for path in paths)
    return f"<html><head><title>页</title></head><body><main>{body}</main></body></html>"


SITE = {
    "/": page("/tea", "/gone", "/blocked"),
    "/tea": page("/", "/tea/1"),
    "/tea/1": page("/tea", "/gone", "/down"),
    "/gone": Answer(page(), status=404),
    "/down": Answer(error="timeout"),
    "/blocked": Answer(page(), status=403),
    "/orphan": page("/", "/orphans-child"),
    "/orphans-child": page("/"),
}


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "x.db"
    with open_store(path, create=True) as store:
        load_site(store, SITE, sitemap=["/orphan"])
    return path


def run(database, *arguments, lang="en"):
    result = CliRunner().invoke(links, list(arguments), obj=App(lang=lang, database=database), catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_json(database):
    found = json.loads(run(database, "--format", "json", "--top", "2"))
    assert found["pages"] == 5
    assert found["links"] == 11
    assert found["orphans"] == 1  # its child has an inlink
    assert (found["broken_links"], found["broken_targets"]) == (3, 2)
    assert (found["max_depth"], found["deepest"]) == (2, "https://example.com/tea/1")
    assert [row["url"] for row in found["top"]] == ["https://example.com/", "https://example.com/tea"]
    assert found["top"][0]["inlinks"] == 3


def test_table_in_both_languages(database):
    chinese, english = run(database, lang="zh"), run(database, "1", lang="en")
    assert "孤立网页" in chinese and "无路径" in chinese
    assert "Orphan pages" in english and "no path" in english
    starts = {columns(line.partition("https://")[0]) for line in chinese.splitlines()[-5:]}
    assert len(starts) == 1  # aligned by display width


def test_partial_crawl_says_so(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        load_site(store, SITE, complete=False)
    assert "抓取不完整" in run(tmp_path / "x.db", lang="zh")


def test_command_stores_the_stage(database):
    run(database)
    with open_store(database) as store:
        assert store.stage_finished(1, "links")


def test_networkx_has_the_same_pagerank(tmp_path):
    """On a site without nofollow, broken or outside links the definitions agree."""
    answers = {"/": page("/a", "/b"), "/a": page("/b", "/old"), "/b": page(), "/c": page("/", "/c", "/b")}
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, answers | {"/old": Answer(status=301, location="/")})
        run_links(store, run_id)
        graph = to_networkx(store, run_id)
    oracle = nx.pagerank(graph, alpha=0.85, tol=1e-13, max_iter=500)
    assert dict(graph.nodes(data="pagerank")) == pytest.approx(oracle, abs=1e-8)
    assert {lost for _, lost in graph.nodes(data="lost")} == {0}


def test_networkx_attributes_and_edges(database):
    with open_store(database) as store:
        run_links(store, 1)
        graph = to_networkx(store, 1)
    base = "https://example.com"
    assert graph.number_of_nodes() == 5
    assert sorted(graph.successors(f"{base}/tea/1")) == [f"{base}/tea"]
    assert graph.nodes[f"{base}/tea/1"]["lost"] == 2
    assert graph.nodes[f"{base}/tea/1"]["depth"] == 2
    assert "depth" not in graph.nodes[f"{base}/orphan"]
    assert nx.parse_graphml("".join(nx.generate_graphml(graph))).number_of_edges() == graph.number_of_edges()
