"""Phones turn long numbers into telephone links; on a shop they are often article or order numbers."""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

# Seven to fifteen digits on their own: no mobile or free-phone number, no date.
NUMBER = re.compile(
    r"(?<![\w.+-])(?!1[3-9]\d{9}(?!\d)|[48]00\d{7}(?!\d)|(?:19|20)\d{6}(?!\d)|0\d{9,11}(?!\d))\d{7,15}(?![\w.-])"
)
_LONG = re.compile(r"\d{7}")  # most texts have no such number, which this tells in half the time


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if "telephone=no" in page.facts.baidu.format_detection.replace(" ", ""):
        return
    if _LONG.search(page.main_text) and (found := NUMBER.search(page.main_text)):
        yield {"number": found.group()}


check = PageCheck(
    id="baidu-format-detection",
    module=__name__,
    severity=Severity.INFO,
    book="8",
    title=Text(zh="货号可能被手机当成电话号码", en="Phones may take article numbers for telephone numbers"),
    message=Text(zh="正文里有长数字 {number}，没有关闭电话识别", en="the text has the long number {number}, and telephone detection is on"),
    why=Text(
        zh="部分手机浏览器会把长数字变成可拨打的链接，访客误点货号就跳去拨号。只影响体验。",
        en="Some phone browsers make long numbers callable: a tap on an article number starts a call. A matter of comfort only.",
    ),
    fix=Text(
        zh="开发：在公共 head 模板加 format-detection，真正的电话另写 tel: 链接。",
        en="Developer: add format-detection to the shared head, and write real phone numbers as tel: links.",
    ),
    avoid=Text(zh="关闭之后别忘了给客服电话加 tel: 链接。", en="Once it is off, do not forget the tel: link of your hotline."),
    verify=Text(zh="用 iPhone 打开，长按货号不应出现拨打菜单。", en="Press an article number on an iPhone: no call menu should appear."),
    before="<head>…</head>",
    after='<meta name="format-detection" content="telephone=no">',
    matters=Matters.UX,
    source="https://developer.apple.com/library/archive/documentation/AppleApplications/Reference/SafariHTMLRef/Articles/MetaTags.html",
    needs=frozenset({"facts"}),
    reads=frozenset({"main_text"}),
    rule=rule,
    effort_hours=0.25,
    profiles={"baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<p>客服电话 13812345678，400-820-8820，生产日期 20240301，净重 250 克</p>",
        '<meta name="format-detection" content="telephone = no"><p>货号 6901234567892</p>',
    ),
    bad=("<p>货号 6901234567892 现货</p>", "<p>Item number 88123456</p>"),
)  # fmt: skip
