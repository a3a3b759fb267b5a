"""Custom extraction: rules of each kind on shop pages, on odd and broken ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configs.settings import ExtractRule
from crawler.charset import decode
from crawler.custom import MAX_HTML, MAX_VALUE, MAX_VALUES, CustomRules

URL = "https://shop.example/products/12.html"
TEMPLATE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="{charset}"><title>宜兴紫砂壶 西施壶 220ml_茶舍</title>
<meta name="keywords" content="紫砂壶,西施壶"><link rel="canonical" href="/products/12.html"></head><body>
<div class="crumb"><a href="/">首页</a> &gt; <a href="/teapots/">茶壶</a></div>
<h1 class="goods-name">西施壶 <em>原矿紫泥</em></h1>
<div class="price-box"><span class="label">价格</span>：<b class="price" data-cents="128000">￥1,280.00</b><script>track("p12")</script></div>
<ul class="colors"><li data-id="a">紫泥</li><li data-id="b">朱泥</li><li> </li><li data-id="c">段泥</li></ul>
<table class="specs"><tr><th>品牌</th><td>茶舍</td></tr><tr><th>容量</th><td>220&nbsp;ml</td></tr><tr><th>产地</th><td>江苏　宜兴</td></tr></table>
<p>库存：<span id="stock">37</span> 件</p>
<!-- 模板 goods_v3 -->
<script type="application/ld+json">{{"@type":"Product","sku":"XS-220-A","offers":{{"price":"1280.00","priceCurrency":"CNY"}}}}</script>
<script>var goods = {{"goods_id": 12, "sold": "1024"}};</script>
</body></html>"""
CHINESE = TEMPLATE.format(charset="utf-8")
ENGLISH = """<!DOCTYPE html><html lang="en"><head><title>Oak desk</title></head><body><main itemscope itemtype="https://schema.org/Product">
<h1 itemprop="name">Oak desk, 140&nbsp;cm</h1><meta itemprop="gtin13" content="4006381333931">
<p class="price"><del>$420</del> <ins>$349.00</ins></p><a class="btn" href="/cart?add=7">Add to cart</a>
<dl><dt>Brand</dt><dd>Norrland</dd><dt>Weight</dt><dd>31 kg</dd></dl>
<section><h2>Reviews (2)</h2><article><p>Solid.</p><p>Easy to build.</p></article></section></main></body></html>"""


def values(html, **rule):
    found = CustomRules([ExtractRule("x", **rule)]).values(URL, html)
    assert [name for name, _, _ in found] == ["x"] * len(found)
    assert [ordinal for _, ordinal, _ in found] == list(range(len(found)))
    return [value for _, _, value in found]


@pytest.fixture(params=["utf-8", "gbk", "gb18030", "big5"])
def chinese(request):
    """The page as it comes out of the bytes of a server; Big5 leaves out the Simplified characters that it has not."""
    return decode(TEMPLATE.format(charset=request.param).encode(request.param, "ignore"), "text/html").text


@pytest.fixture
def gbk():
    return decode(TEMPLATE.format(charset="gbk").encode("gbk"), "text/html").text


# -- CSS ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"css": "h1"}, ["西施壶 原矿紫泥"]),
        ({"css": ".price"}, ["￥1,280.00"]),
        ({"css": ".price-box"}, ["价格：￥1,280.00"]),  # without the script in it
        ({"css": ".price", "attr": "data-cents"}, ["128000"]),
        ({"css": ".colors li"}, ["紫泥"]),
        ({"css": ".colors li", "all": True}, ["紫泥", "朱泥", "段泥"]),  # the empty one is no value
        ({"css": ".colors", "all": True}, ["紫泥 朱泥 段泥"]),
        ({"css": ".colors li", "attr": "data-id", "all": True}, ["a", "b", "c"]),
        ({"css": "meta[name=keywords]", "attr": "content"}, ["紫砂壶,西施壶"]),
        ({"css": ".specs tr:nth-child(2) td"}, ["220 ml"]),
        ({"css": "tr:has(th:only-child) td"}, []),
        ({"css": ".crumb a:not(:first-child)", "attr": "HREF"}, ["/teapots/"]),
        ({"css": "script[type='application/ld+json']"}, ['{"@type":"Product","sku":"XS-220-A","offers":{"price":"1280.00","priceCurrency":"CNY"}}']),
        ({"css": ".nothing"}, []),
        ({"css": "h1", "attr": "data-none", "all": True}, []),
    ],
)  # fmt: skip
def test_css(gbk, rule, expected):
    assert values(gbk, **rule) == expected


