"""A page with an expiry date drops out of the results on that day, whether or not anybody remembers the date."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'
UNTIL = '<meta name="robots" content="unavailable_after: {}">'

check = SiteCheck(
    id="unavailable-after",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE),
    book=None,
    title=Text(zh="网页设了到期后从搜索结果消失的日期", en="A page is set to leave the search results on a date"),
    message=Text(zh="unavailable_after {state}：{value}", en="unavailable_after {state}: {value}"),
    words={
        "past": Text(zh="的日期已过", en="has passed"),
        "future": Text(zh="的日期未到", en="lies ahead"),
        "unreadable": Text(zh="的日期无法识别", en="is no readable date"),
    },
    why=Text(
        zh="Google 到期后不再显示这个网页。用于限时活动是对的；若活动页年年复用，日期忘了改，网页就悄悄消失。百度不支持它。",
        en="Google stops showing the page after that date. Right for a limited offer; when the page is used again next year and the date is forgotten, it vanishes quietly. Baidu ignores it.",
    ),
    fix=Text(
        zh="编辑：仍要展示的网页，在 SEO 插件或模板里删掉或更新日期；活动真的结束，改成 301 到新活动，或返回 410。",
        en="Editor: if the page is still wanted, remove or renew the date in the SEO plugin or template. If the offer is over, 301 to the next one or answer 410.",
    ),
    avoid=Text(zh="不要给商品页设到期日，缺货用“暂时缺货”。", en="Do not date product pages; say “out of stock” instead."),
    verify=Text(zh="curl -si 网址 | grep -i unavailable_after。", en="curl -si URL | grep -i unavailable_after."),
    before='<meta name="robots" content="unavailable_after: 2025-11-12">',
    after='<meta name="robots" content="index, follow">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag",
    view="html_pages",
    # Past or not on the day of the crawl, not of the audit.
    sql="""
        with dated as materialized (
            select p.url_id, q.fetched, unavailable_after(p.robots, p.x_robots) as until,
                substr(trim(p.robots || ' ' || p.x_robots), 1, 200) as value
            from temp.html_pages p
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = p.url_id
            where p.robots like '%unavailable_after%' or p.x_robots like '%unavailable_after%'
        ),
        judged as (
            select url_id, value, case when until < 0 then 'unreadable' when until < fetched then 'past' else 'future' end as state
            from dated where until is not null
        )
        select url_id, json_object('state', state, 'value', value) as evidence,
            iif(state = 'past', 'warning', 'notice') as severity
        from judged
    """,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", ""), "/a": PAGE.format("红茶", '<meta name="robots" content="index">')}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", ""),
            "/past": PAGE.format("年货节", UNTIL.format("25 Jun 2020 15:00:00 PST")),
            "/later": PAGE.format("新茶节", UNTIL.format("2199-05-01")),
            "/vague": PAGE.format("茶会", UNTIL.format("月底")),
        }
    ),
    flags=frozenset({"/past", "/later", "/vague"}),
)  # fmt: skip
