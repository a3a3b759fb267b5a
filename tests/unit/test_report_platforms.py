"""The shop system of a run: told by most of its pages, the home page among them, and never by a few."""

import pytest

from crawler.offline import Answer, load_site
from crawler.store import open_store
from reports.platforms import TOLD, platform_of
from reports.reader import Reader

SHOPIFY = "<script src='/cdn/shop/t/12/assets/theme.js'></script>"
WORDPRESS = "<script src='/wp-includes/js/jquery/jquery.min.js'></script>"
WOOCOMMERCE = f"{WORDPRESS}<link rel=stylesheet href='/wp-content/plugins/woocommerce/assets/css/a.css'>"
ECSHOP = "<meta name=generator content='ECSHOP v4.0.0'>"


def page(head="", text="茶"):
    return f"<html lang=zh><head><title>{text}</title>{head}</head><body><p>{text}</p></body></html>"


def pages(count, head="", start=0):
    return {f"/p/{n}.html": page(head, f"茶 {n}") for n in range(start, start + count)}


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "a.db", create=True) as opened:
        yield opened


def told(store, answers, **given):
    run_id = load_site(store, answers, **given)
    return platform_of(Reader(store.db, run_id, "https://example.com"))


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({"/": page(SHOPIFY)} | pages(5, SHOPIFY), "Shopify"),
        ({"/": page(ECSHOP, "茶舍")}, "ECShop"),
        ({"/": page()} | pages(5, SHOPIFY), "Shopify"),  # a home page of its own
        ({"/": page(SHOPIFY)} | pages(3, SHOPIFY) | pages(6, start=3), "Shopify"),
        ({"/": page()} | pages(5), ""),
        ({"/": page(SHOPIFY)} | pages(9), ""),  # one page loads a script of a shop elsewhere
        ({"/": page(SHOPIFY)} | pages(3, SHOPIFY) | pages(3, ECSHOP, 3), ""),
        ({"/": page(ECSHOP)} | pages(12, SHOPIFY), ""),  # the home page is of another system
        ({"/": page(WORDPRESS)} | pages(6, WORDPRESS) | pages(2, WOOCOMMERCE, 6), "WooCommerce"),
        ({"/": page(WOOCOMMERCE)} | pages(6, WORDPRESS), "WooCommerce"),
        ({"/": page(WORDPRESS)} | pages(30, WORDPRESS) | pages(1, WOOCOMMERCE, 30), "WordPress"),
        ({"/": page(WOOCOMMERCE)} | pages(3, WORDPRESS) | pages(4, SHOPIFY, 3), ""),
        ({"/": Answer(error="timeout")}, ""),
    ],
)
def test_most_pages_that_tell_must_agree(store, answers, name):
    assert told(store, answers) == name


def test_headers_tell_it_too(store):
    wix = {"x-wix-request-id": "1"}
    answers = {path: Answer(html, headers=wix) for path, html in ({"/": page()} | pages(4)).items()}
    assert told(store, answers) == "Wix"


def test_a_cookie_of_the_plug_in_comes_before_the_markup_of_the_system_below(store):
    cart = {"set-cookie": "woocommerce_cart_hash=1; Path=/"}
    answers = {
        path: Answer(html, headers=cart) for path, html in ({"/": page(WORDPRESS)} | pages(4, WORDPRESS)).items()
    }
    assert told(store, answers) == "WooCommerce"


def test_markup_comes_before_the_headers_of_another_system(store):
    proxy = {"link": '<https://example.com/wp-json/>; rel="https://api.w.org/"'}
    answers = {path: Answer(html, headers=proxy) for path, html in ({"/": page(SHOPIFY)} | pages(4, SHOPIFY)).items()}
    assert told(store, answers) == "Shopify"


def test_the_home_page_may_stand_behind_redirects(store):
    moved = {"/": Answer(status=301, location="/zh"), "/zh": Answer(status=302, location="/zh/")}
    assert told(store, moved | {"/zh/": page(ECSHOP)} | pages(12, SHOPIFY)) == ""
    assert told(store, moved | {"/zh/": page(SHOPIFY)} | pages(12, SHOPIFY), name="other") == "Shopify"


def test_redirects_in_a_circle_end(store):
    assert told(store, {"/": Answer(status=302, location="/")} | pages(3, SHOPIFY)) == "Shopify"


def test_pages_that_failed_and_other_runs_do_not_count(store):
    assert told(store, {"/": page(SHOPIFY)} | pages(3, SHOPIFY), name="rival", role="competitor") == "Shopify"
    broken = {f"/gone/{n}": Answer(page(SHOPIFY), status=404) for n in range(8)}
    assert told(store, {"/": page(ECSHOP)} | broken | pages(2, ECSHOP)) == "ECShop"


def test_a_run_without_pages_tells_nothing(store):
    run_id = load_site(store, {"/": page(SHOPIFY)})
    store.db.execute("delete from pages where run_id = ?", [run_id])
    assert platform_of(Reader(store.db, run_id, "https://example.com")) == ""


def test_a_few_pages_from_all_over_the_crawl_are_looked_at(store, monkeypatch):
    monkeypatch.setattr("reports.platforms.PAGES", 6)
    run_id = load_site(store, {"/": page()} | pages(40, SHOPIFY) | pages(40, ECSHOP, 40))
    reader = Reader(store.db, run_id, "https://example.com")
    rows = list(reader.rows(TOLD, pages=6, reach=20, hops=5))
    assert len(rows) <= 7 and {row["markup"] for row in rows} >= {"Shopify", "ECShop"}
    assert platform_of(reader) == ""


def test_no_table_is_read_through(store):
    """The time must not grow with the site: every table is sought by its key."""
    run_id = load_site(store, {"/": page(SHOPIFY)} | pages(30, SHOPIFY))
    steps = [
        row["detail"]
        for row in Reader(store.db, run_id, "").rows(f"explain query plan {TOLD}", pages=60, reach=20, hops=5)
    ]
    tables = ("p", "pages", "u", "urls", "f", "document_facts", "h", "header_sets", "r", "runs", "s", "sites")
    assert [step for step in steps if step.startswith("SCAN") and step.split()[1] in tables] == []
    assert any(step.startswith("SEARCH p") for step in steps)