def test_css_on_an_english_page():
    assert values(ENGLISH, css="[itemprop=name]") == ["Oak desk, 140 cm"]
    assert values(ENGLISH, css="[itemprop=gtin13]", attr="content") == ["4006381333931"]
    assert values(ENGLISH, css=".price ins") == ["$349.00"]
    assert values(ENGLISH, css="article") == ["Solid. Easy to build."]
    assert values(ENGLISH, css="dt:has(+ dd)", all=True) == ["Brand", "Weight"]


# -- XPath ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xpath", "expected"),
    [
        ("//h1", ["西施壶 原矿紫泥"]),
        ("//th[.='品牌']/following-sibling::td", ["茶舍"]),
        ("//a/@href", ["/", "/teapots/"]),
        ("//h1/text()", ["西施壶"]),
        ("string(//*[@id='stock'])", ["37"]),
        ("count(//td)", ["3"]),
        ("number(//*[@id='stock']) div 2", ["18.5"]),
        ("number(//h1)", []),  # not a number
        ("1 div 0", ["Infinity"]),
        ("boolean(//*[@id='stock'])", ["true"]),
        ("//*[@id='stock'] > 40", ["false"]),
        ("//comment()", ["模板 goods_v3"]),
        ("substring-before(substring-after(//script[contains(., 'goods_id')], 'sold\": \"'), '\"')", ["1024"]),
        ("//td | //th", ["品牌", "茶舍", "容量", "220 ml", "产地", "江苏 宜兴"]),
        ("//td[re:test(., '^\\d+')]", ["220 ml"]),
        ("string(//nothing)", []),
        ("//nothing", []),
    ],
)
def test_xpath(gbk, xpath, expected):
    assert values(gbk, xpath=xpath, all=True) == expected
    assert values(gbk, xpath=xpath) == expected[:1]


def test_xpath_on_an_english_page():
    assert values(ENGLISH, xpath="//dt[.='Brand']/following-sibling::dd[1]") == ["Norrland"]


def test_an_expression_that_fails_on_a_page_finds_nothing_there():
    assert values(CHINESE, xpath="//tr[re:test(., '(')]") == []
    assert values("<p>a</p>", xpath="//p") == ["a"]


# -- regular expressions --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regex", "expected"),
    [
        (r'"sku":"([^"]+)"', ["XS-220-A"]),
        (r'"goods_id": \d+', ['"goods_id": 12']),
        (r"库存：<span[^>]*>(\d+)", ["37"]),
        (r"<li data-id=\"(\w)\">", ["a", "b", "c"]),
        (r"(?i)(priceCURRENCY)\W+(\w+)", ["priceCurrency"]),
        (
            r"(?s)<table.*?</table>",
            [CHINESE[CHINESE.index("<table") : CHINESE.index("</table>") + 8].replace("　", " ")],
        ),
        (r"(zzz)?西施壶", []),  # the group took no part
        (r"Q*?", []),
        (r"无此文字", []),
    ],
)
def test_regex(gbk, regex, expected):
    assert values(gbk, regex=regex, all=True) == expected
    assert values(gbk, regex=regex) == expected[:1]


# -- what holds for all ---------------------------------------------------------------------------


def test_the_same_values_from_every_charset(chinese):
    assert values(chinese, css=".colors li", all=True) == ["紫泥", "朱泥", "段泥"]
    assert values(chinese, xpath="//tr[2]/th") == ["容量"]
    assert values(chinese, xpath="//*[@id='stock']") == ["37"]
    assert values(chinese, regex=r'"sku":"([^"]+)"') == ["XS-220-A"]


