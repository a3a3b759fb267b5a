"""A page that asks to be left out while the sitemap, other pages or the menu offer it sends mixed signals.

A page closed to Baiduspider alone is none: Baidu hardly heeds noindex, Google reads it (baidu-noindex-only advises just that).
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><nav><a href="/c/tea/">茶叶</a></nav><h1>{0}</h1></body></html>'
NOINDEX = '<meta name="robots" content="noindex">'

check = SiteCheck(
    id="noindex-conflict",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="网页不让收录，网站却在推荐它", en="A page asks to be left out while the site recommends it"),
    message=Text(zh="设置了 noindex，{reason}", en="noindex, {reason}"),
    words={
        "in-sitemap": Text(zh="但站点地图列出了它", en="yet the sitemap lists it"),
        "canonical-target": Text(zh="但别的网页把它声明为规范网址", en="yet other pages name it as their canonical"),
        "in-navigation": Text(zh="但导航链接到它", en="yet the navigation links to it"),
        "disallowed": Text(zh="但 robots.txt 又禁止抓取，引擎看不到 noindex", en="yet robots.txt hides the noindex from engines"),
    },
    why=Text(
        zh="noindex 会让网页从搜索结果里消失。既推荐又不让收录，多半是上线时忘了撤掉；若被 robots.txt 挡住，引擎读不到 noindex，网址反而可能被收录。",
        en="noindex takes the page out of the results. Recommending it as well usually means that a setting was forgotten. Behind robots.txt the noindex is never read, and the bare address may be listed.",
    ),
    fix=Text(
        zh="编辑：先决定要不要收录。要：在模板或 SEO 插件里去掉 noindex；不要：从站点地图移除。开发：想用 noindex 生效，就放开 robots.txt。",
        en="Editor: decide. Wanted: remove noindex in the template or SEO plugin. Unwanted: take it out of the sitemap. Developer: for noindex to work, open robots.txt.",
    ),
    avoid=Text(zh="不要 noindex 和 robots.txt 一起用。", en="Do not combine noindex and robots.txt."),
    verify=Text(zh="curl -si 网址 | grep -i noindex；重新抓取后消失。", en="curl -si URL | grep -i noindex; gone after a new crawl."),
    before='<meta name="robots" content="noindex">  + <loc>…</loc>',
    after='<meta name="robots" content="index, follow">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/block-indexing",
    sql="""
        with marked as materialized (
            select url_id, page_type, in_sitemap from temp.html_pages where noindex
        ),
        named as materialized (
            select distinct canonical_id as url_id from main.pages
            where run_id = (select run_id from temp.current_run)
                and canonical_id in (select url_id from marked) and canonical_id <> url_id
        ),
        shown as materialized (
            select distinct l.target_id as url_id from temp.internal_links l
            where l.target_id in (select url_id from marked where page_type in ('home', 'category', 'product'))
                and l.position = 'nav' and l.source_id <> l.target_id
        ),
        closed as materialized (
            select distinct url_id from temp.run_robots
            where agent = 'Googlebot' and url_id in (select url_id from marked)
        ),
        reasoned as (
            select url_id, case
                when in_sitemap then 'in-sitemap'
                when url_id in (select url_id from named) then 'canonical-target'
                when url_id in (select url_id from shown) then 'in-navigation'
                when url_id in (select url_id from closed) then 'disallowed' end as reason
            from marked
        )
        select url_id, json_object('reason', reason) as evidence from reasoned where reason is not null
    """,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", ""), "/c/tea/": PAGE.format("茶叶", ""), "/thanks": PAGE.format("谢谢", NOINDEX)}, sitemap=("/",),
        robots="User-agent: Baiduspider\nDisallow: /thanks\n"),
    bad=Example(
        {
            "/": PAGE.format("茶舍", ""),
            "/c/tea/": PAGE.format("茶叶", NOINDEX),
            "/listed": PAGE.format("红茶", NOINDEX),
            "/named": PAGE.format("绿茶", NOINDEX),
            "/namer": PAGE.format("绿茶", '<link rel="canonical" href="https://example.com/named">'),
            "/shut/": PAGE.format("会员", NOINDEX),
        },
        sitemap=("/", "/listed"),
        robots="User-agent: Googlebot\nDisallow: /shut/\n",
    ),
    flags=frozenset({"/c/tea/", "/listed", "/named", "/shut/"}),
)  # fmt: skip
