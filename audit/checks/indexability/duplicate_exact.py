"""Pages with the same text compete for one place, and the engine decides which of them is shown.

Text that is a list of links is left out of main text: pages of one list share their introduction only, so that
addresses of one path count as duplicates when the whole page has the same length too.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><p>{1}</p></main></body></html>'

check = SiteCheck(
    id="duplicate-exact",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="几个网址的正文一模一样", en="Several addresses carry exactly the same text"),
    message=Text(zh="{pages} 个可收录网页正文相同，例如 {other}", en="{pages} indexable pages have the same text, such as {other}"),
    why=Text(
        zh="搜索引擎只会展示其中一个，而且未必是您想要的那个；链接和点击分散在几个网址上，爬虫的时间也被占用。这不是处罚，只是浪费。",
        en="Engines show one of them, perhaps not the one you want; links and clicks are split, and crawling takes longer. It is no penalty, just waste.",
    ),
    fix=Text(
        zh="开发：同一商品的多个网址，只留一个，其余 301 过去；必须并存的（筛选、跟踪参数），让 canonical 都指向正式网址。编辑：复制出来忘了改的商品，写上自己的文字。",
        en="Developer: keep one address and 301 the others; where several must exist (filters, tracking), let all canonicals name the real one. Editor: give copied products a text of their own.",
    ),
    avoid=Text(zh="不要用 robots.txt 封掉重复页，那样信号无法合并。", en="Do not block duplicates in robots.txt: nothing is merged then."),
    verify=Text(zh="重新抓取后，xunlu audit --select duplicate-exact。", en="After a new crawl: xunlu audit --select duplicate-exact."),
    before="/p/101.html = /goods?id=101",
    after="/goods?id=101  ->  301  /p/101.html",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where text_hash is not null",
    sql="""
        with texts as materialized (
            select url_id, url, text_hash, visible_chars from temp.indexable_pages where text_hash is not null
        ),
        same as materialized (
            select text_hash from texts group by text_hash having count(*) > 1
        ),
        members as materialized (
            select t.*, substr(page_series(t.url), 1, instr(page_series(t.url) || '?', '?') - 1) as path
            from texts t where t.text_hash in (select text_hash from same)
        ),
        alike as materialized (  -- on one path only those of the same length stay together
            select url_id, url, text_hash, path,
                count(*) over (partition by text_hash, path, visible_chars) as twins,
                count(*) over (partition by text_hash, path) as on_path,
                count(*) over (partition by text_hash) as pages,
                first_value(url) over (partition by text_hash order by length(url), url) as first,
                first_value(url) over (partition by text_hash order by length(url) desc, url desc) as last
            from members
        )
        select url_id, json_object('pages', iif(on_path = pages, twins, pages), 'other', iif(url = first, last, first)) as evidence
        from alike where twins > 1 or on_path < pages
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", "欢迎。"),
            "/a": PAGE.format("红茶", "祁门红茶。"),
            "/b?c=1": PAGE.format("绿茶", "龙井。"),
            "/list?page=2": PAGE.format("列表", "好茶。").replace("</main>", "</main><footer>一</footer>"),
            "/list?page=3": PAGE.format("列表", "好茶。").replace("</main>", "</main><footer>一二三</footer>"),
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍", "欢迎。"),
            "/a": PAGE.format("红茶", "祁门红茶。"),
            "/goods?id=1": PAGE.format("红茶", "祁门  红茶。"),
            "/list?sort=new": PAGE.format("列表", "好茶。"),
            "/list?sort=old": PAGE.format("列表", "好茶。"),
        }
    ),
    flags=frozenset({"/a", "/goods?id=1", "/list?sort=new", "/list?sort=old"}),
)  # fmt: skip
