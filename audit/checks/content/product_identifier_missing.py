"""By an article number buyers and engines know that two shops sell the same thing.

Judged are pages that surely sell one product: declared as one, or with a control to buy it, and with a price of its own.
An article number counts wherever it stands: in the markup, its variants and offers, in any text of the page, hidden tabs
included, in a class, or as a model such as WH-1000XM5 in the name.
"""

import re
from collections.abc import Iterator

from audit.buybox import only_product
from audit.registry import Evidence, Matters, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.facts.declared import CODES, Declared
from crawler.records import PageRecord

MODEL = re.compile(r"(?<![A-Za-z0-9])(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{2,}(?![A-Za-z0-9])")
MEASURE = re.compile(r"\d+(?:ML|G|KG|CM|MM|M|L|OZ|LB|PCS|GB|TB|W|V|MAH|IN|X\d+(?:CM|MM)?)\Z")
PAGE = '<html lang="zh"><title>{0}</title><main><h1>{0}</h1><p class="price">¥199.00</p>{1}</main></html>'
BUY = "<button>加入购物车</button>"
LD = '<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "Product", "name": "壶", {}}}</script>'


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    offers, facts = page.facts.offers, page.facts.structured
    if not offers.own or not offers.uncoded or not (only_product(page) or (offers.buy and page.page_type == "product")):
        return
    named = any(Declared(*values).coded for values in facts.offered)
    named = named or any(name in CODES for _, _, names in facts.shapes for name in names)
    if not named and not _model(f"{page.h1} {page.title}"):
        written, _, _ = offers.prices[offers.own[0][0]]
        yield {"name": page.h1[:120] or page.title[:120], "price": written}


def _model(name: str) -> bool:
    """Whether a name holds a model: capitals and digits in one word that is no measure."""
    return any(not MEASURE.match(word) for word in MODEL.findall(name))


def _page(name: str, html: str) -> PageExample:
    return page_example("https://example.com/p/1", PAGE.format(name, html), page_type="product")


check = PageCheck(
    id="product-identifier-missing",
    module=__name__,
    severity=Severity.NOTICE,
    tier="extended",
    book=None,
    title=Text(zh="商品页没有货号、型号或条码", en="A product page has no article number"),
    message=Text(zh="“{name}”（{price}）没有货号、型号、SKU 或条码", en="“{name}” ({price}) has no SKU, model or other number"),
    why=Text(
        zh="买家常用型号搜索和比价，引擎也靠条码认出同一件商品；没有编码，网页搜不到、对不上。自制商品影响小。",
        en="Buyers search and compare by model, and engines match products by their numbers; without one the page is not found or matched. Goods of your own make lose little.",
    ),
    fix=Text(
        zh="运营：后台填写货号，品牌商品填 GTIN 或型号。开发：商品模板显示货号，标记里输出 sku、gtin 或 mpn。",
        en="Shop keeper: fill in the SKU, and GTIN or MPN for branded goods. Developer: show it in the template and print sku, gtin or mpn in the markup.",
    ),
    avoid=Text(zh="不要编造条码。", en="Do not invent barcodes."),
    verify=Text(zh="curl -s 网址 | grep -iE '货号|型号|sku|gtin'。", en="curl -s URL | grep -iE 'sku|gtin|mpn'."),
    before='<h1>西施壶</h1> … {"@type": "Product", "name": "西施壶"}',
    after='<h1>西施壶</h1> <p>货号：XS-180</p> … {"@type": "Product", "name": "西施壶", "sku": "XS-180"}',
    matters=Matters.CLICKS,
    source="https://support.google.com/merchants/answer/160161",
    view="indexable_pages",
    applies="""
        select url_id from temp.page_facts where json_extract(facts, '$.offers.own') is not null
            and url_id in (select url_id from temp.indexable_pages)
    """,
    needs=frozenset({"facts"}),
    rule=rule,
    confidence=0.85,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        _page("西施壶", f"<p>货号：XS-180</p>{BUY}"),
        _page("西施壶", f"<table><tr><th>编号</th><td>１８０</td></tr></table>{BUY}"),
        _page("西施壺", f"<p>型號 XS-180</p>{BUY}"),
        _page("Teapot", f"<p>Item No. 180</p>{BUY}"),
        _page("Teapot", f"<p class=product-sku>180</p>{BUY}"),
        _page("Headphones WH-1000XM5", BUY),
        _page("西施壶", LD.format('"gtin13": "4006381333931"') + BUY),
        _page("西施壶", LD.format('"offers": {"@type": "Offer", "price": 199, "sku": "XS-180"}')),
        _page("西施壶", "<p>这把壶卖 199 元，不在这里卖</p>"),
        _page("西施壶", BUY).but(page_type="article"),
    ),
    bad=(
        _page("西施壶", BUY),
        _page("西施壶 250ML", BUY),
        _page("Teapot", "<p>Clean lines</p><button disabled>Sold out</button>"),
        _page("西施壶", LD.format('"sku": "", "offers": {"@type": "Offer", "price": 199}')),
    ),
)  # fmt: skip
