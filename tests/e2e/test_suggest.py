"""links suggest, and whether what it foretells comes true when a served shop is changed and crawled again."""

from __future__ import annotations

import json
import re
import tomllib
from html import escape
from urllib.parse import urljoin

import pytest

from crawler.offline import Answer, load_site
from crawler.store import open_store
from crawler.urls import normalise, origin, path_query
from linkgraph.comparing import page_rows
from linkgraph.plan_file import read_plan
from linkgraph.trying import load_trial, try_plan
from tests.e2e.program import CONTROL, Inside, Program, both
from tests.e2e.tiny import TinySite, page

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
NOFOLLOW = re.compile(r'\s*rel="[^"]*nofollow[^"]*"')
ARTICLE = "紫砂壶用宜兴原矿泥料制成，适合冲泡普洱茶与乌龙茶；先看泥料，再看容量与出水。"


def edited(html: str, url: str, plan) -> str:
    """A page with the changes of a plan made in its markup, as a shopkeeper would."""
    for edit in plan.edits:
        if edit.source != url:
            continue
        if edit.action == "add":
            element, end = ("p", "</main>") if edit.place == "main" else ("nav", "</body>")
            assert end in html, url
            link = f'<a href="{escape(edit.target)}">{escape(edit.anchor or "更多")}</a>'
            html = html.replace(end, f"<{element}>{link}</{element}>{end}", 1)
            continue

        def changed(match, edit=edit):
            if normalise(urljoin(url, match[1].replace("&amp;", "&"))) != edit.target:
                return match[0]
            return match[2] if edit.action == "remove" else NOFOLLOW.sub("", match[0])

        html = LINK.sub(changed, html)
    return html


def foretold(program: Program, file: str):
    """What whatif says of all pages, by URL."""
    with open_store(program.db) as store:
        trial = load_trial(store, store.run().run_id)
        outcome = try_plan(trial, read_plan(program.folder / file))
        from linkgraph.comparing import compare

        rows = page_rows(compare(trial, [outcome]), outcome, range(outcome.layers.pages))
        return {row[1]: (row[4], row[9], row[12]) for row in rows}


def crawled(xunlu, url):
    """What a crawl of the site finds of each page."""
    xunlu.apart("crawl", url)
    rows = json.loads(xunlu("links", "top", "--format", "json").out)
    return {row["url"]: (row["pagerank"], row["pagerank_editorial"], row["depth"]) for row in rows}


def same(found, expected):
    assert set(found) == set(expected)
    assert {url: row[2] for url, row in found.items()} == {url: row[2] for url, row in expected.items()}
    for place in (0, 1):
        assert {url: row[place] for url, row in found.items()} == pytest.approx(
            {url: row[place] for url, row in expected.items()}, rel=1e-5, abs=1e-8
        )


def deep_shop():
    """A list of twelve parts that one turns page by page, with products on each; one link says nofollow, one is broken."""
    answers = {"/": page("首页", "/list?page=1", "/about", text=ARTICLE)}
    answers["/about"] = page("关于", "/", "/gone", text=ARTICLE).replace(
        'href="/"', 'rel="nofollow" href="/list?page=1"'
    )
    for number in range(1, 13):
        goods = [f"/p/{number}-{item}.html" for item in range(3)]
        following = [f"/list?page={number + 1}"] if number < 12 else []
        answers[f"/list?page={number}"] = page(f"茶壶第 {number} 页", *goods, *following, text=ARTICLE)
        for item, path in enumerate(goods):
            head = '<script type="application/ld+json">{"@type": "Product", "name": "壶"}</script>'
            answers[path] = page(
                f"紫砂壶 {number}-{item}", "/", text=ARTICLE + f"这是第 {number} 排第 {item} 件。", head=head
            )
    return answers


@pytest.fixture(scope="module")
def deep(tmp_path_factory):
    """The shop as stored, at an address where nobody has served it yet."""
    with TinySite({}) as server:
        server.answers = deep_shop()
        xunlu = Inside(tmp_path_factory.mktemp("deep"))
        with open_store(xunlu.db, create=True) as store:
            load_site(store, server.answers | {"/gone": Answer(page("没有"), status=404)}, base=server.url)
        yield xunlu, server


def found(xunlu, *words):
    return json.loads(xunlu("links", "suggest", *words, "--format", "json").out)


def test_a_crawl_of_the_changed_shop_finds_what_the_suggestions_foretold(deep, tmp_path):
    xunlu, server = deep
    rows = found(xunlu, "--plan-out", "deep.toml")
    by_kind = {row["kind"]: row for row in rows}
    assert {"add", "hub", "pagination", "nofollow", "broken"} <= set(by_kind)
    assert by_kind["hub"]["deep"] < by_kind["hub"]["deep_before"]
    assert by_kind["pagination"]["deep"] < by_kind["pagination"]["deep_before"]
    assert by_kind["pagination"]["source"].endswith("/list?page=1")
    for row in rows:
        if row["kind"] == "add":
            assert row["gain"] > 0
            assert row["anchor"]
            assert row["depth"] <= row["depth_before"]
    expected = foretold(xunlu, "deep.toml")
    plan = read_plan(xunlu.folder / "deep.toml")
    base = origin(server.url)
    before = dict(server.answers)
    server.answers = {path: edited(html, base + path, plan) for path, html in before.items()}
    server.answers |= {path_query(url): edited(page("汇总页"), url, plan) for url in plan.pages}
    assert server.answers != before
    same(crawled(Inside(tmp_path), server.url), expected)


def test_each_suggestion_says_why_in_both_languages(deep):
    xunlu, _ = deep
    for lang, word in (("zh", "效果"), ("en", "Effect")):
        rows = json.loads(xunlu("--lang", lang, "links", "suggest", "--format", "json").out)
        assert all(row["why"] for row in rows)
        assert all(word in row["why"] for row in rows if row["kind"] != "redirect")
    table = xunlu("--lang", "zh", "links", "suggest").out
    assert len(table.splitlines()) == 2 + len(rows)
    assert not CONTROL.search(table.replace("\n", ""))


def test_suggestions_for_one_page(deep):
    xunlu, server = deep
    rows = found(xunlu, "--for", "/list?page=1")
    assert {row["target"] for row in rows} == {f"{server.url}list?page=1"}
    assert "nofollow" in {row["kind"] for row in rows}
    both(xunlu, 121, "links", "suggest", "--for", "/nowhere-at-all", code=2)


def test_the_plan_file_is_read_back(deep):
    xunlu, _ = deep
    xunlu("links", "suggest", "--plan-out", "one.toml", "-q")
    xunlu("links", "suggest", "--plan-out", "two.csv", "-q")
    one, two = (read_plan(xunlu.folder / name) for name in ("one.toml", "two.csv"))
    assert one.edits
    assert (one.edits, one.pages) == (two.edits, two.pages)
    assert tomllib.loads((xunlu.folder / "one.toml").read_text("utf-8"))["version"] == 1
    plans = json.loads(xunlu("links", "whatif", "--plan", "one.toml", "--plan", "two.csv", "--format", "json").out)[
        "plans"
    ]
    assert plans[0]["changes"] == plans[1]["changes"]
    both(xunlu, 310, "links", "suggest", "--plan-out", "no/such/plan.toml", code=6)
