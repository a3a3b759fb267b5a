"""Amounts as numbers, the part of a page that speaks of its product, and what shops' checks ask in SQL."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from audit.buybox import buy_box, only_product, statements
from audit.listings import is_list, product_address
from audit.money import declared_number, may_be, number_of, numbers_in
from audit.shops import DELIVERY, HELP, RETURNS, offer_fault, policies, policies_in, says_free
from crawler.extract import page_from_html
from crawler.facts.declared import Declared
from crawler.zstd import compress

NOW = 1_790_000_000.0  # September 2026


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("¥199.00", "199.00"),
        ("￥１，２９９", "1299"),
        ("HK$1,299.50", "1299.50"),
        ("1.299,00 €", "1299.00"),
        ("1 299,00 €", "1299.00"),
        ("12 345 €", "12345"),
        ("12,50 €", "12.50"),
        ("1'299.00", "1299.00"),
        ("12,345,678", "12345678"),
        ("99元起", "99"),
        ("19.9", "19.9"),
        ("0.00", "0.00"),
    ],
)
def test_amounts_as_numbers(written, number):
    assert number_of(written) == Decimal(number)


@pytest.mark.parametrize("written", ["1.2万元", "面议", "", "¥", "¥" + "123 " * 12 + "456"])
def test_no_number(written):
    assert number_of(written) is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("199", 199),
        ("199.000", 199),
        ("1.299", Decimal("1.299")),
        ("1,299.00", 1299),
        ("¥128", 128),
        ("-5", -5),
        ("1.5E+3", 1500),
    ],
)
def test_declared_numbers_are_read_as_machines_write_them(written, number):
    assert declared_number(written) == number


def test_numbers_in_a_text():
    assert list(numbers_in("会员价 18 元，原价１,２９９元，4.8 分")) == [18, 1299, Decimal("4.8")]
    assert list(numbers_in("")) == []


@pytest.mark.parametrize(
    ("sign", "code", "may"),
    [
        ("¥", "CNY", True),
        ("¥", "JPY", True),
        ("¥", "USD", False),
        ("元", "TWD", True),
        ("元", "EUR", False),
        ("$", "HKD", True),
        ("$", "CNY", False),
        ("CNY", "RMB", True),
        ("EUR", "eur", True),
        ("EUR", "USD", False),
        ("EUR", "", True),
        ("EUR", "欧元", True),
        ("", "USD", True),
    ],
)
def test_what_a_sign_may_stand_for(sign, code, may):
    assert may_be(sign, code) == may


def page(html, url="https://example.com/p/1", **fields):
    return replace(page_from_html(url, f"<html lang=zh><main>{html}</main></html>"), **fields)


def test_the_buy_box_ends_at_the_next_heading():
    found = page("<p>首页</p><h1>西施壶</h1><p>¥199</p><p>现货</p><h2>推荐</h2><p>售罄</p>")
    assert buy_box(found) == ["¥199", "现货"]
    assert buy_box(page("<p>¥199</p><p>现货</p>")) == []
    assert buy_box(page(f"<h1>壶</h1><p>{'长' * 80}</p>")) == []
    assert len(buy_box(page("<h1>壶</h1>" + "<p>一</p>" * 200))) == 40


def test_statements_begin_lines_or_follow_a_price():
    assert statements(["价格 ¥251.00 · 现货", "抱歉，已售罄", "红色，售罄", "In Stock - ships today"]) == [
        "价格 ¥251.00",
        "现货",
        "抱歉",
        "已售罄",
        "红色",
        "in stock",
    ]


def test_one_product_in_two_forms_is_one():
    item = '{"@context": "https://schema.org", "@type": "Product", "name": "%s", "sku": "1"}'
    script = '<script type="application/ld+json">%s</script>'
    micro = '<div itemscope itemtype="https://schema.org/Product"><b itemprop=name>壶</b></div>'
    assert only_product(page(script % item % "壶" + micro)).name == "壶"
    assert only_product(page(script % item % "壶" + script % item % "杯")) is None
    assert only_product(page("")) is None


@pytest.mark.parametrize(
    ("url", "product"),
    [
        ("/products/pot", True),
        ("/p/1.html", True),
        ("/goods-12.html", True),
        ("/products/", False),
        ("/category/pots", False),
    ],
)
def test_addresses_of_products(url, product):
    assert product_address(f"https://example.com{url}") == product


CARDS = "".join(f"<li><a href=/p/{n}><img src=/{n}.jpg></a><b class=price>¥{n}9.00</b></li>" for n in range(12))


@pytest.mark.parametrize(
    ("url", "html", "listed"),
    [
        ("/category/pots", CARDS, True),
        ("/pots?page=2", CARDS, True),
        ("/category/pots", CARDS[: CARDS.index("<li><a href=/p/4")], False),
        ("/category/pots", f"<p class=price>¥9.00</p>{CARDS}", False),
        ("/pots", CARDS, False),
        ("/collections/pots/products/pot", CARDS, False),
    ],
)
def test_lists(url, html, listed):
    assert is_list(page(f"<h1>壶</h1>{html}", f"https://example.com{url}")) == listed


def declared(*prices, offers=1, states=("InStock",), until=""):
    return json.dumps([Declared(offers, prices, ("CNY",), states, until, False)])


@pytest.mark.parametrize(
    ("offered", "visible", "problem"),
    [
        (declared("199"), "¥199", None),
        (declared("0"), "¥199", "zero"),
        (declared("-1"), "¥199", "zero"),
        (declared("0"), "¥0.00", None),
        (declared("0"), None, "zero"),
        (declared("0", "199"), "¥199", None),
        (declared("面议"), "¥199", "text"),
        (declared("¥199"), "¥199", None),
        (declared(), "¥199", "missing"),
        (declared(), None, None),
        (declared(offers=0), "¥199", None),
        (declared("199", until="2026-01-01"), "¥199", "expired"),
        (declared("199", until="2026-01-01T10:00:00+08:00"), None, "expired"),
        (declared("199", until="2199-01-01"), "¥199", None),
        (declared("199", until="2026-01-01", states=("SoldOut",)), "¥199", None),
        (declared("199", until="soon"), "¥199", None),
        (declared("199", until="0001-01-01"), "¥199", "expired"),
    ],
)
def test_what_offers_are_worth(offered, visible, problem):
    found = offer_fault(offered, visible, NOW)
    assert (json.loads(found)["problem"] if found else None) == problem


def test_lists_are_not_judged():
    assert offer_fault(json.dumps(json.loads(declared("0")) * 4), "¥199", NOW) is None


@pytest.mark.parametrize(
    ("text", "free"), [("免费领取", 1), ("价格面议", 1), ("Ask for a quote", 1), ("Freestyle", 0), ("手工壶", 0)]
)
def test_what_is_free_or_sold_on_request(text, free):
    assert says_free(compress(text.encode())) == free
    assert says_free(None) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("退换货说明", RETURNS),
        ("配送方式", DELIVERY),
        ("售后与配送", RETURNS | DELIVERY),
        ("幫助中心", HELP),
        ("Shipping & Returns", RETURNS | DELIVERY),
        ("https://shop.example/policies/refund-policy", RETURNS | HELP),
        ("/%E9%85%8D%E9%80%81", DELIVERY),
        ("Versandkosten", DELIVERY),
        ("Back to shop", 0),
        ("Return to cart", 0),
        ("包邮 紫砂壶", 0),
        ("", 0),
        (None, 0),
    ],
)
def test_policies_by_their_names(text, told):
    assert policies(text) == told


def test_policies_in_a_stored_text():
    assert policies_in(compress("客户服务：七天无理由".encode())) == RETURNS
    assert policies_in(None) == 0
