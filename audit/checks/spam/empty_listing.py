"""A tag or list page with hardly an item on it disappoints whoever comes from a search.

Items are the pages it links to from its main part, menus and other repeated links left out. Lists are told by
their address: /tag/, /category/, /brand/. Later pages of a series, which may end with one item, are not judged.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

LIST = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
ITEMS = "".join(f'<a href="/p/{n}">第 {n} 款</a>' for n in range(4))
ITEM = '<html lang="zh"><head><title>茶</title></head><body><h1>茶</h1></body></html>'


check = SiteCheck(
    id="empty-listing",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.8",
    title=Text(zh="列表页几乎是空的", en="A list page is nearly empty"),
    message=Text(
        zh="“{title}”只列出 {items} 项（至少 {least} 项），自己的文字 {han} 个汉字、{words} 个词",
        en="“{title}” lists {items} items (at least {least}), with {han} Han characters and {words} words of its own",
    ),
    why=Text(
        zh="从搜索点进来什么也挑不到，访客马上离开；这样的标签页、筛选页多了，百度劲风算法会整体降权，也浪费抓取。",
        en="Visitors from search find nothing to choose from. Many such tag and filter pages waste crawling, and Baidu demotes sites full of them.",
    ),
    fix=Text(
        zh="编辑：合并内容太少的标签和分类，或补上商品和一段选购说明；开发：少于三项的列表自动加 noindex，并移出站点地图。",
        en="Editor: merge tags and categories with little in them, or add goods and a buying guide. Developer: put noindex on lists of less than three items and drop them from the sitemap.",
    ),
    avoid=Text(zh="不要用无关商品凑数。", en="Do not fill them up with unrelated goods."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select empty-listing。",
        en="After a new crawl: xunlu audit --select empty-listing.",
    ),
    before="<h1>标签：冬日</h1>\n<p>暂无商品</p>",
    after='<meta name="robots" content="noindex">',
    matters=Matters.INDEXING,
    source="https://ziyuan.baidu.com/college/",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where page_type = 'category' and listing_path(url)",
    options={
        "min_items": Option(3, "items"),
        "min_han": Option(100, "Han characters"),
        "min_words": Option(60, "Latin words"),
    },
    sql="""
        with listings as materialized (
            select url_id, title, coalesce(han_chars, 0) as han, coalesce(latin_words, 0) as latin
            from temp.indexable_pages
            where page_type = 'category' and listing_path(url) and page_series(url) = rtrim(url, '/')
                and coalesce(han_chars, 0) < :min_han and coalesce(latin_words, 0) < :min_words
        ),
        counted as (
            select l.url_id, l.title, l.han, l.latin, (
                select count(distinct k.target_id) from temp.internal_links k
                where k.source_id = l.url_id and k.target_id <> l.url_id and k.position = 'main' and k.repeated is not 1
            ) as items
            from listings l
        )
        select url_id, json_object('items', items, 'least', :min_items, 'han', han, 'words', latin, 'title', title) as evidence
        from counted where items < :min_items
    """,
    needs=frozenset({"links"}),
    confidence=0.85,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {"/": LIST.format("茶舍", '<a href="/category/tea/">茶</a>'), "/category/tea/": LIST.format("茶", ITEMS), **{f"/p/{n}": ITEM for n in range(4)}}
    ),
    bad=Example(
        {"/": LIST.format("茶舍", '<a href="/category/tea/">茶</a>'), "/category/tea/": LIST.format("茶", "<p>暂无商品</p>")}
    ),
    flags=frozenset({"/category/tea/"}),
)  # fmt: skip
