"""Text and links that inline styles hide from visitors; what style sheets do needs a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from turbohtml import Element

from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Document

MAX_STYLED = 3000  # elements with an inline style that are looked at
MAX_KEPT = 5
MAX_LINKS = 10
CLIP = 120  # characters of a text
BLOCK = 1000  # characters kept of a block that is not displayed
MIN_CHARS = 20
MIN_BLOCK = 100

_AWAY = re.compile(r"(?:text-indent|left|top|margin-left|margin-top)\s*:\s*-\d{3,}(?:\.\d+)?\s*(?:px|em|rem|pt)?\b", re.I)
_DISTANCE = re.compile(r"-(\d{3,})")
_FONT = re.compile(r"font-size\s*:\s*(\d*\.?\d+)(px|pt)", re.I)
_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)", re.I)
_COLOUR = re.compile(r"(?<![\w-])(color|background(?:-color)?)\s*:\s*(#[0-9a-f]{3,6}\b|rgb\(\s*\d+\s*,\s*\d+\s*,\s*\d+\s*\)|white|black)", re.I)
_FLAT = re.compile(r"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)", re.I)
_CLIPPED = re.compile(r"overflow\s*:\s*hidden", re.I)
_SUSPECT = re.compile(r"-\d{3}|font-size\s*:\s*0?\.?[0-3](?:\.\d+)?p|none|hidden|opacity\s*:\s*0|color", re.I)
# What scripts open when a visitor asks for it is not hidden from visitors.
_OPENED = re.compile(
    r"tab|menu|nav|modal|dialog|pop|accordion|collaps|drop|panel|swip|slid|carousel|share|cart|login|sign|form|drawer"
    r"|side|layer|toast|tip|qr|code|sku|more|detail|toggle|hide|hidden|show|load|search|filter|cookie|consent|mask"
    r"|overlay|light|zoom|video|chat|kefu|service|notice|error|success|message|template|tpl|print|mobile|wap|pc",
    re.I,
)
_ASKED = "nav, header, footer, form, dialog, details, template, noscript, select, [role], [aria-hidden], [aria-labelledby]"


@dataclass(frozen=True, slots=True)
class HiddenFacts:
    """Text and links that inline styles hide from visitors."""

    texts: tuple[tuple[str, int, int, str], ...] = ()  # method (away, tiny, colour), measure, characters, beginning; five
    blocks: tuple[tuple[int, int, str], ...] = ()  # not displayed and opened by nothing: characters, links, beginning
    links: tuple[tuple[str, str, str], ...] = ()  # of absolute links: method (away, tiny, flat, none, pixel), href, anchor


def hidden_facts(document: Document) -> HiddenFacts:
    """Text and links that inline styles hide from visitors.

    The measure of a text: px off the screen, px of its font, or the largest difference of a colour channel.
    """
    texts: list[tuple[str, int, int, str]] = []
    blocks: list[tuple[int, int, str]] = []
    links: list[tuple[str, str, str]] = []
    for element in islice(document.select("[style]"), MAX_STYLED):
        style = element.attr("style") or ""
        if not _SUSPECT.search(style):
            continue
        method, measure = _method(style)
        if method in ("away", "tiny", "flat"):
            links += _absolute(element, method)
        elif method == "none" and element.tag == "a":
            links += _absolute(element, method)
        if method in ("away", "tiny", "colour") and len(texts) < MAX_KEPT:
            text = collapse(element.text if method == "away" else _own_text(element))
            if len(text) >= MIN_CHARS and not (method == "away" and _replaces(element, style)):
                texts.append((method, measure, len(text), text[:CLIP]))
        if method == "none" and len(blocks) < MAX_KEPT:
            blocks += _block(element)
    for image in document.select('a[href*="//"] > img[width="1"][height="1"], a[href*="//"] > img[width="0"]'):
        link = image.parent
        if isinstance(link, Element):
            links += _absolute(link, "pixel")
    return HiddenFacts(tuple(texts), tuple(blocks), tuple(dict.fromkeys(links))[:MAX_LINKS])


def _method(style: str) -> tuple[str, int]:
    """How a style hides, and how much; ("", 0) when it does not."""
    if away := _AWAY.search(style):
        distance = _DISTANCE.search(away.group())
        size = int(distance.group(1)[:6]) if distance else 0
        if size >= 999:
            return "away", -size
    font = _FONT.search(style)
    if font and 0 < float(font.group(1)) * (1.333 if font.group(2).lower() == "pt" else 1) <= 3:
        return "tiny", round(float(font.group(1)))
    if _NONE.search(style):
        return "none", 0
    if _FLAT.search(style) and _CLIPPED.search(style):
        return "flat", 0
    colours = {name.lower()[:5]: _channels(value) for name, value in _COLOUR.findall(style)}
    if "color" in colours and "backg" in colours and "url(" not in style and "gradient" not in style:
        return "colour", max(abs(a - b) for a, b in zip(colours["color"], colours["backg"], strict=True))
    return "", 0


def _channels(colour: str) -> tuple[int, int, int]:
    colour = {"white": "#ffffff", "black": "#000000"}.get(colour.lower(), colour)
    if not colour.startswith("#"):
        red, green, blue = (min(int(number[:4]), 255) for number in re.findall(r"\d+", colour)[:3])
        return red, green, blue
    digits = colour[1:]
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits[:3])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _own_text(element: Element) -> str:
    """Text directly in the element: its children may have a font and colour of their own."""
    return "".join(map(str, element.xpath("./text()")))


def _replaces(element: Element, style: str) -> bool:
    """Whether the text stands behind a picture that shows the same."""
    return "background" in style.lower() or element.find("img") is not None


def _absolute(element: Element, method: str) -> list[tuple[str, str, str]]:
    links = [element] if element.tag == "a" else element.find_all("a")[:MAX_LINKS]
    found = [(collapse(link.attr("href") or ""), collapse(link.text)) for link in links]
    return [(method, href[: 2 * CLIP], text[:CLIP]) for href, text in found if "//" in href[:8]]


def _block(element: Element) -> list[tuple[int, int, str]]:
    text = collapse(element.text)
    if len(text) < MIN_BLOCK or element.tag in ("script", "style", "svg", "noscript", "template", "form", "input"):
        return []
    words = f"{element.attr('class') or ''} {element.attr('id') or ''}"
    parent = element.parent
    if isinstance(parent, Element):
        words += f" {parent.attr('class') or ''} {parent.attr('id') or ''}"
    if _OPENED.search(words) or element.closest(_ASKED) is not None or element.find("script") is not None:
        return []
    return [(len(text), len(element.find_all("a")), text[:BLOCK])]
