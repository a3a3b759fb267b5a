"""A type that does not fit the content makes browsers download pages, and engines skip them.

Bodies of other than pages are not kept: the type is compared with the file's extension, and a missing one is told
where the body looked like HTML.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

PAGES = ("html", "htm", "shtml", "php", "asp", "aspx", "jsp")
# Extensions whose files are never pages; pictures are left to wikis, which describe them under such names.
FILES = ("pdf", "zip", "rar", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "css", "js", "mp4", "mp3", "apk")
# Only such files can have the wrong type; that others have the right one is no merit.
PAGE_LIKE = "(" + " or ".join(f"url like '%.{extension}%'" for extension in PAGES) + ")"


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.status != 200:
        return
    if not page.content_type:
        if page.is_html:
            yield {"fault": "missing", "type": "", "extension": ""}
        return
    name = urlsplit(page.url).path.rpartition("/")[2].lower()
    extension = name.rpartition(".")[2] if "." in name and ":" not in name else ""
    plain = page.content_type in ("text/plain", "application/octet-stream", "application/force-download")
    if (extension in PAGES and plain) or (extension in FILES and page.is_html):
        yield {"fault": "extension", "type": page.content_type, "extension": extension}


check = PageCheck(
    id="content-type-wrong",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.8",
    title=Text(zh="服务器说的内容类型不对", en="The server names a wrong content type"),
    message=Text(zh="{fault}：Content-Type“{type}”，扩展名“{extension}”", en="{fault}: Content-Type “{type}”, extension “{extension}”"),
    words={"missing": Text(zh="缺少类型", en="no type"), "extension": Text(zh="类型与扩展名不符", en="type and extension disagree")},
    why=Text(
        zh="浏览器会把网页当文件下载，或显示源码；搜索引擎可能不收录。文件网址返回 HTML，多半是文件已不在、服务器用网页顶替。",
        en="Browsers download the page or show its source, and engines may not index it. A file's address that answers HTML mostly means that the file is gone and a page stands in.",
    ),
    fix=Text(
        zh="运维：在服务器的 MIME 类型表里补上扩展名；开发：程序输出网页时写 Content-Type: text/html; charset=utf-8；文件不在的返回 404。",
        en="Operations: add the extension to the server's MIME types. Developer: print Content-Type: text/html; charset=utf-8 with pages, and answer 404 for files that are gone.",
    ),
    avoid=Text(zh="不要让浏览器去猜类型。", en="Do not leave the type to the browser's guess."),
    verify=Text(zh="curl -sI 网址 | grep -i content-type。", en="curl -sI URL | grep -i content-type."),
    before="GET /tea.html  ->  Content-Type: text/plain",
    after="GET /tea.html  ->  Content-Type: text/html; charset=utf-8",
    matters=Matters.INDEXING,
    source="https://www.rfc-editor.org/rfc/rfc9110",
    view="run_pages",
    applies=f"select url_id from temp.run_pages where status = 200 and (is_html or {PAGE_LIKE})",
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        PageRecord("https://example.com/tea.html", status=200, is_html=True, content_type="text/html"),
        PageRecord("https://example.com/tea.pdf", status=200, content_type="application/pdf"),
        PageRecord("https://example.com/tea.pdf", status=404, is_html=True, content_type="text/html"),
        PageRecord("https://example.com/wiki/File:tea.zip", status=200, is_html=True, content_type="text/html"),
    ),
    bad=(
        PageRecord("https://example.com/tea.html", status=200, content_type="text/plain"),
        PageRecord("https://example.com/%E8%8C%B6.pdf", status=200, is_html=True, content_type="text/html"),
        PageRecord("https://example.com/tea", status=200, is_html=True),
    ),
)  # fmt: skip
