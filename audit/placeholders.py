"""Texts that stand in for texts still to be written: pseudo-Latin, “此处填写内容”, what programs publish when installed.

Only whole lines count. A sentence that mentions such a text, a form that asks to fill something in, and a preview of
“your text” on a mug are none.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from crawler.prose import own_lines
from crawler.text import matching_copy

MAX_TEXT = 20_000  # characters read
MIN_WORDS = 8  # of a line of pseudo-Latin
SHARE = 0.6  # of its words that are of the vocabulary
MIN_LINE, MAX_LINE = 4, 130  # characters of a line to be filled in
CLIP = 60  # characters of a quoted line
MANY = 3  # lines from which “sample text” is no preview, and from which a page shows code

# Words of the passage that typesetters have used since the sixties, and of its longer versions.
_LATIN_WORDS = (
    "lorem ipsum dolor sit amet consectetur consectetuer adipiscing elit sed do eiusmod tempor incididunt ut labore et"
    " dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo"
    " consequat duis aute irure in reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint"
    " occaecat cupidatat non proident sunt culpa qui officia deserunt mollit anim id est laborum pellentesque vestibulum"
    " curabitur suspendisse maecenas phasellus vivamus mauris aenean nullam donec praesent quisque integer fusce morbi"
    " proin nunc eget tincidunt vel at ac a nec urna justo libero turpis massa odio sapien felis orci augue"
)
_LATIN = frozenset(_LATIN_WORDS.split())
# Words that nobody wrote in earnest: Latin proper has the others, too.
_TELLING_WORDS = (
    "lorem consectetur consectetuer adipiscing eiusmod incididunt ullamco aliquip pellentesque vestibulum curabitur"
    " suspendisse maecenas phasellus"
)
_TELLING = frozenset(_TELLING_WORDS.split())
_WORD = re.compile(r"[a-z]+")
_WHAT = "(?:内容|标题|副标题|正文|描述|文字|文本|段落|內容|標題|副標題|文本|段落)"
_OWN = "(?:您的|你的|一些|具体|详细|相关)?(?:网站|公司|产品|商品|店铺|文章|页面|栏目|模块)?的?"
_FILL_IN = re.compile(
    rf"(?:请您?在?)?(?:此处|这里|這裡|此處)(?:填写|输入|添加|编辑|插入|放置|填入|写入|写|放|填寫|輸入|編輯){_OWN}"
    rf"(?:{_WHAT}(?:内容|文字)?|简介|介绍|说明|详情)|(?:此处|这里|這裡|此處)是{_OWN}{_WHAT}(?:内容|文字)?"
    rf"|(?:点击|单击|双击)(?:此处|这里)?(?:添加|编辑|输入|修改){_OWN}{_WHAT}(?:内容)?"
    rf"|(?:您|你)的(?:内容|标题|文字)(?:打|写|放)在这里.{{0,40}}"
    r"|(?:内容|正文|描述|简介|详情|介绍|图文)(?:待补充|待完善|待填写|待添加)|占位(?:文字|文本|内容)"
    r"|(标题|内容|文字|正文|描述|测试|文本|占位|测试内容|测试文字|测试数据)\1{2,}"
    r"|(?:测试|測試)(?:商品|文章|标题|標題|文字|文本)(?:\s?\d{1,3})?|测试内容\s?\d{1,3}|(测试内容)\2"
    r"|(?:insert|add|put|place) (?:your )?(?:content|copy|description|paragraph|body text) here"
    r"|(?:(?:your|the|some|a|product|page|section) )?(?:content|description|paragraph|copy|body text|text) goes here"
    r"|this is (?:a |some |just )?(?:sample|placeholder|dummy|filler) (?:text|paragraph|content|description)\b.{0,80}"
    r"|click (?:here )?to (?:add|edit) (?:your )?(?:own )?(?:text|content|title|description)|placeholder text"
    r"|example product(?: title)?(?: \d)?",
)
# What WordPress and the themes of Shopify publish until somebody changes it: how those texts begin.
_DEFAULTS = (
    "welcome to wordpress. this is your first post", "this is an example page. it's different from a blog post",
    "欢迎使用 wordpress。这是您的第一篇文章", "这是示例页面。它与博客文章不同", "这是一个示例页面。它和博客文章不同",
    "歡迎使用 wordpress。這是", "pair text with an image to focus on your chosen product",
    "use this text to share information about your brand", "share information about your brand with your customers. describe a product",
)  # fmt: skip
_BEGINNINGS = (*_DEFAULTS, *(text.replace("'", "’") for text in _DEFAULTS if "'" in text))
_SAMPLE = frozenset({"sample text", "示例文字", "示例文本", "文字示例", "测试内容", "示例内容"})
# One of these is in every text that holds a stand-in: whether any is there is seen a hundred times as fast.
_SIGNS = (
    "lorem", "consect", "adipisc", "pellentesque", "vestibulum", " here", "sample", "placeholder", "dummy", "filler", "click ", "example p",
    "wordpress", "pair text", "use this text", "share information", "此处", "这里", "此處", "這裡", "待补充", "待完善",
    "待填写", "待添加", "占位", "测试", "測試", "示例", "击添加", "击编辑", "击输入", "击修改", "内容内容", "标题标题",
    "文字文字", "正文正文", "描述描述", "文本文本", "文字示例",
)  # fmt: skip
_CODE_ENDS = ("{", "}", ";", "/>", "</p>", "</div>")
_ASKS = re.compile("填写|输入|填入|填寫|輸入|insert|add|put|place ")
# Pages that show such texts on purpose.
ABOUT = re.compile(
    r"placeholder|dummy text|filler|lorem|ipsum|\bfonts?\b|typefac|typograph|\bcss\b|\bhtml\b|markdown|template|\bthemes?\b|wordpress"
    r"|占位|假文|乱数|亂數|字体|字型|字體|排版|模板|主题|版式|测试服务|软件测试",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """Lines that stand in for others."""

    kind: str  # latin, fill-in, ask (to fill in), default, sample
    lines: int
    text: str  # the first of them, clipped


def stand_ins(text: str) -> Found | None:
    """The commonest kind of stand-ins among the own lines of a main text; None when there are none."""
    text = text[:MAX_TEXT]
    lower = text.lower()
    if not any(sign in lower for sign in _SIGNS):
        return None
    lines = [line for line in own_lines(text) if line]
    if sum(line.endswith(_CODE_ENDS) for line in lines) >= MANY:
        return None  # a lesson in programming, whose examples are filled with such texts
    latin = any(word in lower for word in _TELLING)
    kinds = [(kind, line) for line in lines if (kind := _kind(line, latin))]
    counts = Counter(kind for kind, _ in kinds)
    if counts["sample"] < MANY:
        del counts["sample"]
    if not counts:
        return None
    kind, count = counts.most_common(1)[0]
    return Found(kind, count, next(line for one, line in kinds if one == kind)[:CLIP])


def pseudo_latin(text: str) -> bool:
    """Whether a text is pseudo-Latin as a whole: eight words or more, most of its vocabulary, one that tells."""
    words = _WORD.findall(text.lower())
    known = sum(word in _LATIN for word in words)
    return len(words) >= MIN_WORDS and known >= SHARE * len(words) and not _TELLING.isdisjoint(words)


def about_them(*heads: str) -> bool:
    """Whether the title or heading of a page says that such texts are its topic; one that is such a text does not."""
    return any(ABOUT.search(head) and not _all_latin(head) for head in heads)


def _all_latin(head: str) -> bool:
    words = set(_WORD.findall(head.lower()))
    return head.isascii() and bool(words) and words <= _LATIN


def _kind(line: str, latin: bool) -> str:
    """What a line stands in for; ``latin``: the page has words of pseudo-Latin."""
    low = line[:400].lower()
    if latin and line[0].isalpha() and line.isascii() and pseudo_latin(low):
        return "latin"
    if low.startswith(_BEGINNINGS):
        return "default"
    if not MIN_LINE <= len(low) <= MAX_LINE:
        return ""
    copy = matching_copy(low).rstrip("。.…！!～~:： ").replace("’", "'")
    if copy in _SAMPLE:
        return "sample"
    if not _FILL_IN.fullmatch(copy):
        return ""
    return "ask" if _ASKS.search(copy) else "fill-in"
