"""Engines follow <a href>; a next page that stands in <link rel=next> alone is not found by it.

Only next and previous pages of the same list are judged, not neighbouring articles.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><main><h1>{0}</h1>{2}</main></body></html>'
NEXT = '<link rel="next" href="/list?page=2">'

check = SiteCheck(
    id="pagination-not-linked",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="下一页不是普通链接，搜索引擎翻不过去", en="The next page is no plain link, so engines do not turn the page"),
    message=Text(zh="rel={kind} 指向 {target}，但网页上没有到它的 <a> 链接", en="rel={kind} names {target}, but no <a> on the page leads there"),
    why=Text(
        zh="Google 早已不用 rel=next，只跟随 <a href>。翻页若靠脚本或按钮，后面几页的商品可能不会被抓到。",
        en="Google has long stopped using rel=next and follows <a href> only. Where paging is done by script or buttons, items of later pages may not be crawled.",
    ),
    fix=Text(
        zh="开发：翻页条输出 <a href=\"?page=2\">；“加载更多”按钮也写成链接，脚本再接管点击。",
        en="Developer: print <a href=\"?page=2\"> in the pager; write “load more” as a link, too, and let the script take over the click.",
    ),
    avoid=Text(zh="不要用 # 开头的地址翻页。", en="Do not page by addresses that begin with #."),
    verify=Text(zh="关掉 JavaScript 后试着翻页。", en="Switch JavaScript off and turn the page."),
    before='<link rel="next" href="?page=2"> <button>下一页</button>',
    after='<a href="?page=2">下一页</a>',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/specialty/ecommerce/pagination-and-incremental-page-loading",
    applies="select distinct l.source_id as url_id from temp.page_links l where l.kind in ('next', 'prev') and l.internal",
    identity=("target",),
    sql="""
        select n.source_id as url_id, json_object('kind', min(n.kind), 'target', n.target) as evidence
        from temp.page_links n
        where n.kind in ('next', 'prev') and n.internal and n.target_id <> n.source_id and page_series(n.target) = page_series(n.source)
            and not exists (select 1 from temp.internal_links l where l.source_id = n.source_id
                and (l.target_id = n.target_id or (not later_page(n.target) and page_series(l.target) = page_series(n.target) and not later_page(l.target))))
        group by n.source_id, n.target_id
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/list": PAGE.format("茶叶", NEXT, '<a href="/list?page=2">下一页</a>'), "/list?page=2": PAGE.format("茶叶", '<link rel="prev" href="/list">', '<a href="/list">上一页</a>'), "/post": PAGE.format("文章", '<link rel="next" href="/post-2">', "")}),
    bad=Example({"/list": PAGE.format("茶叶", NEXT, "<button>下一页</button>"), "/list?page=2": PAGE.format("茶叶", "", "")}),
    flags=frozenset({"/list"}),
)  # fmt: skip
