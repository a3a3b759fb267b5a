"""Links between the crawled sites of a store: the command, and the part of the report."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from configs.app import App
from configs.settings import Settings
from crawler.offline import load_site
from crawler.store import open_store
from linkgraph.between import between
from linkgraph.cli import links
from linkgraph.stage import run_links
from reports.load import load_report
from reports.render import render_html

EVIL = "\x1b]0;x\x07<script>alert(1)</script>"


def page(main: str = "", footer: str = "", head: str = "") -> str:
    return f'<html lang="zh"><head><title>茶</title>{head}</head><body><main><p>{main}</p></main><footer>{footer}</footer></body></html>'


def link(url: str, text: str = "友站", rel: str = "") -> str:
    return f'<a href="{url}" rel="{rel}">{text}</a>'


OURS = {
    "/": page(link("/tea"), link("https://one.example/", rel="nofollow")),
    "/tea": page(footer=link("https://one.example/x")),
}
ONE = {
    "/": page(
        link("https://www.shop.example/", EVIL.replace("<", "&lt;")) + link("/b") + link("https://nobody.example/")
    ),
    "/b": page(link("https://shop.example/never-crawled"), link("https://two.example/")),
    "/c": page(link("https://shop.example/tea"), head='<meta name="robots" content="nofollow">'),
}
TWO = {"/": page(link("https://one.example/")), "/b": page(link("https://nobody.example/"))}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("between") / "x.db"
    with open_store(path, create=True) as store:
        old = {"/": page(link("https://two.example/") * 9)}
        for name, answers, graph in (("one", old, True), ("one", ONE, True), ("two", TWO, False), ("shop", OURS, True)):
            run_id = load_site(
                store,
                answers,
                base=f"https://{name}.example",
                name=name,
                role="target" if name == "shop" else "competitor",
            )
            if graph:  # of the others it is not known whether they link to anybody
                run_links(store, run_id)
    return path


def run(database, *words, lang="en"):
    result = CliRunner().invoke(
        links, ["between", *words], obj=App(lang=lang, database=database), catch_exceptions=False
    )
    assert result.exit_code == 0
    return result.stdout, result.stderr


def test_who_links_to_whom(database):
    rows = json.loads(run(database, "--format", "json")[0])
    told = {(row["source_site"], row["target_site"]): row for row in rows}
    assert list(told) == [("shop", "one"), ("one", "shop"), ("one", "two"), ("two", "one")]
    counts = {
        pair: (row["links"], row["pages"], row["targets"], row["followed"], row["main"]) for pair, row in told.items()
    }
    assert counts == {
        ("shop", "one"): (2, 2, 2, 1, 0),
        ("one", "shop"): (3, 3, 3, 2, 3),  # with www, and an address that nobody fetched; one page says nofollow
        ("one", "two"): (1, 1, 1, 1, 0),  # of the newest run only
        ("two", "one"): (1, 1, 1, 1, 1),
    }
    first = told["one", "shop"]
    assert (first["source"], first["target"]) == ("https://one.example/", "https://www.shop.example/")


def test_people_read_it_and_no_terminal_obeys_it(database):
    for lang, word in (("zh", "从站点"), ("en", "from site")):
        out, said = run(database, lang=lang)
        assert word in out and "\x1b" not in out and "one 20" in said


def test_the_report_has_it(database):
    with open_store(database) as store:
        report = load_report(store, store.run("latest").run_id, Settings())
    found = report.links.between
    assert (found.sites, next((one.source, one.target, one.links) for one in found.rows)) == (3, ("shop", "one", 2))
    html = render_html(report)
    assert "links-between" in html and "<script>alert(1)" not in html


def test_one_site_and_sites_without_links(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, {"/": page()}, base="https://shop.example", name="shop")
        assert list(between(store.db, run_id)) == []
        assert load_report(store, run_id, Settings()).links.between is None
    assert "--competitor" in run(tmp_path / "x.db")[1]
    with open_store(tmp_path / "x.db") as store:
        load_site(store, {"/": page()}, base="https://one.example", name="one", role="competitor")
    assert "None of the 2 sites" in run(tmp_path / "x.db", "1")[1]
