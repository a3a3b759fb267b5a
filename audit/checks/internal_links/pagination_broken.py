"""A pager that leads to an error ends the list there, for visitors and crawlers alike.

Both pagers count: the one that readers see (“下一页”, an arrow in a block called pager), and rel=next and rel=prev. Only errors
and missing answers are told: that ?page=1 redirects to the bare list is as it should be, and a refusal of crawlers (403, 429)
says nothing about visitors.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text
from crawler.causes import NOTHING

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><main><h1>{0}</h1>{2}</main></body></html>'

check = SiteCheck(
    id="pagination-broken",
    module=__name__,
    severity=Severity.ERROR,
    scope="link",
    book=None,
    tier="extended",
    title=Text(zh="翻页翻到一个打不开的网址", en="The pager of a list leads to an error"),
    message=Text(zh="{kind}指向 {target}，它返回 {answer}", en="the {kind} page is {target}, which answers {answer}"),
    words={"next": Text(zh="下一页", en="next"), "prev": Text(zh="上一页", en="previous"), **NOTHING},
    why=Text(
        zh="后面的商品从这里断开：访客翻不过去，爬虫也找不到。常见于最后一页还输出“下一页”，或商品下架后页数算错。",
        en="Items behind it are cut off: visitors cannot go on, crawlers do not find them. Typical where the last page still prints “next”, or where pages are counted wrongly after goods were removed.",
    ),
    fix=Text(
        zh="开发：按实际条数算页数，最后一页不输出“下一页”；改过翻页地址的，旧地址 301 到新地址。",
        en="Developer: count pages by the items there are, and print no “next” on the last one; redirect old pager addresses to the new ones.",
    ),
    avoid=Text(zh="不要让超出范围的页返回 200 空列表。", en="Do not answer pages beyond the end with an empty list and 200."),
    verify=Text(zh="从第一页一直翻到最后一页。", en="Turn the pages from first to last."),
    before='<a href="?page=9">下一页</a>  (404)',
    after="<span>下一页</span>",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/specialty/ecommerce/pagination-and-incremental-page-loading",
    needs=frozenset({"facts"}),
    identity=("kind", "target"),
    applies="""
        select source_id as url_id from temp.page_links where kind in ('next', 'prev') and internal
        union select url_id from temp.page_facts where facts ->> '$.paging' is not null
    """,
    sql="""
        with broken as materialized (
            select url_id, url, coalesce(status, error) as answer from temp.broken_urls
        ),
        shown as materialized (
            select url_id, page_base(url, facts ->> '$.resources.base') as base,
                facts ->> '$.paging.next' as next, facts ->> '$.paging.previous' as previous
            from temp.page_facts where facts ->> '$.paging' is not null
        ),
        turned as (
            select url_id, 'next' as kind, resolved(base, next) as target from shown where next <> ''
            union select url_id, 'prev', resolved(base, previous) from shown where previous <> ''
            union select l.source_id, l.kind, b.url from temp.page_links l join broken b on b.url_id = l.target_id
            where l.kind in ('next', 'prev') and l.internal and l.source_id in (select url_id from temp.html_pages)
        )
        select t.url_id, json_object('kind', t.kind, 'target', t.target, 'answer', b.answer) as evidence
        from turned t join broken b on b.url = t.target where exists (select 1 from broken)
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", "", '<a href="/list">茶叶</a><a href="/gone">旧文</a>'),
            "/list": PAGE.format("茶叶", '<link rel="next" href="/list?page=2">', '<a href="/list?page=2">下一页</a>'),
            "/list?page=2": PAGE.format("茶叶", "", '<a href="/list?page=1">上一页</a><a href="#">下一页</a><a href="/staff">下页</a>'),
            "/list?page=1": {"status": 301, "location": "/list"},
            "/staff": {"status": 403},
            "/gone": {"status": 404},
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍", "", '<a href="/list">茶叶</a><a href="/en/list">Tea</a><a href="/news">新闻</a>'),
            "/list": PAGE.format("茶叶", "", '<a href="?page=2">下一页 &gt;</a>'),
            "/list?page=2": {"status": 404},
            "/en/list": PAGE.format("Tea", '<link rel="next" href="/en/list?page=2">', "<p>Tea</p>"),
            "/en/list?page=2": {"status": 500},
            "/news": PAGE.format("新闻", "", '<a href="/news-0">上一页</a>'),
            "/news-0": {"error": "timeout"},
        }
    ),
    flags=frozenset({"/list", "/en/list", "/news"}),
)  # fmt: skip
