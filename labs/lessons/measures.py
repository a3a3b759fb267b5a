"""What is true of a lesson's shop, read off the pages as they are served."""

from __future__ import annotations

import re
from collections import Counter, deque

from labs.shop import Shop

_LINK = re.compile(rb'<a\b[^>]*?\bhref="([^"]+)"([^>]*)>')


def page_paths(shop: Shop) -> list[str]:
    """Paths of all pages that answer 200."""
    return [page.path for page in shop.site.catalogue.pages()]


def sizes(shop: Shop) -> dict[str, int]:
    """Bytes of each page."""
    found = {}
    for path in page_paths(shop):
        route = shop.route(path)
        found[path] = len(route.body) if route else 0
    return found


def depths(shop: Shop) -> dict[str, int]:
    """Clicks from the home page to each page that links lead to."""
    pages, base = set(page_paths(shop)), shop.site.base_url.rstrip("/").encode()
    found, queue = {"/": 0}, deque(["/"])
    while queue:
        path = queue.popleft()
        route = shop.route(path)
        for href, rest in _LINK.findall(route.body if route else b""):
            target = href.removeprefix(base).partition(b"#")[0].decode()
            if target in pages and target not in found and b"nofollow" not in rest:
                found[target] = found[path] + 1
                queue.append(target)
    return found


def planted(shop: Shop, check_id: str) -> frozenset[str]:
    """Paths with a planted defect of a check."""
    return frozenset(one.path for one in shop.defects if one.check_id == check_id)


def sources(shop: Shop) -> dict[str, int]:
    """Dead address -> number of pages that link to it."""
    broken = (one for one in shop.defects if one.check_id == "link-broken-internal")
    return dict(Counter(str(one.evidence["target"]) for one in broken).most_common())
