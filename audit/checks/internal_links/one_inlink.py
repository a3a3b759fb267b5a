"""A page that hangs on a single link is lost when that link goes."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'

check = SiteCheck(
    id="one-inlink",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    title=Text(zh="站内只有一个网页链接到它", en="A single page of the site links to it"),
    message=Text(zh="只有 {source} 链接到“{title}”", en="only {source} links to “{title}”"),
    why=Text(
        zh="站内链接少，说明网站自己也不看重它；唯一的链接一改，它就成了孤立网页。链接多少与排名的关系是间接的。",
        en="Few links say that the site itself sets little store by it, and when the one goes it is orphaned. The effect on rankings is indirect.",
    ),
    fix=Text(
        zh="编辑：从相关文章、分类页或“相关商品”再加一两个链接；开发：让列表和推荐模块覆盖到它。",
        en="Editor: add a link or two from related articles, categories or products. Developer: let lists and recommendations include it.",
    ),
    avoid=Text(zh="不要从不相干的网页硬加链接。", en="Do not add links on unrelated pages."),
    verify=Text(zh="重新完整抓取后，xunlu audit --select one-inlink。", en="After a complete crawl: xunlu audit --select one-inlink."),
    before="(1) -> /guide/white-tea",
    after="(4) -> /guide/white-tea",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    view="indexable_pages",
    needs=frozenset({"links", "complete-crawl"}),
    applies="select url_id from temp.indexable_pages where page_type <> 'home'",
    sql="""
        with lone as materialized (
            select url_id, title, depth from temp.indexable_pages where inlinks_followed = 1 and page_type <> 'home'
        )
        select p.url_id, json_object('title', substr(p.title, 1, 120), 'source', min(l.source), 'depth', p.depth) as evidence
        from temp.internal_links l cross join lone p on p.url_id = l.target_id
        where l.target_id in (select url_id from lone) and l.source_id <> p.url_id and l.rel not like '%nofollow%'
        group by p.url_id
    """,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", '<a href="/a">红茶</a><a href="/b">绿茶</a>'), "/a": PAGE.format("红茶", '<a href="/b">绿茶</a>'), "/b": PAGE.format("绿茶", '<a href="/a">红茶</a>')}),
    bad=Example({"/": PAGE.format("茶舍", '<a href="/a">红茶</a>'), "/a": PAGE.format("红茶", '<a href="/a">红茶</a><a href="/">首页</a>')}),
    flags=frozenset({"/a"}),
)  # fmt: skip
