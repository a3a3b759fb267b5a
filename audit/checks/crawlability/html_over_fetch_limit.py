"""Search crawlers read the beginning of a page only: what lies behind the limit does not exist to them."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

GOOGLE = "https://developers.google.com/search/docs/crawling-indexing/googlebot"


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.is_html and page.status == 200 and page.size_bytes > options["max_bytes"]:
        yield {"size_mb": round(page.size_bytes / 1_000_000, 1), "limit_mb": round(options["max_bytes"] / 1_000_000, 1)}


check = PageCheck(
    id="html-over-fetch-limit",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="网页太大，搜索引擎读不完", en="A page is too large for engines to read to its end"),
    message=Text(zh="HTML {size_mb:g} MB，超过 {limit_mb:g} MB", en="{size_mb:g} MB of HTML, more than {limit_mb:g} MB"),
    why=Text(
        zh="引擎只读前一段，后面的正文和链接当作没有。手机访客也要等很久。常见原因是把图片、数据直接写进 HTML，或一页列出全部商品。",
        en="Engines read the beginning; text and links behind it count as absent, and phones wait long. Usual causes: pictures or data inside the HTML, or all products on one page.",
    ),
    fix=Text(
        zh="开发：把 base64 图片和大段 JSON 移到单独的文件；长列表分页；样式和脚本改为外链。",
        en="Developer: move base64 pictures and large JSON into files of their own, paginate long lists, and link styles and scripts.",
    ),
    avoid=Text(zh="压缩传输解决不了，限制按解压后算。", en="Compression does not help: the limit counts what is unpacked."),
    verify=Text(zh="curl -s --compressed 网址 | wc -c。", en="curl -s --compressed URL | wc -c."),
    before='<img src="data:image/png;base64,iVBORw0…">',
    after='<img src="/img/pot.webp" alt="紫砂壶">',
    matters=Matters.INDEXING,
    source=GOOGLE,
    view="run_pages",
    applies="select url_id from temp.run_pages where is_html and status = 200",
    options={"max_bytes": Option(2_000_000, "bytes, unpacked", GOOGLE)},
    rule=rule,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        PageRecord("https://example.com/", status=200, is_html=True, size_bytes=2_000_000),
        PageRecord("https://example.com/a.zip", status=200, size_bytes=9_000_000),
    ),
    bad=(
        PageRecord("https://example.com/", status=200, is_html=True, size_bytes=2_000_001),
        PageRecord("https://example.com/all", status=200, is_html=True, size_bytes=10_000_000, truncated=True),
    ),
)  # fmt: skip
