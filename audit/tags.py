"""Pages that gather everything under one word, and whether texts speak of that word, for checks in SQL."""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from audit.titles import parts
from audit.wording import content, is_han
from crawler.text import HAN, matching_copy
from crawler.zstd import decompress

MAX_TEXT = 20_000  # characters of main text that are searched
# Addresses of tags and searches, with one segment for the word. Categories, brands and collections gather by kind, not by
# word (盖碗 belongs to 茶具), and /topics/ is where manuals have their chapters.
_TAG = re.compile(
    r"(?:^|/)(?:tags?|labels?|keywords?|search|biaoqian|huati|标签|话题|关键词|搜索)(?:[/_-][^/]+(?:/(?:page[/_-]?)?\d*)?|\.\w+)?/?$",
    re.IGNORECASE,
)
# What stands around the word: 标签：, “..”的搜索结果, Tag Archives.
_FRAME = re.compile(
    r"标签|标记|話題|话题|专题|关键词|搜索结果|搜索|聚合|归档|存档|下的|相关的?|有关|所有|全部|文章|商品|产品|内容|列表|页面|资讯"
    r"|\b(?:tags?|tagged|topics?|labels?|archives?|keywords?|search(?: results)?|results|posts?|articles?|products?|items?|all"
    r"|category|filed under|by)\b"
)
# Words that gather by time, price or taste; no text needs to say them.
_BROAD = re.compile(
    r"新品|新款|上新|最新|热门|热销|热卖|爆款|推荐|精选|特价|特惠|促销|优惠|折扣|清仓|限时|活动|公告|新闻|动态|资讯|其他|其它|更多|未分类|默认|随笔|杂谈"
    r"|送礼|礼物|礼品|入门|新手|必读|经典|原创|转载|视频|图片|专栏|教程|攻略|指南|问答|品牌|福利|节日"
    r"|\b(?:new|news|latest|hot|popular|sale|offers?|deals?|gifts?|featured|best|top|misc\w*|other|general|uncategori[sz]ed|tips"
    r"|guides?|tutorials?|how to|faq|beginners?|updates?|events?|blog|video|photos?|press|interviews?|reviews?|opinion)\b"
)
_HAN = re.compile(f"[{HAN}]")


def tag_path(url: str) -> int:
    """1 for addresses of a tag or a search, else 0."""
    return int(bool(_TAG.search(unquote(urlsplit(url).path))))


def tag_word(h1: str | None, title: str | None) -> str:
    """The word a page gathers by, from its h1 or the first part of its title, in matching copy; "" for a broad one.

    Only what can be looked for is a word: two Han characters to eight, or Latin words of three letters, at most three.
    """
    for text in (h1 or "", next(iter(parts(title or "")), "")):
        word = " ".join(_FRAME.sub(" ", matching_copy(text)).split())
        runs = content(word)
        if runs and len(runs) <= 3:
            return "" if _BROAD.search(word) or not all(map(_telling, runs)) else " ".join(runs)
    return ""


def _telling(run: str) -> bool:
    return 2 <= len(run) <= 8 if is_han(run) else len(run) > 2


def speaks_of(word: str, texts: str | None, main_text: bytes | None) -> int:
    """1 when a text has any word of a tag, or any two neighbouring Han characters of it, else 0.

    Args:
        word: of ``tag_word``.
        texts: title, h1, description, anchor.
        main_text: as stored, compressed.
    """
    pieces = _pieces(word)
    heads = matching_copy(texts)
    if any(piece in heads for piece in pieces):
        return 1
    if not main_text:
        return 0
    text = decompress(main_text).decode("utf-8", "replace")[:MAX_TEXT].lower()
    return int(any(piece in text for piece in pieces))


@lru_cache(maxsize=1024)
def _pieces(word: str) -> tuple[str, ...]:
    """Pairs of Han characters; Latin words, longer ones without their ending: teapot of teapots, glaz of glazing."""
    found: list[str] = []
    for run in word.split():
        found += [run[at : at + 2] for at in range(len(run) - 1)] if is_han(run) else [run[: max(3, len(run) - 3)]]
    return tuple(found)


def same_writing(word: str, han: int, latin: int) -> int:
    """1 when a text of so many Han characters and Latin words may be expected to say ``word`` as it is written."""
    return int(han > 0 if _HAN.search(word) else latin > han)


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("tag_path", 1, tag_path, deterministic=True)
    db.create_function("tag_word", 2, tag_word, deterministic=True)
    db.create_function("speaks_of", 3, speaks_of, deterministic=True)
    db.create_function("same_writing", 3, same_writing, deterministic=True)
