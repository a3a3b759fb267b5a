"""An offer without a price, or with a price of nought, shows buyers nothing, or something absurd.

How a price is written (¥128, 1.299,00) is the business of sd-product; here it is what the value is worth. Not judged:
lists of more than three products, goods that are free or sold on request, and the date of what is sold out. A price
may be missing where the page shows none either.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title><script type="application/ld+json">{{"@context": "https://schema.org", "@type": "Product", "name": "{0}", "offers": {{"@type": "Offer", {1}}}}}</script></head><body><main><h1>{0}</h1>{2}</main></body></html>'
SHOWN = '<p class="price">¥128.00</p>'

check = SiteCheck(
    id="shop-price-invalid",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    tier="extended",
    book=None,
    title=Text(zh="商品标记里的价格为零、缺失或已过期", en="The declared price is nought, missing or expired"),
    message=Text(zh="“{name}”{problem}{price}", en="“{name}”: {problem}{price}"),
    words={
        "missing": Text(zh="有 Offer，没有 price", en="an offer without a price"),
        "zero": Text(zh="的价格是 ", en="the price is "),
        "text": Text(zh="的价格不是数字：", en="the price is no number: "),
        "expired": Text(zh="的价格有效期已过：", en="the price was valid until "),
    },
    why=Text(
        zh="价格为零或缺失，搜索结果就不显示价格，或者显示 0 元；有效期已过，Google 可能撤下价格。不影响普通排名。",
        en="Without a real price, results show none, or nought; once priceValidUntil has passed, Google may drop the price. Ordinary ranking is not affected.",
    ),
    fix=Text(
        zh="开发：price 输出后台现价，没有价格的商品不输出 Offer；priceValidUntil 按促销结束日自动生成，没有就删掉。运营：补全漏填的价格。",
        en="Developer: print the current price, and no Offer where there is none; take priceValidUntil from the end of the sale, or leave it out. Shop keeper: fill in missing prices.",
    ),
    avoid=Text(zh="不要填 0 或 1 占位。", en="Do not fill in 0 or 1 for the time being."),
    verify=Text(zh="用 Google 富媒体搜索结果测试工具检查该网址。", en="Try the URL in Google's Rich Results Test."),
    before='"offers": {"price": "0", "priceValidUntil": "2024-12-31"}',
    after='"offers": {"price": "128.00", "priceCurrency": "CNY"}',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/structured-data/product-snippet",
    view="indexable_pages",
    applies="""
        select url_id from temp.page_facts where json_extract(facts, '$.structured.offered') is not null
            and url_id in (select url_id from temp.indexable_pages)
    """,
    needs=frozenset({"facts"}),
    # Past or not on the day of the crawl, not of the audit.
    sql="""
        with offered as materialized (
            select f.url_id, json_extract(f.facts, '$.structured.offered') as offered,
                json_extract(f.facts, '$.structured.products[0][0]') as name,
                json_extract(f.facts, '$.offers.prices[' || json_extract(f.facts, '$.offers.own[0][0]') || '][0]') as visible, q.fetched, q.document_hash
            from temp.page_facts f
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = f.url_id
            where json_extract(f.facts, '$.structured.offered') is not null
                and f.url_id in (select url_id from temp.indexable_pages)
        ),
        judged as materialized (
            select url_id, name, visible, document_hash, offer_fault(offered, visible, fetched) as fault from offered
        )
        select url_id, json_object('problem', fault ->> '$.problem', 'name', name, 'price', fault ->> '$.price') as evidence,
            iif(fault ->> '$.problem' = 'expired', 'warning', 'error') as severity
        from judged where fault is not null and not (fault ->> '$.problem' = 'zero' and visible is null
            and says_free((select d.main_text from main.documents d where d.hash = document_hash)))
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶壶", '"price": "128.00"', SHOWN),
            "/sign": PAGE.format("一", '"price": "¥128"', SHOWN),
            "/free": PAGE.format("二", '"price": 0', "<p>免费领取</p>"),
            "/shown-free": PAGE.format("三", '"price": "0.00"', '<p class="price">¥0.00</p>'),
            "/later": PAGE.format("四", '"price": 128, "priceValidUntil": "2199-12-31"', SHOWN),
            "/sold": PAGE.format("五", '"price": 128, "priceValidUntil": "2020-12-31", "availability": "SoldOut"', SHOWN),
            "/vague": PAGE.format("六", '"price": 128, "priceValidUntil": "月底"', SHOWN),
            "/related": PAGE.format("八", '"availability": "InStock"', f'<p>价格电询</p><ul><li><a href="/"><img src="/1.jpg" alt="壶"></a>{SHOWN}</li></ul>'),
            "/request": PAGE.format("七", '"availability": "InStock"', "<p>价格电询</p>"),
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶壶", '"price": "128.00"', SHOWN),
            "/zero": PAGE.format("一", '"price": 0', SHOWN),
            "/nought": PAGE.format("二", '"price": "0.00"', "<p>手工壶</p>"),
            "/text": PAGE.format("三", '"price": "面议"', SHOWN),
            "/template": PAGE.format("四", '"price": "%price%"', SHOWN),
            "/missing": PAGE.format("五", '"availability": "InStock"', SHOWN),
            "/past": PAGE.format("六", '"price": 128, "priceValidUntil": "2020-12-31"', SHOWN),
        }
    ),
    flags=frozenset({"/zero", "/nought", "/text", "/template", "/missing", "/past"}),
)  # fmt: skip
