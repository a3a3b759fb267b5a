"""A page that fails on the server is lost for visitors, and makes engines crawl the whole site more slowly."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><title>{0}</title><h1>{0}</h1><a href="/kettle">铁壶</a></html>'

check = SiteCheck(
    id="http-5xx",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.8",
    title=Text(zh="服务器出错，网页打不开（5xx）", en="The server fails and the page does not open (5xx)"),
    message=Text(zh="请求 {attempts} 次，最后返回 {status}", en="asked {attempts} times, the last answer was {status}"),
    why=Text(
        zh="访客无法下单；5xx 持续出现时，搜索引擎会降低整站的抓取速度，几天后开始删除这些网页。偶尔一次不必担心。",
        en="Visitors cannot buy. If it persists, engines slow down crawling of the whole site and drop these pages within days. A single hiccup is no reason to worry.",
    ),
    fix=Text(
        zh="运维：按网址和时间查错误日志，常见原因是程序异常、数据库超时或内存不足；托管店铺请把网址和时间发给客服。短期维护用 503 并带 Retry-After。",
        en="Operations: look up URL and time in the error log; usual causes are an exception, a database timeout or memory. On a hosted shop, send both to support. For maintenance answer 503 with Retry-After.",
    ),
    avoid=Text(zh="不要用 200 的“系统繁忙”页掩盖错误。", en="Do not hide the error behind a 200 page saying “busy”."),
    verify=Text(zh="curl -I 网址，连续三次返回 200。", en="curl -I URL answers 200 three times in a row."),
    before="GET /engraving.html  ->  500",
    after="GET /engraving.html  ->  200",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    view="judged_urls",
    # Answered 5xx, but not asked often enough: neither a pass nor a fault.
    applies="select url_id from temp.judged_urls where status < 500 or attempts >= :tries",
    options={"tries": Option(2, "requests")},
    sql="""
        select url_id, json_object('status', status, 'attempts', attempts) as evidence
        from temp.judged_urls
        where status between 500 and 599 and attempts >= :tries
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍"), "/kettle": {"html": PAGE.format("维护中"), "status": 404}}),
    bad=Example({"/": PAGE.format("茶舍"), "/kettle": {"html": "", "status": 500}}),
    flags=frozenset({"/kettle"}),
)  # fmt: skip
