"""Addresses that are spelled differently and may be the same page, as checks in SQL ask about them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from audit import facets, host_forms
from crawler.domains import registrable_domain
from crawler.urls import shown

_SLASHES = re.compile(r"/{2,}")
_EXIT = re.compile(
    r"/(?:go|out|link|links|jump|redirect|redir|away|exit|goto|to|click|track|ad|ads|aff)(?:[/._-]|\Z)", re.IGNORECASE
)
_HOME_ALIAS = re.compile(r"/(?:(?:index|default)\.(?:html?|php|aspx?|jsp|shtml)|home/?)", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def registrable(url: str) -> str:
    """``shop.com.cn`` for ``https://m.shop.com.cn/a``; the host itself for addresses and names without a dot."""
    host = urlsplit(url).hostname or ""
    return registrable_domain(f"[{host}]" if ":" in host else host)


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


def spelling(one: str, other: str) -> str:
    """By what two addresses with the same ``folded_path`` differ: case, slash or double-slash."""
    if one.lower() == other.lower():
        return "case"
    paths = [urlsplit(url).path.lower().rstrip("/") for url in (one, other)]
    return "slash" if paths[0] == paths[1] else "double-slash"


def path_fault(url: str, least: int) -> str | None:
    """How the path of ``url`` repeats itself, as JSON; None when it does not.

    ``fault`` is host (it contains the host's name), repeated (one segment ``least`` times or more), or neighbours
    (two equal segments in a row). Numbers repeat in dates, and do not count.
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    host = (parts.hostname or "").removeprefix("www.")
    if "." in host and host in (segment.removeprefix("www.") for segment in segments):
        return _fault("host", host, 1, parts.path)
    words = [segment for segment in segments if not segment.isdigit()]
    if len(words) == len(set(words)):
        return None
    most, times = Counter(words).most_common(1)[0]
    if times >= least:
        return _fault("repeated", most, times, parts.path)
    twin = next((one for one, other in pairwise(segments) if one == other and not one.isdigit()), "")
    return _fault("neighbours", twin, 2, parts.path) if twin else None


def _fault(fault: str, segment: str, times: int, path: str) -> str:
    found = {"fault": fault, "segment": shown(segment)[:100], "times": times, "path": shown(path)[:200]}
    return json.dumps(found, ensure_ascii=False)


def home_alias(url: str) -> int:
    """1 for ``/index.html``, ``/default.aspx``, ``/home`` and the like, else 0."""
    parts = urlsplit(url)
    return int(bool(_HOME_ALIAS.fullmatch(parts.path)) and not parts.query)


def exit_path(url: str) -> int:
    """1 for addresses made to lead out and count it, ``/go/map`` or ``?url=http...``, else 0."""
    parts = urlsplit(url)
    query = parts.query.lower()
    return int(bool(_EXIT.match(parts.path)) or "=http" in query or "=//" in query)


def path_depth(url: str) -> int:
    """Number of segments of the path."""
    return sum(1 for segment in urlsplit(url).path.split("/") if segment)


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("spelling", 2, spelling, deterministic=True)
    db.create_function("path_fault", 2, path_fault, deterministic=True)
    for function in (registrable, folded_path, sorted_query, sorted_path, home_alias, exit_path, path_depth):
        db.create_function(function.__name__, 1, function, deterministic=True)
    host_forms.register(db)
    facets.register(db)
