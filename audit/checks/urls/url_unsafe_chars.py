"""Spaces and reserved signs in an address break when it is copied, mailed or linked by hand.

The crawler stores addresses normalised: a raw space is %20, raw < > and quotes are escapes as well.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

_SPACE = re.compile(r"%20|%E3%80%80|%C2%A0")
_UNSAFE = re.compile(r"%(?:3C|3E|22|7B|7D|7C|5C|5E|60|[01][0-9A-F]|7F)|[{}|\\^`<>\"]")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    path = urlsplit(page.url).path
    if "%" not in path and not _UNSAFE.search(path):
        return
    if spaces := _SPACE.findall(path):
        yield {"fault": "space", "signs": sorted(set(spaces)), "path": path[:200], "severity": "error"}
    elif signs := _UNSAFE.findall(path):
        yield {"fault": "sign", "signs": sorted(set(signs)), "path": path[:200], "severity": "warning"}


check = PageCheck(
    id="url-unsafe-chars",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.4",
    title=Text(zh="网址里有空格或特殊符号", en="An address contains spaces or special signs"),
    message=Text(zh="路径含{fault} {signs}：{path}", en="the path has {fault} {signs}: {path}"),
    words={"space": Text(zh="空格", en="a space"), "sign": Text(zh="特殊符号", en="special signs")},
    why=Text(
        zh="在聊天、邮件里粘贴时，网址会在空格处断开，点进去是 404；手工写的链接也常常漏掉编码。排名不受影响，丢的是访客和链接。",
        en="Pasted into chats and mails the address breaks at the space and leads to a 404; links written by hand often lack the encoding. Rankings are not affected, visitors and links are lost.",
    ),
    fix=Text(
        zh="编辑：改用连字符命名，如 red-tea.html；上传的文件名也不要带空格。开发：旧网址 301 到新网址，并在发布系统里自动替换空格。",
        en="Editor: name pages and uploads with hyphens: red-tea.html. Developer: 301 the old address to the new one, and let the publishing system replace spaces.",
    ),
    avoid=Text(zh="不要把空格换成 + 号，路径里的 + 就是加号。", en="Do not write + for a space: in a path it is a plus."),
    verify=Text(zh="重新抓取后，xunlu audit --select url-unsafe-chars。", en="After a new crawl: xunlu audit --select url-unsafe-chars."),
    before="/red%20tea.html",
    after="/red-tea.html",
    matters=Matters.UX,
    source="https://www.rfc-editor.org/rfc/rfc3986",
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        PageRecord("https://example.com/red-tea.html?q=a%20b", status=200, is_html=True),
        PageRecord("https://example.com/%E7%BA%A2%E8%8C%B6", status=200, is_html=True),
    ),
    bad=(
        PageRecord("https://example.com/red%20tea.html", status=200, is_html=True),
        PageRecord("https://example.com/%E7%BA%A2%E3%80%80%E8%8C%B6", status=200, is_html=True),
        PageRecord("https://example.com/a%22b", status=200, is_html=True),
        PageRecord("https://example.com/a|b", status=200, is_html=True),
    ),
)  # fmt: skip
