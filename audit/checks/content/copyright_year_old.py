"""A copyright line with the year before last makes a shop look abandoned.

Judged on the home page by its visible foot, against the day of the crawl. Narrower than the checklist: in January the
year before will do, a line without a year or with one that is left to a script or open (“2015–”, 至今) says nothing,
and of several lines the latest counts. Filing numbers hold no years.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

GRACE = "-31 days"  # nobody changes templates on New Year's morning
PAGE = "<html lang='zh'><title>茶舍</title><body><main><h1>茶舍</h1><p>{0}</p></main><footer><p>{1}</p></footer></body></html>"
STALE = "© 2012-2019 茶舍 版权所有 沪ICP备2021012345号-1"

check = SiteCheck(
    id="copyright-year-old",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book=None,
    tier="extended",
    title=Text(zh="页脚的版权年份过期了", en="The copyright year at the foot is out of date"),
    message=Text(
        zh="首页页脚的版权年份停在 {year} 年，抓取时是 {current} 年：“{line}”",
        en="the copyright line of the home page ends in {year}, the crawl was in {current}: “{line}”",
    ),
    why=Text(
        zh="访客看到几年前的年份，会猜店铺还开不开、价格准不准。它不是排名因素；只写首次发表的年份，法律上并没有错。",
        en="An old year makes visitors wonder whether the shop is still open and its prices hold. No ranking factor; and a single year of first publication is no legal fault.",
    ),
    fix=Text(
        zh="开发：在主题的页脚模板里由程序输出“首年–今年”；编辑：顺便核对页脚的电话、地址和备案号。",
        en="Developer: let the footer template print “first year–this year”. Editor: check phone, address and filing numbers there as well.",
    ),
    avoid=Text(
        zh="不要因此改动文章的发布日期。",
        en="Do not touch the dates of articles for it.",
    ),
    verify=Text(
        zh="打开首页看页脚；重新抓取后，xunlu audit --select copyright-year-old。",
        en="Look at the foot of the home page; after a new crawl: xunlu audit --select copyright-year-old.",
    ),
    before="<footer>© 2019 茶舍</footer>",
    after="<footer>© 2015–2026 茶舍</footer>",
    matters=Matters.UX,
    source="https://www.copyright.gov/circs/circ03.pdf",
    view="start_pages",
    applies="select url_id from temp.home_page"
    " where url_id in (select url_id from temp.page_facts where facts ->> '$.dates.copyright_year' > 0)",
    needs=frozenset({"facts"}),
    sql=f"""
        with today as (
            select strftime('%Y', r.started) as year, strftime('%Y', r.started, '{GRACE}') + 0 as least
            from temp.current_run c join main.runs r on r.run_id = c.run_id
        ),
        said as (
            select h.url_id, f.facts ->> '$.dates.copyright_year' as year, f.facts ->> '$.dates.copyright' as line
            from temp.home_page h join temp.page_facts f on f.url_id = h.url_id
        )
        select s.url_id, json_object('year', s.year, 'current', t.year + 0, 'line', s.line) as evidence
        from said s join today t on s.year > 0 and s.year < t.least
    """,
    confidence=0.85,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("版权所有 © 2001 某出版社的书，本店有售。", "© 2012-2099 茶舍 版权所有"),
            "/old": PAGE.format("旧页面", STALE),
        }
    ),
    bad=Example({"/": PAGE.format("欢迎光临 2026 春茶季", STALE), "/old": PAGE.format("旧页面", STALE)}),
    flags=frozenset({"/"}),
)  # fmt: skip
