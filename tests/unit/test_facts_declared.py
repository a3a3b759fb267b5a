"""What structured data say of offers and ratings, which prices are the product's own, and whether it has a number."""

import json

import pytest

from crawler.extract import page_from_html
from crawler.facts import facts_from_json, facts_to_json
from crawler.facts.declared import Declared
from crawler.facts.ratings import Rating

OFFER = {"@type": "Offer", "price": "199.00", "priceCurrency": "CNY", "availability": "https://schema.org/InStock"}


def facts(html):
    found = page_from_html("https://example.com/p/1", html).facts
    assert facts_from_json(facts_to_json(found)) == found
    return found


def script(**product):
    data = {"@context": "https://schema.org", "@type": "Product", "name": "壶", **product}
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def declared(**product):
    (found,) = facts(script(**product)).structured.offered
    return found


def test_one_offer():
    assert declared(offers=OFFER, sku="T-1") == Declared(1, ("199.00",), ("CNY",), ("InStock",), "", True)


def test_a_page_without_products_declares_nothing():
    found = facts("<main><h1>茶</h1></main>").structured
    assert (found.offered, found.ratings, found.rating_unseen) == ((), (), False)


@pytest.mark.parametrize(
    ("offers", "prices"),
    [
        (None, ()),
        ({"@type": "Offer"}, ()),
        ({**OFFER, "price": 0}, ("0",)),
        ([OFFER, {**OFFER, "price": "259"}, OFFER], ("199.00", "259")),
        ({"@type": "AggregateOffer", "lowPrice": 99, "highPrice": 199, "offers": [OFFER]}, ("99", "199", "199.00")),
        ({"@type": "Offer", "priceSpecification": {"price": "88", "priceCurrency": "CNY"}}, ("88",)),
        (
            {
                "@type": "Offer",
                "priceSpecification": [
                    {"@type": "UnitPriceSpecification", "price": "88"},
                    {"priceType": "https://schema.org/ListPrice", "price": "120"},
                    {"priceType": "https://schema.org/StrikethroughPrice", "price": "130"},
                ],
            },
            ("88",),
        ),
        ([{**OFFER, "price": str(price)} for price in range(30, 60)], ("30", "59")),
        ([{**OFFER, "price": "面议"}], ("面议",)),
    ],
)
def test_the_prices_of_offers(offers, prices):
    assert declared(offers=offers).prices == prices


def test_the_offers_of_variants_count():
    variants = [{"@type": "Product", "sku": f"T-{n}", "offers": {**OFFER, "price": str(n)}} for n in (8, 9)]
    found = declared(**{"@type": "ProductGroup", "hasVariant": variants})
    assert (found.offers, found.prices, found.coded) == (2, ("8", "9"), True)


def test_states_and_dates_are_of_all_offers():
    sold = {**OFFER, "availability": "SoldOut", "priceValidUntil": "2026-01-01"}
    assert declared(offers=[sold, {**sold, "priceValidUntil": "2027-01-01"}]).until == "2027-01-01"
    assert declared(offers=[sold, OFFER]).until == ""
    found = declared(offers=[sold, OFFER, {"@type": "Offer", "price": "1"}])
    assert found.states == ("SoldOut", "InStock", "")


@pytest.mark.parametrize("place", ["sku", "gtin13", "mpn", "isbn", "productID", "model", "identifier"])
def test_article_numbers(place):
    assert declared(**{place: "123"}).coded
    assert declared(offers={**OFFER, place: "123"}).coded
    assert not declared(**{place: ""}).coded


def test_microdata_declares_offers_too():
    html = (
        '<main itemscope itemtype="https://schema.org/Product"><b itemprop=name>壶</b><i itemprop=sku>T-1</i>'
        '<p itemprop=offers itemscope itemtype="https://schema.org/Offer"><meta itemprop=price content=66>'
        '<meta itemprop=priceCurrency content=CNY><link itemprop=availability href="https://schema.org/InStock"></p></main>'
    )
    assert facts(html).structured.offered == (Declared(1, ("66",), ("CNY",), ("InStock",), "", True),)


RATING = {"@type": "AggregateRating", "ratingValue": 4.8, "reviewCount": "126"}


def test_ratings_say_what_they_rate():
    found = facts(script(url="/p/1", aggregateRating=RATING)).structured
    assert found.ratings == (Rating("Product", "4.8", "126", "/p/1"),)
    alone = {"@context": "https://schema.org", **RATING, "itemReviewed": {"@type": "Store", "@id": "/#shop"}}
    found = facts(f'<script type="application/ld+json">{json.dumps(alone)}</script>').structured
    assert found.ratings == (Rating("Store", "4.8", "126", "/#shop"),)


