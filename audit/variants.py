"""Addresses that are spelled differently and may be the same page, as checks in SQL ask about them."""

from __future__ import annotations

import re
import sqlite3
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

_SLASHES = re.compile(r"/{2,}")
_HOME_ALIAS = re.compile(r"/(?:(?:index|default)\.(?:html?|php|aspx?|jsp|shtml)|home/?)", re.IGNORECASE)


@cache
def _suffixes() -> TLDExtract:
    """The list of suffixes that the library brings; nothing is downloaded."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=10_000)
def registrable(url: str) -> str:
    """``shop.com.cn`` for ``https://m.shop.com.cn/a``; the host itself for addresses and names without a dot."""
    host = urlsplit(url).hostname or ""
    return _suffixes()(host).top_domain_under_public_suffix or host


def folded_path(url: str) -> str:
    """``url`` in lower case, without doubled and trailing slashes of its path; the query stays as it is."""
    parts = urlsplit(url)
    path = _SLASHES.sub("/", parts.path.lower()).rstrip("/") or "/"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def sorted_query(url: str) -> str:
    """``url`` with its query in lower case, sorted."""
    parts = urlsplit(url)
    pairs = sorted(parse_qsl(parts.query.lower(), keep_blank_values=True))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(pairs), ""))


def sorted_path(url: str) -> str | None:
    """``url`` with the pieces of its path sorted, "-" and "/" alike; None with a query or fewer than two pieces."""
    parts = urlsplit(url)
    pieces = [piece for piece in re.split(r"[/_,-]", parts.path.lower()) if piece]
    if parts.query or len(pieces) < 2:
        return None
    return urlunsplit((parts.scheme, parts.netloc, "/" + "/".join(sorted(pieces)), "", ""))


def home_alias(url: str) -> int:
    """1 for ``/index.html``, ``/default.aspx``, ``/home`` and the like, else 0."""
    parts = urlsplit(url)
    return int(bool(_HOME_ALIAS.fullmatch(parts.path)) and not parts.query)


def path_depth(url: str) -> int:
    """Number of segments of the path."""
    return sum(1 for segment in urlsplit(url).path.split("/") if segment)


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    for function in (registrable, folded_path, sorted_query, sorted_path, home_alias, path_depth):
        db.create_function(function.__name__, 1, function, deterministic=True)
