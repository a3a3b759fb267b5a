"""Imported backlinks in the report and in exports: numbers, lists, texts of strangers as text."""

import csv

import pytest

from configs.settings import Settings
from configs.text import Text
from crawler.offline import Answer, load_site
from crawler.store import open_store
from jobs.stages import RUN
from linkgraph.backlinks.importing import import_backlinks, linked_site
from linkgraph.backlinks.judging import judge
from reports.exports import EXPORTS, rows_of
from reports.load import load_report
from reports.render import render_html

BASE = "https://shop.example"
EVIL = "<script>alert(1)</script>"
ROWS = [
    ("Source url", "Target url", "Anchor", "Source title", "Nofollow", "Page ascore"),
    ("https://a.com/1", f"{BASE}/", "茶舍", "紫砂壶", "false", "40"),
    ("https://a.com/2", f"{BASE}/gone", f"online casino {EVIL}", EVIL, "true", "3"),
    ("https://b.com/1", f"{BASE}/old", "=HYPERLINK(1)", "", "", ""),
    ("https://xn--fiq228c.com/1", f"{BASE}/", "茶", "", "", ""),
]


def page(word, *links):
    made = "".join(f'<a href="{link}">{link}</a>' for link in links)
    return f'<html lang="zh"><title>{word}</title><h1>{word}</h1><p>{word}产地直发。</p>{made}</html>'


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("backlinks")
    with open_store(folder / "x.db", create=True) as store:
        answers = {
            "/": page("紫砂壶", "/old", "/gone"),
            "/p": page("茶"),
            "/old": Answer(status=301, location="/p"),
            "/gone": Answer(status=404),
        }
        run_id = load_site(store, answers, base=BASE, name="shop")
        for stage in RUN.values():
            stage(store, run_id, Settings())
        yield store, run_id, folder


def imported(store, folder, rows, site):
    file = folder / f"{site}.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)
    import_backlinks(store, linked_site(store, site), file, day="2026-11-23")
    judge(store, site)


def test_a_report_without_imports_says_that_nothing_is_judged(shop):
    store, run_id, _ = shop
    model = load_report(store, run_id, Settings())
    assert model.links.backlinks is None
    assert "xunlu import backlinks FILE.csv" in render_html(model)


def test_the_section_and_the_export(shop):
    store, run_id, folder = shop
    for rival in ("one.com", "two.com"):
        imported(store, folder, [ROWS[0], ("https://both.com/", f"https://{rival}/", EVIL, "", "", "55")], rival)
    imported(store, folder, ROWS, "shop")
    found = load_report(store, run_id, Settings()).links.backlinks
    assert {one.name.en: one.value.en for one in found.facts}["Linking domains"] == "3"
    assert {one.name.zh: one.value.zh for one in found.facts}["可跟踪"] == "50%（2 条已知，其余 2 条工具没有说）"
    assert [(one.target.shown, one.fate.en, one.links) for one in found.wasted] == [
        ("/gone", "broken", 1),
        ("/old", "redirect", 1),
    ]
    assert [one.domain for one in found.domains] == ["a.com", "b.com", "中文.com"]
    assert [(one.domain, one.why.en) for one in found.suspect] == [("a.com", "spam words in title, anchor or address")]
    assert [(one.domain, one.rating, one.why) for one in found.rivals] == [
        ("both.com", 55.0, Text("one.com, two.com", "one.com, two.com"))
    ]
    html = render_html(load_report(store, run_id, Settings()))
    assert EVIL not in html and "links-backlinks" in html and "both.com" in html
    section = html[html.index("id=links-backlinks") :]
    assert len(section[: section.index("</section>")]) < 8_000
    names, rows = rows_of(store, EXPORTS["backlinks"], run_id, "en", where="domain = 'a.com' and followed")
    made = [dict(zip(names, row, strict=True)) for row in rows]
    assert [(one["source"], one["followed"], one["counted"]) for one in made] == [("https://a.com/1", 1, 1)]
