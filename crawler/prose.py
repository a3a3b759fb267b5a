"""Running text among the lines of a main text: no headings, cells, menus and code, and not what customers wrote."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from crawler.text import han_chars

MIN_LINE = 20  # characters below which a line is a heading, a cell or a button, whatever it ends with
MAX_TEXT = 20_000  # characters read
_END = re.compile(r"[。！？!?.…][”’」』\"'）)】]?\Z")
_ENDS = frozenset("。！？!?.…”’」』\"'）)】")
# What lines of code have and sentences have not, even those about code.
_CODE = ("->", "=>", "::", ":=", "||", "&&", "==", "!=", "</", "/>")
_PROMPTS = ("$", "#", ">", "%", "//", "/*", "<")
# The heading over what visitors wrote: nobody of the shop can mend their commas. Where it is the label of a tab above
# the text, the text is missed, which is the better mistake.
_VISITORS = re.compile(
    r"(?:商品|用户|买家|顾客|客户|网友|全部|最新|热门|发表|精彩|累计)?(?:评价|评论|點評|评论区|留言|留言板|晒单|晒图|点评|问答|回复)"
    r"(?:列表|详情|区)?\s?[(（]?\s?\d{0,7}\+?\s?(?:条|則)?[)）]?"
    r"|(?:商品|顧客|買家|會員|使用者)?(?:評價|評論)\s?[(（]?\s?\d{0,7}\s?[)）]?"
    r"|(?:(?:customer|product|user|verified|all|latest)\s)?(?:reviews?|comments?|questions (?:&|and) answers)"
    r"(?:\s?\(\d{1,7}\))?|(?:\d{1,7}|leave a|write a)\s(?:reviews?|comments?|reply|responses?)",
    re.IGNORECASE,
)


def own_lines(text: str) -> list[str]:
    """The lines of a main text up to the reviews and comments of visitors."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if len(line) <= 30 and _VISITORS.fullmatch(line):
            return lines[:place]
    return lines


class Running(NamedTuple):
    """Lines that end as sentences do, by script: a third or more of the characters of a Chinese one is Han."""

    chinese: tuple[str, ...]
    other: tuple[str, ...]


@lru_cache(maxsize=4)  # several checks ask the same of a page, one after the other
def running(text: str) -> Running:
    """The running text among the own lines of a main text; its first 20,000 characters are read."""
    lines = (line for line in own_lines(text[:MAX_TEXT]) if len(line) >= MIN_LINE and line[-1] in _ENDS)
    kept = [(line, is_chinese(line)) for line in lines if _END.search(line[-2:]) and not _is_code(line)]
    return Running(tuple(line for line, han in kept if han), tuple(line for line, han in kept if not han))


def _is_code(line: str) -> bool:
    return line.startswith(_PROMPTS) or any(sign in line for sign in _CODE)


def is_chinese(line: str) -> bool:
    """Whether a third or more of the characters of a line is Han."""
    return not line.isascii() and 3 * han_chars(line) >= len(line)
