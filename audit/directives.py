"""Robots directives of metas and headers: who is told what, and until when a page is wanted."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# Directives whose value follows a colon, which is therefore no agent's name.
VALUED = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")
_AGENT = re.compile(r"\s*([a-z][\w .-]*?)\s*:", re.IGNORECASE)
_EXPIRY = re.compile(r"unavailable_after\s*:\s*([^;]{1,80})", re.IGNORECASE)
_ZONE = re.compile(r"(?<=\d)\s+[A-Z]{2,4}\b")


def directives(text: str) -> list[tuple[str, str]]:
    """(agent, directive) pairs of a header or of metas; an agent's name holds until the next, "robots" is everybody."""
    agent, found = "robots", []
    for token in re.split("[;,]", text):
        named = _AGENT.match(token)
        if named and named.group(1).lower() not in VALUED:
            agent, token = named.group(1).lower(), token[named.end() :]
        found.append((agent, token.strip().lower()))
    return found


def noindex_for(agent: str, robots: str | None, x_robots: str | None) -> str:
    """Where ``agent``, in lower case, is told noindex or none, by name or as everybody: meta, header, or ""."""
    for where, text in (("meta", robots), ("header", x_robots)):
        told = directives(text or "")
        if any(name in (agent, "robots") and directive in ("noindex", "none") for name, directive in told):
            return where
    return ""


def expiry(robots: str, x_robots: str) -> float | None:
    """Seconds since 1970 of the first ``unavailable_after``; -1 when it is no date, None when there is none."""
    match = _EXPIRY.search(robots) or _EXPIRY.search(x_robots)
    if match is None:
        return None
    pieces = match.group(1).split(",")
    for size in range(min(len(pieces), 3), 0, -1):  # "Fri, 25 Jun 2027 ..., noindex"
        moment = _moment(",".join(pieces[:size]).strip())
        if moment is not None:
            return moment
    return -1.0


def _moment(text: str) -> float | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        for form in (text, _ZONE.sub("", text)):
            try:
                moment = parse(form)
                return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
            except (ValueError, TypeError, IndexError, OverflowError):
                continue
    return None


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("noindex_for", 3, noindex_for, deterministic=True)
    db.create_function("unavailable_after", 2, expiry, deterministic=True)
