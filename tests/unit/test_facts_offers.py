"""Prices and stock as a reader sees them: found where shops show them, and nowhere else."""

import pytest

from crawler.extract import page_from_html
from crawler.facts import facts_from_json, facts_to_json
from crawler.facts.amounts import amounts, bare_amount
from crawler.facts.offers import NOTHING


def offers(html):
    found = page_from_html("https://example.com/", html).facts
    assert facts_from_json(facts_to_json(found)) == found
    return found.offers


def shown(html):
    return [(written, currency) for written, currency, _ in offers(html).prices]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¥199.00", [("¥199.00", "¥")]),
        ("价格：￥1,299", [("￥1,299", "¥")]),
        ("￥１９９", [("￥１９９", "¥")]),
        ("99元起", [("99元起", "元")]),
        ("１９９ 元", [("１９９ 元", "元")]),
        ("1.2万元", [("1.2万元", "元")]),
        ("RMB 88", [("RMB 88", "CNY")]),
        ("CN¥88.00", [("CN¥88.00", "CNY")]),
        ("HK$1,299.50", [("HK$1,299.50", "HKD")]),
        ("NT$ 450", [("NT$ 450", "TWD")]),
        ("US$ 12", [("US$ 12", "USD")]),
        ("$12.99 USD", [("$12.99", "$")]),
        ("12.99 USD", [("12.99 USD", "USD")]),
        ("€ 1.299,00", [("€ 1.299,00", "EUR")]),
        ("12,50 €", [("12,50 €", "EUR")]),
        ("1 299,00 €", [("1 299,00 €", "EUR")]),
        ("12 345 €", [("12 345 €", "EUR")]),
        ("€ 12 345", []),
        ("¥25 500g", [("¥25", "¥")]),
        ("£5", [("£5", "GBP")]),
        ("3,300円", [("3,300円", "JPY")]),
        ("100美元", [("100美元", "USD")]),
        ("500新台幣", [("500新台幣", "TWD")]),
        ("券后 ¥59 ¥79", [("¥59", "¥"), ("¥79", "¥")]),
        ("现价 ¥199 原价 ¥299", [("¥199", "¥")]),
        ("原价：299元 现价：199元", [("199元", "元")]),
        ("Was $20.00 Now $15.00", [("$15.00", "$")]),
        ("RRP: £30 £25", [("£25", "GBP")]),
        ("满300元减50元", []),
        ("Free shipping over $50", []),
        ("运费 10元", []),
        ("2024元旦", []),
        ("13元素", []),
        ("138000000000元", []),
        ("¥1,2345", []),
        ("第3页 共99", []),
        ("A4 12.5 cm", []),
        ("SKU123元", []),
        ("$(document)", []),
        ("price", []),
        ("", []),
    ],
)
def test_amounts(text, expected):
    assert list(amounts(text)) == expected


def test_bare_amounts():
    assert (bare_amount("199.00"), bare_amount("1,299"), bare_amount("１９９")) == ("199.00", "1,299", "１９９")
    assert (bare_amount("100 g"), bare_amount("3-5"), bare_amount("")) == ("", "", "")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<main><p class=price>Price ¥153.00 · In stock</p></main>", ("¥153.00", "¥", "p.price")),
        ("<main><span itemprop=price content=199>￥199</span></main>", ("￥199", "¥", "span[itemprop=price]")),
        ("<main><b data-price=199>199元</b></main>", ("199元", "元", "b[data-price]")),
        ("<main><i class='goods-Price red'>１９９元</i></main>", ("１９９元", "元", "i.goods-Price")),
        # The number and the currency apart, as many themes have them
        ("<main><p class=price><em>¥</em><b>199</b>.<i>00</i></p></main>", ("¥199.00", "¥", "p.price")),
        (
            "<main><p><em class=price-symbol>¥</em><b class=price-value>199</b></p></main>",
            ("¥199", "¥", "b.price-value"),
        ),
        ("<main><p>价格 <b itemprop=price>199</b></p></main>", ("199", "", "b[itemprop=price]")),
        ("<main><b class=price>199.00</b></main>", ("199.00", "", "b.price")),
        # WooCommerce: the sale price stands beside the struck one
        (
            "<main><p class=price><del><span class='woocommerce-Price-amount amount'>$30</span></del>"
            "<ins><span class='woocommerce-Price-amount amount'><bdi>$25</bdi></span></ins></p></main>",
            ("$25", "$", "span.woocommerce-Price-amount"),
        ),
        # Magento: the old price is called so further up
        (
            "<main><span class=old-price><span class=price-box><span class=price>$30</span></span></span>"
            "<span class=special-price><span class=price>$25</span></span></main>",
            ("$25", "$", "span.price"),
        ),
        ("<main><p class=price><s>￥299</s> ￥199</p></main>", ("￥199", "¥", "p.price")),
        ("<main><article><header><p class=price>¥9.9</p></header></article></main>", ("¥9.9", "¥", "p.price")),
        ("<main><h1>茶</h1><p>价格：168元</p></main>", ("168元", "元", "")),
        ("<main><h1>Tea</h1><p>Price: $16.80</p></main>", ("$16.80", "$", "")),
    ],
)
def test_the_price_of_a_product(html, expected):
    assert offers(html).prices[0] == expected


