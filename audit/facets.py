"""Parameters that sort, filter or lay out a list without making another list of it, as checks in SQL ask about them.

A parameter counts by its name and its value: ``order=12345`` is somebody's order, ``sort=12`` often a category of a Chinese
shop, ``view=article`` a kind of page.
"""

from __future__ import annotations

import json
import re
import sqlite3
from functools import lru_cache
from urllib.parse import unquote, urlsplit, urlunsplit

_WORD = re.compile(r"[a-z][a-z_.,:+ -]{0,40}", re.IGNORECASE)
_WAY = re.compile(r"(?:asc|desc)(?:ending)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}|all", re.IGNORECASE)
_LAYOUT = re.compile(r"grid|list|table|gallery|tiles?|thumbs?|thumbnails?|compact|icons?|cards?|rows?", re.IGNORECASE)
_RANGE = re.compile(r"[\d.,:_~*-]{1,40}")
_ANYTHING = re.compile(r".{1,200}")
# Names in lower case without - and _, and what their values look like.
_NAMES = {
    **dict.fromkeys(("sort", "sortby", "sortorder", "order", "orderby", "orderway", "productlistorder", "paixu"), _WORD),
    **dict.fromkeys(("dir", "direction", "orderdir", "sortdir", "productlistdir"), _WAY),
    **dict.fromkeys(("limit", "perpage", "pagesize", "itemsperpage", "productlistlimit", "ppp"), _NUMBER),
    **dict.fromkeys(("view", "mode", "viewmode", "display", "layout", "listtype", "productlistmode"), _LAYOUT),
    **dict.fromkeys(("price", "pricemin", "pricemax", "pricefrom", "priceto", "pricerange", "minprice", "maxprice", "jiage"), _RANGE),
    **dict.fromkeys(("filter", "filters", "facet", "facets", "refine"), _ANYTHING),
}  # fmt: skip
_FILTERS = ("filter.", "filter_", "filter-", "filter[", "filters[", "facet[", "facets[", "f[")
_encoded = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps would make an encoder each time
_DASHES = str.maketrans("", "", "-_")
_NUMBERED = re.compile(r"\[\d*\]\Z")


@lru_cache(maxsize=8192)
def facet_parts(url: str) -> str | None:
    """JSON of {bare, keys}: the address without such parameters, and their names; None where it has none."""
    parts = urlsplit(url)
    if "=" not in parts.query:
        return None
    pairs = parts.query.split("&")
    facets = [pair for pair in pairs if _is_facet(pair)]
    if not facets:
        return None
    rest = "&".join(pair for pair in pairs if pair not in facets)
    keys = [_NUMBERED.sub("[]", unquote(pair.partition("=")[0])) for pair in facets]
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path, rest, ""))
    return _encoded({"bare": bare, "keys": list(dict.fromkeys(keys))})


def _is_facet(pair: str) -> bool:
    name, _, value = (unquote(pair) if "%" in pair else pair).partition("=")
    name = name.lower()
    if name.startswith(_FILTERS):
        return bool(value)
    looks = _NAMES.get(name.translate(_DASHES))
    return looks is not None and looks.fullmatch(value) is not None


def register(db: sqlite3.Connection) -> None:
    """Make the function known to a connection."""
    db.create_function("facet_parts", 1, facet_parts, deterministic=True)
