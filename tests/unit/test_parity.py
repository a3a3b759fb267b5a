"""What two language versions of a page tell differently, and blocks that were not translated."""

import json

import pytest

from audit.checks.international.parity_untranslated import CODE, EN, LIST, ZH
from audit.parity import number, parity_differences
from audit.untranslated import in_language, untranslated
from crawler.zstd import compress

ENGLISH, MORE_ENGLISH, CHINESE, MORE_CHINESE, CODING, LISTED = (
    text.removeprefix("<p>").removesuffix("</p>") for text in (*EN, *ZH, CODE, LIST)
)


@pytest.mark.parametrize(
    ("written", "amount"),
    [("128", "128"), ("128.00", "128"), ("¥1,299.00", "1299"), ("1.299,00 €", "1299"), ("１２８元", "128"), ("CNY 98", "98"),
     ("1,299", "1299"), ("12,5", "12.5"), ("120", "120"), ("1.2万元", None), ("免费", None), ("", None), ("9-12", None),
     ("1.2.3", None)],
)  # fmt: skip
def test_amounts(written, amount):
    found = number(written)
    assert (found if amount is None else f"{found:f}") == amount


def offered(price="128", currency="CNY", *states):
    return [[1, [price], [currency], list(states), "", True]]


def shown(*prices, stock=()):
    return {"prices": [list(one) for one in prices], "own": [[0, ""]], "stock": [list(one) for one in stock]}


def differing(one, other):
    return [
        (found["field"], found["own"], found["theirs"])
        for found in json.loads(parity_differences(json.dumps(one), json.dumps(other), 0.3))
    ]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({}, {}, []),
        ({"offered": offered("128.00")}, {"offered": offered("128")}, []),
        ({"offered": offered("1200")}, {"offered": offered("1280")}, [("price", "1200 CNY", "1280 CNY")]),
        ({"offered": offered("9", "RMB")}, {"offered": offered("8", "cny")}, [("price", "9 CNY", "8 CNY")]),
        ({"offered": offered("9", "USD")}, {"offered": offered("8")}, []),
        ({"offered": offered("9", "")}, {"offered": offered("8", "")}, []),
        ({"offered": offered("0")}, {"offered": offered("8")}, []),
        ({"offered": offered() * 2}, {"offered": offered("8")}, []),
        ({"offered": [[2, ["8", "12"], ["CNY"], [], "", True]]}, {"offered": offered("12")}, []),
        (
            {"offered": [[2, ["8", "12"], ["CNY"], [], "", True]]},
            {"offered": offered("99")},
            [("price", "8-12 CNY", "99 CNY")],
        ),
        (
            {"offered": offered("8", "CNY", "InStock")},
            {"offered": offered("8", "CNY", "SoldOut")},
            [("availability", "InStock", "SoldOut")],
        ),
        ({"offered": offered("8", "CNY", "InStock")}, {"offered": offered("8", "CNY", "OnlineOnly")}, []),
        ({"offered": offered("8", "CNY", "InStock")}, {"offered": offered("8", "CNY", "PreOrder")}, []),
        ({"offered": offered("8", "CNY", "InStock", "OutOfStock")}, {"offered": offered("8", "CNY", "InStock")}, []),
        ({"offered": offered("8", "CNY", "")}, {"offered": offered("8", "CNY", "SoldOut")}, []),
        (
            {"offered": offered("8", "USD", "SoldOut"), "skus": ["1"]},
            {"offered": offered("8", "CNY", "InStock"), "skus": ["2"]},
            [],
        ),
        ({"skus": ["A-1"]}, {"skus": ["A-2"]}, [("sku", "A-1", "A-2")]),
        ({"skus": ["A-1-zh"]}, {"skus": ["a-1_EN-US"]}, []),
        ({"skus": ["A-1", "A-2"]}, {"skus": ["A-3"]}, []),
        ({"offers": shown(("¥98", "¥", "b"))}, {"offers": shown(("CNY 98.00", "CNY", "b"))}, []),
        ({"offers": shown(("¥98", "¥", "b"))}, {"offers": shown(("CNY 88", "CNY", "b"))}, [("price", "¥98", "CNY 88")]),
        ({"offers": shown(("$98", "$", "b"))}, {"offers": shown(("$88", "$", "b"))}, []),
        ({"offers": shown(("¥98", "¥", "b")), "script": "kana"}, {"offers": shown(("¥88", "¥", "b"))}, []),
        ({"offers": {"prices": [["¥98", "¥", "b"]], "own": [[0, "+"]]}}, {"offers": shown(("¥88", "¥", "b"))}, []),
        ({"offers": {"prices": [["¥98", "¥", "b"]]}}, {"offers": shown(("¥88", "¥", "b"))}, []),
        ({"types": ["BlogPosting", "Person"]}, {"microdata": ["Article"]}, []),
        ({"types": ["Product", "FAQPage"]}, {"types": ["ProductGroup", "AggregateRating"]}, []),
        ({"types": ["Product"]}, {"types": []}, [("types", "Product", "-")]),
        ({"types": ["Product"]}, {"types": [], "faults": [["comma", 1, 1, ""]]}, []),
        ({"types": ["BreadcrumbList"], "kind": "home"}, {"types": [], "kind": "home"}, []),
        ({"h1s": 1}, {"h1s": 1}, []),
        ({"h1s": 1}, {"h1s": 0}, []),
        ({"h1s": 1}, {"h1s": 2}, [("h1", "1", "2")]),
        ({"h1s": 2}, {"h1s": 3}, []),
        ({"h1s": 1, "words": 400}, {"h1s": 2, "words": 90}, []),
        ({"h1s": 1, "words": 400}, {"h1s": 2, "words": 200}, [("h1", "1", "2")]),
        ({"images": 9, "kind": "product"}, {"images": 7, "kind": "product"}, []),
        ({"images": 9, "kind": "product"}, {"images": 2, "kind": "product"}, [("images", "9", "2")]),
        ({"images": 90, "kind": "product"}, {"images": 70, "kind": "product"}, []),
        ({"images": 9, "kind": "category"}, {"images": 2, "kind": "category"}, []),
    ],
)
def test_differences(one, other, found):
    assert differing(one, other) == found
    assert differing(other, one) == [(field, theirs, own) for field, own, theirs in found]


