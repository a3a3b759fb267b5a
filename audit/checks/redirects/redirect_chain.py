"""Every hop of a redirect costs a visitor time and a crawler a request; engines stop following after some."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

# "Ideally no more than 3 and fewer than 5"
GOOGLE = "https://developers.google.com/search/docs/crawling-indexing/site-move-with-url-changes"
PAGE = '<html lang="zh"><title>{0}</title><h1>{0}</h1><a href="/a">礼盒</a></html>'

check = SiteCheck(
    id="redirect-chain",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="一个网址要连跳几次才到目的地", en="An address redirects several times before it arrives"),
    message=Text(zh="跳转 {hops} 次才到 {final}", en="{hops} redirects before {final}"),
    why=Text(
        zh="每多跳一次，访客多等一次，爬虫多花一次请求；Google 最多跟 10 跳，有些爬虫更少。两三跳主要是慢，不直接影响排名。",
        en="Each hop makes visitors wait and costs crawlers a request; Googlebot follows up to 10, others fewer. Two or three hops mostly cost time; they do not lower rankings by themselves.",
    ),
    fix=Text(
        zh="开发：在重定向规则里把起点直接指向终点；编辑：把站内链接和站点地图改成终点网址。常见成因是改版规则叠加，以及 http、www、斜杠各跳一次。",
        en="Developer: point the first address straight to the last in the redirect rules. Editor: link to the final address. Usual causes: rules of several relaunches, or http, www and slash each redirecting once.",
    ),
    avoid=Text(zh="不要删除跳转，旧链接仍在使用。", en="Do not delete the redirects: old links still use them."),
    verify=Text(zh="curl -sIL 网址，只看到一个 301。", en="curl -sIL URL shows a single 301."),
    before="/old/view-101 -> /old/item-101 -> /old/goods-101 -> /p/gift",
    after="/old/view-101 -> /p/gift",
    matters=Matters.UX,
    source=GOOGLE,
    view="judged_urls",
    options={
        "notice_hops": Option(2, "redirects", GOOGLE),
        "warning_hops": Option(3, "redirects", GOOGLE),
        "error_hops": Option(5, "redirects", GOOGLE),
    },
    sql="""
        with chains as (
            select url_id, count(*) as hops, max(hop) as last, json_group_array(target) as trail
            from (select * from temp.run_redirects order by url_id, hop)
            group by url_id
        ),
        ended as (
            select c.url_id, c.hops, c.trail, d.target as final
            from chains c join temp.run_redirects d on d.url_id = c.url_id and d.hop = c.last
            where not exists (  -- loops are another check's
                select 1 from temp.run_redirects e where e.url_id = c.url_id and e.at = d.target
            )
        )
        select
            url_id,
            json_object('hops', hops, 'final', final, 'chain', json(trail)) as evidence,
            case when hops > :error_hops then 'error' when hops >= :warning_hops then 'warning' else 'notice' end as severity
        from ended
        where hops >= :notice_hops
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍"), "/a": {"status": 301, "location": "/b"}, "/b": PAGE.format("礼盒")}),
    bad=Example(
        {
            "/": PAGE.format("茶舍"),
            "/a": {"status": 301, "location": "/b"},
            "/b": {"status": 301, "location": "/c"},
            "/c": {"status": 302, "location": "/d"},
            "/d": PAGE.format("礼盒"),
        }
    ),
    flags=frozenset({"/a", "/b"}),
)  # fmt: skip
