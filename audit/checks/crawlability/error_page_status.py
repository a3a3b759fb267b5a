"""A server that never says "not found" makes endless pages out of every mistyped address.

One random path of the first host is asked for. Whether the error page helps visitors on is not judged: what a 404
says is not kept.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><title>{0}</title><h1>{0}</h1></html>'

check = SiteCheck(
    id="error-page-status",
    module=__name__,
    severity=Severity.ERROR,
    scope="site",
    book="4.3.4",
    title=Text(zh="不存在的网址没有返回 404", en="Addresses that do not exist are not answered with 404"),
    message=Text(zh="随机网址 {url} 返回 {status}，应为 404 或 410", en="the random address {url} answers {status}; 404 or 410 is expected"),
    why=Text(
        zh="搜索引擎把随便打错的网址都当成真网页：死链永远清不掉，抓取被浪费，站长平台里满是软 404。",
        en="Engines take every mistyped address for a page: dead links never leave the index, crawling is wasted, and webmaster tools fill with soft 404s.",
    ),
    fix=Text(
        zh="开发：让错误页返回 404 状态，外观可以不变。nginx 用 error_page 404 /404.html（不要写 =200）；单页应用在路由未命中时由服务器返回 404。",
        en="Developer: send status 404 with the error page; it may look the same. nginx: error_page 404 /404.html without =200. Single-page apps: the server answers 404 when no route matches.",
    ),
    avoid=Text(zh="不要把找不到的网址跳到首页。", en="Do not redirect what is missing to the home page."),
    verify=Text(zh="curl -I 域名/随便什么.html，看到 404。", en="curl -I HOST/anything.html shows 404."),
    before="GET /no-such-page.html  ->  200",
    after="GET /no-such-page.html  ->  404",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    view="start_pages",
    needs=frozenset({"random-path"}),
    # Server errors and refusals of crawlers say nothing about missing pages.
    sql="""
        with home as (
            select url_id from temp.start_pages order by length(url), url limit 1
        )
        select h.url_id, json_object('url', b.url, 'status', b.status) as evidence
        from home h join main.probes b on b.run_id = (select run_id from temp.current_run)
        where b.kind = 'random-path' and b.status between 200 and 399
    """,
    identity=("url",),
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍")}),
    bad=Example({"/": PAGE.format("茶舍")}, random_path=PAGE.format("茶舍")),
    flags=frozenset({"/"}),
)  # fmt: skip
