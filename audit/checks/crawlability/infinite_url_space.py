"""Calendars, filters and sort orders can make addresses without end, and crawlers never get through.

Of each template with many pages fifty are compared, spread evenly over it; and what the crawl gave up as a trap is told.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

DAY = '<html lang="zh"><title>茶会日历 {0}</title><body><main><h1>茶会日历</h1><p>这一天没有安排茶会，请看看别的日子，或者在店里随时坐下喝一杯。</p></main></body></html>'
DAYS = {f"/calendar?day={number}": DAY.format(number) for number in range(200)}

check = SiteCheck(
    id="infinite-url-space",
    module=__name__,
    severity=Severity.ERROR,
    scope="site",
    book="4.3.4",
    title=Text(zh="一类网址可以无限生成，内容却几乎一样", en="One kind of address goes on for ever with hardly any difference"),
    message=Text(
        zh="模板 {template} 抓了 {pages} 个网址，占抓取的 {crawl_percent}%：{sign}",
        en="template {template} took {pages} URLs, {crawl_percent}% of the crawl: {sign}",
    ),
    words={
        "equal": Text(zh="内容几乎都相同", en="nearly all of them equal"),
        "facets": Text(zh="筛选条件可以无尽组合", en="filters combine without end"),
        "calendar": Text(zh="日历可以一直翻下去", en="a calendar that never ends"),
        "sessions": Text(zh="每次访问都有新的会话编号", en="a new session number at every visit"),
        "pagination": Text(zh="翻页没有尽头", en="a list without a last page"),
        "duplicates": Text(zh="内容相同，链接却越来越多", en="one content, and ever more links"),
        "growing": Text(zh="路径越接越长", en="paths that grow"),
    },
    why=Text(
        zh="日历可以翻到下个世纪，筛选、排序可以任意组合。爬虫把时间花在这些空页上，新商品要等很久才被发现。",
        en="A calendar turns to the next century, filters and sorting combine at will. Crawlers spend their time on such pages, and new products wait to be found.",
    ),
    fix=Text(
        zh="开发：不要输出通往空页的链接（没有活动的日期、没有商品的筛选）；翻页设上限；在 robots.txt 里 Disallow 这类参数。",
        en="Developer: print no links to empty pages (days without events, filters without products), limit how far one can turn, and disallow such parameters in robots.txt.",
    ),
    avoid=Text(zh="不要只加 noindex，引擎仍要逐个抓取。", en="Do not just add noindex: engines still have to fetch each of them."),
    verify=Text(zh="重新抓取后，这类网址的数量不再增长。", en="After a new crawl their number no longer grows."),
    before="/calendar?day=20250101 … /calendar?day=21991231",
    after="Disallow: /calendar?",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    applies="select url_id from temp.start_pages",
    options={
        "min_urls": Option(200, "pages of one template"),
        "min_share": Option(0.8, "share of the pages compared, 0-1"),
        "max_distance": Option(3, "differing bits of 64"),
    },
    sql="""
        with crowded as materialized (
            select template, count(*) as pages from temp.html_pages where template <> '' group by template
            having count(*) >= :min_urls order by pages desc limit 50
        ),
        numbered as materialized (
            select p.url_id, p.template, c.pages, row_number() over (partition by p.template order by p.url_id) as place
            from temp.html_pages p join crowded c on c.template = p.template
        ),
        sampled as materialized (
            select url_id, template, pages from numbered where (place - 1) % max(1, pages / 50) = 0
        ),
        compared as materialized (
            select s.template, s.pages, min(s.url_id) as url_id, near_equal_share(d.main_text, :max_distance) as share
            from sampled s
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = s.url_id
            join main.documents d on d.hash = q.document_hash
            group by s.template, s.pages
        )
        select url_id, json_object('template', template, 'pages', pages, 'percent', cast(round(100 * share) as integer),
            'crawl_percent', cast(round(100.0 * pages / (select count(*) from temp.run_pages)) as integer),
            'sign', 'equal') as evidence
        from compared where share >= :min_share and template not in (
            select template from main.traps where run_id = (select run_id from temp.current_run))
        union all
        select example_id, json_object('template', template, 'pages', seen, 'left_out', refused,
            'crawl_percent', cast(round(100.0 * seen / (select count(*) from temp.run_pages)) as integer), 'sign', kind)
        from main.traps where run_id = (select run_id from temp.current_run) and kind not in ('repeating', 'segments')
    """,
    identity=("template",),
    confidence=0.85,
    effort_hours=8,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": DAY.format(""), **dict(list(DAYS.items())[:150])}),
    bad=Example({"/": DAY.format(""), **DAYS}),
    flags=frozenset({"/calendar?day=0"}),
)  # fmt: skip
