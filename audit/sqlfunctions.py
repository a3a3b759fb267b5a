"""The functions that checks in SQL may call, and the mark by which a finding is known again in a later run."""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from audit import (
    anchors,
    claims,
    directives,
    friends,
    han_scripts,
    language_tags,
    likeness,
    outside,
    pagers,
    pairs,
    parity,
    partners,
    patchwork,
    places,
    robots_functions,
    shops,
    sitemap_functions,
    tags,
    titles,
    tongues,
    topics,
    untranslated,
    variants,
)
from crawler.urls import is_local

# Not "p": WordPress numbers its articles with it. Not any number in a file name: products have them too.
PAGE_KEYS = frozenset({"page", "pg", "paged", "pageno", "page_no", "pagenum", "pn", "offset"})
_PAGE_PATH = re.compile(r"/page[/_-]?\d+(?=[/.]|$)|(?<=/list)[_-]\d+(?=\.\w+$)|(?<=/index)[_-]\d+(?=\.\w+$)")
# Pages that a shop rightly keeps from search engines.
_PRIVATE = re.compile(
    r"(?:^|/)(?:cart|basket|checkout|account|login|logout|signin|signup|register|member|orders|wishlist"
    r"|favorites|compare|search|admin|wp-admin|passport|gouwuche|购物车|登录|注册|结算|搜索)(?:[/.?_-]|$)",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"/(?:tags?|labels?|category|categories|cat|collections?|lists?|brands?|topics?|keyword|search|filter|archives?"
    r"|fenlei|biaoqian|zhuanti|标签|分类|专题)(?:[/_-]|\.\w+$|$)",
    re.IGNORECASE,
)

_remembered = lru_cache(maxsize=8192)  # a dozen statements ask the same of every URL, which pays on sites of that size


def fingerprint(check_id: str, url: str, identity: str = "[]") -> str:
    """32 hexadecimal digits: the same for the same check, page and identifying evidence, in every run."""
    return blake2b("\0".join((check_id, url, identity)).encode("utf-8", "replace"), digest_size=16).hexdigest()


@_remembered
def page_series(url: str) -> str:
    """``url`` without its page number: pages of one paginated list share it."""
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in PAGE_KEYS]
    path = _PAGE_PATH.sub("", parts.path) or "/"
    return urlunsplit((parts.scheme, parts.netloc, path.rstrip("/"), urlencode(query), ""))


@_remembered
def later_page(url: str) -> int:
    """1 for pages of a list that bear a page number, else 0."""
    parts = urlsplit(url)
    keys = {key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return int(bool(keys & PAGE_KEYS or _PAGE_PATH.search(parts.path)))


@_remembered
def private_path(url: str) -> int:
    """1 for carts, accounts, logins and searches, else 0."""
    return int(bool(_PRIVATE.search(urlsplit(url).path)))


def listing_path(url: str) -> int:
    """1 for addresses that name a list: tags, categories, collections, brands, searches; else 0."""
    return int(bool(_LISTING.search(urlsplit(url).path)))


@_remembered
def local_host(url: str) -> int:
    """1 for addresses of this machine or a private network, else 0."""
    return int(is_local(url))


def query_keys(url: str) -> int:
    """Number of query keys."""
    return len(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("fingerprint", 3, fingerprint, deterministic=True)
    db.create_function("page_series", 1, page_series, deterministic=True)
    db.create_function("later_page", 1, later_page, deterministic=True)
    db.create_function("private_path", 1, private_path, deterministic=True)
    db.create_function("listing_path", 1, listing_path, deterministic=True)
    db.create_function("query_keys", 1, query_keys, deterministic=True)
    db.create_function("local_host", 1, local_host, deterministic=True)
    pairs.register(db)
    partners.register(db)
    parity.register(db)
    untranslated.register(db)
    anchors.register(db)
    language_tags.register(db)
    han_scripts.register(db)
    robots_functions.register(db)
    sitemap_functions.register(db)
    shops.register(db)
    outside.register(db)
    friends.register(db)
    places.register(db)
    titles.register(db)
    tongues.register(db)
    claims.register(db)
    directives.register(db)
    variants.register(db)
    likeness.register(db)
    pagers.register(db)
    tags.register(db)
    topics.register(db)
    patchwork.register(db)
