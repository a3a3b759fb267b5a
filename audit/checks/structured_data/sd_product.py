"""Price and stock in the search result come from the markup of the product.

A list of more than three products is not judged. Shipping and returns may be told once for the whole shop, in
Merchant Center or in the markup of the organisation: they are named only along with other fields.
"""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity, page_example
from configs.text import Text
from crawler.facts.products import PRODUCTS, ProductFact
from crawler.records import PageRecord

MANY = 3  # products from which a page is a list
PRICE = re.compile(r"\d{1,12}(?:\.\d{1,6})?\Z")
CURRENCY = re.compile(r"[A-Z]{3}\Z")
SHOP_WIDE = {"shippingDetails", "hasMerchantReturnPolicy"}
NUMBERS = ("gtin", "gtin8", "gtin12", "gtin13", "gtin14", "isbn", "sku", "mpn")
LD = '<html lang="zh"><script type="application/ld+json">{{"@context": "https://schema.org", "@type": "Product", {}}}</script></html>'
FULL = (
    '"name": "Pot", "image": "/a.png", "brand": "Tea House", "sku": "T-1", "offers": {"@type": "Offer", "price": 128,'
    ' "priceCurrency": "CNY", "availability": "InStock", "shippingDetails": {"@type": "OfferShippingDetails"},'
    ' "hasMerchantReturnPolicy": {"@type": "MerchantReturnPolicy"}}'
)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.structured
    if not facts.products:
        if page.page_type == "product" and page.indexable and not facts.faults and not _declared(page):
            yield {"problem": "missing", "product": "", "fields": ["Product", "Offer"], "severity": "notice"}
        return
    if len(facts.products) > MANY:
        return
    for values in facts.products:
        product = ProductFact(*values)
        if required := _required(product):
            yield {"problem": "incomplete", "product": product.name, "fields": required, "severity": "error"}
        elif not set(recommended := _recommended(product)) <= SHOP_WIDE:
            yield {"problem": "advice", "product": product.name, "fields": recommended, "severity": "info"}


def _declared(page: PageRecord) -> bool:
    """Whether a product is declared in a form whose fields are not read."""
    facts = page.facts.structured
    names = {name for types, _, _ in facts.shapes for name in types.split()}
    names |= {name.rpartition("/")[2].rpartition(":")[2] for one in facts.rdfa for name in one.split()}
    return bool(PRODUCTS & {*names, *facts.microdata})


def _required(product: ProductFact) -> list[str]:
    found = [name for name, there in (("name", product.name), ("image", "image" in product.has)) if not there]
    if "hasVariant" in product.has and "offers" not in product.has:
        return found if "name" in found else []  # its variants stand on pages of their own
    if not product.price:
        return [*found, "price"]
    if not PRICE.match(product.price):
        found.append("price-form")
    elif float(product.price) <= 0:
        found.append("price-zero")
    if not product.currency:
        found.append("priceCurrency")
    elif not CURRENCY.match(product.currency) or product.currency == "RMB":
        found.append("currency-code")
    return found


def _recommended(product: ProductFact) -> list[str]:
    wanted = ("availability", "brand", "shippingDetails", "hasMerchantReturnPolicy")
    found = [name for name in wanted if name not in product.has]
    return found if any(name in product.has for name in NUMBERS) else [*found, "gtin / sku"]


check = PageCheck(
    id="sd-product",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE, Severity.INFO),
    book="4.3.6",
    title=Text(zh="商品页的商品标记缺失或不全", en="The markup of a product is missing or incomplete"),
    message=Text(zh="{problem}{product}：{fields}", en="{problem}{product}: {fields}"),
    words={
        "missing": Text(zh="商品页没有商品标记", en="a product page without markup"),
        "incomplete": Text(zh="商品标记缺少或写错 ", en="lacking or wrong in "),
        "advice": Text(zh="商品标记建议补充 ", en="better added to "),
        "price": Text(zh="price（价格）", en="price"),
        "price-form": Text(zh="price 不是纯数字", en="price is no plain number"),
        "price-zero": Text(zh="price 为 0", en="price is 0"),
        "currency-code": Text(zh="priceCurrency 不是 ISO 代码（人民币是 CNY）", en="priceCurrency is no ISO code (CNY for yuan)"),
    },
    why=Text(
        zh="价格、库存和评分能直接显示在搜索结果里，吸引想买的人点击；缺了名称、图片或价格，就不会显示。不影响普通排名。",
        en="Price, stock and stars can be shown right in the results and draw buyers; without name, picture or price they are not. Ordinary ranking is not affected.",
    ),
    fix=Text(
        zh="开发：商品模板输出 Product 和 Offer，price 只写数字，priceCurrency 写 CNY；运营：后台补全品牌、货号、库存。",
        en="Developer: let the template print Product and Offer, price as a bare number, priceCurrency as CNY. Shop keeper: fill in brand, article number and stock.",
    ),
    avoid=Text(zh="标记的价格不要与网页上的不同。", en="Do not declare another price than the page shows."),
    verify=Text(zh="用 Google 富媒体搜索结果测试工具检查该网址。", en="Try the URL in Google's Rich Results Test."),
    before='"offers": {"price": "¥128", "priceCurrency": "RMB"}',
    after='"offers": {"@type": "Offer", "price": "128.00", "priceCurrency": "CNY", "availability": "https://schema.org/InStock"}',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/structured-data/product",
    applies="""
        select url_id from temp.html_pages where indexable and page_type = 'product'
        union select url_id from temp.page_facts where json_extract(facts, '$.structured.products') is not null
    """,
    needs=frozenset({"facts"}),
    identity=("problem", "product"),
    rule=rule,
    confidence=0.85,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        LD.format(FULL),
        "<p>茶</p>",
        page_example("https://example.com/p/1", LD.format(FULL), page_type="product"),
        page_example("https://example.com/p/2", '<html><body typeof="schema:Product">壶</body></html>', page_type="product"),
    ),
    bad=(
        LD.format(FULL.replace("128", '"¥128"')),
        LD.format(FULL.replace("128", "0")),
        LD.format(FULL.replace("CNY", "RMB")),
        LD.format('"name": "紫砂壶", "image": ""'),
        LD.format(FULL.replace('"brand": "Tea House", "sku": "T-1", ', "")),
        page_example("https://example.com/p/3", '<html lang="zh"><h1>紫砂壶</h1></html>', page_type="product"),
    ),
)  # fmt: skip
