"""links and its sub-commands, as a person calls them: on a small site, and on the sample shop."""

import csv
import io
import json
from functools import partial
from itertools import pairwise

import networkx as nx
import pytest

from crawler.offline import Answer, load_site
from crawler.store import open_store
from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import CONTROL, Inside, Program, both
from tests.e2e.tiny import NOWHERE, page

NASTY = page("\x1b]0;x\x07=cmd|'/c'!A1", "/", "/caf%C3%A9?a=1&b=%00%0A", NOWHERE)
URL = "https://shop.example/"
ANSWERS = {
    "/": page("首页", "/茶叶/", "/old", "/nasty", "/missing"),
    "/%E8%8C%B6%E5%8F%B6/": page("茶叶", "/", "/old"),
    "/old": Answer(status=301, location="/%E8%8C%B6%E5%8F%B6/"),
    "/missing": Answer(page("没有"), status=404),
    "/nasty": NASTY,
    "/caf%C3%A9?a=1&b=%00%0A": page("café"),
}
LISTS = (("from", "/nasty"), ("path", "/", "/茶叶/"), ("broken",))  # the others: tests/unit/test_linkgraph_reading.py


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    xunlu = Inside(tmp_path_factory.mktemp("links"))
    with open_store(xunlu.db, create=True) as store:
        load_site(store, ANSWERS, base=URL)
    return xunlu, URL


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with ShopServer(partial(make_shop, name="tea-house", pages=200)) as server:
        xunlu = Inside(tmp_path_factory.mktemp("shop"))
        xunlu.apart("crawl", server.url)
        yield xunlu, server.url


def rows(xunlu, *words):
    return json.loads(xunlu("links", *words, "--format", "json").out)


def test_sub_commands_compute_what_they_need_and_say_so(tmp_path):
    xunlu = Program(tmp_path)
    with open_store(xunlu.db, create=True) as store:
        load_site(store, ANSWERS, base=URL)
    first, again = xunlu("links", "top"), xunlu("links", "top")
    assert "link graph" in first.err
    assert again.err == ""
    assert first.out == again.out


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_every_format_says_the_same(small, words):
    xunlu, _ = small
    found = rows(xunlu, *words)
    lines = [json.loads(line) for line in xunlu("links", *words, "--format", "jsonl").out.splitlines()]
    assert lines == found
    for format, delimiter in (("csv", ","), ("tsv", "\t")):
        text = xunlu("links", *words, "--format", format).out
        read = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
        assert [list(one) for one in read] == [list(one) for one in found]
    for format in ("table", "md"):
        for lang in ("zh", "en"):
            text = xunlu("--lang", lang, "links", *words, "--format", format).out
            assert len(text.splitlines()) == 2 + len(found)
            assert not CONTROL.search(text.replace("\n", ""))


def test_the_stage_and_its_runs_are_called_as_before(small):
    xunlu, url = small
    found = json.loads(xunlu("links", "latest", "--format", "json", "--top", "1").out)
    assert (found["pages"], found["redirect_links"], found["external_domains"]) == (4, 2, 1)
    assert found["top"][0]["url"] == url
    assert json.loads(xunlu("links", "1", "--format", "json").out) == json.loads(xunlu("links", "--format", "json").out)


def test_redirects_and_chinese_urls(small):
    xunlu, url = small
    target = f"{url}%E8%8C%B6%E5%8F%B6/"
    for named in (target, f"{url}茶叶/", "/茶叶/", "/%e8%8c%b6%e5%8f%b6/", "茶叶"):
        assert [(row["source"], row["via"]) for row in rows(xunlu, "to", named)] == [
            (url, None), (url, f"{url}old"), (target, f"{url}old"),
        ]  # fmt: skip
    assert f"{url}茶叶/" in xunlu("links", "path", "/", "/old").out
    (leak,) = rows(xunlu, "leaks")
    assert (leak["kind"], leak["target"], leak["final"], leak["pages"]) == ("redirect", f"{url}old", target, 2)


def test_errors_are_told_in_both_languages(small):
    xunlu, _ = small
    assert all("/old" in said for said in both(xunlu, 121, "links", "to", "/olds", code=2))
    both(xunlu, 162, "links", "path", "/missing", "/", code=2)
    both(xunlu, 160, "links", "export", "-o", "graph.net", code=2)
    both(xunlu, 110, "links", "top", "--run", "latest~9", code=2)
    both(xunlu, 310, "links", "export", "-o", "no/such/graph.gexf", code=6)
    assert "orphan" in xunlu("links", "orphan", code=2).err
    assert "--output" in xunlu("links", "export", code=2).err


@pytest.mark.parametrize(("ending", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_hostile_pages_make_readable_graphs(small, ending, read):
    xunlu, url = small
    file = xunlu.folder / f"graph.{ending}"
    assert xunlu("links", "export", "-o", file).out == ""
    graph = read(file)
    assert set(graph) == {row["url"] for row in rows(xunlu, "top")}
    assert graph.has_edge(f"{url}nasty", f"{url}caf%C3%A9?a=1&b=%00%0A")
    assert not CONTROL.search(file.read_text("utf-8").replace("\n", ""))


def test_planted_faults_of_the_shop_are_listed(shop):
    xunlu, url = shop
    defects = make_shop(url, name="tea-house", pages=200).defects
    planted = {}
    for defect in defects:
        planted.setdefault(defect.check_id, set()).add(url + defect.path.removeprefix("/"))
    assert planted["orphan-page"] <= {row["url"] for row in rows(xunlu, "orphans")}
    broken = rows(xunlu, "broken")
    assert planted["link-broken-internal"] <= {row["source"] for row in broken}
    for row in broken[:3]:
        asked = rows(xunlu, "to", row["target"])
        assert (row["source"], row["anchor"]) in {(one["source"], one["anchor"]) for one in asked}


def test_figures_of_the_shop_fit_each_other(shop):
    xunlu, _ = shop
    ranked = rows(xunlu, "top")
    for measure in ("pagerank", "pagerank_editorial", "hub", "authority"):
        assert sum(row[measure] for row in ranked) == pytest.approx(1)
    assert all(row["inlinks_editorial"] <= row["inlinks"] for row in ranked)
    deepest = max((row for row in ranked if row["depth"] is not None), key=lambda row: row["depth"])
    steps = rows(xunlu, "path", "/", deepest["url"])
    assert len(steps) - 1 == deepest["depth"]
    for before, step in pairwise(steps):
        on_page = rows(xunlu, "from", before["url"])
        wanted = (step["via"] or step["url"], step["anchor"], 1)
        assert wanted in {(row["target"], row["anchor"], row["followed"]) for row in on_page}


def test_graph_of_the_shop_has_the_same_pagerank_order(shop):
    xunlu, _ = shop
    file = xunlu.folder / "shop.graphml"
    xunlu("links", "export", "-o", file)
    graph = nx.read_graphml(file)
    assert graph.number_of_nodes() == len(rows(xunlu, "top"))
    assert {graph.nodes[row["url"]]["pagerank"] for row in rows(xunlu, "top", "--limit", "3")} == {
        score for _, score in sorted(graph.nodes(data="pagerank"), key=lambda node: -node[1])[:3]
    }
