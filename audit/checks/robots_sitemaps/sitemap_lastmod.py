"""Engines use lastmod only where it proves true; a build stamp on all pages teaches them to ignore it."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
URL = "<url><loc>https://example.com/{}</loc><lastmod>{}</lastmod></url>"

check = SiteCheck(
    id="sitemap-lastmod",
    module=__name__,
    severity=Severity.WARNING,
    scope="site",
    book="4.3.4",
    title=Text(zh="站点地图里的更新日期不可信", en="The dates of change in the sitemap cannot be trusted"),
    message=Text(zh="{count} 个网址的 lastmod {fault}，例如 {example} 的 {lastmod}", en="lastmod of {count} URLs {fault}, such as {lastmod} of {example}"),
    words={
        "malformed": Text(zh="格式不对", en="has the wrong form"),
        "future": Text(zh="在未来", en="lies in the future"),
        "build-stamp": Text(zh="都是同一两天，像是生成时间", en="is the same day or two, as if stamped when built"),
        "drift": Text(zh="与网页自己写的修改日期相差很远", en="is far from the date of change on the page"),
    },
    why=Text(
        zh="引擎用 lastmod 决定先回访哪些网页。日期全一样或不真实，几次以后就不再参考。它不影响排名，只影响更新被发现的快慢。",
        en="Engines use lastmod to choose what to visit again. Dates that are all alike or untrue are soon ignored. It affects how fast changes are seen, not rankings.",
    ),
    fix=Text(
        zh="开发：lastmod 取自内容最后一次真正修改的时间，写成 2026-05-01 或带时区的完整时间；拿不到就不写。",
        en="Developer: take lastmod from the last real change of the content, as 2026-05-01 or with time and zone; leave it out where unknown.",
    ),
    avoid=Text(zh="不要每天把所有日期改成今天。", en="Do not set all dates to today every day."),
    verify=Text(zh="curl 站点地图 | grep lastmod | sort | uniq -c。", en="curl the sitemap | grep lastmod | sort | uniq -c."),
    before="<lastmod>2026/5/1</lastmod>",
    after="<lastmod>2026-05-01</lastmod>",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap",
    view="run_pages",
    applies="select url_id from temp.start_pages where exists (select 1 from temp.run_sitemap s where s.lastmod <> '')",
    needs=frozenset({"sitemap", "facts"}),
    identity=("fault",),
    options={
        "min_urls": Option(20, "URLs with a lastmod"),
        "max_days": Option(2, "distinct days"),
        "drift_days": Option(30, "days"),
    },
    # A day is granted to clocks and time zones.
    sql="""
        with dated as materialized (
            select s.url, s.url_id, s.lastmod, w3c_day(s.lastmod) as day,
                date((select started from main.runs where run_id = (select run_id from temp.current_run)), '+1 day') as latest
            from temp.run_sitemap s where s.lastmod <> ''
        ),
        modified as materialized (
            select d.url, d.lastmod, max(coalesce(days_apart(d.day, json_extract(f.facts, '$.dates.modified')), 0)) as apart
            from dated d join temp.page_facts f on f.url_id = d.url_id
            where d.day is not null and json_extract(f.facts, '$.dates.modified') is not null
            group by d.url_id
        ),
        faults as (
            select 'malformed' as fault, count(*) as count, min(url) as example, lastmod from dated where day is null having count(*) > 0
            union all
            select 'future', count(*), min(url), lastmod from dated where day > latest having count(*) > 0
            union all
            select 'build-stamp', count(*), min(url), lastmod from dated where day is not null
            having count(*) >= :min_urls and count(distinct day) <= :max_days
            union all
            select 'drift', count(*), min(url), lastmod from modified where apart > :drift_days having count(*) > 0
        )
        select h.url_id, json_object('fault', fault, 'count', count, 'example', example, 'lastmod', lastmod) as evidence
        from faults, temp.home_page h
    """,
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE, "/sitemap.xml": URLSET.format(URL.format("", "2026-05-01") + URL.format("a", "2026-04-02T08:00:00+08:00"))}),
    bad=Example({"/": PAGE, "/sitemap.xml": URLSET.format(URL.format("", "2026/5/1"))}),
    flags=frozenset({"/"}),
)  # fmt: skip
