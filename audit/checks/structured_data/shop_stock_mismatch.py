"""Markup that calls sold-out goods in stock brings buyers who can only turn back; the reverse keeps them away.

Narrower than any such word on the page. A state is read from a line under the product's name, above the next heading,
that says it and little else: related products, policies (缺货时…) and menus say nothing of this product. Only a page with
one product and one offer is judged, as a variant may well be sold out while others are not. Themes keep a hidden “Sold
out” on every page: it counts only when nothing on the page sells the product.
"""

import re
from collections.abc import Iterator

from audit.buybox import buy_box, only_product, statements
from audit.registry import Evidence, Matters, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.facts.buying import OPEN, SHUT
from crawler.facts.declared import Declared
from crawler.records import PageRecord

THERE = {"InStock", "LimitedAvailability", "OnlineOnly"}
GONE = {"OutOfStock", "SoldOut", "Discontinued"}  # not BackOrder and PreOrder, which can be bought
_SUBJECT = (
    "(?:(?:库存|庫存|现货|状态|狀態|商品|此商品|该商品|本商品|本品|产品|availability|stock|stock status|status|sorry|抱歉|很抱歉|this (?:item|product) is)"
    "(?:状态|狀態|情况)?[:：!! ]{0,2})*(?:已经|已經|已|暂时|暫時|目前|现|currently|temporarily|is)*\\s*"
)
OUT = re.compile(
    _SUBJECT
    + "(?:缺货|缺貨|无货|無貨|售罄|售完|售空|下架|out of stock|out-of-stock|sold out|unavailable)(?:中|了)?[.!]?\\Z"
)
IN = re.compile(
    _SUBJECT + "(?:有货|有貨|现货|現貨|库存充足|庫存充足|有现货|in stock|\\d+ in stock|only \\d+ left in stock)[.!]?\\Z"
)
LD = '<html lang="zh"><script type="application/ld+json">{{"@context": "https://schema.org", "@type": "Product", "name": "壶", "offers": {{"@type": "Offer", "price": "9", "availability": "https://schema.org/{}"}}}}</script><main><h1>西施壶</h1><p class="price">¥9.00</p>{}</main></html>'


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    state = _declared(page)
    if state not in THERE | GONE or not page.facts.offers.stock:
        return
    pieces = statements(buy_box(page))
    gone = next((piece for piece in pieces if OUT.match(piece)), "")
    there = next((piece for piece in pieces if IN.match(piece)), "")
    buy = page.facts.offers.buy
    if state in THERE and gone and not there and buy != OPEN:
        yield {"declared": state, "visible": gone}
    elif state in GONE and there and not gone and buy != SHUT:
        yield {"declared": state, "visible": there}


def _declared(page: PageRecord) -> str:
    """The availability of the only offer of the only product, else empty."""
    facts = page.facts.structured
    if only_product(page) is None or any("AggregateOffer" in types for types, _, _ in facts.shapes):
        return ""
    offers = [Declared(*values) for values in facts.offered]
    states = {state for one in offers for state in one.states}
    return states.pop() if len(states) == 1 and all(one.offers == 1 for one in offers) else ""


def _page(state: str, html: str) -> PageExample:
    return page_example("https://example.com/p/1", LD.format(state, html), page_type="product")


check = PageCheck(
    id="shop-stock-mismatch",
    module=__name__,
    severity=Severity.WARNING,
    tier="extended",
    book=None,
    title=Text(zh="网页写的库存与标记里的不一样", en="The page and its markup disagree about stock"),
    message=Text(zh="网页写“{visible}”，标记写 {declared}", en="the page says “{visible}”, the markup {declared}"),
    why=Text(
        zh="搜索结果会显示有货或缺货。标成有货却买不到，买家白跑一趟；有货却标成缺货，就少了点击。Google 核对不符会停掉商品展示。不影响普通排名。",
        en="Results show whether goods are in stock. Called in stock and sold out, they waste the buyer's click; the reverse loses it, and Google stops showing products that do not match. Ordinary ranking is not affected.",
    ),
    fix=Text(
        zh="开发：availability 由库存字段输出，和页面文字用同一个值，库存变化后刷新页面缓存。",
        en="Developer: print availability from the stock field that the visible text uses, and clear the page's cache when stock changes.",
    ),
    avoid=Text(zh="不要把 availability 写死成 InStock。", en="Do not hard-code InStock."),
    verify=Text(zh="打开一个缺货商品，看源代码里的 availability。", en="Open a product that is sold out and look for availability in the source."),
    before='<p>已售罄</p> … "availability": "https://schema.org/InStock"',
    after='<p>已售罄</p> … "availability": "https://schema.org/OutOfStock"',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/structured-data/merchant-listing",
    view="indexable_pages",
    applies="""
        select url_id from temp.page_facts
        where json_extract(facts, '$.structured.offered') is not null and json_extract(facts, '$.offers.stock') is not null
            and url_id in (select url_id from temp.indexable_pages)
    """,
    needs=frozenset({"facts"}),
    reads=frozenset({"main_text"}),
    rule=rule,
    confidence=0.85,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        _page("InStock", "<p>现货，当天发出</p>"),
        _page("OutOfStock", "<p>库存：缺货</p>"),
        _page("InStock", "<p>颜色：红色（售罄）蓝色</p><p>红色已售罄</p><p>L 码，售罄</p>"),
        _page("InStock", "<p>缺货时我们会打电话给您</p>"),
        _page("InStock", "<h2>看了又看</h2><ul><li><a href='/p/2'>石瓢壶</a><p>已售罄</p></li></ul>"),
        _page("InStock", "<p>Sold out</p><button>Add to cart</button>"),
        _page("BackOrder", "<p>缺货</p>"),
        _page("PreOrder", "<p>现货</p>"),
        _page("OutOfStock", "<p>现货发售敬请期待</p><p>已售罄</p>"),
        _page("OutOfStock", "<p>有货</p><button disabled>已售罄</button>"),
    ),
    bad=(
        _page("InStock", "<p>库存：缺货</p>"),
        _page("InStock", "<p>抱歉，商品已下架</p>"),
        _page("InStock", "<p>Sold out</p><button disabled>Add to cart</button>"),
        _page("OutOfStock", "<p>价格 · 現貨</p>"),
        _page("SoldOut", "<p>Availability: In stock</p>"),
    ),
)  # fmt: skip
