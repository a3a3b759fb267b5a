"""Signs that only shout make a title look like an advertisement, and engines drop or punish them.

Marks of trade (®, ™), degrees and units are left alone, as are … and —.
"""

import re
import unicodedata
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

HARMLESS = frozenset("®™©°℃℉№㎡㎏㎜㎝")
_ELLIPSIS = re.compile(r"…+|—+|\.{3}|-{2}")
_RUN = re.compile(r"([^\w\s])\1+")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    odd = dict.fromkeys(char for char in page.title if _is_odd(char))
    marks = _ELLIPSIS.sub("", page.title)
    runs = [match.group() for match in _RUN.finditer(marks) if len(match.group()) >= options["max_run"]]
    runs = [run for run in runs if unicodedata.category(run[0]).startswith("P")]
    if odd or runs:
        yield {"symbols": [*odd, *dict.fromkeys(runs)], "title": page.title[:300]}


def _is_odd(char: str) -> bool:
    if char < "\u00a8":
        return False
    return char not in HARMLESS and (unicodedata.category(char) in ("So", "Sk") or "\u2460" <= char <= "\u24ff")


check = PageCheck(
    id="title-odd-symbols",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.6",
    title=Text(zh="标题里有花哨的符号", en="A title is decorated with odd symbols"),
    message=Text(zh="标题里有 {symbols}：{title}", en="{symbols} in the title: {title}"),
    why=Text(
        zh="★、①、连续感叹号会让结果看起来像广告，引擎常常删掉；百度细雨算法把它当作恶意推广。出现 �，说明标题乱码了。",
        en="Stars, circled digits and rows of exclamation marks look like advertising; engines often drop them, and Baidu counts them as abuse. A � means garbled text.",
    ),
    fix=Text(
        zh="编辑：删掉这些符号，用空格、“|”或逗号分开；开发：检查模板和采集程序有没有自动加符号。",
        en="Editor: delete them and separate with a space, “|” or comma. Developer: see whether a template or import adds them.",
    ),
    avoid=Text(zh="不要换成别的表情。", en="Do not swap them for other emoji."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-odd-symbols。",
        en="After a new crawl: xunlu audit --select title-odd-symbols.",
    ),
    before="<title>★★★紫砂壶！！！★★★</title>",
    after="<title>宜兴手工紫砂壶 | 茶舍</title>",
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/title-link",
    applies="select url_id from temp.html_pages where title <> ''",
    options={
        "max_run": Option(2, "marks in a row"),
    },
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<title>茶壶“小品”® 250 毫升——宜兴手工……</title>",
        "<title>Teapot 90 °C -- how to choose a teapot...</title>",
        "<title></title>",
    ),
    bad=(
        "<title>★好用的茶壶★怎样挑选 | 茶舍</title>",
        "<title>好用的茶壶怎样挑选！！| 茶舍</title>",
        "<title>How to choose a teapot 🍵 | Tea House</title>",
        "<title>① 好用的茶壶怎样挑选 | 茶舍</title>",
    ),
)  # fmt: skip
