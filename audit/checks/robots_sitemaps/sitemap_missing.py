"""Without a sitemap engines learn of new and deep pages late; one that is named but does not answer is worse than none.

A sitemap that answers 403 or 429 may refuse unknown crawlers only and is not judged; nor is one that robots.txt closes to us.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/{}</loc></sitemap></sitemapindex>'
URLSET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>'
)

check = SiteCheck(
    id="sitemap-missing",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING),
    scope="site",
    book="4.3.4",
    title=Text(zh="没有站点地图，或者打不开", en="There is no sitemap, or it does not open"),
    message=Text(zh="{sitemap}：{state}（{answer}）", en="{sitemap}: {state} ({answer})"),
    words={
        "none": Text(zh="试过的地址都没有站点地图", en="no sitemap at any of the addresses tried"),
        "robots": Text(zh="robots.txt 写了它，却打不开", en="named in robots.txt, yet it does not open"),
        "config": Text(zh="配置里写了它，却打不开", en="named in the configuration, yet it does not open"),
        "index": Text(zh="索引里列了它，却打不开", en="listed in the index, yet it does not open"),
        "timeout": Text(zh="超时", en="nothing in time"),
    },
    why=Text(
        zh="引擎靠站点地图发现新网页和埋得深的网页。网页多、更新快的商店用处大；几十页、链接齐全的小站没有也无妨。它不提高排名。",
        en="Engines find new and deep pages by it. Large, changing shops gain most; a small, well-linked site does without. It raises no rankings.",
    ),
    fix=Text(
        zh="开发：用商城系统或 SEO 插件自带的功能生成 sitemap.xml，在 robots.txt 写明地址，再到站长平台提交；打不开的旧地址从 robots.txt 或索引里删掉。",
        en="Developer: let the shop system or SEO plugin make sitemap.xml, name it in robots.txt and submit it; remove dead addresses from robots.txt and index.",
    ),
    avoid=Text(zh="不要用在线工具生成一次就不再更新。", en="Do not generate it once and forget it."),
    verify=Text(zh="curl -I 站点地图网址，应为 200。", en="curl -I the sitemap: 200."),
    before="Sitemap: https://shop.example/old-map.xml  (404)",
    after="Sitemap: https://shop.example/sitemap.xml  (200)",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/overview",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"sitemap-files", "sitemap-answers"}),
    identity=("sitemap",),
    # An answer that is a web page in place of a guessed file is none.
    sql="""
        with files as (
            select * from main.sitemaps where run_id = (select run_id from temp.current_run)
        ),
        named as (
            select url, origin as state, coalesce(nullif(error, ''), status) as answer, 'error' as severity from files
            where origin <> 'guess' and status is not 200 and error <> 'disallowed' and coalesce(status, 0) not in (403, 429)
            union all
            select group_concat(url, ', '), 'none', coalesce(min(status), max(error)), 'warning' from files
            having sum(kind <> '') = 0 and sum(origin <> 'guess') = 0
        )
        select h.url_id, json_object('sitemap', n.url, 'state', n.state, 'answer', n.answer) as evidence, n.severity
        from named n, temp.home_page h
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE, "/sitemap.xml": URLSET}),
    bad=Example({"/": PAGE, "/sitemap.xml": INDEX.format("goods.xml")}),
    flags=frozenset({"/"}),
)  # fmt: skip