@pytest.mark.parametrize(
    ("match", "url", "found"),
    [
        ("/**", URL, True),
        ("/products/*.html", URL, True),
        ("/products/*", "https://shop.example/products/a/b", False),
        ("**?page=*", "https://shop.example/list?page=2", True),
        ("**?page=*", "https://shop.example/list", False),
        ("/茶壶/**", "https://shop.example/%E8%8C%B6%E5%A3%B6/1", True),
        ("/cart/**", URL, False),
    ],
)
def test_only_pages_that_match(match, url, found):
    rules = CustomRules([ExtractRule("title", css="title", match=match)])
    assert rules.values(url, ENGLISH) == ([("title", 0, "Oak desk")] if found else [])


def test_rules_stand_in_their_order_and_bytes_are_read_as_utf_8():
    rules = CustomRules(
        [ExtractRule("b", css="dd", all=True), ExtractRule("none", css="b"), ExtractRule("a", regex="<h2>(.*?)</h2>")]
    )
    expected = [("b", 0, "Norrland"), ("b", 1, "31 kg"), ("a", 0, "Reviews (2)")]
    assert rules.values(URL, ENGLISH) == expected
    assert rules.values(URL, ENGLISH.encode()) == expected
    assert CustomRules([ExtractRule("h", css="p")]).values(URL, "<p>茶".encode() + b"\xff") == [("h", 0, "茶\ufffd")]


def test_long_values_and_many_of_them_are_cut():
    assert len(values("<p>" + "字" * 200_000, css="p")[0]) == MAX_VALUE
    assert len(values("<p>" + "x y " * 100_000, xpath="//p")[0]) <= MAX_VALUE
    assert len(values("<i>x</i>" * 5000, css="i", all=True)) == MAX_VALUES
    assert len(values("<i>x</i>" * 5000, regex="x", all=True)) == MAX_VALUES


def test_the_end_of_a_huge_page_is_not_searched():
    html = "<p>first</p>" + "<b></b>" * (MAX_HTML // 7) + "<p>last</p>"
    assert values(html, css="p", all=True) == ["first"]
    assert values(html, regex="<p>(.*?)</p>", all=True) == ["first"]


def test_what_a_store_cannot_hold_is_replaced():
    found = values("<p title='a\0b'>\0茶\ud83dx&#xD800;&#0;</p>", css="p") + values("<p>\ud800", regex="<p>(.)")
    assert found == ["\ufffd茶\ufffdx\ufffd\ufffd", "\ufffd"]


BROKEN = [
    "",
    "<",
    "\0",
    "<p><p><p class=price>9",
    "<table><b class=price>1<tr><td class=price>2</table>",
    "<div " + "a=1 " * 2000 + "class=price>x",
    "<svg><p class=price>y</svg>",
    "<!--" * 100 + "<p class=price>",
    "<script><p class=price>z</p>",
    "<div class=price>" * 600 + "deep",
]


@pytest.mark.parametrize("html", BROKEN)
def test_broken_pages(html):
    rules = [
        ExtractRule("css", css=".price", all=True),
        ExtractRule("attr", css=".price", attr="class", all=True),
        ExtractRule("xpath", xpath="//*[@class='price']//text()", all=True),
        ExtractRule("regex", regex="class=(.{0,20})", all=True),
    ]
    for _, _, value in CustomRules(rules).values(URL, html):
        assert value
        assert value.encode()


def test_a_broken_page_still_has_its_values():
    assert values(BROKEN[3], css=".price") == ["9"]
    assert values(BROKEN[4], css=".price", all=True) == ["1", "2"]
    assert values(BROKEN[9], css=".price") == ["deep"]


@given(st.text(max_size=300), st.sampled_from(["p", "*", "[class]"]), st.sampled_from(["//*", "//@*", "//text()", "//comment()"]))  # fmt: skip
def test_any_text_is_searched(html, css, xpath):
    rules = [
        ExtractRule("css", css=css, all=True),
        ExtractRule("xpath", xpath=xpath, all=True),
        ExtractRule("regex", regex=".+", all=True),
    ]
    for _, _, value in CustomRules(rules).values(URL, html):
        assert 0 < len(value) <= MAX_VALUE
        assert "\0" not in value
        assert value == " ".join(value.split())
        value.encode()


def test_a_rule_that_cannot_be_compiled_is_refused():
    for rule in (ExtractRule("x", css="div >"), ExtractRule("x", xpath="//p["), ExtractRule("x", regex="(")):
        with pytest.raises(ValueError, match=r"\S"):
            CustomRules([rule])
