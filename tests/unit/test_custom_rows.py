"""Rules of extraction as the configuration has them, and changed rules on pages that were kept."""

import json
from dataclasses import asdict

import pytest

from configs.settings import ExtractRule, Settings, Site
from configs.validate import faults
from crawler.custom_rows import found_by_rule, kept_pages, recompute
from crawler.store import open_store
from crawler.zstd import compress
from tests.unit.test_custom import CHINESE, ENGLISH

# -- what the configuration says of a rule --------------------------------------------------------


def said(*rules):
    site = Site(start=("https://shop.example/",), extract=rules)
    return [(fault.zh, fault.en) for fault in faults(Settings(sites={"shop": site}))]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({"css": "div >"}, "expected a selector at position 5"),
        ({"css": "p:contains('x')"}, "unknown pseudo-class"),
        ({"xpath": "//p["}, "expected a node test"),
        ({"xpath": "price(//p)"}, "unknown function 'price'"),
        ({"xpath": "//x:p"}, "undefined namespace prefix"),
        ({"xpath": "count('p')"}, "non-node-set"),
        ({"xpath": "re:test(., '(')"}, "unterminated subpattern"),
        ({"regex": "(price"}, "unterminated subpattern"),
        ({"regex": "*"}, "nothing to repeat"),
        ({"regex": "a{99999999999999999999}"}, "too large"),
    ],
)
def test_a_rule_that_cannot_be_read_is_an_error_of_the_configuration(rule, reason):
    ((zh, en),) = said(ExtractRule("good", css="h1"), ExtractRule("价格", **rule))
    (kind,) = rule
    assert zh.startswith(f"[[sites.shop.extract]] #2（价格）{kind} 写法有误：")
    assert en.startswith(f"[[sites.shop.extract]] #2 (价格) {kind} cannot be read: ")
    assert reason in zh
    assert reason in en


@pytest.mark.parametrize("css", [".price::text", "a::attr(href)"])
def test_pseudo_elements_of_scrapy_are_explained(css):
    ((zh, en),) = said(ExtractRule("x", css=css))
    assert "attr" in zh
    assert "文字" in zh
    assert "attr" in en


@pytest.mark.parametrize("rule", [{"css": ".价格"}, {"xpath": "//a/@href"}, {"regex": "[[a]b"}, {"regex": "(?i)价格"}])
def test_a_rule_that_can_be_read_is_no_error(rule):
    assert said(ExtractRule("x", **rule)) == []


def test_a_rule_needs_one_kind_and_a_name_of_its_own():
    assert len(said(ExtractRule("x"), ExtractRule("y", css="p", regex="("))) == 2
    assert len(said(ExtractRule("x", css="p"), ExtractRule("x", css="b"))) == 2
    assert len(said(ExtractRule("x", xpath="//p", attr="id"))) == 1
    assert len(said(ExtractRule("x", css="p", match="cart"))) == 1


# -- changed rules, pages that were kept ----------------------------------------------------------


@pytest.fixture
def store(tmp_path):
    """A run of three pages with HTML, one without, and one that is no success."""
    with open_store(tmp_path / "shop.db", create=True) as made:
        with made.atomic() as db:
            db.execute(
                "insert into runs (run_id, site_id, role, status, started, settings) values (7, 1, 'target', 'complete', '2026', ?)",
                ['{"rate":4,"extract":[]}'],
            )
            pages = [("/1", 200, CHINESE), ("/2", 200, ENGLISH), ("/3", 200, CHINESE), ("/off", 200, None), ("/404", 404, ENGLISH)]  # fmt: skip
            for url_id, (path, status, html) in enumerate(pages, 1):
                add_page(db, url_id, f"https://shop.example{path}", status, html)
        yield made


