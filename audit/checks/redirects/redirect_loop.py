"""A loop never arrives: the browser gives up with an error, and so does every crawler."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

GOOGLE = "https://developers.google.com/search/docs/crawling-indexing/http-network-errors"
PAGE = '<html lang="zh"><title>{0}</title><h1>{0}</h1><a href="/member">会员</a></html>'

check = SiteCheck(
    id="redirect-loop",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="网页不停跳转，永远打不开", en="A page redirects in circles and never opens"),
    message=Text(zh="跳转 {hops} 次后回到 {back}", en="after {hops} redirects it is back at {back}"),
    why=Text(
        zh="浏览器显示“重定向次数过多”，访客和搜索引擎都进不来，这个网址等于不存在。",
        en="Browsers report “too many redirects”; neither visitors nor engines get in, so the address might as well not exist.",
    ),
    fix=Text(
        zh="开发：列出这个网址经过的每条重定向规则（服务器、CDN、店铺后台各一套），删去互相抵消的一条；登录页常因无 Cookie 反复跳回自己，应直接返回网页。",
        en="Developer: list every rule this address passes (server, CDN, shop admin) and remove the one that undoes another. Login pages often redirect to themselves without a cookie: answer with the page instead.",
    ),
    avoid=Text(zh="不要再加一条跳转去绕开它。", en="Do not add one more redirect to get around it."),
    verify=Text(zh="不带 Cookie 运行 curl -sIL 网址，最后是 200。", en="curl -sIL URL, without cookies, ends in 200."),
    before="/member/ -> /member/",
    after="/member/ -> 200",
    matters=Matters.INDEXING,
    source=GOOGLE,
    view="judged_urls",
    options={"max_hops": Option(10, "redirects", GOOGLE)},
    # The store keeps ten hops of a chain; a longer one is known by its last target redirecting on.
    sql="""
        with chains as (
            select url_id, max(hop) as hops from temp.run_redirects group by url_id
        ),
        ended as (
            select c.url_id, c.hops, d.target as back,
                exists (select 1 from temp.run_redirects e where e.url_id = c.url_id and e.at = d.target) as closed,
                exists (select 1 from temp.run_pages p where p.url = d.target and p.redirect_to is not null) as goes_on
            from chains c join temp.run_redirects d on d.url_id = c.url_id and d.hop = c.hops
        )
        select url_id, json_object('hops', hops, 'back', back) as evidence
        from ended
        where closed or hops > :max_hops or (hops >= 10 and goes_on)
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍"), "/member": {"status": 302, "location": "/login"}, "/login": PAGE.format("登录")}),
    bad=Example(
        {
            "/": PAGE.format("茶舍"),
            "/member": {"status": 302, "location": "/login"},
            "/login": {"status": 302, "location": "/member"},
        }
    ),
    flags=frozenset({"/member", "/login"}),
)  # fmt: skip
