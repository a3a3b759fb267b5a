"""Pairs of a desktop page and its mobile counterpart, as checks in SQL ask about them."""

from __future__ import annotations

import re
import sqlite3
from urllib.parse import urlsplit

from crawler.text import HAN, matching_copy
from crawler.urls import base_url, resolve

_MOBILE_HOST = re.compile(r"(?:^|\.)(?:m|wap|mobile|3g|h5)\.", re.IGNORECASE)
_MOBILE_PATH = re.compile(r"/(?:m|wap|mobile|h5)(?:/|$)", re.IGNORECASE)
_PART = re.compile(r"\s*[|｜_–—]\s*|\s+-\s+|-")
_WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
MOBILE_AGENT = re.compile(r"\s*format\s*=\s*(wml|xhtml|html5)\s*;\s*url\s*=\s*(\S+?)\s*;?\s*\Z", re.IGNORECASE)


def resolved(url: str, href: str | None, base: str | None = None) -> str | None:
    """``href`` as written on the page ``url``, absolute and normalised; None for an empty one and what is no web address.

    Args:
        base: what the page's ``<base href>`` says, where that counts.
    """
    return resolve(base_url(url, base) if base else url, href) if href else None


def page_base(url: str, base: str | None) -> str:
    """What relative addresses on the page ``url`` stand below, when its ``<base href>`` says ``base``."""
    return base_url(url, base) if base else url


def mobile_url(url: str) -> int:
    """1 for addresses on m., wap., mobile. hosts or below /m/, /wap/, /mobile/, else 0."""
    parts = urlsplit(url)
    return int(bool(_MOBILE_HOST.match(parts.netloc) or _MOBILE_PATH.match(parts.path)))


def mobile_agent_url(content: str) -> str | None:
    """The address of a ``mobile-agent`` meta; None when it is not of the form ``format=html5; url=...``."""
    match = MOBILE_AGENT.match(content)
    return match.group(2) if match else None


def title_likeness(one: str | None, other: str | None) -> float:
    """Jaccard index, 0-1, of the words of two titles, Han in pairs of characters.

    The higher of that of the whole titles and that of their first parts: a mobile page names the shop differently.
    """
    titles = matching_copy(one), matching_copy(other)
    firsts = [next((part for part in _PART.split(title) if part), "") for title in titles]
    return max(_jaccard(*(_tokens(title) for title in titles)), _jaccard(*(_tokens(first) for first in firsts)))


def _tokens(text: str) -> set[str]:
    found: set[str] = set()
    for run in _WORD.findall(text):
        pairs = [run[i : i + 2] for i in range(len(run) - 1)] if re.match(f"[{HAN}]", run) else []
        found.update(pairs or [run])
    return found


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    for count in (2, 3):
        db.create_function("resolved", count, resolved, deterministic=True)
    db.create_function("page_base", 2, page_base, deterministic=True)
    db.create_function("mobile_url", 1, mobile_url, deterministic=True)
    db.create_function("mobile_agent_url", 1, mobile_agent_url, deterministic=True)
    db.create_function("title_likeness", 2, title_likeness, deterministic=True)