def add_page(db, url_id, url, status, html):
    packed = compress(html.encode()) if html else None
    digest = bytes([url_id]) * 16
    db.execute("insert into hosts (host_id, host) values (1, 'shop.example') on conflict do nothing")
    db.execute("insert into urls (url_id, url, host_id) values (?, ?, 1)", [url_id, url])
    db.execute("insert into documents values (?, ?, ?, ?)", [digest, packed, compress(b""), b""])
    db.execute(
        "insert into pages (run_id, url_id, fetched, status, is_html, document_hash) values (7, ?, 0, ?, 1, ?)",
        [url_id, status, digest],
    )


def rows(store):
    return store.db.execute(
        "select url_id, name, ordinal, value from extracts where run_id = 7 order by 1, 2, 3"
    ).fetchall()


def test_changed_rules_replace_what_was_found(store):
    first = [
        ExtractRule("colors", css=".colors li", all=True),
        ExtractRule("sku", regex=r'"sku":"([^"]+)"', match="/1"),
    ]
    told = []
    done = recompute(store, 7, first, told=told.append)
    assert (done.searched, done.unkept, done.complaints) == (3, 1, ())
    assert told == [3]
    assert rows(store) == [
        (1, "colors", 0, "紫泥"), (1, "colors", 1, "朱泥"), (1, "colors", 2, "段泥"), (1, "sku", 0, "XS-220-A"),
        (3, "colors", 0, "紫泥"), (3, "colors", 1, "朱泥"), (3, "colors", 2, "段泥"),
    ]  # fmt: skip
    assert found_by_rule(store, 7, first) == [("colors", 2, 6), ("sku", 1, 1)]
    second = [ExtractRule("colors", css=".colors li"), ExtractRule("weight", xpath="//dd[2]")]
    recompute(store, 7, second)
    recompute(store, 7, second)
    assert rows(store) == [(1, "colors", 0, "紫泥"), (2, "weight", 0, "31 kg"), (3, "colors", 0, "紫泥")]
    assert found_by_rule(store, 7, second) == [("colors", 2, 2), ("weight", 1, 1)]


def test_pages_without_html_keep_what_was_found_of_rules_that_still_are(store):
    with store.atomic() as db:
        db.executemany("insert into extracts values (7, 4, ?, 0, 'old')", [("title",), ("gone",)])
        db.execute("insert into extracts values (6, 1, 'gone', 0, 'another run')")
    assert kept_pages(store, 7) == (3, 1)
    recompute(store, 7, [ExtractRule("title", css="title")])
    assert [row for row in rows(store) if row[0] == 4] == [(4, "title", 0, "old")]
    assert store.db.execute("select count(*) from extracts where run_id = 6").fetchone() == (1,)


def noted(store):
    return json.loads(store.db.execute("select settings from runs").fetchone()[0])


def test_the_run_says_which_rules_its_values_are_of(store):
    rules = [ExtractRule("价格", css=".price", all=True), ExtractRule("sku", regex='"sku":"([^"]+)"')]
    recompute(store, 7, rules)
    assert noted(store) == {"rate": 4, "extract": []}  # a page without HTML has values of the crawl's rules
    store.db.execute("delete from pages where url_id = 4")
    recompute(store, 7, rules)
    assert noted(store) == {"rate": 4, "extract": [asdict(rule) for rule in rules]}


def test_only_some_pages(store):
    rules = [ExtractRule("title", css="title")]
    assert recompute(store, 7, rules, condition="p.url_id = 5").searched == 1
    assert rows(store) == [(5, "title", 0, "Oak desk")]


def test_more_pages_than_one_transaction_holds(store):
    with store.atomic() as db:
        for url_id in range(10, 240):
            add_page(db, url_id, f"https://shop.example/n/{url_id}", 200, f"<title>{url_id}</title>")
    assert recompute(store, 7, [ExtractRule("title", css="title", match="/n/*")]).searched == 233
    assert [(row[0], row[3]) for row in rows(store)] == [(url_id, str(url_id)) for url_id in range(10, 240)]
