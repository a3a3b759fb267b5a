"""How much internal links make of a page, against how much it is worth to the shop.

Half of the pages are below the median by definition, most products among them: only categories are reported for it, and
service pages only where they outrank every category.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
ITEMS = [f"/product/{n}" for n in range(24)]
ALL = "".join(f'<a href="{path}">壶</a>' for path in ITEMS)
TOPS = '<a href="/">首页</a><a href="/pots/">茶壶</a>'


def site(top: str, once: str) -> dict[str, str]:
    """Every page has the links ``top``, the first product ``once`` as well."""
    pages = {
        "/": PAGE.format("茶舍", top + ALL),
        "/pots/": PAGE.format("茶壶", top + ALL),
        "/login": PAGE.format("登录", top),
    }
    return {**pages, **{path: PAGE.format(path, top + (once if path == ITEMS[0] else "") + ALL) for path in ITEMS}}


check = SiteCheck(
    id="pagerank-flow",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.4",
    title=Text(zh="站内链接没有把重要网页托起来", en="Internal links do not lift the pages that matter"),
    message=Text(zh="{state}：站内权重 {score} 分（0–100）", en="{state}: internal weight {score} of 100"),
    words={
        "category-low": Text(zh="分类页低于站内中位数", en="a category below the median of the site"),
        "service-high": Text(zh="服务页高过所有分类页", en="a service page above every category"),
    },
    why=Text(
        zh="这是按站内链接算出的 PageRank，只说明网站自己把分量给了谁，不是搜索引擎的排名。分类页偏低、登录页偏高，说明导航主次颠倒。",
        en="This is PageRank over internal links: what the site itself gives weight to, no ranking of an engine. Low categories and high login pages show a menu upside down.",
    ),
    fix=Text(
        zh="开发：把分类放进全站导航，面包屑链接到分类；登录、隐私等只在页脚放一处。",
        en="Developer: put categories into the menu and breadcrumbs; link login and privacy once, in the footer.",
    ),
    avoid=Text(zh="不要给服务页加 nofollow，权重不会转给别的页。", en="Do not nofollow service pages: their weight goes nowhere else."),
    verify=Text(zh="xunlu links top 看权重最高的网页。", en="xunlu links top shows the strongest pages."),
    before="/login  98\n/teapots/  31",
    after="/teapots/  96\n/login  40",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/specialty/ecommerce/help-google-understand-your-ecommerce-site-structure",
    view="html_pages",
    needs=frozenset({"links", "complete-crawl"}),
    applies="select url_id from temp.html_pages where page_type in ('category', 'account', 'legal') and not later_page(url)",
    options={"top_share": Option(0.1, "share of the pages, 0-1")},
    # The score is the rank among the pages of the site: 100 for the strongest.
    sql="""
        with ranked as materialized (
            select url_id, url, page_type, pagerank, percent_rank() over (order by pagerank) as place
            from temp.html_pages where pagerank is not null
        ),
        judged as (
            select r.*, case
                when page_type = 'category' and place < 0.5 and not later_page(url) and r.url_id in (select url_id from temp.indexable_pages)
                    and substr(url, 1, instr(url, '?') - 1) not in (select url from ranked)  -- a filtered listing may be weak
                    then 'category-low'
                when (page_type in ('account', 'legal') or private_path(url)) and place > 1 - :top_share
                    and pagerank > 1.02 * (select max(pagerank) from ranked where page_type = 'category') then 'service-high' end as state
            from ranked r where (select count(*) from ranked) >= 20
        )
        select url_id, json_object('score', cast(round(100 * place) as integer), 'state', state, 'pagerank', round(pagerank, 6)) as evidence
        from judged where state is not null
    """,
    effort_hours=4,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({**site(TOPS, '<a href="/login">登录</a><a href="/pots/?color=red">红壶</a>'), "/pots/?color=red": PAGE.format("红壶", TOPS + ALL)}),
    bad=Example(site('<a href="/login">登录</a>', '<a href="/pots/">茶壶</a>')),
    flags=frozenset({"/login", "/pots/"}),
)  # fmt: skip
