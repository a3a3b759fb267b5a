"""Breadcrumbs tell visitors where they are and link every page to those above it.

Recognised by structured data, by the usual names in markup, and by 当前位置 before links; their order is not judged.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.depth is None or page.depth < options["min_depth"] or page.page_type in ("home", "account"):
        return
    if page.facts.links.crumbs < options["min_links"] and "BreadcrumbList" not in page.schema_types:
        yield {"depth": page.depth, "found": page.facts.links.crumbs}


def deep(body: str, depth: int = 3) -> PageExample:
    html = f'<html lang="zh"><head><title>茶壶</title></head><body>{body}<h1>茶壶</h1></body></html>'
    return page_example("https://example.com/c/pots/7", html, depth=depth)


check = PageCheck(
    id="breadcrumb-missing",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.4",
    title=Text(zh="网页没有面包屑导航", en="A page has no breadcrumbs"),
    message=Text(zh="离首页 {depth} 次点击，没有找到面包屑", en="{depth} clicks from home and no breadcrumbs found"),
    why=Text(
        zh="从搜索进来的访客靠它知道身在何处、回到上一级。它也给上级分类添了链接；搜索结果可能把网址显示成面包屑。对排名的帮助是间接的。",
        en="Visitors from search see where they are and go up from there. It links to the categories above, and results may show it in place of the address. It helps rankings indirectly.",
    ),
    fix=Text(
        zh="开发：在 h1 上方加“首页 > 分类 > 本页”，前几级用 <a>，并加 BreadcrumbList 结构化数据；多数主题和插件自带。",
        en="Developer: put “Home > Category > this page” above the h1, with <a> for the upper levels and BreadcrumbList data; most themes have it.",
    ),
    avoid=Text(zh="不要用浏览历史代替层级。", en="Show the hierarchy, not the visitor's history."),
    verify=Text(zh="重新抓取后本项消失；用 Google 富媒体测试检查。", en="Crawl again and this is gone; use Google's rich results test."),
    before="<h1>紫砂西施壶</h1>",
    after='<nav aria-label="面包屑"><a href="/">首页</a> &gt; <a href="/teapots/">茶壶</a></nav>\n<h1>紫砂西施壶</h1>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/appearance/structured-data/breadcrumb",
    needs=frozenset({"facts", "links"}),
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where depth >= :min_depth and page_type not in ('home', 'account')",
    confidence=0.85,
    options={"min_depth": Option(2, "clicks from home"), "min_links": Option(2, "links or items")},
    rule=rule,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        deep('<nav class="breadcrumbs"><a href="/">首页</a> <a href="/c/pots">茶壶</a></nav>'),
        deep('<p>您现在的位置：<a href="/">首页</a> <a href="/c/pots">茶壶</a></p>'),
        deep("", depth=1),
    ),
    bad=(deep('<nav><a href="/">首页</a> <a href="/c/pots">茶壶</a></nav>'), deep('<div class="crumbs"><a href="/">首页</a></div>')),
)  # fmt: skip
