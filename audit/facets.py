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

_SORT = r"sort|sort[_-]?by|sort[_-]?order|order|order[_-]?by|order[_-]?way|product_list_order|paixu"
_WAY = r"dir|direction|order[_-]?dir|sort[_-]?dir|product_list_dir|order|sort[_-]?order"
_SIZE = r"limit|per[_-]?page|page[_-]?size|items[_-]?per[_-]?page|product_list_limit|ppp"
_VIEW = r"view|mode|view[_-]?mode|display|layout|list[_-]?type|product_list_mode"
_FILTER = r"filters?|filters?[._-][\w.-]+|filters?\[.*|facets?|facets?\[.*|f\[.*|refine"
_PRICE = r"price|price[_-]?(?:min|max|from|to|range)|(?:min|max)[_-]?price|jiage"
_LAYOUTS = "grid|list|table|gallery|tiles?|thumbs?|thumbnails?|compact|icons?|cards?|rows?"
_FACET = re.compile(
    rf"(?:{_SORT})=[a-z][a-z_.,:+ -]{{0,40}}"
    rf"|(?:{_WAY})=(?:asc|desc)(?:ending)?"
    rf"|(?:{_SIZE})=(?:\d{{1,4}}|all)"
    rf"|(?:{_VIEW})=(?:{_LAYOUTS})"
    rf"|(?:{_FILTER})=.{{1,200}}"
    rf"|(?:{_PRICE})=[\d.,:_~*-]{{1,40}}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\[\d*\]\Z")


@lru_cache(maxsize=8192)
def facet_parts(url: str) -> str | None:
    """JSON of {bare, keys}: the address without such parameters, and their names; None where it has none."""
    parts = urlsplit(url)
    if "=" not in parts.query:
        return None
    pairs = parts.query.split("&")
    facets = [pair for pair in pairs if _FACET.fullmatch(unquote(pair))]
    if not facets:
        return None
    rest = "&".join(pair for pair in pairs if pair not in facets)
    keys = [_NUMBERED.sub("[]", unquote(pair.partition("=")[0])) for pair in facets]
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path, rest, ""))
    return json.dumps({"bare": bare, "keys": list(dict.fromkeys(keys))}, ensure_ascii=False)


def register(db: sqlite3.Connection) -> None:
    """Make the function known to a connection."""
    db.create_function("facet_parts", 1, facet_parts, deterministic=True)
