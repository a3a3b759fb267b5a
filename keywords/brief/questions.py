"""Questions that pages put: headings and sentences with the form of one, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.text import collapse, han_chars
from keywords.brief.candidates import HEADS, Keyword
from keywords.brief.material import Page
from keywords.brief.model import Question
from keywords.matching import copy_of

SHORTEST, LONGEST = 4, 80  # characters of one
SHOWN = 15
_ZH = re.compile(
    r"怎么|怎樣|怎样|怎麼|如何|哪个|哪個|哪些|哪种|哪種|哪里|哪裡|什么|什麼|多少|多久|为什么|為什麼|为何|是否|能不能|可不可以|要不要|好不好|有没有|吗$|嗎$|呢$"
)
_EN = re.compile(
    r"(?:how|what|which|why|when|where|who|whose|can|could|is|are|was|do|does|did|should|will|would|may)\b", re.I
)
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_MARKS = " \t?？。！!；;:：…"
_DIGITS = r"\d一二三四五六七八九十百"
_UNIT = r"(?:[a-zA-Z]{1,2}\b|毫?升|克|公?斤|英?寸|厘?米|万?元)"  # 1.5 L is no number of a section
_NUMBERING = re.compile(
    rf"^(?:[QqAa问答]\s*[{_DIGITS}]*\s*[:：.、]\s*|第\s?[{_DIGITS}]{{1,4}}\s?[章节節讲講条步]\s*[:：.、]?\s*"
    rf"|[（(]?[{_DIGITS}]{{1,3}}(?:\.\d{{1,3}}){{0,4}}(?:[)）、:：]|\.(?!\d))\s*|\d{{1,3}}(?:\.\d{{1,3}}){{1,4}}\s+(?!{_UNIT}))"
)
_DATA = re.compile(r"[\"`<>{}\\|$=*%]|/\w+/")  # what code and paths have, and no question of a reader


def is_question(text: str) -> bool:
    """Whether a heading asks something: by its mark, or by its first words."""
    plain = plain_heading(text)
    return plain.endswith(("?", "？")) or bool(_EN.match(plain)) or bool(_ZH.search(plain.rstrip(_MARKS)))


def plain_heading(text: str) -> str:
    """A heading in one line without its number: 「2.1. 养壶」 and "Q1: Why?" are 「养壶」 and "Why?"."""
    line = collapse(text)
    return _NUMBERING.sub("", line).strip() or line


def questions(sources: Sequence[Page], own: Page | None, keyword: Keyword) -> tuple[Question, ...]:
    """The questions of the sources: those with the keyword first, then those of most pages, then in their order.

    Of a page whose title and h1 do not have the keyword, only questions that do count: it speaks of other things, too.
    """
    found: dict[str, tuple[str, str, set[int]]] = {}  # by matching copy: text, URL of the first page, numbers of pages
    for number, page in enumerate(sources):
        headed = not set(HEADS).isdisjoint(page.source.places)
        for text in asked(page):
            key = copy_of(text).rstrip(_MARKS)
            if not headed and not keyword.cover(key):
                continue
            found.setdefault(key, (text, page.source.url, set()))[2].add(number)
    known = {copy_of(text).rstrip(_MARKS) for text in asked(own)} if own else set()
    order = {key: at for at, key in enumerate(found)}
    chosen = sorted(found, key=lambda key: (not keyword.cover(key), -len(found[key][2]), order[key]))
    return tuple(
        Question(
            found[key][0], found[key][1], len(found[key][2]), bool(keyword.cover(key)), key in known if own else None
        )
        for key in chosen[:SHOWN]
    )


def asked(page: Page) -> Iterator[str]:
    """Questions of a page: headings that ask, and sentences of its main text that end in a question mark."""
    for level, text in page.headings:
        if level > 1 and is_question(text) and _fits(text):
            yield plain_heading(text)
    for sentence in _SENTENCE.findall(page.text):
        if sentence.rstrip().endswith(("?", "？")) and _fits(sentence) and is_question(sentence):
            yield plain_heading(sentence)


def _fits(text: str) -> bool:
    plain = plain_heading(text)
    words = len(plain.split())
    return not _DATA.search(plain) and SHORTEST <= len(plain) <= LONGEST and (han_chars(plain) > 1 or words > 2)