@pytest.mark.parametrize(
    ("html", "unseen"),
    [
        ("<main><h1>壶</h1><p>手工制作</p></main>", True),
        ("<main><h1>壶</h1><a class=preview style='align-items:flex-start'>图</a></main>", True),
        ("<main><h1>壶</h1><p>4.8 分（126 条评价）</p></main>", False),
        ("<main><h1>Pot</h1><p>★★★★★</p></main>", False),
        ("<main><h1>Pot</h1><div class=product-reviews></div></main>", False),
        ("<main><h1>Pot</h1><div id=RatingStars></div></main>", False),
        ("<main><h1>Pot</h1><script src='https://cdn.judge.me/widget.js'></script></main>", False),
        ("<main><h1>Teekanne</h1><p>126 Bewertungen</p></main>", False),
    ],
)
def test_whether_a_rating_may_be_shown(html, unseen):
    assert facts(script(aggregateRating=RATING) + html).structured.rating_unseen == unseen
    assert not facts(html).structured.rating_unseen


BUY = "<div class=buy><h1>西施壶</h1><p class=price>¥199.00</p><a href='/cart/add?id=1'>加入购物车</a></div>"
LINK = "<a href=/p/{0}><img src=/{0}.jpg alt=壶></a>"


@pytest.mark.parametrize(
    "html",
    [
        BUY,
        "<h1>西施壶</h1><div class=row><div class=gallery><a href=/big.jpg><img src=/a.jpg></a></div><div class=box><p class=price>¥199.00</p></div></div>",
        "<article><header><h1>西施壶</h1></header><div><div><p class=price>¥199.00</p></div></div></article>",
        "<h1>西施壶</h1><ul><li>售价 <b class=price>¥199.00</b> <a href=#notify>降价通知</a></li></ul>",
        "<h1>西施壶</h1><p class=price>¥199.00</p><p><a href=/policies/shipping>运费说明</a></p>",
    ],
)
def test_prices_of_the_product_itself(html):
    assert facts(f"<header><a href=/>茶舍</a></header><main>{html}</main>").offers.own == ((0, ""),)


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>西施壶</h1><ul><li>{LINK}<p class=price>¥199.00</p></li></ul>",
        "<h1>西施壶</h1><a href=/p/2>石瓢壶 <b class=price>¥199.00</b></a>",
        "<h1>西施壶</h1><div><a href=/p/2>石瓢壶</a><div><b class=price>¥199.00</b></div></div>",
        "<h1>西施壶</h1><table><tr><td><a href=/p/2>石瓢壶</a><td><div><div><div><b class=price>¥199.00</b></div></div></div></tr></table>",
        "<p class=price>¥199.00</p>",
        "<h1>一</h1><h1>二</h1><p class=price>¥199.00</p>",
    ],
)
def test_prices_of_cards_and_of_nobody_knows_what(html):
    assert facts(f"<main>{html}</main>").offers.own == ()


@pytest.mark.parametrize(
    ("price", "reach"),
    [
        ("<p class=price>¥99.00 - ¥199.00</p>", "¥199.00"),
        ("<p class=price>¥99.00–199.00</p>", "199.00"),
        ("<p class=price>¥99.00 会员 ¥89.00</p>", "¥89.00"),
        ("<p class=price>99元起</p>", "+"),
        ("<p class=price>From $25.00</p>", "+"),
        ("<p class=price>2 for $5.00</p>", "+"),
        ("<div>ab <b class=price>25,00 €</b></div>", "+"),
        ("<p class=price><del>¥299.00</del> ¥199.00</p>", ""),
        ("<p class=price>¥199.00 包邮</p>", ""),
    ],
)
def test_to_what_a_price_reaches(price, reach):
    assert facts(f"<main><h1>壶</h1><p>好壶</p>{price}</main>").offers.own == ((0, reach),)


@pytest.mark.parametrize(
    "html",
    [
        "<div>运费：<b class=price>¥10.00</b></div>",
        "<p class=price>券后 ¥59.00</p>",
        "<p class=price>会员价：¥59.00</p>",
        "<p class=price>定金 ¥59.00</p>",
        "<p class=price>¥33.20 × 6 期</p>",
        "<p class=price>$4.99 / month</p>",
        "<p>Shipping: <b class=price>$4.99</b></p>",
        "<p>Subscribe &amp; save <b class=price>$27.00</b></p>",
    ],
)
def test_what_not_everybody_pays_for_the_product(html):
    assert facts(f"<main><h1>壶</h1><p>好壶</p>{html}</main>").offers.own == ()


