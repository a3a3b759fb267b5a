"""Hidden links of a page to other owners' sites, visitor counters left out."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from audit.registry import Evidence, Matters, PageCheck
from crawler.facts.hidden import HiddenLink
from crawler.lexicon import link_trade
from crawler.text import HAN, matching_copy
from crawler.urls import joined

_SECOND_LEVEL = ("com", "net", "org", "gov", "edu", "co", "ac")
# Counters and registers whose code has hidden their link for twenty years, with the shop's knowledge.
_COUNTERS = re.compile(
    r"(?:^|\.)(?:cnzz\.com|umeng\.com|51\.la|51yes\.com|tongji\.baidu\.com|hm\.baidu\.com|statcounter\.com|histats\.com"
    r"|clicky\.com|w3counter\.com|metrika\.yandex\.\w+|matomo\.org|google-analytics\.com|miit\.gov\.cn|mps\.gov\.cn"
    r"|beian\.gov\.cn)\Z",
    re.IGNORECASE,
)
# Where every shop links to.
_PLATFORMS = re.compile(
    r"(?:^|\.)(?:weibo\.com|qq\.com|weixin\.qq\.com|taobao\.com|tmall\.com|jd\.com|1688\.com|alipay\.com|pinduoduo\.com"
    r"|douyin\.com|xiaohongshu\.com|zhihu\.com|bilibili\.com|apple\.com|google\.com|baidu\.com|facebook\.com"
    r"|instagram\.com|twitter\.com|x\.com|youtube\.com|linkedin\.com|pinterest\.com|tiktok\.com|whatsapp\.com|t\.me"
    r"|github\.com|gov\.cn|12377\.cn|cnnic\.cn|visa\.com|mastercard\.com|paypal\.com|shopify\.com|wordpress\.org)\Z",
    re.IGNORECASE,
)
# SQL for the pages that link to other owners' sites.
LEADING_OUT = (
    "select url_id from temp.html_pages where url_id in"
    " (select source_id from temp.page_links where kind = 'a' and not internal)"
)
# A check of links that lead out and do not say why, with what such checks have in common.
outgoing_check = partial(
    PageCheck, scope="link", book="4.3.7", applies=LEADING_OUT, needs=frozenset({"facts", "facts-outgoing"}),
    identity=("target", "anchor"), matters=Matters.RANKING, confidence=0.85, effort_hours=0.5,
    source="https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
)  # fmt: skip
_SIGNS = re.compile(f"[{HAN}]|[a-z]{{4,}}")
_EMPTY_SIGNS = frozenset("的网站公司官方中国有限店家一")


class Outside(NamedTuple):
    """One hidden link: how it is hidden, where it leads, its anchor; ``certain`` when no script could show it."""

    method: str
    url: str
    anchor: str
    certain: bool


def hidden_outside(page_url: str, links: Iterable[HiddenLink]) -> Iterator[Outside]:
    """Hidden links of the page at ``page_url`` (``facts.hidden.links``) to domains of other owners."""
    own = owner(page_url)
    for method, href, anchor, certain in links:
        url = joined(page_url, href)
        host = urlsplit(url).hostname or ""
        if host and owner(url) != own and not _COUNTERS.search(host):
            yield Outside(method, url[:300], anchor, bool(certain))


def outside_links(page_url: str, links: Iterable[tuple[str, str, str]]) -> Iterator[Evidence]:
    """Label, target and anchor of the links of ``facts.outgoing`` to other owners; platforms that all link to left out."""
    own = owner(page_url)
    for label, href, anchor in links:
        url = joined(page_url, href)
        if owner(url) not in ("", own) and not known_platform(url):
            yield {"label": label, "target": url[:300], "anchor": anchor}


def owner(url: str) -> str:
    """The part of the host that somebody registered: shop.com.cn of https://m.shop.com.cn/p."""
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    labels = host.split(".")
    if len(labels) < 3 or labels[-1].isdigit():
        return host
    parts = 3 if labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-parts:])


def known_platform(url: str) -> int:
    """1 for social networks, marketplaces, payment and authorities, else 0."""
    host = urlsplit(url).hostname or ""
    return int(bool(_PLATFORMS.search(host) or _COUNTERS.search(host)))


def alike(one: str | None, other: str | None) -> int:
    """1 when two texts share a telling Han character or a word of four letters, else 0."""
    signs = [set(_SIGNS.findall(matching_copy(text))) - _EMPTY_SIGNS for text in (one, other)]
    return int(bool(signs[0] & signs[1]))


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("owner", 1, owner, deterministic=True)
    db.create_function("alike", 2, alike, deterministic=True)
    db.create_function("known_platform", 1, known_platform, deterministic=True)
    db.create_function("link_trade", 1, link_trade, deterministic=True)
