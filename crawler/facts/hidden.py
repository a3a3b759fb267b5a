"""What a page hides from its readers, as far as the markup alone proves it: links, texts, stuffed comments, traps.

Style sheets are not read: only inline styles, attributes and inline scripts. Menus, dialogs and whatever a script may
show later are told apart by their class, id, role or data attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from turbohtml import Comment, Element

from crawler.facts.elements import values
from crawler.facts.scripts import codes, forces_submit, hijack
from crawler.facts.stuffing import LEAST_TEXT, Stuffed, stuffed, title_terms
from crawler.facts.styles import Hiding, beyond, hiding
from crawler.text import collapse, matching_copy, visible_chars

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements

MAX_KEPT = 20
LEAST_SHOWN = 10  # characters of a hidden text worth keeping
MAX_PLACES = 100
MAX_ELEMENTS = 300
CLIP = 120
SHOWN_LATER = ("class", "id", "role", "aria-hidden", "aria-label", "data-toggle", "v-show", "v-if", "x-show", "v-cloak")
_TOGGLED = "dialog, nav, template, noscript, select, form, [role=dialog], [role=menu], [role=tabpanel], [role=tooltip], details"
_READERS = re.compile("sr-only|screen-?reader|visually-?hidden|skip|slick|swiper|carousel|slide|owl-|honeypot", re.I)
_PUNCTUATION = frozenset(".,;:'`·。，、；：_-|*~")
_DOTS = frozenset(f">{mark}" for mark in _PUNCTUATION)

HiddenLink = tuple[str, str, str, int]  # method, address as written, anchor, 1 = nothing suggests it is shown later
HiddenText = tuple[str, float, int, int, int, str]  # method, px or difference, characters, title hits, hosts, beginning


@dataclass(frozen=True, slots=True)
class HiddenFacts:
    """What a page hides from its readers."""

    links: tuple[HiddenLink, ...] = ()  # to absolute addresses, the first twenty
    texts: tuple[HiddenText, ...] = ()  # blocks that nothing suggests a script shows later, the first twenty
    stuffed: tuple[Stuffed, ...] = ()  # comments, noscript and hidden fields that repeat words of the title
    hijack: tuple[str, str] | tuple[()] = ()  # event and code of a script that keeps visitors from going back
    harvest: str = ""  # action of a form nobody sees that a script sends by itself


def hidden_facts(document: Document, elements: Elements, html: str) -> HiddenFacts:
    """What a page hides from its readers."""
    hidden = list(islice(_hidden(elements), MAX_ELEMENTS))
    places = _places(document, elements)
    title = elements["title"][0].text if elements["title"] and (hidden or places) else ""
    terms = title_terms(title) if title else []
    links = [*_links(hidden), *_pixel_links(elements), *_dots(elements, html)]
    scripts = codes(elements)
    return HiddenFacts(
        links=tuple(dict.fromkeys(links))[:MAX_KEPT],
        texts=tuple(_texts(hidden, terms))[:MAX_KEPT],
        stuffed=tuple(one for place in places for one in stuffed(*place, terms))[:MAX_KEPT],
        hijack=hijack(scripts),
        harvest=_harvest(elements, scripts),
    )


def _hidden(elements: Elements) -> Iterator[tuple[Element, Hiding]]:
    """Elements hidden by themselves, with the method: first those with a telling inline style."""
    for element in elements.marked["style"]:
        if (known := hiding(element.attr("style") or "")) is not None:
            yield element, known
    for element in elements.marked["hidden"]:
        yield element, ("hidden", 0.0)
    for element in elements["marquee"]:
        if any((element.attr(side) or "").strip() in ("0", "1", "2") for side in ("width", "height")):
            yield element, ("tiny", 0.0)


def _certain(element: Element, method: str) -> bool:
    """Whether nothing suggests that a script shows ``element`` later, or that only screen readers should hear it."""
    marks = f"{element.attr('class') or ''} {element.attr('id') or ''}"
    if method in ("off-screen", "tiny", "colour"):
        return not _READERS.search(marks) and element.closest(_TOGGLED) is None
    if any(element.attr(name) is not None for name in SHOWN_LATER):
        return False
    return element.closest(_TOGGLED) is None and not any(name.startswith(("data-", ":", "@")) for name in element.attrs)


def _links(hidden: list[tuple[Element, Hiding]]) -> Iterator[HiddenLink]:
    for element, (method, amount) in hidden:
        if not beyond(method, amount):
            continue
        anchors = [element] if element.tag == "a" else element.find_all("a", limit=2 * MAX_KEPT)
        if anchors:
            certain = int(_certain(element, method))
            yield from (_link(anchor, method, certain) for anchor in anchors if _absolute(anchor))


def _absolute(anchor: Element) -> bool:
    href = (anchor.attr("href") or "").strip().lower()
    return href.startswith(("http://", "https://", "//")) and "me" not in (anchor.attr("rel") or "").split()


def _link(anchor: Element, method: str, certain: int) -> HiddenLink:
    return method, (anchor.attr("href") or "").strip()[:300], collapse(anchor.text)[:CLIP], certain


def _pixel_links(elements: Elements) -> Iterator[HiddenLink]:
    for image in elements["img"]:
        if image.attr("width") in ("0", "1") and image.attr("height") in ("0", "1"):
            anchor = image.closest("a")
            if anchor is not None and _absolute(anchor) and not anchor.text.strip():
                yield _link(anchor, "pixel", 1)


def _dots(elements: Elements, html: str) -> Iterator[HiddenLink]:
    """Links whose whole text is a dot or a comma; arrows and crosses are signs a reader understands."""
    if _PUNCTUATION.isdisjoint(elements.by_text) or _DOTS.isdisjoint({part[-2:] for part in html.split("</a>")}):
        return
    texts = zip(elements["a"], elements.anchor_texts, strict=True)
    for anchor in (one for one, text in texts if text.strip() in _PUNCTUATION):
        told = anchor.attr("aria-label") or anchor.attr("title") or anchor.find("img") is not None
        if not told and _absolute(anchor):
            yield _link(anchor, "punctuation", 1)


def _texts(hidden: list[tuple[Element, Hiding]], terms: list[str]) -> Iterator[HiddenText]:
    for element, (method, amount) in hidden:
        if not _certain(element, method) or element.find("img") is not None:
            continue
        own = method in ("tiny", "colour")  # what stands deeper may have its own size and colour
        text = collapse(" ".join(values(element, "text()")) if own else element.text)
        size = visible_chars(text)
        if size >= LEAST_SHOWN:
            copy = matching_copy(text[:5000])
            hits = max((copy.count(term) for term in terms), default=0)
            yield method, amount, size, hits, _hosts(element), text[:CLIP]


def _hosts(element: Element) -> int:
    """Number of different hosts that the links inside lead to; a hidden menu leads to one."""
    links = (anchor.attr("href") or "" for anchor in element.find_all("a", limit=200) if _absolute(anchor))
    return len({href.strip().lower().split("/")[2] for href in links})


def _places(document: Document, elements: Elements) -> list[tuple[str, str]]:
    """Comments, noscript and hidden fields with text enough to repeat something in, the first hundred."""
    found = document.xpath("//comment()")
    comments = [("comment", one.data) for one in found if isinstance(one, Comment)] if isinstance(found, list) else []
    silent = [("noscript", one.text) for one in document.find_all("noscript", limit=MAX_PLACES)]
    fields = [one for one in elements["input"] if (one.attr("type") or "").strip().lower() == "hidden"]
    texts = [*comments, *silent, *(("field", one.attr("value") or "") for one in fields)]
    return [(place, text) for place, text in texts if len(text) >= LEAST_TEXT][:MAX_PLACES]


def _harvest(elements: Elements, scripts: list[str]) -> str:
    if not any(".submit(" in code for code in scripts):
        return ""
    for form in elements["form"]:
        if _unseen_form(form) and forces_submit(form, scripts, elements):
            return (form.attr("action") or "").strip()[:300] or "/"
    return ""


def _unseen_form(form: Element) -> bool:
    fields = form.find_all(["input", "select", "textarea", "button"])
    unseen = all((one.attr("type") or "").strip().lower() == "hidden" for one in fields if one.tag == "input")
    return bool(fields) and unseen and all(one.tag == "input" for one in fields)
