"""Links that promise the next page or chapter, and whether two addresses are pages of one piece, for checks in SQL."""

from __future__ import annotations

import re
import sqlite3
from urllib.parse import parse_qsl, urlsplit

from audit.titles import phrases
from audit.wording import coverage
from crawler.text import matching_copy

_PAGE = frozenset({"下一页", "下一頁", "下页", "下頁", "后一页", "後一頁", "next page"})
_CHAPTER = frozenset({"下一章", "下一节", "下一節", "next chapter"})
LONGEST = 20  # characters of a link that says no more than that, arrows included
_EDGES = re.compile(r"^\W+|\W+$")
_KEYS = re.compile(r"p|pg|pn|page\w*|paged|offset|start|cp|currpage", re.IGNORECASE)
_EXTENSION = re.compile(r"\.\w{2,5}$")
_NUMBER = re.compile(r"(?:[_/-](?:p|page)?_?\d{1,2})$", re.IGNORECASE)  # of a page; longer ones are those of articles
# In titles: 第 2 页, (2), 2/5, page 2.
_COUNTED = re.compile(
    r"第\s*[\d一二三四五六七八九十]+\s*[页頁篇部]|[(（\[]\s*\d+(?:\s*/\s*\d+)?\s*[)）\]]|\bpage \d+(?: of \d+)?|\d+\s*/\s*\d+"
)
SAME = 0.6  # share of a title's words that another must have


def next_link(text: str | None) -> str:
    """``page`` or ``chapter`` for a link that says no more than that the next one follows, else ""."""
    if not text or len(text) > LONGEST:
        return ""
    copy = _EDGES.sub("", matching_copy(text))
    return "page" if copy in _PAGE else "chapter" if copy in _CHAPTER else ""


def one_piece(url: str, heads: str, other: str, other_heads: str) -> int:
    """1 when two addresses look like pages of one text or list, by their spelling or by titles and h1, else 0.

    Args:
        heads: title and h1 of ``url``, a line each.
    """
    return int(_stem(url) == _stem(other) or _below(url, other) or _below(other, url) or _akin(heads, other_heads))


def leads_up(url: str, other: str) -> int:
    """1 when ``other`` is a folder above ``url``, else 0."""
    one, two = urlsplit(url), urlsplit(other)
    return int(one.netloc == two.netloc and two.path.endswith("/") and one.path.startswith(two.path))


def folder(url: str) -> str:
    """``url`` up to its last slash."""
    return url.partition("?")[0].rpartition("/")[0]


def _stem(url: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Host, path without the number of a page, and query without it."""
    parts = urlsplit(url)
    query = tuple(
        sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _KEYS.fullmatch(pair[0]))
    )
    return parts.netloc, _NUMBER.sub("", _EXTENSION.sub("", parts.path).rstrip("/")), query


def _below(url: str, other: str) -> bool:
    """Whether ``other`` continues the path of ``url``: /story.html and /story_2.html, /story/2, /story-all.html."""
    one, two = urlsplit(url), urlsplit(other)
    stem = _EXTENSION.sub("", one.path).rstrip("/")
    rest = two.path.removeprefix(stem)
    continued = one.path != two.path and rest != two.path and rest[:1] in ("", "_", "-", "/", ".")
    return one.netloc == two.netloc and stem != "" and continued


def _akin(heads: str, other_heads: str) -> bool:
    wanted = [
        phrase for line in _COUNTED.sub(" ", matching_copy_lines(heads)).split("\n") for phrase in phrases(line)[:1]
    ]
    text = matching_copy(other_heads)
    shares = [share for phrase in wanted if (share := coverage(phrase, text)) is not None]
    return not shares or max(shares) >= SAME


def matching_copy_lines(text: str) -> str:
    """The matching copy of each line."""
    return "\n".join(map(matching_copy, text.split("\n")))


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("next_link", 1, next_link, deterministic=True)
    db.create_function("one_piece", 4, one_piece, deterministic=True)
    db.create_function("leads_up", 2, leads_up, deterministic=True)
    db.create_function("url_folder", 1, folder, deterministic=True)
