"""A page that no link of an indexable page leads to, found because some markup or a closed page mentions it.

Narrower than the rule, which would accuse most shops that have moved or whose lists name their goods with parameters:
a page behind a linked redirect, or named as canonical by a linked page, is found by engines and told by link-to-non-final;
what a sitemap lists without a link is an orphan page; links with nofollow only are nofollow-inlinks, a next page that no <a>
leads to is pagination-not-linked. Pages linked from isolated pages alone are found again as soon as those are.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><main><h1>{0}</h1>{2}</main></body></html>'
NOINDEX = '<meta name="robots" content="noindex">'
ENGLISH = '<link rel="alternate" hreflang="en" href="https://example.com/en/tea">'

check = SiteCheck(
    id="isolated-url",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    tier="extended",
    title=Text(zh="网页没有正常入口，只在代码里被提到", en="A page has no proper way in, only a mention in markup"),
    message=Text(zh="只能{via} {source} 到达“{title}”", en="“{title}” is reached by {via} {source} only"),
    words={
        "noindex": Text(zh="从不收录的网页", en="links of noindex pages such as"),
        "alternate": Text(zh="凭 hreflang 从", en="the hreflang of"),
        "canonical": Text(zh="凭 canonical 从", en="the canonical of"),
        "refresh": Text(zh="凭自动跳转从", en="the refresh of"),
        "redirect": Text(zh="凭没有链接的跳转", en="an unlinked redirect from"),
    },
    why=Text(
        zh="访客在站内走不到它；noindex 的网页久了，引擎也不再沿它的链接走。没有链接，就没有锚文字和权重，排名通常偏弱。",
        en="Visitors do not come across it, and in time engines stop following the links of noindex pages. Without links there are no anchors and no weight, so such pages usually rank weakly.",
    ),
    fix=Text(
        zh="编辑：从分类页或相关文章加一个文字链接；开发：语言切换用普通 <a> 链接，列表页去掉不该有的 noindex；没人要的网页返回 410。",
        en="Editor: link to it from a category or a related article. Developer: make the language switch plain <a> links, and take noindex off lists. Pages that nobody wants answer 410.",
    ),
    avoid=Text(zh="不要只把它加进站点地图。", en="A sitemap entry alone is not enough."),
    verify=Text(zh="重新完整抓取后，xunlu audit --select isolated-url。", en="After a complete crawl: xunlu audit --select isolated-url."),
    before='<link rel="alternate" hreflang="en" href="/en/">',
    after='<a href="/en/" hreflang="en">English</a>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    needs=frozenset({"links", "complete-crawl", "depths"}),
    applies="select url_id from temp.indexable_pages where page_type <> 'home' and not in_sitemap",
    sql="""
        with open as materialized (
            select url_id from temp.html_pages where depth is not null and not noindex
        ),
        linked as materialized (
            select distinct target_id as url_id from temp.internal_links
            where source_id in (select url_id from open) and source_id <> target_id and rel not like '%nofollow%'
        ),
        entered as materialized (
            select url_id from linked
            union select u.url_id from temp.run_redirects r join main.urls u on u.url = r.target
            where r.url_id in (select url_id from linked)
            union select u.url_id from temp.html_pages p join main.urls u on u.url = p.canonical
            where p.url_id in (select url_id from linked)
        ),
        lost as materialized (
            select url_id, url, title from temp.indexable_pages
            where page_type <> 'home' and coalesce(depth, 1) > 0 and not in_sitemap and not private_path(url)
                and not later_page(url) and url_id not in (select url_id from entered)
        ),
        ways as (
            select l.target_id as url_id, iif(l.kind = 'a', 'noindex', l.kind) as via, l.source
            from temp.page_links l join temp.html_pages p on p.url_id = l.source_id
            where l.target_id in (select url_id from lost) and l.source_id <> l.target_id
                and (l.kind in ('alternate', 'canonical', 'refresh') or (l.kind = 'a' and p.noindex and l.rel not like '%nofollow%'))
            union all
            select u.url_id, 'redirect', r.at from temp.run_redirects r join main.urls u on u.url = r.target
            where u.url_id in (select url_id from lost)
        ),
        ranked as (
            select url_id, via, source, row_number() over (
                partition by url_id order by instr('noindex alternate canonical refresh redirect', via), length(source), source) as place
            from ways
        )
        select r.url_id, json_object('via', r.via, 'source', r.source, 'title', substr(l.title, 1, 120)) as evidence
        from ranked r join lost l on l.url_id = r.url_id where r.place = 1
    """,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", "", '<a href="/tea">红茶</a><a href="/old">旧址</a><a href="/p?id=1">铁壶</a><a rel="nofollow" href="/ad">广告</a><a href="/closed">内部</a>'),
            "/tea": PAGE.format("红茶", ENGLISH, '<a href="/en/tea">English</a><link rel="next" href="/tea?page=2">'),
            "/tea?page=2": PAGE.format("红茶", "", "第二页"),
            "/en/tea": PAGE.format("Tea", "", "<p>Tea</p>"),
            "/old": {"status": 301, "location": "/new"},
            "/new": PAGE.format("新址", "", ""),
            "/p?id=1": PAGE.format("铁壶", '<link rel="canonical" href="https://example.com/p/1">', ""),
            "/p/1": PAGE.format("铁壶", "", ""),
            "/ad": PAGE.format("广告", "", ""),
            "/closed": PAGE.format("内部", NOINDEX, '<a href="/tea">红茶</a><a href="/cart">购物车</a>'),
            "/cart": PAGE.format("购物车", "", ""),
            "/alone": PAGE.format("无人提及", "", ""),
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍", "", '<a href="/tea">红茶</a><a href="/list">清单</a>'),
            "/tea": PAGE.format("红茶", ENGLISH, ""),
            "/en/tea": PAGE.format("Tea", "", '<p>Tea</p><a href="/en/below">Below</a>'),
            "/en/below": PAGE.format("Below", "", ""),
            "/list": PAGE.format("清单", NOINDEX, '<a href="/cup">茶杯</a><a href="/tea">红茶</a>'),
            "/cup": PAGE.format("茶杯", "", ""),
        }
    ),
    flags=frozenset({"/en/tea", "/cup"}),
)  # fmt: skip
