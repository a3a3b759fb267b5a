"""Links that bear the parameters by which campaigns are counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

MAX_KEPT = 10  # hosts
CLIP = 200  # characters of an address

# Of Google, Meta, Microsoft, Yandex, TikTok, X, LinkedIn, mail tools, Matomo; Baidu, 360, Sogou, Tencent and Alibaba. The
# values of spm are numbers and letters with dots; another program may call something else so. Names that also mean
# something else (ref, source, from, cid) are left out.
_NAMES = (
    r"[?&;]((?:utm_(?:source|medium|campaign|term|content|id|source_platform)|_g[al]|gclid|gclsrc|dclid|[gw]braid"
    r"|srsltid|fbclid|msclkid|yclid|ttclid|twclid|igshid|li_fat_id|mc_[ce]id|_hs(?:enc|mi)|mkt_tok"
    r"|(?:pk|mtm)_(?:campaign|kwd|source|medium)|bd_vid|hm(?:sr|pl|cu|kw|ci)|qhclickid|sg_vid|gdt_vid|qz_gdt)"
    r"(?==.)|spm(?==\w+\.\w))"
)
_KEY, _LOWER = re.compile(_NAMES, re.IGNORECASE), re.compile(_NAMES)
_INSIDE = re.compile(
    r"=(?:https?:|https?%3a|//|%2f%2f)", re.IGNORECASE
)  # an address in the query: its own parameters follow
_ORIGIN = re.compile(r"(?:https?:)?//[^/?#]*", re.IGNORECASE)
_OTHER = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)  # mailto:, javascript:


class Tracked(NamedTuple):
    """The links to one host that bear tracking parameters."""

    key: str  # of the first, as written
    href: str  # of the first, as written
    links: int


def tracked_links(hrefs: Iterable[str]) -> tuple[Tracked, ...]:
    """The first such link to each host, and how many there are; those without a host are together. Ten hosts at most."""
    found: dict[str, Tracked] = {}
    asking = [href for href in hrefs if "?" in href]
    if not asking or not _LOWER.search("\n".join(asking).lower()):
        return ()  # most pages have none, which is seen at once
    for href in asking:
        if not (key := tracking_key(href)):
            continue
        href = href.strip()
        match = _ORIGIN.match(href)
        host = match.group().lower() if match else ""
        if (before := found.get(host)) is not None:
            found[host] = before._replace(links=before.links + 1)
        elif len(found) < MAX_KEPT:
            found[host] = Tracked(key, href[:CLIP], 1)
    return tuple(found.values())


def tracking_key(href: str) -> str:
    """The first tracking parameter of an address, as written; "" without one."""
    address, _, _ = href.partition("#")
    match = _KEY.search(address, address.find("?")) if "?" in address else None
    if match is None or _INSIDE.search(address) or _OTHER.match(href.lstrip()):
        return ""
    return match.group(1)
