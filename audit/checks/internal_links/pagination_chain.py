"""Items behind a long row of next-page links are reached by hardly anybody."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶叶 第 {0} 页</title></head><body><main><h1>茶叶</h1>{1}</main></body></html>'


def listing(count: int, jump: int) -> dict[str, str]:
    """A list of ``count`` pages; the first links to the next ``jump``, the others to the next one."""
    found = {"/": PAGE.format(0, '<a href="/list?page=1">茶叶</a>')}
    for page in range(1, count + 1):
        goals = range(page + 1, min(page + (jump if page == 1 else 1), count) + 1)
        found[f"/list?page={page}"] = PAGE.format(
            page, "".join(f'<a href="/list?page={goal}">{goal}</a>' for goal in goals)
        )
    return found


check = SiteCheck(
    id="pagination-chain",
    module=__name__,
    severity=Severity.WARNING,
    scope="site",
    book="4.3.4",
    title=Text(zh="列表太长，只能一页一页往下翻", en="A long list can only be paged through one by one"),
    message=Text(zh="从 {first} 要连翻 {steps} 页才到 {last}，共 {pages} 页", en="{steps} steps from {first} to {last}, {pages} pages"),
    why=Text(
        zh="排在后面的商品要翻很多页才能到，访客没有耐心，爬虫也来得少，新网页迟迟不被发现。",
        en="Items at the end are many steps away: visitors have no patience, crawlers come rarely, and new pages are found late.",
    ),
    fix=Text(
        zh="开发：翻页条加上跳页（1 2 3 … 20、末页），每页多放些商品，再细分子分类和筛选。",
        en="Developer: offer page numbers and the last page (1 2 3 … 20), show more items a page, and add sub-categories.",
    ),
    avoid=Text(zh="不要只用“加载更多”按钮代替。", en="A “load more” button alone is no replacement."),
    verify=Text(zh="重新抓取后，xunlu audit --select pagination-chain。", en="After a new crawl: xunlu audit --select pagination-chain."),
    before="1 -> 2 -> 3 -> … -> 30",
    after="1 2 3 … 10 … 20 … 30",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/specialty/ecommerce/pagination-and-incremental-page-loading",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"links", "complete-crawl"}),
    identity=("series",),
    options={"max_steps": Option(10, "steps from page to page")},
    # Where each page of a series lies one click deeper than another, and none is nearer, they hang on each other.
    sql="""
        with series as (
            select page_series(url) as series, count(*) as pages, min(depth) as nearest, max(depth) as deepest,
                substr(max(printf('%08d', depth) || url), 9) as last
            from temp.html_pages where depth is not null and later_page(url) group by page_series(url)
            having max(depth) - min(depth) >= :max_steps and count(distinct depth) > :max_steps
        ),
        whole as (
            select s.*, coalesce(f.url, s.series) as first, s.deepest - coalesce(f.depth, s.nearest) as steps
            from series s left join temp.html_pages f on f.url = s.series
        )
        select h.url_id, json_object('series', series, 'first', first, 'last', last, 'steps', steps, 'pages', pages) as evidence
        from whole, temp.home_page h where steps > :max_steps
    """,
    effort_hours=4,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(listing(14, 13)),
    bad=Example(listing(14, 1)),
    flags=frozenset({"/"}),
)  # fmt: skip
