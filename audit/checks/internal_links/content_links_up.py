"""Products and articles should lead back to the home page and to the list they belong to.

Any link to a category page, or to the index page of a section, counts as the way up.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from audit.sections import SECTIONS
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
UP = '<a href="/">首页</a><a href="/c/pots/">茶壶</a><a href="/product/1">一</a><a href="/product/2">二</a>'

check = SiteCheck(
    id="content-links-up",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.4",
    title=Text(zh="商品或文章页没有链接回上级", en="A product or article does not link back to what is above it"),
    message=Text(zh="“{title}”缺少{lack}", en="“{title}” lacks {lack}"),
    words={
        "home": Text(zh="回首页的链接", en="a link home"),
        "section": Text(zh="到分类或频道页的链接", en="a link to a category or section"),
        "both": Text(zh="到首页和分类页的链接", en="links home and to a category"),
    },
    why=Text(
        zh="从搜索直接进来的访客走不到别的商品；权重也不往分类页汇集，而分类页往往要争更大的词。",
        en="Visitors from search cannot get on to other products, and no weight gathers on categories, which compete for the larger words.",
    ),
    fix=Text(
        zh="开发：在商品和文章模板里加面包屑（首页 > 分类 > 本页），页头标志链接到首页。",
        en="Developer: add breadcrumbs (home > category > this page) to the templates, and link the logo to the home page.",
    ),
    avoid=Text(zh="不要用“返回上一页”的脚本代替。", en="A scripted “back” is no replacement."),
    verify=Text(zh="重新抓取后，xunlu audit --select content-links-up。", en="After a new crawl: xunlu audit --select content-links-up."),
    before="<h1>西施壶</h1>",
    after='<a href="/">首页</a> &gt; <a href="/c/pots/">茶壶</a>\n<h1>西施壶</h1>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/specialty/ecommerce/help-google-understand-your-ecommerce-site-structure",
    view="indexable_pages",
    needs=frozenset({"complete-crawl"}),
    applies="select url_id from temp.indexable_pages where page_type in ('product', 'article')",
    sql=f"""
        with {SECTIONS},
        uppers as materialized (
            select url_id from temp.html_pages where page_type = 'category' union select url_id from sections
        ),
        content as materialized (
            select url_id, title from temp.indexable_pages
            where page_type in ('product', 'article') and url_id not in (select url_id from sections)
        ),
        home_linked as materialized (
            select distinct source_id from temp.internal_links where target_id in (select url_id from homes)
        ),
        upper_linked as materialized (
            select distinct source_id from temp.internal_links where target_id in (select url_id from uppers) and source_id <> target_id
        ),
        judged as (
            select url_id, title, url_id in (select source_id from home_linked) as home,
                url_id in (select source_id from upper_linked) or not exists (select 1 from uppers) as upper
            from content
        )
        select url_id, json_object('title', substr(title, 1, 120),
            'lack', case when home then 'section' when upper then 'home' else 'both' end) as evidence
        from judged where not home or not upper
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", UP), "/c/pots/": PAGE.format("茶壶", UP), "/product/1": PAGE.format("西施壶", UP), "/product/2": PAGE.format("石瓢壶", UP)}),
    bad=Example({"/": PAGE.format("茶舍", UP), "/c/pots/": PAGE.format("茶壶", UP), "/product/1": PAGE.format("西施壶", '<a href="/product/2">下一个</a>'), "/product/2": PAGE.format("石瓢壶", '<a href="/">首页</a>')}),
    flags=frozenset({"/product/1", "/product/2"}),
)  # fmt: skip
