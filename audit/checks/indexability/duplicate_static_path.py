"""Rewritten addresses can hide parameters in the path, and their order makes duplicates as a query would.

A session value in the path is what url-session-id tells of.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><main><h1>{0}</h1></main></body></html>'
LINK = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="duplicate-static-path",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book="4.3.4",
    title=Text(zh="静态样式的网址换个顺序，内容还是一样", en="Static-looking addresses repeat the same page in another order"),
    message=Text(zh="{pages} 个网址只是路径各段顺序不同，内容相同，例如 {other}", en="{pages} addresses differ only in the order of their path; same content, such as {other}"),
    why=Text(
        zh="伪静态把筛选条件写进路径，看上去像不同的目录，其实是同一页。搜索引擎要抓完才知道，白费抓取。影响通常不大。",
        en="Rewriting puts filters into the path: it looks like different folders and is one page. Engines find out only after fetching all of them. The effect is usually small.",
    ),
    fix=Text(
        zh="开发：在路由里固定各段的顺序，其余顺序 301 过去；做不到时输出指向标准顺序的 canonical。",
        en="Developer: fix the order of the parts in the router and 301 other orders; failing that, print a canonical of the fixed order.",
    ),
    avoid=Text(zh="不要为了静态化而静态化，带参数的网址同样能收录。", en="Do not rewrite for its own sake: addresses with parameters are indexed as well."),
    verify=Text(zh="重新抓取后，xunlu audit --select duplicate-static-path。", en="After a new crawl: xunlu audit --select duplicate-static-path."),
    before="/tea/red/tin/    /tea/tin/red/",
    after="/tea/tin/red/  ->  301  /tea/red/tin/",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where instr(url, '?') = 0 and text_hash is not null",
    sql="""
        with texts as materialized (
            select url_id, url, text_hash, visible_chars from temp.indexable_pages
            where instr(url, '?') = 0 and text_hash is not null
        ),
        same as materialized (
            select text_hash, visible_chars from texts group by text_hash, visible_chars having count(*) > 1
        ),
        keyed as (
            select t.url_id, t.url, t.text_hash, sorted_path(t.url) as pieces, folded_path(t.url) as folded
            from texts t join same s on s.text_hash = t.text_hash and s.visible_chars = t.visible_chars
        ),
        groups as (
            select min(url) as url, max(url) as other, count(*) as pages from keyed where pieces is not null
            group by text_hash, pieces having count(distinct folded) > 1
        )
        select k.url_id, json_object('pages', g.pages, 'other', g.other) as evidence
        from groups g join keyed k on k.url = g.url
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", ""), "/tea/red/": PAGE.format("红茶", ""), "/red/tea/": PAGE.format("茶红", "")}),
    bad=Example({"/": PAGE.format("茶舍", ""), "/tea/red-tin/": PAGE.format("红茶", ""), "/tea/tin-red/": PAGE.format("红茶", "")}),
    flags=frozenset({"/tea/red-tin/"}),
)  # fmt: skip
