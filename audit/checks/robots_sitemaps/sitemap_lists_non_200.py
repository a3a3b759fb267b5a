"""A sitemap is a list of pages worth reading; dead entries make engines trust the rest of it less."""

from audit.needs import SHUT_OUT
from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text
from crawler.causes import NOTHING

PAGE = '<html lang="zh"><title>{0}</title><h1>{0}</h1></html>'
LISTED = {f"/p/{number}": PAGE.format(f"茶 {number}") for number in range(30)}

check = SiteCheck(
    id="sitemap-lists-non-200",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.4",
    title=Text(zh="站点地图里有打不开或会跳转的网址", en="The sitemap lists addresses that do not open or redirect"),
    message=Text(zh="{sitemap} 列出了它，但返回 {answer}（共 {bad} / {total} 个）", en="{sitemap} lists it, but it answers {answer} ({bad} of {total} are bad)"),
    words={
        **NOTHING,
        "timeout": Text(zh="超时", en="nothing in time"),
    },
    why=Text(
        zh="站点地图告诉搜索引擎哪些网页值得抓取；错误条目浪费抓取，比例高时引擎会少信这份清单。对已收录网页的排名没有直接影响。",
        en="A sitemap tells engines what is worth crawling. Bad entries waste requests, and many of them make engines trust the list less. Ranking of other pages is not affected directly.",
    ),
    fix=Text(
        zh="开发：让站点地图从数据库生成，只列返回 200、可编入索引的最终网址；WordPress 用 SEO 插件、店铺平台用自带站点地图，不要手工维护。",
        en="Developer: generate the sitemap from the database with final, indexable 200 addresses only; use the SEO plugin on WordPress, the built-in sitemap of a shop platform.",
    ),
    avoid=Text(zh="不要整个删除站点地图。", en="Do not delete the whole sitemap."),
    verify=Text(zh="curl -I 证据里的网址；重新抓取后本项消失。", en="curl -I the address; crawl again and this is gone."),
    before="<loc>https://shop.example/old-teapot.html</loc>  (404)",
    after="<loc>https://shop.example/teapots/</loc>  (200)",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap",
    view="run_pages",
    applies="select s.url_id from temp.run_sitemap s join temp.run_pages p on p.url_id = s.url_id",
    needs=frozenset({"sitemap"}),
    options={"site_error_share": Option(0.05, "share of the listed URLs that were asked, 0-1")},
    # Over the share, the list as a whole is at fault: then every bad entry is an error, but for those that may be open to
    # others. Where the crawler was turned away everywhere, nobody knows.
    sql=f"""
        with listed as (
            select s.url_id, s.sitemap, p.status, coalesce(p.status, p.error) as answer,
                p.url_id in (select url_id from temp.broken_urls) as broken,
                p.status between 300 and 399 as moved, p.status in (403, 429) and not exists ({SHUT_OUT}) as refused
            from temp.run_sitemap s join temp.run_pages p on p.url_id = s.url_id where p.challenge is null
        ),
        counted as (
            select *, count(*) over () as total, sum(coalesce(broken or moved, 0)) over () as bad from listed
        )
        select
            url_id,
            json_object('answer', answer, 'status', status, 'sitemap', sitemap, 'bad', bad, 'total', total) as evidence,
            iif(not coalesce(refused, 0) and (broken or bad > :site_error_share * total), 'error', 'warning') as severity
        from counted
        where broken or moved or refused
    """,
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍"), "/a": PAGE.format("红茶")}, sitemap=("/", "/a")),
    bad=Example(
        {"/": PAGE.format("茶舍"), **LISTED, "/old": {"status": 404}, "/moved": {"status": 301, "location": "/"}},
        sitemap=("/", *LISTED, "/old"),
    ),
    flags=frozenset({"/old"}),
)  # fmt: skip
