"""Two slashes in a row come from glued strings, and make a second address of the same page."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import shown


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    path = urlsplit(page.url).path
    at = path.find("//")
    # An address inside the path (/go/https://...) is written that way on purpose.
    if at >= 0 and not path[:at].lower().endswith(("http:", "https:")):
        yield {"path": shown(path)[:200], "inlinks": page.inlinks or 0}


check = PageCheck(
    id="url-double-slash",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="网址里有连续两个斜杠", en="An address has two slashes in a row"),
    message=Text(zh="路径 {path} 含双斜杠，{inlinks} 个网页链接它", en="path {path} has a doubled slash; {inlinks} pages link to it"),
    why=Text(
        zh="它与单斜杠的网址是两个网址、同一个网页：重复抓取，链接分散。相对链接在这样的网址上还会算错目录，越走越深。",
        en="It is a second address of the page with a single slash: crawled twice, links split. Relative links on it may resolve wrongly and lead deeper and deeper.",
    ),
    fix=Text(
        zh="开发：找到拼接网址的模板，站点地址末尾和路径开头的斜杠只留一个；服务器上把双斜杠 301 到单斜杠。",
        en="Developer: find the template that glues site address and path, and keep one of the two slashes; 301 doubled slashes to single ones on the server.",
    ),
    avoid=Text(zh="不要只加跳转而不改链接。", en="Do not add a redirect only: mend the links."),
    verify=Text(zh="curl -I 网址，应 301 到单斜杠。", en="curl -I URL answers 301 to the single slash."),
    before='<a href="https://shop.example//tea/">',
    after='<a href="https://shop.example/tea/">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        PageRecord("https://example.com/tea/?next=//a", status=200, is_html=True),
        PageRecord("https://example.com/go/https://example.org/", status=200, is_html=True),
    ),
    bad=(PageRecord("https://example.com//tea/", status=200, is_html=True), PageRecord("https://example.com/%E8%8C%B6//a", status=200, is_html=True)),
)  # fmt: skip
