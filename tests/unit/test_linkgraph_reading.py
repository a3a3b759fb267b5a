"""The sub-commands of ``links`` on a small site: what they list, in which form, and how the graph is exported."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest
from click.testing import CliRunner

from configs.app import App
from configs.errors import SettingsError
from crawler.offline import Answer, load_site
from crawler.store import open_store
from linkgraph.cli import links

BASE = "https://example.com"
HOSTILE = "\x1b[31m=1+1\x00\x0b\ufffe\u202e<b>&\"']]>"
HAN = "/%E8%8C%B6/"  # /茶/


def page(*links: str, title: str = "页", head: str = "") -> str:
    """A page whose main part holds links: paths, or whole <a> elements."""
    anchors = [link if link.startswith("<") else f'<a href="{link}">到 {link}</a>' for link in links]
    body = "".join(f"<p>一段够长的正文，说明产地、年份与冲泡方法。{anchor}</p>" for anchor in anchors)
    return f"<html><head><title>{title}</title>{head}</head><body><main>{body}</main></body></html>"


SITE = {
    "/": page("/tea", "/old", "/gone", '<a href="/b" rel="nofollow">乙</a>', "https://shop.other.cn/x", "/file.pdf"),
    "/tea": page("/", "/茶/", f'<a href="/b">{HOSTILE}</a>', title=HOSTILE),
    "/茶/": page("/tea", "/tea?q=%3Cscript%3E"),
    "/tea?q=%3Cscript%3E": page("/deep"),
    "/deep": page("/down", "/tea"),
    "/b": page("/tea", "/moved-away", head='<meta name="robots" content="nofollow">'),
    "/old": Answer(status=301, location="/older"),
    "/older": Answer(status=302, location="/deep"),
    "/moved-away": Answer(status=301, location="/gone"),
    "/gone": Answer(page(), status=404),
    "/down": Answer(error="timeout"),
    "/file.pdf": Answer("%PDF", headers={"Content-Type": "application/pdf"}),
    "/orphan": page("/"),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("links") / "x.db"
    with open_store(path, create=True) as store:
        load_site(store, SITE, sitemap=["/orphan"])
    return path


def run(database, *words, lang="en"):
    """(stdout, stderr) of a command that goes well."""
    result = CliRunner().invoke(links, [*words], obj=App(lang=lang, database=database), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def read(database, *words):
    return json.loads(run(database, *words, "--format", "json")[0])


def paths(rows, name):
    return [row[name].removeprefix(BASE) for row in rows]


def refused(database, *words):
    with pytest.raises(SettingsError) as caught:
        CliRunner().invoke(links, [*words], obj=App(database=database), catch_exceptions=False)
    return caught.value


def test_to_tells_page_and_anchor_and_what_is_followed(database):
    rows = read(database, "to", "/b")
    assert [(row["source"], row["rel"], row["followed"]) for row in rows] == [
        (f"{BASE}/", "nofollow", 0),
        (f"{BASE}/tea", "", 1),
    ]
    assert rows[0]["anchor"] == "乙"
    assert {row["position"] for row in rows} == {"main"}


def test_to_finds_links_through_redirects(database):
    assert [(row["source"], row["via"]) for row in read(database, "to", "/deep")] == [
        (f"{BASE}/", f"{BASE}/old"), (f"{BASE}/tea?q=%3Cscript%3E", None),
    ]  # fmt: skip


def test_links_of_a_nofollow_page_are_not_followed(database):
    assert {(row["source"], row["followed"]) for row in read(database, "to", "/tea")} >= {
        (f"{BASE}/b", 0),
        (f"{BASE}/", 1),
    }


@pytest.mark.parametrize("url", [HAN, "/茶/", "茶/", "/茶", BASE + HAN, f"{BASE}/茶/#x"])
def test_chinese_and_encoded_forms_are_found(database, url):
    assert paths(read(database, "to", url), "source") == ["/tea"]


def test_from_lists_links_in_their_order(database):
    rows = read(database, "from", "/")
    assert paths(rows, "target") == ["/tea", "/old", "/gone", "/b", "https://shop.other.cn/x", "/file.pdf"]
    assert [row["status"] for row in rows] == [200, 301, 404, 200, None, 200]
    assert [row["internal"] for row in rows] == [1, 1, 1, 1, 0, 1]


def test_unknown_urls_are_refused_with_the_nearest(database):
    for words in (
        ("to", "/teas"),
        ("from", "/teas"),
        ("path", "/", "/teas"),
        ("path", "/teas", "/"),
        ("anchors", "/teas"),
    ):
        error = refused(database, *words)
        assert error.number == 121
        assert "/tea" in " ".join(error.lines("zh"))


def test_path_says_every_hop(database):
    rows = read(database, "path", "/", HAN)
    assert paths(rows, "url") == ["/", "/tea", HAN]
    assert [row["anchor"] for row in rows] == [None, "到 /tea", "到 /茶/"]
    assert [row["step"] for row in rows] == [0, 1, 2]


@pytest.mark.parametrize(
    ("begin", "end", "expected", "via"),
    [
        ("/", "/deep", ["/", "/deep"], "/old"),  # a redirect is no step
        ("/", "/old", ["/", "/deep"], "/old"),
        ("/old", "/down", ["/deep", "/down"], None),  # begins where the redirect leads
        ("/", "/down", ["/", "/deep", "/down"], None),  # what answers nothing is reached, too
        ("/", "/file.pdf", ["/", "/file.pdf"], None),
        ("/", "https://shop.other.cn/x", ["/", "https://shop.other.cn/x"], None),
        ("/orphan", "/b", ["/orphan", "/", "/tea", "/b"], None),  # the nofollow link is no way
        ("/", "/", ["/"], None),
    ],
)
def test_paths(database, begin, end, expected, via):
    rows = read(database, "path", begin, end)
    assert paths(rows, "url") == expected
    assert rows[-1]["via"] == (via and BASE + via)


def test_no_path(database):
    for begin, end in (("/", "/orphan"), ("/b", "/tea")):
        out, err = run(database, "path", begin, end)
        assert "There is no way" in err
        assert len(out.splitlines()) == 2
    assert refused(database, "path", "/gone", "/").number == 162
    assert refused(database, "path", "/file.pdf", "/").number == 162


def test_orphans(database):
    rows = read(database, "orphans")
    assert paths(rows, "url") == ["/orphan"]
    assert (rows[0]["in_sitemap"], rows[0]["outlinks"]) == (1, 1)


def test_broken_links_with_page_and_anchor(database):
    rows = read(database, "broken")
    assert [(row["target"], row["status"], row["error"], row["source"], row["anchor"]) for row in rows] == [
        (f"{BASE}/down", None, "timeout", f"{BASE}/deep", "到 /down"),
        (f"{BASE}/gone", 404, None, f"{BASE}/", "到 /gone"),
    ]


def test_top_by_each_measure(database):
    for by in ("pagerank", "pagerank_editorial", "hub", "authority", "inlinks", "inlinks_editorial"):
        rows = read(database, "top", "--by", by)
        assert [row["place"] for row in rows] == list(range(1, 8))
        assert [row[by] for row in rows] == sorted((row[by] for row in rows), reverse=True)
    assert paths(read(database, "top", "--by", "inlinks", "--limit", "1"), "url") == ["/tea"]


def test_domains(database):
    (row,) = read(database, "domains")
    assert (row["domain"], row["links"], row["followed"], row["example"]) == ("other.cn", 1, 1, f"{BASE}/")


def test_anchors_of_a_url_and_of_all(database):
    out, err = run(database, "anchors", "/tea", "--format", "json")
    rows = json.loads(out)
    assert [(row["anchor"], row["pages"], row["share"]) for row in rows] == [("到 /tea", 4, 1.0)]
    assert "1 distinct anchors in 4 uses" in err
    assert paths(read(database, "anchors"), "url")[0] == "/tea"
    assert read(database, "anchors", "https://shop.other.cn/x") == []


def test_leaks(database):
    rows = read(database, "leaks")
    assert [(row["kind"], row["target"].removeprefix(BASE)) for row in rows] == [
        ("nofollow", "/b"), ("nofollow", "/moved-away"), ("nofollow", "/tea"), ("redirect", "/moved-away"), ("redirect", "/old"),
    ]  # fmt: skip
    assert paths(read(database, "leaks", "--kind", "redirect"), "final") == ["/gone", "/deep"]


@pytest.mark.parametrize(
    "words", [("to", "/b"), ("from", "/tea"), ("path", "/", "/b"), ("top",), ("broken",), ("leaks",)]
)
def test_hostile_texts_are_harmless_in_every_format(database, words):
    for format in ("table", "csv", "tsv", "json", "jsonl", "md"):
        for lang in ("zh", "en"):
            out, _ = run(database, *words, "--format", format, lang=lang)
            assert not {"\x1b", "\x00", "\x0b", "\u202e"} & set(out)
            if format == "csv":
                for row in csv.reader(io.StringIO(out)):
                    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_people_see_words_and_decoded_urls(database):
    zh, en = run(database, "from", "/tea", lang="zh")[0], run(database, "from", "/tea")[0]
    assert f"{BASE}/茶/" in zh
    assert "正文" in zh
    assert "main" in en
    assert f"{BASE}{HAN}" in run(database, "from", "/tea", "--format", "csv")[0]


def test_files_and_limits(database, tmp_path):
    _, err = run(database, "to", "/tea", "--format", "csv", "-o", str(tmp_path / "to.csv"), "--limit", "2")
    assert "2 rows" in err
    assert len((tmp_path / "to.csv").read_text("utf-8-sig").splitlines()) == 3


def test_long_rankings_are_cut_on_a_terminal_and_say_so(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        load_site(store, {f"/{n}": page("/") for n in range(60)} | {"/": page()})
    out, err = run(tmp_path / "x.db", "top")
    assert len(out.splitlines()) == 52
    assert "--limit" in err
    assert len(read(tmp_path / "x.db", "top")) == 61


def test_a_partial_crawl_says_so(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        load_site(store, SITE, complete=False)
    assert "抓取不完整" in run(tmp_path / "x.db", "orphans", lang="zh")[1]


READ = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}


@pytest.mark.parametrize("ending", list(READ))
def test_exported_graph_is_read_back(database, tmp_path, ending):
    file = tmp_path / f"图{ending}"
    _, err = run(database, "export", "-o", str(file))
    graph = READ[ending](file)
    assert "7 pages, 10 links" in err
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (7, 10)
    tea = graph.nodes[f"{BASE}/tea"]
    assert (tea["depth"], tea["inlinks"], tea["label"]) == (1, 4, "/tea")
    assert tea["title"] == "[31m=1+1\ufffd <b>&\"']]>"
    assert graph.nodes[BASE + HAN]["label"] == "/茶/"
    assert "depth" not in graph.nodes[f"{BASE}/orphan"]
    assert graph.edges[f"{BASE}/tea", f"{BASE}/b"]["anchor"] == "[31m=1+1\ufffd &\"']]>"
    assert graph.edges[f"{BASE}/", f"{BASE}/deep"]["anchor"] == "到 /old"  # the redirect is resolved
    assert not graph.has_edge(f"{BASE}/", f"{BASE}/b")  # nofollow
    assert not {"\x1b", "\x00", "\x0b", "\u202e", "\ufffe"} & set(file.read_text("utf-8"))


def test_exported_links_as_csv(database, tmp_path):
    run(database, "export", "-o", str(tmp_path / "links.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "links.csv").read_text("utf-8-sig"))))
    assert len(rows) == 10
    assert {row["editorial"] for row in rows} <= {"0", "1"}
    assert {(row["source"], row["target"]) for row in rows} >= {
        (f"{BASE}/", f"{BASE}/tea"),
        (f"{BASE}/", f"{BASE}/deep"),
    }


def test_export_of_the_strongest_pages(database, tmp_path):
    run(database, "export", "-o", str(tmp_path / "x.graphml"), "--max-nodes", "2")
    graph = nx.read_graphml(tmp_path / "x.graphml")
    assert sorted(graph) == sorted(row["url"] for row in read(database, "top", "--limit", "2"))
    assert graph.number_of_edges() == 0 or set(graph.edges) <= {(a, b) for a in graph for b in graph}


def test_export_of_editorial_links(tmp_path):
    answers = {f"/{n}": page("/menu", f"/{(n + 1) % 8}") for n in range(8)} | {
        "/": page("/menu", "/0"),
        "/menu": page(),
    }
    with open_store(tmp_path / "x.db", create=True) as store:
        load_site(store, answers)
    run(tmp_path / "x.db", "export", "-o", str(tmp_path / "x.gexf"), "--editorial")
    graph = nx.read_gexf(tmp_path / "x.gexf")
    assert graph.in_degree(f"{BASE}/menu") == 0
    assert graph.number_of_edges() == 9
    assert {main for *_, main in graph.edges(data="editorial")} == {1}


def test_export_refuses_unknown_kinds_of_files(database, tmp_path):
    assert refused(database, "export", "-o", str(tmp_path / "graph.png")).number == 160
    assert refused(database, "export", "-o", "-").number == 160


def test_export_of_a_site_without_pages(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        load_site(store, {"/": Answer(status=404)})
    for ending in (".graphml", ".gexf", ".csv"):
        _, err = run(tmp_path / "x.db", "export", "-o", str(tmp_path / f"x{ending}"))
        assert "0 pages, 0 links" in err


def test_orphans_that_only_imported_files_know(tmp_path):
    """Of rankings and backlinks; what was crawled, is linked, or differs in http and www only, is none of them."""
    with open_store(tmp_path / "x.db", create=True) as store, store.atomic() as db:
        load_site(store, SITE, sitemap=["/orphan"])
        rankings = ("/landing", "/orphan", "/tea", "/file.pdf")
        for number, path in enumerate(rankings):
            values = ("google", "2026-01-01", f"茶{number}", f"{BASE}{path}", "茶", 3.0, 1)
            db.execute(
                "insert into rankings (site_id, engine, day, keyword, page, shown, position, import_id) values (1, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
        db.execute("insert into linked_sites (linked_id, name) values (1, 'example')")
        targets = (f"{BASE}/landing", f"{BASE}/old-campaign", "http://www.example.com/tea", f"{BASE}/down")
        for number, target in enumerate(targets):
            db.execute(
                "insert into backlinks (linked_id, pair, mark, tool, domain_id, source, target, title, ip, links, first_day, last_day,"
                " import_id) values (1, ?, 0, 'other', 1, 'https://a.example/', ?, '', '', 1, '2026-01-01', '2026-01-01', 1)",
                [number, target],
            )
    rows = read(tmp_path / "x.db", "orphans")
    flags = {row["url"].removeprefix(BASE): (row["fetched"], row["in_rankings"], row["in_backlinks"]) for row in rows}
    assert flags == {"/orphan": (1, 1, 0), "/landing": (0, 1, 1), "/old-campaign": (0, 0, 1)}
    assert "在排名数据" in run(tmp_path / "x.db", "orphans", lang="zh")[0]
