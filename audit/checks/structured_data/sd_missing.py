"""Without structured data an engine has to guess price, author and path from the text."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

PRIVATE = ("account", "legal")  # carts and terms have nothing to declare


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.structured
    if page.page_type not in PRIVATE and not (facts.blocks or facts.microdata or facts.rdfa):
        yield {"page_type": page.page_type or "other"}


check = PageCheck(
    id="sd-missing",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="网页没有结构化数据", en="A page has no structured data"),
    message=Text(zh="没有 JSON-LD、microdata 或 RDFa（网页类型：{page_type}）", en="no JSON-LD, microdata or RDFa (type of page: {page_type})"),
    words={
        "home": Text(zh="首页", en="home"),
        "category": Text(zh="分类", en="category"),
        "product": Text(zh="商品", en="product"),
        "article": Text(zh="文章", en="article"),
        "other": Text(zh="其他", en="other"),
    },
    why=Text(
        zh="结构化数据让搜索结果有机会显示价格、评分、面包屑，更引人点击。它不是排名因素；纯文字的说明页没有也无妨。",
        en="Structured data lets results show price, stars and breadcrumbs, which draws clicks. It is no ranking factor, and a plain page of text can do without.",
    ),
    fix=Text(
        zh="开发：按模板加 JSON-LD：首页写 Organization，商品页写 Product，文章写 Article，各页都写 BreadcrumbList。多数商城系统有现成插件。",
        en="Developer: add JSON-LD to the templates: Organization at home, Product on products, Article on articles, BreadcrumbList everywhere. Most shop systems have a plug-in.",
    ),
    avoid=Text(zh="不要标注网页上看不到的内容。", en="Do not declare what the page does not show."),
    verify=Text(zh="用 Google 富媒体搜索结果测试工具检查该网址。", en="Try the URL in Google's Rich Results Test."),
    before="<head>…</head>",
    after='<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Product", …}</script>',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/structured-data/intro-structured-data",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where page_type not in ('account', 'legal')",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "WebPage", "name": "茶"}</script>',
        '<html lang="zh"><title>壶</title><body><div itemscope itemtype="https://schema.org/Product">壶</div></body></html>',
        '<html lang="en"><title>Pot</title><body vocab="https://schema.org/" typeof="Product">Pot</body></html>',
        '<html lang="zh"><title>壶</title><script type="application/ld+json">{"name": 坏}</script></html>',
    ),
    bad=(
        '<html lang="zh"><title>壶</title><body><h1>壶</h1></body></html>',
        '<html lang="en"><title>Pot</title><script type="application/ld+json"> </script><p>typeof="x"</p></html>',
    ),
)  # fmt: skip