@pytest.mark.parametrize(
    "html",
    [
        "<header><span class='cart amount'>¥0.00</span></header><main>茶</main>",
        "<header><span class=amount>¥0.00</span></header><main>茶</main>",
        "<main><div class=price-filter>¥0 - ¥500</div></main>",
        "<main><p class=price-list>价格从低到高</p></main>",
        "<main><p class='original-price'>¥299</p></main>",
        "<main><p class=price style='display:none'>¥299</p></main>",
        "<main><p class=price hidden>¥299</p></main>",
        "<main><select><option class=price>¥299</option></select></main>",
        "<main><li data-price=12>100 g</li></main>",
        "<main><p class=price>电询</p></main>",
        "<main><p class=amount>12.00</p></main>",
        "<main><p class=price>价格</p><p class=amount>¥12.00</p></main>",
        "<main><p class=price>3</p></main>",
        f"<main><p class=price>{'说明' * 45}¥299</p></main>",
        f"<main><p>{'去年的春茶卖到每斤三百多，' * 4}今年只要 ¥299，便宜了不少。</p></main>",
        "<main><p>2024元旦快乐</p></main>",
        "<main><pre>echo $1 $25</pre></main>",
        "<main><script>var price = '¥299'</script><meta itemprop=price content=299></main>",
        "",
    ],
)
def test_no_price(html):
    assert offers(html).prices == ()
    assert offers(html).stock == ()


def test_a_list_keeps_the_first_three():
    html = "".join(f"<li><p class=price>¥{number}.00</p></li>" for number in (10, 10, 20, 30, 40))
    found = offers(f"<main><ul>{html}</ul></main>")
    assert found.prices == (("¥10.00", "¥", "p.price"), ("¥20.00", "¥", "p.price"), ("¥30.00", "¥", "p.price"))
    assert found.places == 5


@pytest.mark.parametrize(
    ("text", "stock"),
    [
        ("有货", (("in", "有货"),)),
        ("现货，当天发出", (("in", "现货"),)),
        ("库存：缺货", (("out", "缺货"),)),
        ("商品已售罄", (("out", "售罄"),)),
        ("到货通知", (("out", "到货通知"),)),
        ("暂无现货，缺货登记", (("out", "缺货"),)),
        ("In Stock", (("in", "In Stock"),)),
        ("Sold Out", (("out", "Sold Out"),)),
        ("SOLD OUT", (("out", "SOLD OUT"),)),
        ("OUT OF STOCK", (("out", "OUT OF STOCK"),)),
        ("This item is currently unavailable.", (("out", "currently unavailable"),)),
        ("Notify me when back in stock", (("out", "back in stock"),)),
        ("Stockholm", ()),
        ("货到付款", ()),
        ("售后无忧", ()),
        ("店里的老茶常年有货，掌柜说只要提前两天打电话来，就会替熟客留下一饼，不必着急，也不必先付定金。", ()),
    ],
)
def test_stock_wording_of_short_lines(text, stock):
    assert offers(f"<main><p class=price>¥9</p><p>{text}</p></main>").stock == stock


def test_stock_is_told_only_beside_a_price():
    assert offers("<main><p>现货</p><p>售罄</p></main>") == NOTHING
    assert offers("<main><p>¥12</p><p>售罄</p></main>").stock == (("out", "售罄"),)


@pytest.mark.parametrize(
    "html",
    [
        "<p class=price>" * 50_000 + "¥9",
        "<p class=price>¥</p>" * 50_000,
        "<main>" + "<p>¥9</p>" * 50_000,
        "<main>" + "¥9 缺货 元 " * 50_000,
        "<main>" + "<p>货</p>" * 50_000,
        "<main><p class='" + "old-" * 50_000 + "price'>¥9</p>",
        "<main><p class=price>" + "<del>1</del>" * 50_000 + "¥9</p>",
        "<main><p class=price>" + "1," * 50_000 + "</p>",
    ],
    ids=["nested", "signs", "lines", "line", "stock", "class", "struck", "commas"],
)
def test_hostile_pages_end(html):
    assert len(offers(html).prices) <= 3
