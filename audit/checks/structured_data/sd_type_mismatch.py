"""A type that contradicts the page brings nothing, or a result that promises what the page does not keep.

Only two contradictions that a glance at the page confirms: one product declared on a list of many (lists of several
declared products are left to engines), and an article declared on the page of a product with a price of its own, which
then has no product at all. The kind of page is told by its address and by what it shows, both at once; whatever else may
be odd about a type, such as an article on a home page, harms nobody.
"""

from collections.abc import Iterator

from audit.listings import is_list, product_address
from audit.registry import Evidence, Matters, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.facts.products import PRODUCTS
from crawler.records import PageRecord

ARTICLES = {"Article", "BlogPosting", "NewsArticle", "TechArticle"}
OFFERING = PRODUCTS | {"Offer", "AggregateOffer", "SoftwareApplication", "Book", "Course", "Event", "Vehicle", "Hotel"}
LD = '<html lang="zh"><script type="application/ld+json">{{"@context": "https://schema.org", "@type": "{}", "name": "壶", "headline": "壶"}}</script><main><h1>茶壶</h1>{}</main></html>'
CARDS = "".join(
    f'<li><a href="/p/{n}"><img src="/{n}.jpg" alt="壶 {n}"></a><b class="price">¥{n}9.00</b></li>'
    for n in range(1, 11)
)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts, offers = page.facts.structured, page.facts.offers
    if len(facts.products) == 1 and "ItemList" not in page.schema_types and is_list(page):
        yield {"problem": "list", "declared": "Product", "name": facts.products[0][0], "prices": offers.carded}
        return
    articles = [types for types, role, _ in facts.shapes if role == "" and not ARTICLES.isdisjoint(types.split())]
    if articles and offers.own and offers.buy and product_address(page.url) and not _offers(page):
        written, _, _ = offers.prices[offers.own[0][0]]
        yield {"problem": "product", "declared": articles[0], "name": page.h1[:120], "prices": written}


def _offers(page: PageRecord) -> bool:
    """Whether something that is sold is declared in any form."""
    facts = page.facts.structured
    names = (
        {name for types, _, _ in facts.shapes for name in types.split()} | set(facts.microdata) | set(page.schema_types)
    )
    names |= {name.rpartition("/")[2].rpartition(":")[2] for one in facts.rdfa for name in one.split()}
    return not OFFERING.isdisjoint(names)


def _page(address: str, kind: str, html: str) -> PageExample:
    return page_example(f"https://example.com{address}", LD.format(kind, html), page_type="product")


check = PageCheck(
    id="sd-type-mismatch",
    module=__name__,
    severity=Severity.WARNING,
    tier="extended",
    book=None,
    title=Text(zh="标记的类型与网页实际内容不符", en="The page is declared to be what it is not"),
    message=Text(zh="{problem}：标记为 {declared}“{name}”（价格 {prices}）", en="{problem}: declared {declared} “{name}” (prices: {prices})"),
    words={
        "list": Text(zh="商品列表被标成单个商品", en="a list of products is declared as one product"),
        "product": Text(zh="商品页被标成文章", en="the page of a product is declared as an article"),
    },
    why=Text(
        zh="列表页标成一个商品，搜索结果会显示不属于它的价格；商品页标成文章，价格和库存就不会显示。Google 可能人工停用富媒体结果。普通排名不受影响。",
        en="A list declared as one product shows a price that is not its own; a product declared as an article shows none. Google may withdraw rich results by hand. Ordinary ranking is not affected.",
    ),
    fix=Text(
        zh="开发：按模板输出类型：列表页用 ItemList 或 CollectionPage，商品页用 Product 和 Offer，文章才用 Article；检查 SEO 插件给各类页面设的默认类型。",
        en="Developer: choose the type by template: ItemList or CollectionPage on lists, Product with Offer on products, Article on articles. Look at the defaults of the SEO plugin.",
    ),
    avoid=Text(zh="不要为了显示评分把每页都标成商品。", en="Do not declare every page a product to show stars."),
    verify=Text(zh="用 Google 富媒体搜索结果测试工具检查该网址。", en="Try the URL in Google's Rich Results Test."),
    before='/category/pots: {"@type": "Product", "name": "茶壶"}',
    after='/category/pots: {"@type": "CollectionPage", "name": "茶壶"}',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/structured-data/sd-policies",
    view="indexable_pages",
    applies="""
        select url_id from temp.page_facts where json_extract(facts, '$.offers.prices') is not null
            and json_extract(facts, '$.structured.shapes') is not null and url_id in (select url_id from temp.indexable_pages)
        union select url_id from temp.page_facts where json_extract(facts, '$.offers.prices') is not null
            and json_extract(facts, '$.structured.products') is not null and url_id in (select url_id from temp.indexable_pages)
    """,
    needs=frozenset({"facts"}),
    rule=rule,
    confidence=0.85,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        _page("/category/pots", "CollectionPage", f"<ul>{CARDS}</ul>"),
        _page("/products/pot-1", "Product", f"<p class=price>¥199.00</p><h2>看了又看</h2><ul>{CARDS}</ul>"),
        _page("/products/pot-2", "Product", f"<div id=price></div><h2>看了又看</h2><ul>{CARDS}</ul>"),
        _page("/collections/pots/products/pot-3", "Product", f"<h2>看了又看</h2><ul>{CARDS}</ul>"),
        _page("/category/pots", "Product", "<p class=price>¥199.00</p>"),
        _page("/blog/pots", "Article", "<p>这把壶 ¥199.00</p>"),
        _page("/products/care", "Article", "<p>新壶怎样开</p>"),
        _page("/products/pot-4", 'Article", "about": {"@type": "Product", "name": "壶"}, "x": "', "<p class=price>¥199.00</p><button>加入购物车</button>"),
    ),
    bad=(
        _page("/category/pots", "Product", f"<ul>{CARDS}</ul>"),
        _page("/collections/pots?page=2", "Product", f"<ul>{CARDS}</ul>"),
        _page("/", "Product", f"<ul>{CARDS}</ul>").but(page_type="home"),
        _page("/products/pot-5", "Article", "<p class=price>¥199.00</p><button>加入购物车</button>"),
        _page("/goods/6.html", "NewsArticle", "<p class=price>$19.90</p><a href=/cart>Add to cart</a>"),
    ),
)  # fmt: skip
