"""What the path of a URL says of a keyword: the keyword itself, its pinyin, other words, or nothing.

Whether English words translate a Chinese keyword cannot be told without a dictionary, so readable words are left alone:
only paths of numbers, ids and words of any shop (product, list, goods ...) say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote, urlsplit

from crawler.text import HAN
from keywords.matching import copy_of, holds
from keywords.places import url_form

Form = Literal["home", "keyword", "pinyin", "words", "none"]

_HAN = re.compile(f"[{HAN}]")
_WORDS = re.compile(rf"[{HAN}]+|[^\W\d_]+")
_INDEX = re.compile(r"/(?:index|default|home)\.\w+$")
_VOWEL = re.compile(r"[aeiouy]")
# Words of any shop's URLs, which name no subject.
GENERIC = frozenset(
    ["a", "act", "action", "article", "articles", "blog", "cat", "cate", "category", "categories", "cid", "class", "col", "collection", "collections", "con", "content", "default", "detail", "details", "en", "goods", "html", "htm", "id", "index", "info", "item", "items", "jsp", "list", "main", "news", "nid", "p", "page", "pages", "pid", "portal", "post", "posts", "pro", "prod", "product", "productdetail", "products", "php", "asp", "aspx", "shop", "show", "sid", "single", "sku", "store", "sort", "type", "view", "web", "www", "zh", "cn"]
)  # fmt: skip


def form_of(url: str, term: str, words: Sequence[str]) -> Form:
    """What the path of ``url`` says of a keyword.

    Args:
        term: matching copy of the keyword.
        words: its content tokens.
    """
    path = _INDEX.sub("/", copy_of(unquote(urlsplit(url).path)))
    if path in ("", "/"):
        return "home"
    found = _WORDS.findall(path)
    joined, spaced = "".join(found), " ".join(found)
    plain = url_form(term)
    if (
        holds(spaced, plain)
        or plain.replace(" ", "") in joined
        or (words and all(_stands(word, found) for word in words))
    ):
        return "keyword"
    if _HAN.search(term) and (spelled(term) in joined or initials(term) in found):
        return "pinyin"
    return "words" if any(map(_speaks, found)) else "none"


def _stands(word: str, found: Sequence[str]) -> bool:
    """Whether a word of the keyword is one of the path, singular or plural."""
    stem = word.rstrip("s")
    return word in found or (len(stem) > 2 and any(one.rstrip("s") == stem for one in found))


def _speaks(word: str) -> bool:
    """Whether a word of a path may name a subject: no code, no word of any shop."""
    if _HAN.search(word):
        return True
    return len(word) > 2 and word not in GENERIC and _VOWEL.search(word) is not None


@lru_cache(maxsize=4096)
def spelled(term: str) -> str:
    """The pinyin of a keyword without tones and spaces; what is no Han stays: 紫砂壶 -> zishahu."""
    return "".join(_WORDS.findall("".join(_syllables(term))))


@lru_cache(maxsize=4096)
def initials(term: str) -> str:
    """The first letters of its pinyin: 紫砂壶 -> zsh; what no path holds for fewer than three, which may be anything."""
    letters = "".join(syllable[:1] for syllable in _syllables(term))
    return letters if len(letters) > 2 else "\0"


def _syllables(term: str) -> list[str]:
    from pypinyin import lazy_pinyin  # a quarter of a second, needed for Chinese keywords only

    return [syllable.replace("ü", "v").lower() for syllable in lazy_pinyin(term.replace(" ", ""))]
