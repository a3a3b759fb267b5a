"""A page that no link leads to is found by hardly any visitor and judged unimportant by engines."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{2}</head><body><main><h1>{0}</h1>{1}</main></body></html>'

check = SiteCheck(
    id="orphan-page",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="站内没有任何链接通向这个网页", en="No link on the site leads to this page"),
    message=Text(zh="只在 {sitemap} 里出现，站内没有链接指向“{title}”", en="known from {sitemap} only: nothing links to “{title}”"),
    why=Text(
        zh="访客从站内走不到它；引擎虽能从站点地图发现，却看不出它重要，也没有链接为它传递权重，排名通常偏弱。",
        en="Visitors cannot reach it. Engines may find it in the sitemap, but see no sign that it matters, and no link passes anything on to it; such pages usually rank weakly.",
    ),
    fix=Text(
        zh="编辑：从分类页、相关文章或导航加一个文字链接；只供广告投放的落地页请加 noindex 并移出站点地图；过期的返回 410。开发：检查新商品是否自动进入分类列表。",
        en="Editor: link to it from a category, a related article or the menu; landing pages for ads get noindex and leave the sitemap; stale ones answer 410. Developer: see that new products enter their category list.",
    ),
    avoid=Text(zh="不要把所有孤立网页堆到页脚。", en="Do not pile all such pages into the footer."),
    verify=Text(zh="重新完整抓取后，xunlu audit --select orphan-page。", en="After a complete crawl: xunlu audit --select orphan-page."),
    before="sitemap.xml -> /landing/gift-week.html  <- (0)",
    after='<a href="/landing/gift-week.html">中秋礼盒</a>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    needs=frozenset({"complete-crawl", "sitemap", "links"}),
    applies="select url_id from temp.html_pages where in_sitemap",
    # A page reached over a redirect has a depth and is no orphan; a start URL has depth 0.
    sql="""
        select p.url_id, json_object('title', substr(p.title, 1, 120), 'sitemap', s.sitemap, 'indexable_reason', p.indexable_reason)
            as evidence, iif(p.indexable, 'error', 'notice') as severity
        from temp.html_pages p join temp.run_sitemap s on s.url_id = p.url_id
        where coalesce(p.inlinks_followed, 0) = 0 and p.depth is null
    """,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", '<a href="/a">红茶</a>', ""), "/a": PAGE.format("红茶", "", "")}, sitemap=("/", "/a")),
    bad=Example(
        {
            "/": PAGE.format("茶舍", '<a href="/a">红茶</a>', ""),
            "/a": PAGE.format("红茶", "", ""),
            "/lost": PAGE.format("礼盒", '<a href="/lost">礼盒</a>', ""),
            "/ad": PAGE.format("广告", "", '<meta name="robots" content="noindex">'),
        },
        sitemap=("/", "/a", "/lost", "/ad"),
    ),
    flags=frozenset({"/lost", "/ad"}),
)  # fmt: skip
