"""Tags that were opened and never closed, or closed and never opened, counted by name."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

SUSPICIOUS = 10  # difference of elements and end tags below which the source is not read
MAX_HTML = 1_000_000  # characters
MAX_KEPT = 8
_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param")
# Elements whose end tag may not be left out; browsers repair what is missing, each in its own way before HTML5.
_REQUIRED = (
    "div|span|a|section|article|aside|main|nav|header|footer|ul|ol|dl|table|form|button|label|h[1-6]|strong|em|b|i|u"
    "|font|center|select|textarea|figure|figcaption|blockquote|pre|small|sub|sup"
)
_TAG = re.compile(rf"<(/?)({_REQUIRED})(?=[\s/>])")
_SILENT = re.compile(r"<!--|<(script|style|textarea|template|svg|noscript)(?=[\s>])")


class Balance(NamedTuple):
    """``faults``: unclosed and surplus tags together; ``tags``: (name, opened, closed) of the worst."""

    faults: int = 0
    tags: tuple[tuple[str, int, int], ...] = ()


def balance(elements: Elements, html: str) -> Balance:
    """Compares start and end tags of elements that need both.

    The number of elements against that of ``</`` tells at once that most pages are sound. The parser itself reports
    no faults of structure. A page that forgets as many end tags as it has too many passes.
    """
    closable = elements.count - sum(len(elements[name]) for name in _VOID)
    if abs(closable - html.count("</")) < SUSPICIOUS:
        return Balance()
    return counted(html)


def counted(html: str) -> Balance:
    """The same from the text alone; comments, scripts and what they hold left out."""
    opened: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    for slash, name in _TAG.findall(_markup(html[:MAX_HTML].lower())):
        (closed if slash else opened)[name] += 1
    uneven = {name: (opened[name], closed[name]) for name in opened | closed if opened[name] != closed[name]}
    worst = sorted(uneven.items(), key=lambda item: (-abs(item[1][0] - item[1][1]), item[0]))
    faults = sum(abs(one - other) for one, other in uneven.values())
    return Balance(faults, tuple((name, *counts) for name, counts in worst[:MAX_KEPT]))


def _markup(html: str) -> str:
    """``html`` without comments, scripts and pictures; linear in its length whatever it holds."""
    parts, start = [], 0
    while (match := _SILENT.search(html, start)) is not None:
        parts.append(html[start : match.start()])
        end = html.find(f"</{match.group(1)}" if match.group(1) else "-->", match.end())
        if end < 0:
            return "".join(parts)
        start = html.find(">", end) + 1 or len(html)
    return "".join(parts) + html[start:]