@pytest.mark.parametrize(
    "html",
    [
        "<p class=price>¥199.00 运费 10 元</p>",
        "<p class=price>秒杀价 ¥199.00</p>",
        "<div><b class=price>$34.00</b> <i>Shipping calculated at checkout</i></div>",
        "<div>Price: <b class=price>$34.00</b></div>",
    ],
)
def test_what_everybody_pays(html):
    assert facts(f"<main><h1>壶</h1><p>好壶</p>{html}</main>").offers.own == ((0, ""),)


def test_cards_are_counted_on_lists():
    cards = "".join(f"<li>{LINK}<p class=price>¥{n}9.00</p></li>" for n in range(12))
    assert facts(f"<main><h1>茶壶</h1><ul>{cards}</ul></main>").offers.carded == 12
    assert facts(f"<main>{BUY}<ul>{cards[: cards.index('¥3')]}</ul></main>").offers.carded == 0


@pytest.mark.parametrize(
    ("html", "uncoded"),
    [
        ("<p>手工制作</p>", True),
        ("<p>Clean, oceanic blue</p><script>var p = {'sku': '', model: 1}; p.sku = 'x'</script>", False),
        ("<p>Clean, oceanic blue</p><script>var p = {'sku': ''}; p.sku = 'x'</script>", True),
        ("<p>货号：T-1</p>", False),
        ("<table><tr><th>Packing</th><td>foil</td></tr><tr><th>SKU</th><td>T-1</td></tr></table>", False),
        ("<p>Item No. 123</p>", False),
        ("<p>EAN 4006381333931</p>", False),
        ("<p class=product-sku>T-1</p>", False),
        ("<div hidden>型号 T-1</div>", False),
        (script(sku="T-1"), False),
    ],
)
def test_whether_any_article_number_is_told(html, uncoded):
    assert facts(f"<main>{BUY}{html}</main>").offers.uncoded == uncoded


def test_only_products_are_asked_for_a_number():
    assert not facts("<main><h1>茶</h1><p>手工制作</p></main>").offers.uncoded


@pytest.mark.parametrize(
    "html",
    [
        "<h1>壶</h1>" + "<div>" * 20_000 + "<p class=price>¥9</p>",
        "<h1>壶</h1><p class=price>¥9</p>" + "sku'" * 50_000,
        "<h1>壶</h1><div><p class=price>¥9</p>" + "<a href='#'>x</a>" * 50_000,
        script(offers=[OFFER] * 5000, hasVariant=[{"offers": [OFFER] * 50}] * 500),
        script(aggregateRating=[RATING] * 5000),
    ],
    ids=["deep", "words", "links", "offers", "ratings"],
)
def test_hostile_pages_end(html):
    found = facts(f"<main>{html}</main>")
    assert len(found.structured.ratings) <= 5
    assert all(one.offers <= 50 for one in found.structured.offered)


@pytest.mark.parametrize(
    ("html", "former"),
    [
        ("<del>¥299.00</del>", ("¥299.00",)),
        ("<p class='original-price'>¥299.00</p>", ("¥299.00",)),
        ("<p><s>299元</s> <s>199元</s></p>", ("299元", "199元")),
        ("<del>旧版说明</del>", ()),
        (f"<ul><li>{LINK}<del>¥299.00</del></li></ul>", ()),
    ],
)
def test_former_prices(html, former):
    assert facts(f"<main>{BUY}{html}</main>").offers.former == former


@pytest.mark.parametrize(
    ("html", "state"),
    [
        ("<button>加入购物车</button>", "open"),
        ("<button><span>Add to cart</span></button>", "open"),
        ("<input type=submit value='Buy now'>", "open"),
        ("<a class=btn href=/buy/1>立即购买</a>", "open"),
        ("<button disabled>Sold out</button><button>Add to cart</button>", "open"),
        ("<button disabled>Add to cart</button>", "shut"),
        ("<button>到货通知我</button>", "shut"),
        ("<button>关注</button>", ""),
        ("<a href=/help>售罄说明</a>", ""),
        ("", ""),
    ],
)
def test_whether_the_page_sells(html, state):
    product = "<h1>西施壶</h1><p class=price>¥199.00</p>"
    assert facts(f"<main>{product}{html}</main>").offers.buy == state
