"""Whatever is in the HTML arrives before anything can be shown."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    kb = page.size_bytes / 1024
    for level in ("warning", "notice"):
        limit = options[f"{level}_kb"]
        if kb > limit:
            yield {"kb": round(kb), "limit": limit, "text": page.visible_chars, "severity": level}
            return


def _page(kb: int) -> PageRecord:
    return PageRecord(
        "https://example.com/all", 200, content_type="text/html", is_html=True, size_bytes=kb * 1024, visible_chars=900
    )


check = PageCheck(
    id="html-large",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.8",
    title=Text(zh="网页的 HTML 太大", en="The HTML of a page is very large"),
    message=Text(zh="HTML {kb} KB，超过 {limit} KB，其中可见文字 {text} 字", en="HTML of {kb} KB, more than {limit} KB; {text} visible characters"),
    why=Text(
        zh="手机要先下载并解析完这些代码才能显示内容；爬虫只读前面一部分（如 Googlebot 有上限），很靠后的内容可能被截掉。",
        en="A phone must load and parse all of it before it shows the page; crawlers read a limited part, and what stands far down may be cut off.",
    ),
    fix=Text(
        zh="开发：把内嵌的样式、脚本、图片（data:）和整页 JSON 移到外部文件；列表改为分页。",
        en="Developer: move inline styles, scripts, pictures (data:) and page-sized JSON into files; paginate long lists.",
    ),
    avoid=Text(zh="不要删正文来减小体积。", en="Do not cut the text to save bytes."),
    verify=Text(zh="curl -s 网址 | wc -c。", en="curl -s URL | wc -c."),
    before="HTML 1.6 MB",
    after="HTML 60 KB",
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/googlebot",
    options={"notice_kb": Option(128, "KB, uncompressed"), "warning_kb": Option(1024, "KB, uncompressed")},
    rule=rule,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=("<p>茶</p>", _page(128)),
    bad=(_page(129), _page(1025), f'<main><img alt="壶" src="data:image/png;base64,{"iVBOR" * 30_000}"></main>'),
)  # fmt: skip
