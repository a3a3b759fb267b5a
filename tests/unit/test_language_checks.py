"""Checks of languages on what an example of one site cannot show: a sitemap's x-default, partners of several languages."""

import json

import pytest

from audit.registry import all_checks
from audit.runner import run_checks
from configs.settings import Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from linkgraph.stage import run_links

BASE = "https://example.com"
LINK = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'
PAGE = '<html lang="{0}"><head><title>{1}</title>{2}</head><body><main><h1>{1}</h1><p class="price">CNY {3}</p></main></body></html>'


def found(tmp_path, check, pages):
    """State of the check and its findings, evidence by path."""
    with open_store(tmp_path / "site.db", create=True) as store:
        run_id = load_site(store, pages)
        run_links(store, run_id)
        summary = run_checks(store, run_id, Settings(), checks=[all_checks()[check]])
        rows = store.db.execute("select url, evidence from v_findings").fetchall()
    return summary.checks[0].state, {url.removeprefix(BASE): json.loads(evidence) for url, evidence in rows}


SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"><url>'
    '<loc>https://example.com/</loc><xhtml:link rel="alternate" hreflang="{}" href="https://example.com/en/"/></url></urlset>'
)


@pytest.mark.parametrize(("code", "state"), [("x-default", "passed"), ("en", "failed")])
def test_x_default_in_the_sitemap_counts(tmp_path, code, state):
    both = LINK.format("zh", "/") + LINK.format("en", "/en/")
    pages = {"/": PAGE.format("zh", "茶舍", both, 1), "/en/": PAGE.format("en", "Tea", both, 1)}
    answer = Answer(SITEMAP.format(code), headers={"Content-Type": "application/xml"})
    assert found(tmp_path, "hreflang-x-default-missing", {**pages, "/sitemap.xml": answer})[0] == state


def test_of_many_languages_each_is_told_once_against_chinese_or_english(tmp_path):
    prices = {
        "/de/p/1": ("de", 3),
        "/en/p/1": ("en", 2),
        "/ja/p/1": ("ja", 2),
        "/zh-cn/p/1": ("zh-CN", 2),
        "/zh-tw/p/1": ("zh-TW", 9),
    }
    pages = {path: PAGE.format(lang, f"P {lang}", "", price) for path, (lang, price) in prices.items()}
    state, told = found(tmp_path, "parity-fields-differ", {"/": PAGE.format("en", "Tea", "", 1), **pages})
    assert state == "failed"
    assert {path: evidence["other"] for path, evidence in told.items()} == {
        "/de/p/1": f"{BASE}/en/p/1",
        "/zh-tw/p/1": f"{BASE}/en/p/1",
    }


def test_a_shop_in_one_language_has_no_partners(tmp_path):
    pages = {f"/p/{number}": PAGE.format("zh", f"壶 {number}", "", number) for number in range(9)}
    for check in ("parity-fields-differ", "parity-missing", "parity-untranslated"):
        folder = tmp_path / check
        folder.mkdir()
        assert found(folder, check, pages) == ("not-judged", {})
