"""One product, two languages, two prices: the versions of a page must not contradict each other.

Compared is what a shop keeps for all languages: price in the same currency, stock, article number, the types of structured
data that templates print, main headings, pictures. Where the wording would accuse shops that are right, it is narrowed
(``audit.parity``): offers in different currencies are shops of different countries; a $ or ¥ alone may mean several;
lists show different goods; three pictures more must be missing, on products and articles; FAQs, videos and ratings are
often of one language. What other checks tell of is left to them: a page without any h1, and one with a third of its
partner's text, a stub or an error. Told once a pair, on the page with the longer address.
"""

from audit.partners import PAIRS
from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

FACTS = """json_object('words', {page}.han_chars / 2 + {page}.latin_words, 'h1s', {page}.h1s,
                'images', {page}.images, 'types', json({page}.schema_types), 'kind', {state}.page_type,
                'script', {facts}.facts ->> '$.writing.script', 'faults', {facts}.facts -> '$.structured.faults',
                'offered', {facts}.facts -> '$.structured.offered', 'skus', {facts}.facts -> '$.structured.skus',
                'microdata', {facts}.facts -> '$.structured.microdata', 'offers', {facts}.facts -> '$.offers')"""
OWN = FACTS.format(page="q", state="s", facts="f")
THEIRS = FACTS.format(page="r", state="t", facts="g")
LINK = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'
WORDS = {"zh": "紫砂壶", "en": "Clay teapot", "ja": "急須"}


def _page(lang: str, product: str, body: str = "", links: str = "") -> str:
    """A product page; ``product`` is what its JSON-LD says beside the name."""
    name = WORDS[lang[:2]]
    data = f'<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "Product", "name": "{name}"{product}}}</script>'
    return f'<html lang="{lang}"><head><title>{name}</title>{links}{data if product else ""}</head><body><main><h1>{name}</h1>{body}</main></body></html>'


def _offer(price: str, currency: str = "CNY", stock: str = "InStock", sku: str = "T-1") -> str:
    offer = f'{{"@type": "Offer", "price": "{price}", "priceCurrency": "{currency}", "availability": "https://schema.org/{stock}"}}'
    return f', "sku": "{sku}", "offers": {offer}'


def _images(count: int) -> str:
    return "".join(f'<img src="/i/{number}.jpg" alt="壶" width="400" height="300">' for number in range(count))


BOTH = LINK.format("zh", "/p/linked") + LINK.format("en", "/en/clay")
SHOWN = '<p class="price">{}</p>'
check = SiteCheck(
    id="parity-fields-differ",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    tier="extended",
    title=Text(zh="同一页的两个语言版本说法不一样", en="Two language versions of a page contradict each other"),
    message=Text(zh="{field}：本页是 {own}，{other} 是 {theirs}", en="{field}: {own} here, {theirs} on {other}"),
    words={
        "price": Text(zh="价格", en="price"),
        "availability": Text(zh="库存状态", en="availability"),
        "sku": Text(zh="商品编号", en="article number"),
        "types": Text(zh="结构化数据类型", en="types of structured data"),
        "h1": Text(zh="h1 数量", en="number of h1"),
        "images": Text(zh="图片数量", en="number of pictures"),
    },
    why=Text(
        zh="价格或库存不同，顾客会觉得受骗，搜索结果里显示的也可能是错的那个。图片、结构化数据缺了，多半是翻译页用了旧模板。",
        en="Customers feel cheated when prices or stock differ, and results may show the wrong one. Missing pictures or structured data mostly mean that a translation uses an older template.",
    ),
    fix=Text(
        zh="开发：价格、库存、编号、图片从同一条商品数据读取，各语言共用一个模板。编辑：先核对哪一边是对的。",
        en="Developer: read price, stock, article number and pictures from one record, and use one template for all languages. Editor: find out which page is right.",
    ),
    avoid=Text(zh="不要手工改完一边了事。", en="Do not correct one side by hand and leave it there."),
    verify=Text(zh="打开两个网址逐项对照；重新抓取后再审核。", en="Open both addresses and compare; crawl and audit again."),
    before="/p/1 ¥128，/en/p/1 ¥118",
    after="/p/1 ¥128，/en/p/1 ¥128",
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/structured-data/product",
    view="indexable_pages",
    needs=frozenset({"facts"}),
    options={"max_image_diff": Option(0.3, "share of the larger number of pictures, 0-1")},
    identity=("field",),
    applies=f"with {PAIRS} select url_id from pairs",
    sql=f"""
        with {PAIRS},
        compared as materialized (
            select p.url_id, p.other, parity_differences(
                {OWN},
                {THEIRS}, :max_image_diff) as differences
            from pairs p cross join temp.current_run c
            cross join main.pages q on q.run_id = c.run_id and q.url_id = p.url_id
            cross join main.pages r on r.run_id = c.run_id and r.url_id = p.other_id
            cross join main.page_states s on s.run_id = c.run_id and s.url_id = p.url_id
            cross join main.page_states t on t.run_id = c.run_id and t.url_id = p.other_id
            cross join main.document_facts f on f.hash = q.document_hash
            cross join main.document_facts g on g.hash = r.document_hash  -- those of page_facts, by their keys
        )
        select c.url_id, json_set(d.value, '$.other', c.other) as evidence from compared c, json_each(c.differences) d
    """,
    confidence=0.85,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/p/1": _page("zh", _offer("128.00"), _images(6)),
            "/en/p/1": _page("en", _offer("128", sku="t-1-EN"), _images(5)),
            "/p/2": _page("zh", _offer("128")),
            "/en/p/2": _page("en", _offer("19.9", "USD", "OutOfStock", "US-7")),
            "/p/3": _page("zh", "", SHOWN.format("¥128")),
            "/en/p/3": _page("en", "", SHOWN.format("$19")),
            "/p/4": _page("zh", _offer("128", stock="LimitedAvailability")),
            "/en/p/4": _page("en", _offer("128", stock="InStock")),
            "/c/": _page("zh", "", _images(40)),
            "/en/c/": _page("en", "", _images(9)),
            "/p/5": _page("zh", _offer("128")),
            "/en/p/6": _page("en", _offer("118")),
            "/zh-tw/p/7": _page("zh-TW", _offer("128")),
            "/p/7": _page("zh-CN", _offer("118")),
            "/p/8": _page("zh", "", SHOWN.format("¥1,280 元")),
            "/en/p/8": _page("en", "", SHOWN.format("CNY 1280.00")),
            "/a/9": _page("zh", "", "<h2>一</h2>" + _images(2)),
            "/en/a/9": _page("en", "", _images(4)),
        }
    ),
    bad=Example(
        {
            "/p/1": _page("zh", _offer("128")),
            "/en/p/1": _page("en", _offer("118")),
            "/p/2": _page("zh", _offer("128")),
            "/en/p/2": _page("en", _offer("128", stock="OutOfStock", sku="T-2"), _images(5)),
            "/p/3": _page("zh", _offer("128"), "<h1>壶</h1>"),
            "/en/p/3": _page("en", ""),
            "/p/4": _page("zh", "", SHOWN.format("￥128.00")),
            "/en/p/4": _page("en", "", SHOWN.format("CNY 98")),
            "/p/linked": _page("zh", _offer("88"), links=BOTH),
            "/en/clay": _page("en", _offer("89"), links=BOTH),
        }
    ),
    flags=frozenset({"/en/p/1", "/en/p/2", "/en/p/3", "/en/p/4", "/p/linked"}),
)  # fmt: skip
