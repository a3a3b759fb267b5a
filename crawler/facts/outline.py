"""Headings in their order, and whether a date stands beside the main one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from turbohtml import Element

from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements

TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MAX_HEADINGS = 100
MAX_KEPT = 10
CLIP = 120  # characters of a heading
BEFORE, AFTER = 300, 800  # characters of text around the main heading in which a date is looked for

_NOT_CONTENT = (
    "nav, footer, aside, header, dialog, template, noscript, [hidden], [aria-hidden=true], [role=dialog], [class*=modal],"
    " [role=navigation], [role=contentinfo], [role=complementary],"
    " [class*=popup], [class*=sidebar], [id*=sidebar], [class*=footer], [id*=footer]"
)
_STYLED_AWAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = re.compile(r"(?:19|20)\d\d|二[〇零○]")
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s{0,2}[-/.年]\s{0,2}[01]?\d(?!\d)"  # 2024-05, 2024年5月
    r"|(?<!\d)[0-3]?\d[-/.][0-3]?\d[-/.](?:19|20)\d\d(?!\d)"
    rf"|(?<![a-z]){_MONTH}\s{{1,3}}(?:[0-3]?\d(?:st|nd|rd|th)?,?\s{{1,3}})?(?:19|20)\d\d(?!\d)"
    r"|二[〇零○]\d?[〇零○一二三四五六七八九]{2}年",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OutlineFacts:
    """Headings in their order, and whether a date stands beside the main one."""

    headings: tuple[tuple[int, str], ...] = ()  # level and text of the first 100 of the content, image alt without text
    empty: tuple[tuple[int, str], ...] = ()  # level and class or id of the first ten without text and image alt
    h1_texts: tuple[str, ...] = ()  # the first ten h1 with text or image alt, when there are several
    h1_pictures: int = 0  # h1 that hold an image and no text, when no h1 has text
    h1_logo: str = ""  # alt or address of the picture in the first of them
    dated: bool = False  # a date with a year, or a <time> with one, near the first h1


def outline_facts(document: Document, elements: Elements, shown: str) -> OutlineFacts:
    """Headings in their order, and whether a date stands beside the main one.

    Headings of menus, page heads and feet, dialogs and hidden parts are no part of the content's outline.

    Args:
        shown: text of the body, with scripts.
    """
    headings: list[tuple[int, str]] = []
    empty: list[tuple[int, str]] = []
    for element in document.iter_elements(TAGS):
        level, text = int(element.tag[1]), collapse(element.text) or _alt(element)
        if len(headings) >= MAX_HEADINGS:
            break
        if _hidden(element):
            continue
        if text:
            headings.append((level, text[:CLIP]))
        elif level > 1 and len(empty) < MAX_KEPT and not element.attr("aria-label"):
            empty.append((level, _mark(element)))
    mains = [(element, collapse(element.text)) for element in elements["h1"][:MAX_KEPT]]
    named = [text or _alt(element) for element, text in mains]
    worded = any(text for _, text in mains)
    pictures = [] if worded else [element for element, _ in mains if element.find("img") is not None]
    return OutlineFacts(
        headings=tuple(headings),
        empty=tuple(empty),
        h1_texts=tuple(text[:CLIP] for text in named if text) if sum(map(bool, named)) > 1 else (),
        h1_pictures=len(pictures),
        h1_logo=_picture(pictures[0]) if pictures else "",
        dated=_dated(elements, shown),
    )


def _hidden(element: Element) -> bool:
    style = element.attr("style")
    if style and _STYLED_AWAY.search(style):
        return True
    return element.closest(_NOT_CONTENT) is not None


def _alt(element: Element) -> str:
    return next((collapse(alt) for image in element.find_all("img") if (alt := image.attr("alt"))), "")


def _mark(element: Element) -> str:
    """By what a developer finds the heading."""
    return collapse(element.attr("id") or element.attr("class") or "")[:CLIP]


def _picture(heading: Element) -> str:
    image = heading.find("img")
    return "" if image is None else collapse(image.attr("alt") or image.attr("src") or "")[:CLIP]


def _dated(elements: Elements, text: str) -> bool:
    """Whether a reader sees a date near the first heading with text; without one, near the beginning."""
    if any(_has_date(f"{one.text} {one.attr('datetime') or ''}"[:100]) for one in elements["time"][:MAX_KEPT]):
        return True
    heading = next((words for one in elements["h1"][:MAX_KEPT] if (words := one.text.strip())), "")
    at = max(0, text.find(heading))
    return _has_date(text[max(0, at - BEFORE) : at + len(heading) + AFTER])


def _has_date(text: str) -> bool:
    """Only around a year is it worth looking for a date."""
    years = (match.start() for match in islice(_YEAR.finditer(text), MAX_KEPT))
    return any(_DATE.search(text[max(0, at - 30) : at + 12]) for at in years)
