"""An address that does not answer, or not to its end, is worse than an error page: visitors wait for nothing."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text
from crawler.causes import INCOMPLETE, UNANSWERED, listed

PAGE = '<html lang="zh"><title>{0}</title><h1>{0}</h1><a href="/kettle">铁壶</a></html>'

check = SiteCheck(
    id="no-response",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="网址没有回答，或回答不完整", en="An address gives no answer, or not a whole one"),
    message=Text(zh="请求 {attempts} 次都没有得到完整的回答：{cause}", en="asked {attempts} times without a complete answer: {cause}"),
    words={**UNANSWERED, **INCOMPLETE},
    why=Text(
        zh="访客只看到浏览器的报错。持续几天，搜索引擎会删除这些网址，并放慢整站的抓取。抓取太快也会引起超时，先看是不是我们压垮了它。",
        en="Visitors see an error of their browser. After some days engines drop the address and slow down on the site. Crawling too fast causes timeouts as well: make sure it was not us.",
    ),
    fix=Text(
        zh="运维：按网址和时间查服务器、CDN 和防火墙日志；检查域名解析、证书、程序超时。偶发的，用 --rate 1 慢速重抓一次再判断。",
        en="Operations: look into the logs of server, CDN and firewall by address and time; check DNS, certificate and program timeouts. If it comes and goes, crawl again with --rate 1 first.",
    ),
    avoid=Text(zh="不要只调大超时时间，访客等不了。", en="Do not just raise the timeout: visitors will not wait."),
    verify=Text(zh="curl -I --max-time 20 网址，返回 200。", en="curl -I --max-time 20 URL answers 200."),
    before="GET /kettle  ->  timeout",
    after="GET /kettle  ->  200",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    view="run_pages",
    applies="""
        select url_id from temp.run_pages where (status is not null or attempts >= :tries)
            and (is_html or truncated or status is null or status not between 200 and 299) -- sound files are no merit
    """,
    options={"tries": Option(2, "requests"), "timeout_s": Option(20, "seconds")},
    sql=f"""
        select url_id, json_object('cause', error, 'attempts', attempts, 'timeout_s', :timeout_s) as evidence
        from temp.run_pages
        where attempts >= :tries and (status is null and error in ({listed(UNANSWERED)})
            or truncated and error in ({listed(INCOMPLETE)}))
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍"), "/kettle": {"html": PAGE.format("铁壶"), "status": 404}}),
    bad=Example({"/": PAGE.format("茶舍"), "/kettle": {"error": "timeout"}}),
    flags=frozenset({"/kettle"}),
)  # fmt: skip
