"""A redirect that ends in an error promises a page and has none.

Refusals say nothing of the target: 401 and 403 may wait for a login, 405 for a form, as 400 and 422 do of carts and accounts;
429 and 451 are about who asks. No answer, or a failure of the server, must have come twice. A 410 says in so many words
that the page is gone: nearly in order.
Ends that nobody asked for, those on other sites among them, are not known.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text
from crawler.causes import UNANSWERED

PAGE = (
    '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><a href="/pot">壶</a></main></body></html>'
)

check = SiteCheck(
    id="redirect-broken-target",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE),
    book=None,
    tier="extended",
    title=Text(zh="网址跳转后是错误页", en="A redirect ends in an error"),
    message=Text(zh="跳转 {hops} 次到 {final}，得到 {answer}", en="after {hops} redirects at {final}: {answer}"),
    words=UNANSWERED,
    why=Text(
        zh="访客绕了一圈看到错误页，搜索引擎把起点和终点一起删除，原来积累的外链也白费。常见原因是旧的跳转规则没有随第二次改版更新。",
        en="Visitors are led to an error page, and engines drop both addresses along with what links had earned. Usually a rule of one relaunch was forgotten in the next.",
    ),
    fix=Text(
        zh="开发：把跳转规则的终点改成最接近的现有网页；没有替代品就去掉跳转，让起点直接返回 410。编辑：改掉站内指向起点的链接。",
        en="Developer: let the rule lead to the closest page that exists; without one remove it and answer 410 at the first address. Editor: change links of your own to it.",
    ),
    avoid=Text(zh="不要统统跳到首页，那会变成软 404。", en="Do not send them all to the home page: that makes soft 404s."),
    verify=Text(zh="curl -sIL 网址，最后一个状态是 200。", en="curl -sIL URL: the last status is 200."),
    before="/old-pot  301 -> /pot-2019  404",
    after="/old-pot  301 -> /pots/zisha  200",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/301-redirects",
    view="judged_urls",
    applies="select url_id from temp.judged_urls where redirect_to is not null",
    sql="""
        with ends as materialized (
            select r.url_id, r.hop as hops, r.target_id from main.redirects r
            where r.run_id = (select run_id from temp.current_run) and not exists (
                select 1 from main.redirects n where n.run_id = r.run_id and n.url_id = r.url_id and n.hop = r.hop + 1)
        )
        select e.url_id, json_object('hops', e.hops, 'final', u.url, 'answer', coalesce(p.status, p.error)) as evidence,
            iif(p.status is 410, 'notice', 'error') as severity
        from ends e
        cross join main.pages p on p.run_id = (select run_id from temp.current_run) and p.url_id = e.target_id
        join main.urls u on u.url_id = p.url_id
        where p.url_id in (select url_id from temp.broken_urls) and (
            p.status between 400 and 499 and p.status not in (401, 402, 405, 407, 451)
                and (p.status not in (400, 422) or not private_path(u.url))
            or (p.status >= 500 or p.status is null) and p.attempts >= 2)
    """,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍"),
            "/old": {"status": 301, "location": "/pot"},
            "/pot": PAGE.format("壶"),
            "/member": {"status": 302, "location": "/login"},
            "/login": {"status": 401},
            "/add": {"status": 302, "location": "/cart"},
            "/cart": {"status": 405},
            "/b2b": {"status": 302, "location": "/staff"},
            "/staff": {"status": 403},
            "/away": {"status": 301, "location": "https://example.org/"},
            "/lost": {"status": 404},
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍"),
            "/old": {"status": 301, "location": "/older"},
            "/older": {"status": 301, "location": "/lost"},
            "/lost": {"status": 404},
            "/sale": {"status": 302, "location": "/fair"},
            "/fair": {"status": 410},
            "/pay": {"status": 302, "location": "/down"},
            "/down": {"error": "timeout"},
        }
    ),
    flags=frozenset({"/old", "/older", "/sale", "/pay"}),
)  # fmt: skip
