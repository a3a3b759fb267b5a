"""A dead address costs the visitor who follows it, the crawler that keeps asking, and the links that point to it."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

KINDS = {404: "not-found", 410: "gone"}


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.status is not None and 400 <= page.status < 500:  # 403 and 429 are not in judged_urls
        yield {"status": page.status, "kind": KINDS.get(page.status, "client-error")}


check = PageCheck(
    id="http-4xx",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.8",
    title=Text(zh="网页打不开，服务器说没有这个地址（4xx）", en="A page on the site cannot be opened (client error 4xx)"),
    message=Text(zh="返回 {status}（{kind}）", en="answers {status} ({kind})"),
    words={
        "not-found": Text(zh="找不到", en="not found"),
        "gone": Text(zh="已永久删除", en="removed for good"),
        "client-error": Text(zh="请求被拒绝", en="request refused"),
    },
    why=Text(
        zh="访客点进来只看到错误页；搜索引擎会逐渐删除这个网址，指向它的链接也白费。少量 404 不会连累其他网页的排名。",
        en="Visitors meet an error page, engines drop the address, and links to it are wasted. A few 404s do not harm the ranking of other pages.",
    ),
    fix=Text(
        zh="开发：有替代页就在服务器或店铺后台的“网址重定向”里 301 到最接近的网页；编辑：没有替代就返回 410，并改掉站内链接和站点地图。",
        en="Developer: 301 the address to its closest replacement (server, or “URL redirects” in the shop admin). Editor: without one, answer 410 and remove links and sitemap entries.",
    ),
    avoid=Text(zh="不要把所有失效网址都跳到首页，那会变成软 404。", en="Do not redirect every dead address to the home page: that makes soft 404s."),
    verify=Text(zh="curl -I 网址，看到 301 或 410；重新抓取后本项消失。", en="curl -I URL shows 301 or 410; crawl again and this is gone."),
    before="GET /old-teapot.html  ->  404",
    after="GET /old-teapot.html  ->  301  Location: /teapots/",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    view="judged_urls",
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        PageRecord("https://example.com/", status=200, is_html=True),
        PageRecord("https://example.com/shut", status=403, is_html=True),
        PageRecord("https://example.com/busy", status=429, is_html=True),
    ),
    bad=(
        PageRecord("https://example.com/gone", status=410, is_html=True),
        PageRecord("https://example.com/lost", status=404),
        PageRecord("https://example.com/staff", status=401),
    ),
)  # fmt: skip
