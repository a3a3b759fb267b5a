"""The shape of a small shop's graph: silos, bridges, ways, and where authority goes."""

from __future__ import annotations

import csv
import json

import networkx as nx
import pytest
from click.testing import CliRunner

from configs.app import App
from crawler.offline import Answer, load_site
from crawler.store import open_store
from linkgraph.cli import links
from linkgraph.silo_terms import silo_terms
from linkgraph.silos import folder
from linkgraph.stage import run_links

BASE = "https://example.com"
TEXT = "一段够长的正文，说明这壶茶的产地、年份与冲泡方法。" * 3


def page(*links: str, title: str = "页", head: str = "") -> str:
    anchors = [link if link.startswith("<") else f'<a href="{link}">到 {link}</a>' for link in links]
    body = "".join(f"<p>{TEXT}{anchor}</p>" for anchor in anchors) or f"<p>{TEXT}</p>"
    return f"<html><head><title>{title}</title>{head}</head><body><main>{body}</main></body></html>"


def ring(name: str, *more: str) -> dict[str, str]:
    """A folder of five pages that link to each other."""
    paths = [f"/{name}/p-{number}.html" for number in range(5)]
    return {path: page(*(to for to in paths if to != path), *(more if path == paths[0] else ())) for path in paths}


# Two silos that meet at the home page; a corridor of two pages leads to what is at its end.
SITE = {
    "/": page("/tea/p-0.html", "/cup/p-0.html", "/corridor"),
    **ring("tea", "/moved", '<a href="/cup/p-1.html" rel="nofollow">杯</a>', "/double"),
    **ring("cup", "https://elsewhere.cn/", "/gone", "/file.pdf"),
    "/corridor": page("/end-1"),
    "/end-1": page("/end-2", "/"),
    "/end-2": page(),
    "/moved": Answer(status=301, location="/end-1"),
    "/double": page("/tea/p-0.html", head='<link rel="canonical" href="/tea/p-0.html">'),
    "/gone": Answer(page(), status=404),
    "/file.pdf": Answer("%PDF", headers={"Content-Type": "application/pdf"}),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("structure") / "x.db"
    with open_store(path, create=True) as store:
        run_links(store, load_site(store, SITE))
    return path


@pytest.fixture
def store(database):
    with open_store(database) as opened:
        yield opened


def rows(store, sql):
    cursor = store.db.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def pages_of(store):
    return {row["url"].removeprefix(BASE): row for row in rows(store, "select * from v_pages")}


def run(database, *words, lang="en"):
    result = CliRunner().invoke(links, [*words], obj=App(lang=lang, database=database), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def listed(database, *words):
    return json.loads(run(database, *words, "--format", "json")[0])


def test_degrees_follow_redirects_and_leave_nofollow_out(store):
    found = pages_of(store)
    assert (found["/end-1"]["in_degree"], found["/end-1"]["inlinks_followed"]) == (2, 1)  # one of them through /moved
    assert found["/tea/p-0.html"]["out_degree"] == 6
    assert found["/tea/p-0.html"]["reciprocal"] == 5  # four of its ring, and the double
    assert (found["/gone"]["in_degree"], found["/gone"]["community"]) == (0, None)
    assert found["/end-2"]["dead_end"] == 1


def test_silos_are_the_rings(store):
    found = pages_of(store)
    for name in ("tea", "cup"):
        assert len({found[f"/{name}/p-{number}.html"]["community"] for number in range(5)}) == 1
    assert found["/tea/p-1.html"]["community"] != found["/cup/p-1.html"]["community"]
    silos = {row["folder"]: row for row in rows(store, "select * from v_communities")}
    assert silos["/cup/"]["folder_pages"] == 5
    assert sum(row["pages"] for row in silos.values()) == len([row for row in found.values() if row["community"]])
    assert silos["/cup/"]["inside"] >= 20
    (graph,) = rows(store, "select * from v_link_graphs")
    assert graph["communities"] == len(silos)
    assert graph["modularity"] > 0.4
    assert graph["folder_rand"] > 0.4
    assert graph["sampled"] == graph["pages"] == 15
    assert sum(row["entering"] for row in silos.values()) == sum(row["leaving"] for row in silos.values())


def test_bridges_are_what_the_only_way_leads_over(store):
    found = pages_of(store)
    assert found["/tea/p-0.html"]["cut_off"] == 5  # its ring, and the double
    assert found["/corridor"]["cut_off"] == 0  # /moved leads around it
    assert found["/end-1"]["cut_off"] == 1
    assert found["/"]["cut_off"] == 0


def test_every_page_names_the_one_before_it(store):
    found = pages_of(store)
    assert found["/"]["before"] is None
    assert found["/end-2"]["before"] == f"{BASE}/end-1"
    assert found["/end-1"]["before"] == f"{BASE}/corridor"  # as near as the way over /moved, and first by URL
    assert found["/gone"]["before"] == f"{BASE}/cup/p-0.html"
    for path, row in found.items():
        if row["before"]:
            before = found[row["before"].removeprefix(BASE)]
            assert row["depth"] == before["depth"] + 1, path


def test_authority_is_accounted_for(store):
    flow = rows(store, "select * from v_link_flow")
    assert abs(sum(row["share"] for row in flow) - 1) < 1e-7
    types = rows(store, "select * from v_page_types")
    assert abs(sum(row["pagerank"] for row in types) - 1) < 1e-7
    for row in types:
        given = sum(part["share"] for part in flow if part["from_type"] == row["page_type"])
        assert abs(given - row["pagerank"]) < 1e-7
    kinds = {row["kind"]: 0.0 for row in flow}
    for row in flow:
        kinds[row["kind"]] += row["share"]
    assert set(kinds) == {"page", "nofollow", "external", "broken", "file", "dead-end"}
    found = pages_of(store)
    tea, cup, end = (found[path]["pagerank"] for path in ("/tea/p-0.html", "/cup/p-0.html", "/end-2"))
    assert kinds["nofollow"] == pytest.approx(tea / 7, abs=1e-7)  # four of the ring, /moved, /double, and that
    assert kinds["broken"] == kinds["file"] == kinds["external"] == pytest.approx(cup / 7, abs=1e-7)
    assert kinds["dead-end"] == pytest.approx(end, abs=1e-7)
    assert sum(row["redirected"] for row in flow) == pytest.approx(tea / 7, abs=1e-7)
    assert sum(row["canonicalised"] for row in flow) == pytest.approx(tea / 7, abs=1e-7)
    leaks = {row["kind"]: row["share"] for row in rows(store, "select * from v_link_leaks")}
    assert leaks == {kind: pytest.approx(tea / 7, abs=1e-7) for kind in ("nofollow", "redirect", "canonical")}


def test_a_type_of_average_pages_has_the_strength_one(store):
    types = rows(store, "select * from v_page_types")
    pages = sum(row["pages"] for row in types)
    assert sum(row["strength"] * row["pages"] for row in types) == pytest.approx(pages)


def test_commands_list_the_shape(database):
    silos = listed(database, "communities")
    assert {row["folder"] for row in silos} >= {"/cup/"}
    assert all(row["topic"] is None for row in silos)
    _, said = run(database, "communities")
    assert "modularity" in said
    assert "xunlu keywords" in said
    number = next(row["community"] for row in silos if row["folder"] == "/cup/")
    members = listed(database, "communities", str(number))
    assert sum("/cup/" in row["url"] for row in members) == 5
    first = listed(database, "bridges")[0]
    assert (first["url"], first["cut_off"], first["in_degree"], first["depth"]) == (f"{BASE}/tea/p-0.html", 5, 6, 1)
    assert 0 < first["betweenness"] < 1
    assert sum(row["share"] for row in listed(database, "flow")) == pytest.approx(1)
    assert {"nofollow", "dead-end"} <= {row["kind"] for row in listed(database, "flow", "--links")}
    assert [row["url"] for row in listed(database, "dead-ends")] == [f"{BASE}/end-2"]
    assert listed(database, "top", "--by", "betweenness")[0]["betweenness"] > 0


def test_tables_for_people_say_it_in_chinese(database):
    out, _ = run(database, "flow", "--links", lang="zh")
    assert "死胡同" in out
    assert "首页" in out
    out, said = run(database, "communities", lang="zh")
    assert "留在群内" in out
    assert "调整兰德指数" in said


def test_the_keywords_of_a_silo(database, tmp_path):
    """Topics are the target keywords that pages are most relevant for."""
    from linkgraph.topics import fill_topics

    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, SITE)
        run_links(store, run_id)
        assert fill_topics(store.db, run_id) is None
        store.db.execute("insert into terms values (1, '茶'), (2, '杯')")
        for term, name in ((1, "tea"), (2, "cup")):
            store.db.execute(
                "insert into keyword_places (run_id, term_id, url_id, relevance, placement)"
                " select ?, ?, url_id, 0.5, 0.5 from urls where url like ?",
                [run_id, term, f"%/{name}/%"],
            )
        rand, purity, pages = fill_topics(store.db, run_id)
        assert (rand, purity, pages) == (1, 1, 10)
        assert {row["term"]: row["pages"] for row in rows(store, "select * from temp.silo_topics")} == {
            "茶": 5,
            "杯": 5,
        }


def test_what_silos_speak_of(tmp_path):
    """Terms of its pages that others have not; those of the whole site, and of one page only, say nothing."""
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, SITE)
        run_links(store, run_id)
        assert silo_terms(store.db, run_id) == {}
        told = {
            "%/tea/%": ("茶", "茶叶", "网店"),
            "%/cup/%": ("杯", "网店"),
            "%/cup/p-0%": ("缺口",),
            "%/end-1": ("网店",),
        }
        for pattern, terms in told.items():
            for term in terms:
                store.db.execute("insert into terms (term) values (?) on conflict do nothing", [term])
                store.db.execute(
                    "insert into page_terms select ?, u.url_id, t.term_id, 1, 0, 0, 0, 0, 0, 0, 0, 0.1 from urls u, terms t"
                    " where u.url like ? and t.term = ?",
                    [run_id, pattern, term],
                )
        silos = {row["folder"]: row["community"] for row in rows(store, "select * from v_communities")}
        found = {at: [one.term for one in terms] for at, terms in silo_terms(store.db, run_id).items()}
        assert found[silos["/cup/"]][:2] == ["杯", "网店"]
        assert "茶" in "".join(one for terms in found.values() for one in terms)
        assert "茶叶" not in found[silos["/cup/"]]
        assert not any({"茶", "茶叶"} <= set(terms) for terms in found.values())  # one has the other in it
        assert all("缺口" not in terms for terms in found.values())
    silos = listed(tmp_path / "x.db", "communities")
    assert next(row for row in silos if row["folder"] == "/cup/")["terms"].startswith("杯; ")
    assert "strongest pages" in run(tmp_path / "x.db", "communities")[1]


