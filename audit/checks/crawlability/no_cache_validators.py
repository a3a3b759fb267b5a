"""Without a date or tag of its version, an unchanged page is sent in full at every visit.

Whether a repeat request is answered 304 is not tried.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    headers = page.headers
    if not headers or "etag" in headers or "last-modified" in headers:
        return
    stored = headers.get("cache-control", "").lower()
    if "no-store" not in stored:  # what must not be kept needs no mark of its version
        yield {"cache_control": stored[:100]}


check = PageCheck(
    id="no-cache-validators",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.8",
    title=Text(zh="网页没有说明自己的版本，无法省去重复下载", en="A page does not tell its version, so nothing can be reused"),
    message=Text(zh="没有 Last-Modified，也没有 ETag", en="neither Last-Modified nor ETag"),
    why=Text(
        zh="有了它们，爬虫和浏览器再来时可以只问“变了吗”，没变就回 304，省流量、抓得更快。不影响排名，网页不多的网站可以不管。",
        en="With them, crawlers and browsers can ask “has it changed?” and get a short 304. Saves traffic and speeds up crawling of large sites; no ranking factor, and of little use to small ones.",
    ),
    fix=Text(
        zh="运维：静态文件由服务器自动输出；动态页由开发按内容修改时间输出 Last-Modified 或 ETag，并处理 If-Modified-Since。",
        en="Operations: servers send them for static files. Developer: print Last-Modified or ETag by the time the content changed, and answer If-Modified-Since.",
    ),
    avoid=Text(zh="不要总是写当前时间，等于没有。", en="Do not always print the present time: that equals none."),
    verify=Text(zh="curl -sI 网址 | grep -iE \"etag|last-modified\"。", en="curl -sI URL | grep -iE \"etag|last-modified\"."),
    before="HTTP/1.1 200 OK",
    after="HTTP/1.1 200 OK\nLast-Modified: Tue, 04 Nov 2025 08:00:00 GMT",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/large-site-managing-crawl-budget",
    needs=frozenset({"headers"}),
    rule=rule,
    effort_hours=4,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        PageRecord("https://example.com/", status=200, is_html=True, headers={"etag": "*"}),
        PageRecord("https://example.com/", status=200, is_html=True, headers={"last-modified": "*"}),
        PageRecord("https://example.com/cart", status=200, is_html=True, headers={"cache-control": "private, No-Store"}),
        PageRecord("https://example.com/", status=200, is_html=True),
    ),
    bad=(PageRecord("https://example.com/", status=200, is_html=True, headers={"content-type": "text/html"}),),
)  # fmt: skip
