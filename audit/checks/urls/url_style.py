"""Capitals and underscores in addresses are small traps: for links typed by hand, and for word boundaries."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import shown

_ESCAPES = re.compile(r"%[0-9A-F]{2}")
_LANGUAGE = re.compile(r"(?<=/)[a-z]{2,3}[-_](?:[A-Z]{2}|[A-Z][a-z]{3})(?=/|\Z)")  # zh-CN is written that way
_FILE = re.compile(r"\.\w{1,5}\Z")
_UNDERSCORE = re.compile(r"[a-z]_+[a-z]", re.IGNORECASE)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    path = urlsplit(page.url).path
    bare = _ESCAPES.sub("", _LANGUAGE.sub("", path))
    if re.search("[A-Z]", bare):
        yield {"fault": "capitals", "path": shown(path)[:200]}
    if _UNDERSCORE.search(_FILE.sub("", bare)):
        yield {"fault": "underscore", "path": shown(path)[:200]}
    if "%" in path and any(int(escape[1:], 16) > 127 for escape in _ESCAPES.findall(path)):
        yield {"fault": "non-ascii", "path": shown(path)[:200], "severity": "info"}


check = PageCheck(
    id="url-style",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.NOTICE, Severity.INFO),
    book="4.3.4",
    title=Text(zh="网址里有大写字母、下划线或汉字", en="An address has capitals, underscores or Chinese"),
    message=Text(zh="路径 {path} {fault}", en="path {path} {fault}"),
    words={
        "capitals": Text(zh="含大写字母", en="has capital letters"),
        "underscore": Text(zh="用下划线分隔单词", en="separates words with underscores"),
        "non-ascii": Text(zh="含汉字等非英文字符", en="has Chinese or other non-ASCII characters"),
    },
    why=Text(
        zh="路径区分大小写，手抄和口述时容易错；连字符比下划线更容易被分成单词。影响很小。汉字网址可以收录，只是复制出来会变成长串编码。",
        en="Paths are case-sensitive, so capitals go wrong when typed; hyphens separate words better than underscores. The effect is tiny. Chinese is indexed, but turns into long escapes when copied.",
    ),
    fix=Text(
        zh="编辑：新网页用小写字母、数字和连字符，如 /green-tea/。开发：在发布系统里设好网址规则。旧网址保持不动。",
        en="Editor: name new pages with lower-case letters, digits and hyphens: /green-tea/. Developer: set the rule in the publishing system. Leave old addresses alone.",
    ),
    avoid=Text(zh="不要为此批量改旧网址。", en="Do not rename old addresses for this."),
    verify=Text(zh="重新抓取后，xunlu audit --select url-style。", en="After a new crawl: xunlu audit --select url-style."),
    before="/Products/green_tea.html",
    after="/products/green-tea.html",
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    identity=("fault",),
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        PageRecord("https://example.com/green-tea/12.html?Color=Red", status=200, is_html=True),
        PageRecord("https://example.com/zh-CN/tea/", status=200, is_html=True),
        PageRecord("https://example.com/list_2.html", status=200, is_html=True),
        PageRecord("https://example.com/", status=200, is_html=True),
    ),
    bad=(
        PageRecord("https://example.com/Products/tea", status=200, is_html=True),
        PageRecord("https://example.com/green_tea", status=200, is_html=True),
        PageRecord("https://example.com/%E7%BB%BF%E8%8C%B6/", status=200, is_html=True),
    ),
)  # fmt: skip