def test_stock_that_readers_see():
    there = {"offers": shown(("¥98", "¥", "b"), stock=[("in", "有货")]), "kind": "product"}
    gone = {"offers": shown(("CNY 98", "CNY", "b"), stock=[("out", "Sold out")]), "kind": "product"}
    assert differing(there, gone) == [("availability", "有货", "Sold out")]
    assert differing(there, {**gone, "kind": "category"}) == []


@pytest.mark.parametrize(
    ("line", "language", "beside", "is_block"),
    [
        (ENGLISH, "en", "zh", True),
        (CHINESE, "zh", "en", True),
        (ENGLISH[:70], "en", "zh", False),
        (CHINESE[:30], "zh", "en", False),
        (CODING, "en", "zh", False),
        (LISTED, "en", "zh", False),
        (f"“{ENGLISH}”", "en", "zh", False),
        (f"> {ENGLISH}", "en", "zh", False),
        (
            "Room 1204, Building 3, No. 188 Zhongshan Road, Huangpu District, Shanghai 200001, People's Republic of China, in Asia",
            "en",
            "zh",
            False,
        ),
        (
            "Okakura, K.: The Book of Tea. New York 1906. Lu Yu: The Classic of Tea, translated by F. R. Carpenter, Boston 1974.",
            "en",
            "zh",
            False,
        ),
        (
            "EP-2024X, EP-2025X, EP-2026X Pro Max 5G 256 GB Titanium, EP-2027X Ultra 1 TB Graphite, and the EP-2028X Mini",
            "en",
            "zh",
            False,
        ),
        (f"龙井{ENGLISH}", "en", "zh", True),
        (f"{CHINESE}{ENGLISH}", "en", "zh", False),
        (CHINESE, "zh", "ja", False),
        (ENGLISH, "sv", "zh", False),
        ("", "en", "zh", False),
    ],
)
def test_blocks_in_a_language(line, language, beside, is_block):
    assert in_language(line, language, beside, 80, 40) == is_block


def left(texts, own, other, parts=None):
    found = untranslated(
        texts, parts and json.dumps(parts), 80, 40, *(compress("\n".join(one).encode()) for one in (own, other))
    )
    return found and json.loads(found)["blocks"]


def test_what_was_not_translated():
    both = [ENGLISH, MORE_ENGLISH]
    assert left("zh en", [CHINESE, MORE_ENGLISH], both) == 1
    assert left("zh en", both, both) == 2
    assert left("zh en", [CHINESE, MORE_ENGLISH.replace("hot", "warm")], both) == 1
    assert left("en zh", [ENGLISH, MORE_CHINESE], [CHINESE, MORE_CHINESE]) == 1
    assert left("zh en", [CHINESE, MORE_CHINESE], both) is None
    assert left("zh en", [CHINESE, ENGLISH, MORE_CHINESE, MORE_ENGLISH], both) is None  # in both by design
    assert left("zh en", [CHINESE, MORE_ENGLISH], both, [["en-gb", 200]]) is None
    assert left("zh en", [CHINESE, MORE_ENGLISH], both, [["fr", 200], ["zh-hant", 9]]) == 1
    assert left("zh en", [CHINESE, MORE_ENGLISH], [ENGLISH]) is None
    assert left("zh en", [CHINESE, "商品评价", MORE_ENGLISH], both) is None
    assert left("", [ENGLISH], both) is None
    assert untranslated("zh en", None, 80, 40, None, None) is None
