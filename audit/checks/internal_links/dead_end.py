"""A page without a way on loses the visitor and keeps what its inlinks brought."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'

check = SiteCheck(
    id="dead-end",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="网页上没有通往站内其他网页的链接", en="The page has no link to any other page of the site"),
    message=Text(zh="“{title}”没有一个可跟踪的站内链接", en="“{title}” has no internal link that may be followed"),
    why=Text(
        zh="访客看完只能后退或离开，爬虫走到这里也断了路。常见于单独做的活动页、打印页，或菜单靠脚本生成的网页。",
        en="Visitors can only go back or leave, and crawlers find no way on. Typical of campaign pages, print views, and menus built by script.",
    ),
    fix=Text(
        zh="开发：给这类网页套上带导航的模板，菜单用普通的 <a href>；编辑：文末加上相关商品或文章。",
        en="Developer: use the template with navigation, with plain <a href> in the menu. Editor: add related products or articles at the end.",
    ),
    avoid=Text(zh="不要只加一个返回按钮的脚本。", en="A scripted back button is no link."),
    verify=Text(zh="curl -s 网址 | grep \"<a \"。", en="curl -s URL | grep \"<a \"."),
    before="<button onclick=\"history.back()\">返回</button>",
    after='<a href="/teapots/">茶壶</a>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    view="indexable_pages",
    sql="""
        select p.url_id, json_object('title', substr(coalesce(nullif(p.title, ''), url_path(p.url)), 1, 120), 'page_type', p.page_type) as evidence
        from temp.indexable_pages p
        where not exists (select 1 from temp.internal_links l
            where l.source_id = p.url_id and l.target_id <> p.url_id and l.rel not like '%nofollow%')
    """,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", '<a href="/a">红茶</a>'), "/a": PAGE.format("红茶", '<a href="/">首页</a>')}),
    bad=Example({"/": PAGE.format("茶舍", '<a href="/a">红茶</a>'), "/a": PAGE.format("红茶", '<a href="/a">红茶</a><a href="https://other.example/">外站</a><a rel="nofollow" href="/">首页</a>')}),
    flags=frozenset({"/a"}),
)  # fmt: skip
