"""Language versions must be named by whole addresses, in the head: anything else is passed over."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    written = page.facts.alternates
    for fault, found in (("relative", written.relative), ("in-body", written.in_body)):
        if found:
            code, href = found[0]
            yield {"fault": fault, "code": code, "href": href, "count": len(found)}


check = PageCheck(
    id="hreflang-invalid-link",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="语言版本的链接写法无效", en="The link to a language version is written in a way that does not count"),
    message=Text(zh="{count} 个 hreflang 链接{fault}，例如 {code}：{href}", en="{count} hreflang links {fault}, such as {code}: {href}"),
    words={
        "relative": Text(zh="没有写完整网址", en="lack scheme and host"),
        "in-body": Text(zh="落在 <body> 里", en="stand in the body"),
    },
    why=Text(
        zh="Google 要求写完整网址，并且放在 <head> 里；否则可能整条忽略，访客会看到不合适的语言版本。",
        en="Google wants whole addresses inside the head; others may be ignored, and visitors are shown the wrong version.",
    ),
    fix=Text(
        zh="开发：输出 https:// 开头的完整网址；若标签跑到了 <body>，多半是前面有 <div>、<img> 等元素提前结束了 <head>，把它们移走。",
        en="Developer: print addresses from https:// on. Links that slipped into the body mostly follow a <div> or <img> that ended the head early: move that away.",
    ),
    avoid=Text(zh="不要用脚本在加载后插入。", en="Do not insert them by script."),
    verify=Text(zh="浏览器开发者工具里看它们是否在 head 内。", en="See in the browser's developer tools whether they are inside head."),
    before='<link rel="alternate" hreflang="en" href="/en/">',
    after='<link rel="alternate" hreflang="en" href="https://shop.example/en/">',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    needs=frozenset({"facts"}),
    identity=("fault",),
    applies="select url_id from temp.html_pages where url_id in (select source_id from temp.page_links where kind = 'alternate')",
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "shop": {}},
    good=('<link rel="alternate" hreflang="en" href="https://example.com/en/">', '<link rel="alternate" type="application/rss+xml" href="/rss">'),
    bad=(
        '<link rel="alternate" hreflang="en" href="/en/">',
        '<html lang="zh"><head><title>茶舍</title></head><body><div>茶</div><link rel="alternate" hreflang="en" href="https://example.com/en/"></body></html>',
    ),
)  # fmt: skip
