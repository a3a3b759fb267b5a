"""The worked example of docs/links.md: its figures are those that the commands give."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from configs.app import App
from crawler.offline import load_site
from crawler.store import open_store
from linkgraph.cli import links

DOC = (Path(__file__).parents[2] / "docs" / "links.md").read_text("utf-8")
BASE = "https://example.com"
HOME = ("/", "首页")
SITE = {
    "/": [("/tea/", "茶"), ("/cups/", "杯"), ("/about", "关于")],
    "/tea/": [HOME, ("/tea/1", "绿茶")],
    "/tea/1": [("/tea/", "全部茶叶")],
    "/cups/": [HOME, ("/tea/1", "配绿茶"), ("https://other.example/", "友站")],
    "/about": [],
    "/promo": [HOME],
}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    def page(anchors):
        lines = "".join(
            f'<p>一段够长的正文，说明产地、年份与冲泡方法。<a href="{to}">{text}</a></p>' for to, text in anchors
        )
        return f"<html><title>页</title><body><main>{lines}<p>正文到此为止，谢谢光临。</p></main></body></html>"

    path = tmp_path_factory.mktemp("doc") / "x.db"
    with open_store(path, create=True) as store:
        load_site(store, {path: page(anchors) for path, anchors in SITE.items()}, sitemap=["/promo"])
    return path


def read(database, *words):
    result = CliRunner().invoke(links, [*words, "--format", "json"], obj=App(database=database), catch_exceptions=False)
    assert result.exit_code == 0
    return json.loads(result.stdout)


def cells(row):
    """A page of ``links top`` as the table of the document writes it."""
    share = (f"{100 * row[name]:.1f}%" for name in ("pagerank", "pagerank_editorial", "hub", "authority"))
    depth = "–" if row["depth"] is None else str(row["depth"])
    counts = (str(row[name]) for name in ("in_degree", "out_degree", "reciprocal"))
    return [f"`{row['url'].removeprefix(BASE)}`", depth, *share, *counts]


@pytest.mark.parametrize("heading", ["### 一个例子", "### An example"])
def test_the_table_is_what_links_top_says(database, heading):
    part = DOC[DOC.index(heading) :].partition("\n### ")[0]
    table = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| `/")
    ]
    assert table == [cells(row) for row in read(database, "top")]


def test_the_sums_by_hand(database):
    """What the text computes by hand: PageRank of /tea/1, and what is lost on the way."""
    ranks = {row["url"].removeprefix(BASE): row["pagerank"] for row in read(database, "top")}
    lost = ranks["/about"] + ranks["/cups/"] / 3
    by_hand = 0.15 / 6 + 0.85 * (ranks["/tea/"] / 2 + ranks["/cups/"] / 3 + lost / 6)
    assert by_hand == pytest.approx(ranks["/tea/1"], abs=1e-6)
    flow = {row["kind"]: 0.0 for row in read(database, "flow", "--links")}
    for row in read(database, "flow", "--links"):
        flow[row["kind"]] += row["share"]
    assert flow["external"] + flow["dead-end"] == pytest.approx(lost, abs=1e-6)
    (orphan,) = read(database, "orphans")
    assert orphan["url"] == f"{BASE}/promo"
    assert [row["url"] for row in read(database, "dead-ends")] == [f"{BASE}/about"]
    for number in (f"{lost:.1%}", f"{ranks['/tea/1']:.1%}", f"{flow['external']:.1%}", f"{flow['dead-end']:.1%}"):
        assert len(re.findall(re.escape(number), DOC)) >= 2, number  # in both languages
    steps = [row["url"].removeprefix(BASE) for row in read(database, "path", "/", "/tea/1")]
    assert steps == ["/", "/tea/", "/tea/1"]
    (plan,) = read(database, "whatif", "--add", "/", "/promo")["plans"]
    promo = next(row for row in plan["changes"] if row["url"] == f"{BASE}/promo")
    assert (promo["depth_before"], promo["depth"], promo["orphan_before"], promo["orphan"]) == (None, 1, 1, 0)
    told = f"{promo['pagerank_before']:.1%}", f"{promo['pagerank']:.1%}"
    assert f"从 {told[0]} 升到 {told[1]}" in DOC and f"from {told[0]} to {told[1]}" in DOC
