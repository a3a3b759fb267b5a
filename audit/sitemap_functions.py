"""Dates and addresses of sitemaps, as checks in SQL ask about them."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

_W3C = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?\Z")


def w3c_day(text: str | None) -> str | None:
    """The day, ``2026-05-01``, of a date as the W3C note on datetime formats has it; None when it is none."""
    match = _W3C.match((text or "").strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, _ = match.groups(default="")
    try:
        datetime(
            int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC
        )
    except ValueError:
        return None
    return f"{year}-{month or '01'}-{day or '01'}"


def days_apart(one: str | None, other: str | None) -> int | None:
    """Whole days between two dates, each a date at the beginning of a text; None when either is none."""
    days = [w3c_day((text or "").strip()[:10]) for text in (one, other)]
    if days[0] is None or days[1] is None:
        return None
    return abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days)


def url_path(url: str) -> str:
    """Path of an absolute URL, without query."""
    return urlsplit(url).path or "/"


def first_segment(url: str) -> str:
    """``/tea/`` for ``https://shop.cn/tea/green.html``: the section of a page; "" for pages at the root."""
    segments = urlsplit(url).path.split("/")
    return f"/{segments[1]}/" if len(segments) > 2 and segments[1] else ""


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("w3c_day", 1, w3c_day, deterministic=True)
    db.create_function("days_apart", 2, days_apart, deterministic=True)
    db.create_function("url_path", 1, url_path, deterministic=True)
    db.create_function("first_segment", 1, first_segment, deterministic=True)
