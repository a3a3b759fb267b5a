"""A shop that tells engines to leave nearly all of it out: mostly a test server's setting that went live.

Carts, logins and searches, later pages of lists, and filtered or sorted forms of a list that is open itself are left out of
the count: a shop rightly closes those, and they may be most of what a crawl finds.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><main><h1>{0}</h1>{2}</main></body></html>'
NOINDEX = '<meta name="robots" content="noindex">'


def site(closed: str, pages: int, filters: int = 0) -> dict[str, str]:
    """A home page, a list with ``filters``, and ``pages`` pages with ``closed`` in their head."""
    found = {"/": PAGE.format("茶舍", "", '<a href="/list">茶叶</a>'), "/list": PAGE.format("茶叶", "", "")}
    found |= {f"/list?size={number}": PAGE.format("茶叶", NOINDEX, str(number)) for number in range(filters)}
    found |= {f"/cart/{number}": PAGE.format("购物车", NOINDEX, "") for number in range(filters)}
    return found | {f"/p/{number}": PAGE.format(f"茶 {number}", closed, "") for number in range(pages)}


check = SiteCheck(
    id="noindex-sitewide",
    module=__name__,
    severity=Severity.ERROR,
    scope="site",
    book=None,
    tier="extended",
    title=Text(zh="几乎整个网站都要求不被收录", en="Nearly the whole site asks search engines to leave it out"),
    message=Text(
        zh="{pages} 个网页里 {closed} 个设置了 noindex（{share:.0%}），例如 {examples}",
        en="{closed} of {pages} pages are noindex ({share:.0%}), such as {examples}",
    ),
    why=Text(
        zh="支持 noindex 的引擎会把这些网页全部移出结果，自然流量随之归零。多半是测试站的设置跟着上线了。",
        en="Engines that honour noindex drop all of these pages, and visits from search end. Mostly a setting of the test site that went live.",
    ),
    fix=Text(
        zh="运维：先看响应头 X-Robots-Tag，再看建站系统里“禁止搜索引擎收录”一类的开关，关掉它；开发：查公共模板的 robots 标签。本来就不想被收录的站，在 [[rules.accept]] 里写明。",
        en="Operator: look at the X-Robots-Tag header, then for a switch such as “discourage search engines”, and turn it off. Developer: check the robots tag of the shared template. Where it is intended, say so under [[rules.accept]].",
    ),
    avoid=Text(zh="不要用 robots.txt 代替，那样引擎看不到更改。", en="Do not switch to robots.txt: engines would miss the change."),
    verify=Text(zh="curl -si 网址 | grep -i noindex 没有输出。", en="curl -si URL | grep -i noindex prints nothing."),
    before='<meta name="robots" content="noindex, nofollow">',
    after='<meta name="robots" content="index, follow">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/block-indexing",
    applies="select url_id from temp.start_pages",
    options={
        "min_pages": Option(10, "pages"),
        "min_share": Option(0.8, "share of the pages, 0-1"),
    },
    sql="""
        with seen as materialized (
            select url_id, url, noindex, instr(url, '?') > 0 as query,
                max(not noindex) over (partition by substr(url, 1, instr(url || '?', '?') - 1)) as open
            from temp.html_pages where not private_path(url) and not later_page(url)
        ),
        counted as materialized (select url, noindex from seen where not (noindex and query and open)),
        told as (select count(*) as pages, total(noindex) as closed from counted)
        select h.url_id, json_object('pages', pages, 'closed', cast(closed as integer), 'share', round(closed / pages, 3),
            'examples', (select json_group_array(url) from (
                select url from counted where noindex order by length(url), url limit 3))) as evidence
        from told, temp.home_page h where closed >= :min_pages and closed >= :min_share * pages
    """,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(site("", 6, 40)),
    bad=Example(site(NOINDEX, 20, 4)),
    flags=frozenset({"/"}),
)  # fmt: skip
