"""What is pushed to Baidu counts against a daily quota: only final addresses belong on the list.

Nothing is sent. The sitemap is taken as the list; addresses the crawl has not asked for are not judged.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'

check = SiteCheck(
    id="baidu-push-list",
    module=__name__,
    severity=Severity.INFO,
    scope="site",
    book="4.3.4",
    title=Text(zh="站点地图里有不该推送给百度的网址", en="The sitemap lists addresses that should not be pushed to Baidu"),
    message=Text(
        zh="{listed} 个网址中 {rejected} 个不该推送：非 200 {not_200}，跳转 {redirecting}，规范网址不是自己 {not_self}，外站 {other_host}；可推送 {sendable} 个，分 {batches} 批",
        en="{rejected} of {listed} should not be pushed: not 200 {not_200}, redirecting {redirecting}, canonical elsewhere {not_self}, other host {other_host}; {sendable} may, in {batches} batches",
    ),
    why=Text(
        zh="百度推送有每日配额，推送跳转、错误或重复的网址浪费配额，还可能被调低。推送只加快发现，与排名无关。",
        en="Pushing has a daily quota; redirects, errors and copies waste it and may get it cut. A push speeds up discovery, nothing else.",
    ),
    fix=Text(
        zh="开发：推送前筛一遍，只留返回 200、规范网址指向自己的；用 xunlu export sitemap 可以得到这份清单。",
        en="Developer: filter before pushing: 200 and self-canonical only. xunlu export sitemap writes such a list.",
    ),
    avoid=Text(zh="不要每天重复推送全站。", en="Do not push the whole site every day."),
    verify=Text(zh="接口返回的 not_valid、not_same_site 应为空。", en="not_valid and not_same_site of the API's answer should be empty."),
    before="https://shop.example/old  (301)",
    after="https://shop.example/new  (200)",
    matters=Matters.INDEXING,
    source="https://ziyuan.baidu.com/linksubmit/",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"sitemap"}),
    options={"max_urls": Option(2000, "URLs of one push", "https://ziyuan.baidu.com/linksubmit/")},
    sql="""
        with listed as (select distinct s.url_id from temp.run_sitemap s),
        judged as (
            select case
                when not exists (select 1 from main.run_hosts h join main.urls u on u.host_id = h.host_id
                    where h.run_id = (select run_id from temp.current_run) and u.url_id = l.url_id) then 'host'
                when p.status is null or p.status in (403, 429) or p.challenge is not null then 'unknown'
                when p.status between 300 and 399 then 'redirect'
                when p.status <> 200 then 'status'
                when p.canonical_id is not null and p.canonical_id <> p.url_id then 'canonical' else 'ok' end as state
            from listed l
            left join main.pages p on p.run_id = (select run_id from temp.current_run) and p.url_id = l.url_id
        ),
        counted as (
            select count(*) as listed, sum(state in ('host', 'redirect', 'status', 'canonical')) as rejected,
                sum(state = 'status') as not_200, sum(state = 'redirect') as redirecting,
                sum(state = 'canonical') as not_self, sum(state = 'host') as other_host, sum(state = 'ok') as sendable
            from judged
        )
        select h.url_id, json_object('listed', listed, 'rejected', rejected, 'not_200', not_200,
            'redirecting', redirecting, 'not_self', not_self, 'other_host', other_host, 'sendable', sendable,
            'batches', (sendable + :max_urls - 1) / :max_urls) as evidence
        from counted, (select url_id from temp.start_pages order by length(url), url limit 1) h
        where rejected > 0
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"baidu": {}, "book-2016": {}},
    good=Example({"/": PAGE.format("茶舍", ""), "/a": PAGE.format("红茶", '<link rel="canonical" href="/a">')}, sitemap=("/", "/a")),
    bad=Example(
        {
            "/": PAGE.format("茶舍", ""),
            "/a": PAGE.format("红茶", '<link rel="canonical" href="/">'),
            "/old": {"status": 301, "location": "/a"},
            "/gone": {"status": 404},
        },
        sitemap=("/", "/a", "/old", "/gone"),
    ),
    flags=frozenset({"/"}),
)  # fmt: skip