def test_a_site_without_links_has_no_silos(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_links(store, load_site(store, {"/": page()}))
        (graph,) = rows(store, "select * from v_link_graphs")
        assert (graph["communities"], graph["modularity"], graph["folder_rand"], graph["reciprocity"]) == (
            0,
            None,
            None,
            None,
        )
        assert rows(store, "select * from v_communities") == []
        assert [(row["kind"], row["share"]) for row in rows(store, "select * from v_link_flow")] == [("dead-end", 1)]


def test_folders_of_addresses():
    assert folder("https://x.cn/tea/oolong/1.html?a=/b/c", 1) == "/tea/"
    assert folder("https://x.cn/tea/oolong/1.html", 2) == "/tea/oolong/"
    assert folder("https://x.cn/1.html", 2) == folder("https://x.cn", 1) == "/"


def test_pages_and_links_leave_as_csv_and_as_networkx(database, tmp_path, store):
    from linkgraph.export import ATTRIBUTES, to_networkx

    run(database, "export", "-o", str(tmp_path / "links.csv"), "--nodes", str(tmp_path / "pages.csv"))
    with (tmp_path / "pages.csv").open(encoding="utf-8-sig", newline="") as file:
        listed_pages = {row["url"]: row for row in csv.DictReader(file)}
    with (tmp_path / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        edges = {(row["source"], row["target"]) for row in csv.DictReader(file)}
    graph = to_networkx(store, 1)
    assert set(listed_pages) == set(graph)
    assert edges == set(graph.edges)
    for url, known in graph.nodes(data=True):
        row = listed_pages[url]
        assert int(row["in_degree"]) == known["in_degree"] == graph.in_degree(url)
        assert int(row["out_degree"]) == known["out_degree"] == graph.out_degree(url)
        assert float(row["betweenness"]) == known["betweenness"]
        assert set(known) <= {*ATTRIBUTES, "label", "lost"}
    oracle = nx.betweenness_centrality(graph)
    assert all(abs(graph.nodes[url]["betweenness"] - oracle[url]) < 1e-8 for url in graph)
