"""What the sitemap leaves out is found later, and its changes too.

Later pages of a list, carts and logins need not be listed and are not judged.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1><a href="/tea">红茶</a><a href="/list?page=2">下一页</a></body></html>'

check = SiteCheck(
    id="sitemap-missing-pages",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="站点地图漏了这个可以收录的网页", en="The sitemap leaves out a page that may be indexed"),
    message=Text(zh="“{title}”不在任何站点地图里", en="“{title}” is in no sitemap"),
    why=Text(
        zh="引擎能顺着链接找到它，但会晚一些，内容更新也发现得慢。个别遗漏没什么关系，整类商品漏掉就说明生成程序有问题。",
        en="Engines find it by links, but later, and see its changes later. A few gaps matter little; a whole type of page left out shows a faulty generator.",
    ),
    fix=Text(
        zh="开发：检查站点地图的生成条件，是否漏了某类网页、新分类或另一种语言；不想收录的网页请加 noindex。",
        en="Developer: see whether the generator leaves out a type of page, a new category or a language. Pages not wanted in search get noindex.",
    ),
    avoid=Text(zh="不要手工一条条补。", en="Do not add them one by one by hand."),
    verify=Text(zh="重新抓取后，xunlu audit --select sitemap-missing-pages。", en="After a new crawl: xunlu audit --select sitemap-missing-pages."),
    before="sitemap.xml: 320 / 480",
    after="sitemap.xml: 480 / 480",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/overview",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where not private_path(url) and not later_page(url)",
    needs=frozenset({"sitemap", "whole-sitemaps"}),
    sql="""
        select url_id, json_object('title', substr(title, 1, 120), 'page_type', page_type) as evidence
        from temp.indexable_pages
        where not in_sitemap and not private_path(url) and not later_page(url)
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍"), "/tea": PAGE.format("红茶"), "/list?page=2": PAGE.format("列表"), "/login": PAGE.format("登录")}, sitemap=("/", "/tea")),
    bad=Example({"/": PAGE.format("茶舍"), "/tea": PAGE.format("红茶")}, sitemap=("/",)),
    flags=frozenset({"/tea"}),
)  # fmt: skip
