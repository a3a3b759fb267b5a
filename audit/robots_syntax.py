"""Lines of a robots.txt that do nothing, or less than they seem to, as checks in SQL ask about them.

Lines without any field that is known are told of elsewhere (``robots_unknown_fields``).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator

from crawler.robots import lines
from crawler.robots_faults import KEPT, faults
from crawler.robots_lines import field_of

KNOWN = ("before-group", "bad-path", "no-agent", "relative-sitemap")
LEVELS = {
    "before-group": "error", "bad-path": "error", "no-agent": "error", "bad-allow": "warning",
    "relative-sitemap": "warning", "no-colon": "warning", "dollar": "notice",
}  # fmt: skip
_DOLLAR = re.compile(r"\$(?:\s|\*|\$|/)")  # not "$filter": a dollar sign within a name is one


def syntax_faults(text: str) -> str:
    """JSON list of {line, fault, text, severity} in the order of the lines; each line once.

    Of the faults that ``crawler.robots_faults`` knows those in ``KNOWN``, an Allow without a path apart: it opens nothing,
    which leaves no door open. Beside them no-colon (Google guesses the field, others do not) and dollar (a ``$`` that
    looks like the end of a path, with something behind it).
    """
    found = [{"line": line, "fault": what, "text": said, "severity": LEVELS[what]} for line, what, said in _found(text)]
    return json.dumps(found, ensure_ascii=False)


def _found(text: str) -> Iterator[tuple[int, str, str]]:
    known = {fault.line: fault.what for fault in faults(text.encode("utf-8")) if fault.what in KNOWN}
    for number, written, value, raw in lines(text):
        field = field_of(written)
        if number in known:
            yield number, "bad-allow" if (known[number], field) == ("bad-path", "allow") else known[number], raw[:KEPT]
        elif field and ":" not in raw.partition("#")[0]:
            yield number, "no-colon", raw[:KEPT]
        elif field in ("allow", "disallow") and _DOLLAR.search(value):
            yield number, "dollar", raw[:KEPT]


def register(db: sqlite3.Connection) -> None:
    """Make the function known to a connection."""
    db.create_function("robots_syntax_faults", 1, syntax_faults, deterministic=True)
