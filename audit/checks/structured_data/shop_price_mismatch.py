"""A price in the results that the page does not keep drives buyers away, and costs the shop its rich results.

Narrower than "differs", so that nobody who looks at the page would object. Only a price that surely belongs to the page's
own product is compared: not one in a card, and no text but a line such as 售价：199 元 under the product's name. Ranges,
variants and several offers differ only when they do not meet at all. A declared price that stands anywhere in the text,
as a member's price, one without tax or one of a variant, is no fault, unless it is the one struck out. Another currency
is one when the number is the same: a converted price is no lie.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from audit.buybox import buy_box, only_product
from audit.money import declared_number, may_be, number_of, numbers_in
from audit.registry import Evidence, Matters, Option, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.facts.amounts import amounts
from crawler.facts.declared import Declared
from crawler.records import PageRecord

MAX_TEXT = 50_000  # characters of main text in which the declared price is looked for
MAX_OWN = 2  # distinct prices of one product that are compared
METAS = (("product:price:amount", "product:price:currency"), ("og:price:amount", "og:price:currency"))
LABELLED = re.compile(
    r"(?:商品|本店|商城|零售|活动|促销)?(?:售价|价格|现价|單價|单价|售價|價格|price|our price|now)\s*[:：]?\s*\S", re.I
)
TAXED = re.compile(r"税|稅|\b(?:VAT|tax|MwSt|USt|TVA|IVA|BTW|GST|moms|netto|TTC|HT)\b", re.I)
RATES = ("0.05", "0.055", "0.06", "0.07", "0.08", "0.09", "0.1", "0.13", "0.15", "0.16", "0.17", "0.18", "0.19", "0.2", "0.21", "0.22", "0.23", "0.24", "0.25", "0.27")  # fmt: skip
LD = '<html lang="zh"><script type="application/ld+json">{{"@context": "https://schema.org", "@type": "Product", "name": "壶", "offers": {{{}}}}}</script><main><h1>西施壶</h1>{}</main></html>'
META = '<html lang="zh"><meta property="product:price:amount" content="{}"><meta property="product:price:currency" content="CNY"><main><h1>西施壶</h1>{}</main></html>'
OFFER = '"@type": "Offer", "price": "{}", "priceCurrency": "{}"'


@dataclass(frozen=True, slots=True)
class Span:
    """Prices from the lowest to the highest, with what is quoted of them."""

    low: Decimal
    high: Decimal
    currencies: tuple[str, ...]
    written: str
    place: str  # selector, or name of the markup


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    shown, told = _shown(page), _declared(page)
    if shown is None or told is None or told.high <= 0:
        return
    tolerance = Decimal(str(options["tolerance"]))
    if fault := _fault(page, shown, told, tolerance):
        yield {
            "problem": fault,
            "visible": shown.written,
            "selector": shown.place or "in-text",
            "declared": told.written,
            "markup": told.place,
        }


def _fault(page: PageRecord, shown: Span, told: Span, tolerance: Decimal) -> str:
    same = told.low <= shown.high + tolerance and shown.low <= told.high + tolerance
    if not any(may_be(sign, code) for sign in shown.currencies or ("",) for code in told.currencies or ("",)):
        return "currency" if same and shown.low == shown.high == told.low == told.high else ""
    if same or _as_good_as(shown, told):
        return ""
    former = {number_of(one) for one in page.facts.offers.former}
    if told.low == told.high and told.low in former:
        return "former"
    text = page.main_text[:MAX_TEXT]
    if _taxed(shown, told, text) or not {told.low, told.high}.isdisjoint(numbers_in(text)):
        return ""
    return "differs"


def _shown(page: PageRecord) -> Span | None:
    """The price of the page's own product; None when nothing surely is, or when it begins an open range.

    Three prices of its own are those of tiers, or of cards that scripts make links of.
    """
    offers = page.facts.offers
    if len(offers.own) > MAX_OWN:
        return None
    found = [(offers.prices[place], reach) for place, reach in offers.own if place < len(offers.prices)]
    if not found and not offers.places:
        found = [((written, sign, ""), "") for written, sign in _labelled(page)]
    ends = [number_of(one) for price, reach in found for one in (price[0], reach) if one and one != "+"]
    numbers = [one for one in ends if one]
    if not numbers or None in ends or any(reach == "+" or "起" in price[0] for price, reach in found):
        return None
    quoted = "–".join(filter(None, (found[0][0][0], found[0][1])))
    return Span(min(numbers), max(numbers), tuple(price[1] for price, _ in found), quoted, found[0][0][2])


def _labelled(page: PageRecord) -> list[tuple[str, str]]:
    """The amounts of the only line under the name that begins as lines with a price do."""
    lines = [line for line in buy_box(page) if LABELLED.match(line)]
    return list(amounts(lines[0])) if len(lines) == 1 else []


def _declared(page: PageRecord) -> Span | None:
    facts = page.facts.structured
    if facts.products:
        if only_product(page) is None:
            return None
        offers = [Declared(*values) for values in facts.offered]
        prices = [price for one in offers for price in one.prices]
        codes = tuple(code for one in offers for code in one.currencies)
        if prices:
            return _span(prices, codes, "offers.price")
    cards = dict(facts.cards)
    amount, code = next((pair for pair in METAS if pair[0] in cards), METAS[0])
    sale = cards.get("product:sale_price:amount", "")
    prices = [price for price in (cards.get(amount, ""), sale) if price]
    return (
        _span(prices, (cards[code],) if code in cards else (), amount)
        if prices and page.page_type == "product"
        else None
    )


def _span(prices: Sequence[str], codes: tuple[str, ...], place: str) -> Span | None:
    numbers = [number for price in prices if (number := declared_number(price)) is not None]
    if len(numbers) < len(prices):
        return None
    low, high = min(numbers), max(numbers)
    written = str(low) if low == high else f"{low}–{high}"
    return Span(low, high, codes, f"{written} {codes[0]}" if codes else written, place)


def _as_good_as(shown: Span, told: Span) -> bool:
    """Rounded for show, or with the cents set high and no point: 19⁹⁹ reads 1999."""
    if "." in str(shown.low) or "," in shown.written:
        return False
    rounded = {one.quantize(Decimal(1), ROUND_HALF_UP) for one in (told.low, told.high)} | {Decimal(int(told.low))}
    return shown.low in rounded or shown.low in (told.low * 100, told.high * 100)


def _taxed(shown: Span, told: Span, text: str) -> bool:
    """Whether one is the other with a usual tax on it, where the page speaks of taxes."""
    if shown.low != shown.high or told.low != told.high or not TAXED.search(text):
        return False
    low, high = sorted((shown.low, told.low))
    return any(abs(low * (1 + Decimal(rate)) - high) <= Decimal("0.02") for rate in RATES)


def _product(offer: str, html: str) -> PageExample:
    return page_example("https://example.com/p/1", LD.format(offer, html), page_type="product")


def _meta(amount: str, html: str, page_type: str = "product") -> PageExample:
    return page_example("https://example.com/p/1", META.format(amount, html), page_type=page_type)


check = PageCheck(
    id="shop-price-mismatch",
    module=__name__,
    severity=Severity.ERROR,
    tier="extended",
    book=None,
    title=Text(zh="网页上的价格与标记里的不一样", en="The price on the page is not the one in its markup"),
    message=Text(zh="{problem}：网页显示 {visible}（{selector}），{markup} 写的是 {declared}", en="{problem}: the page shows {visible} ({selector}), {markup} says {declared}"),
    words={
        "in-text": Text(zh="正文", en="in the text"),
        "differs": Text(zh="价格不同", en="another price"),
        "former": Text(zh="标记还是划线原价", en="the markup still has the price that is struck out"),
        "currency": Text(zh="数字相同，币种不同", en="the same number in another currency"),
    },
    why=Text(
        zh="搜索结果和比价平台显示的是标记里的价格，买家点进来发现不一样就走；Google 核对不符会停掉商品展示。不影响普通排名。",
        en="Results and price comparisons show the price of the markup. Buyers who find another one leave, and Google stops showing products whose prices do not match. Ordinary ranking is not affected.",
    ),
    fix=Text(
        zh="开发：商品模板里的标记和页面从同一个字段取现价，改价、促销后一起刷新缓存；币种写 priceCurrency。",
        en="Developer: let markup and page take the current price from one field, and clear the cache of both when a price or sale changes; name the currency in priceCurrency.",
    ),
    avoid=Text(zh="不要把标记改成更低的价来吸引点击。", en="Do not declare a lower price to draw clicks."),
    verify=Text(zh="打开网页对照售价，再看源代码里的 offers。", en="Compare the price you see with offers in the source."),
    before='<p class="price">¥199.00</p> … "offers": {"price": "299.00"}',
    after='<p class="price">¥199.00</p> … "offers": {"price": "199.00", "priceCurrency": "CNY"}',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/structured-data/product",
    view="indexable_pages",
    applies="""
        select url_id from temp.page_facts
        where (json_extract(facts, '$.structured.offered') is not null
            or json_extract(facts, '$.structured.cards') like '%price:amount%')
            and json_extract(facts, '$.offers.prices') is not null
            and url_id in (select url_id from temp.indexable_pages)
    """,
    needs=frozenset({"facts"}),
    reads=frozenset({"main_text"}),
    options={"tolerance": Option(0.01, "of the currency")},
    rule=rule,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        _meta("199.00", "<p class=price>¥199.00</p>"),
        _meta("199.00", '<meta property="product:sale_price:amount" content="159.00"><p class=price>¥159.00</p>'),
        _meta("299.00", "<p class=price>¥199.00</p>", "article"),
        _product(OFFER.format("199.00", "CNY"), "<p class=price>￥１９９</p>"),
        _product(OFFER.format("1299", "EUR"), "<p class=price>1 299,00 €</p>"),
        _product(OFFER.format("1299.00", "USD"), "<p class=price>$1,299</p>"),
        _product(OFFER.format("3300", "JPY"), "<p class=price>¥3,300</p>"),
        _product(OFFER.format("19.99", "USD"), "<p class=price>$19<sup>99</sup></p>"),
        _product('"@type": "AggregateOffer", "lowPrice": "99", "highPrice": "199", "priceCurrency": "CNY"', "<p class=price>¥129.00</p>"),
        _product(OFFER.format("129", "CNY"), "<p class=price>¥99.00 - ¥199.00</p>"),
        _product(OFFER.format("129", "CNY"), "<p class=price>99元起</p>"),
        _product(OFFER.format("129", "CNY"), "<p class=price>¥199.00</p><p>会员价 129 元</p>"),
        _product(OFFER.format("119.00", "EUR"), "<p class=price>100,00 €</p><p>zzgl. MwSt.</p>"),
        _product(OFFER.format("99", "CNY"), "".join(f"<div onclick=go()><p class=price>¥{n}.00</p></div>" for n in (5, 6, 7))),
        _product(OFFER.format("99", "CNY"), '<ul><li><a href="/p/2"><img src="/2.jpg" alt="壶"></a><p class="price">¥59.00</p></li></ul>'),
    ),
    bad=(
        _meta("299.00", "<p class=price>¥199.00</p>"),
        _product(OFFER.format("299", "CNY"), "<p class=price>¥199.00</p>"),
        _product(OFFER.format("299", "CNY"), "<p class=price><del>¥299.00</del> ¥199.00</p>"),
        _product(OFFER.format("19900", "USD"), "<p class=price>$199.00</p>"),
        _product(OFFER.format("199", "USD"), "<p class=price>¥199</p>"),
        _product(OFFER.format("299", "CNY"), "<p>售价：199 元</p>"),
        _product('"@type": "AggregateOffer", "lowPrice": "99", "highPrice": "129"', "<p class=price>¥199.00 - ¥259.00</p>"),
    ),
)  # fmt: skip
