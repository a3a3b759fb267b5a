"""Packed text is a fifth of its size, and packing costs the server next to nothing.

Judged are pages and the text files that links lead to. A server that packs with gzip where brotli were possible is
not reported: the gain is small.
"""

from collections.abc import Iterator
from dataclasses import replace

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

TEXTS = (
    "text/html", "application/xhtml+xml", "text/css", "text/javascript", "application/javascript", "application/json",
    "image/svg+xml", "application/xml", "text/xml", "text/plain", "application/rss+xml", "application/ld+json",
)  # fmt: skip
PACKED = ("gzip", "br", "zstd", "deflate", "compress", "x-gzip")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.status != 200 or page.truncated or not page.headers or page.content_type not in TEXTS:
        return
    encoding = page.headers.get("content-encoding", "").lower()
    if page.size_bytes > options["min_kb"] * 1024 and not any(name in encoding for name in PACKED):
        yield {"kb": round(page.size_bytes / 1024), "type": page.content_type, "encoding": encoding or "none"}


def _page(kb: int, encoding: str = "", kind: str = "text/html") -> PageRecord:
    headers = {"content-type": kind} | ({"content-encoding": encoding} if encoding else {})
    return PageRecord(
        "https://example.com/a",
        200,
        content_type=kind,
        is_html=kind == "text/html",
        size_bytes=kb * 1024,
        headers=headers,
    )


check = PageCheck(
    id="no-compression",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.8",
    title=Text(zh="网页传输时没有压缩", en="A page is sent uncompressed"),
    message=Text(zh="{type} {kb} KB，Content-Encoding：{encoding}", en="{type} of {kb} KB, Content-Encoding: {encoding}"),
    words={"none": Text(zh="无", en="none")},
    why=Text(
        zh="文本压缩后通常只剩五分之一到三分之一，手机打开快得多，也省带宽费。速度是较弱的排名因素。",
        en="Packed text is usually a fifth to a third of its size: pages open much faster on phones, and traffic costs less. Speed is a weak ranking factor.",
    ),
    fix=Text(
        zh="运维：在 Nginx、Apache 或 CDN 打开 gzip 或 brotli，类型包括 HTML、CSS、JS、JSON、SVG 和 XML。虚拟主机一般在面板里有开关。",
        en="Operations: switch on gzip or brotli in Nginx, Apache or the CDN, for HTML, CSS, JS, JSON, SVG and XML. Shared hosting has a switch in its panel.",
    ),
    avoid=Text(zh="图片和视频不用再压缩。", en="Pictures and films need no packing."),
    verify=Text(zh="curl -sI -H 'Accept-Encoding: gzip, br' 网址。", en="curl -sI -H 'Accept-Encoding: gzip, br' URL."),
    before="Content-Type: text/html",
    after="Content-Type: text/html\nContent-Encoding: gzip",
    matters=Matters.UX,
    source="https://developer.chrome.com/docs/lighthouse/performance/uses-text-compression",
    view="run_pages",
    applies="""
        select p.url_id from temp.run_pages p join temp.page_headers h on h.url_id = p.url_id
        where p.status = 200 and not p.truncated and p.size_bytes > 0 and p.content_type in ('text/html',
            'application/xhtml+xml', 'text/css', 'text/javascript', 'application/javascript', 'application/json',
            'image/svg+xml', 'application/xml', 'text/xml', 'text/plain', 'application/rss+xml', 'application/ld+json')
    """,
    needs=frozenset({"headers"}),
    options={"min_kb": Option(10, "KB")},
    rule=rule,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(_page(80, "gzip"), _page(80, "br"), _page(8), _page(900, kind="image/png"), replace(_page(80), headers={})),
    bad=(_page(11), _page(80, kind="text/css"), _page(80, "identity")),
)  # fmt: skip
