"""How the document is built: elements, depth, what blocks the first paint, what is loaded without encryption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from turbohtml import Element

from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements, Meta

MAX_KEPT = 10
CLIP = 200  # characters of an address
SHALLOW = 20  # levels of nesting below which depth is not measured
NARROW = 40  # children below which an element is not looked at
_CHILD = f"//*/*[{NARROW}]"
_DEEP = "/*" * (SHALLOW + 1)  # the elements of the first level that is deep

_INSECURE = ", ".join(
    f'{tag}[{name}^="http://" i]'
    for tag, name in (
        ("script", "src"), ("link", "href"), ("iframe", "src"), ("frame", "src"), ("object", "data"), ("embed", "src"),
        ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"), ("video", "src"), ("audio", "src"),
        ("video", "poster"), ("input", "src"),
    )
)  # fmt: skip
_RARE = ("iframe", "frame", "object", "embed", "source", "video", "audio")
_ACTIVE = {"script": "script", "iframe": "frame", "frame": "frame", "object": "plug-in", "embed": "plug-in"}
_SCRIPTS = frozenset({"", "text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript"})
_MEDIA = frozenset({"", "all", "screen"})

Loaded = tuple[str, str]  # kind (script, style, frame, plug-in, image, media), address as written


@dataclass(frozen=True, slots=True)
class MarkupFacts:
    """How the document is built."""

    elements: int = 0  # in the HTML as sent
    depth: int = 0  # levels of nesting, html = 1; 0: no more than twenty
    widest: int = 0  # most children of one element, of those with forty or more; 0: none. Lists of choices left out
    widest_tag: str = ""
    blocking: tuple[Loaded, ...] = ()  # scripts and styles of the head that hold the first paint up, the first ten
    blocking_count: int = 0
    insecure: tuple[Loaded, ...] = ()  # what is loaded over http://, the first ten, scripts and styles first
    insecure_active: int = 0  # of them scripts, styles, frames and plug-ins
    insecure_passive: int = 0  # of them pictures, sound and films
    csp: str = ""  # Content-Security-Policy of a meta
    referrer: str = ""  # meta referrer


def markup_facts(document: Document, elements: Elements, html: str) -> MarkupFacts:
    """How the document is built."""
    tag, widest = _widest(document)
    blocking = _blocking(document) if _may_block(elements) else []
    insecure = _insecure(document) if _may_be_insecure(elements, html) else []
    active = [one for one in insecure if one[0] not in ("image", "media")]
    passive = [one for one in insecure if one[0] in ("image", "media")]
    return MarkupFacts(
        elements=elements.count,
        depth=_depth(document),
        widest=widest,
        widest_tag=tag,
        blocking=tuple(blocking[:MAX_KEPT]),
        blocking_count=len(blocking),
        insecure=tuple([*active, *passive][:MAX_KEPT]),
        insecure_active=len(active),
        insecure_passive=len(passive),
        csp=_csp(elements.metas),
        referrer=_referrer(elements.metas),
    )


def _depth(document: Document) -> int:
    """Levels of nesting; 0 when there are no more than ``SHALLOW``. Each element below them is looked at once."""
    level, depth = document.xpath(_DEEP), SHALLOW
    while level and isinstance(level, list):
        level = [child for one in level if isinstance(one, Element) for child in one.children]
        level = [child for child in level if isinstance(child, Element)]
        depth += 1
    return depth if depth > SHALLOW else 0


def _widest(document: Document) -> tuple[str, int]:
    """The element with the most children, and how many; a list of countries to choose from is no fault."""
    found = ("", 0)
    children = document.xpath(_CHILD)  # linear; :nth-child() counts the children before each of the children
    for child in children[:100] if isinstance(children, list) else []:
        parent = child.parent if isinstance(child, Element) else None
        if (
            isinstance(child, Element)
            and isinstance(parent, Element)
            and parent.tag not in ("select", "datalist", "optgroup", "head")
        ):
            further = child.xpath("count(following-sibling::*)")
            count = NARROW + int(further) if isinstance(further, float) else NARROW
            found = max(found, (parent.tag[:30], count), key=lambda one: one[1])
    return found


def _may_block(elements: Elements) -> bool:
    """Whether the page loads any script or style sheet, wherever that stands."""
    return any(one.src is not None for one in elements.scripts) or any(
        "stylesheet" in one.rel for one in elements.links
    )


def _blocking(document: Document) -> list[Loaded]:
    found = []
    for one in document.select("head > script[src], head > link[rel~=stylesheet i]"):
        if one.tag == "script":
            held = one.attr("async") is None and one.attr("defer") is None
            if held and (one.attr("type") or "").strip().lower() in _SCRIPTS:
                found.append(("script", _address(one, "src")))
        elif _applies(one):
            found.append(("style", _address(one, "href")))
    return found


def _applies(sheet: Element) -> bool:
    """Whether a screen waits for a style sheet."""
    if sheet.attr("disabled") is not None or "alternate" in (sheet.attr("rel") or "").lower():
        return False
    return (sheet.attr("media") or "").strip().lower() in _MEDIA


def _may_be_insecure(elements: Elements, html: str) -> bool:
    """Whether something may be loaded over http://: most pages name such an address, and load nothing from it."""
    if "http://" not in html and "HTTP://" not in html:
        return False
    if any(elements[tag] for tag in _RARE):
        return True
    addresses = [one.src for one in elements.scripts]
    addresses += [one.attr("href") for rel, one in elements.links if "stylesheet" in rel or "icon" in rel]
    addresses += [one.attr(name) for one in elements["img"] for name in ("src", "srcset")]
    addresses += [one.attr("src") for one in elements["input"]]
    return any(address and address[:7].lower() == "http://" for address in addresses)


def _insecure(document: Document) -> list[Loaded]:
    found = []
    for one in document.select(_INSECURE)[:1000]:
        if kind := _kind(one):
            names = ("src", "href", "data", "srcset", "poster")
            address = next(text for name in names if (text := _address(one, name)).lower().startswith("http://"))
            found.append((kind, address))
    return found


def _kind(element: Element) -> str:
    """What a browser does with it; empty: it does not load it."""
    if element.tag == "link":
        rels = (element.attr("rel") or "").lower().split()
        if "stylesheet" in rels:
            return "style"
        if "icon" in rels or "apple-touch-icon" in rels:
            return "image"
        return ""
    if element.tag in _ACTIVE:
        return _ACTIVE[element.tag]
    parent = element.parent
    if element.tag in ("video", "audio") and element.attr("src"):
        return "media"
    if element.tag == "source" and isinstance(parent, Element) and parent.tag in ("video", "audio"):
        return "media"
    return "image"


def _address(element: Element, name: str) -> str:
    return collapse((element.attr(name) or "")[: 2 * CLIP])[:CLIP]


def _csp(metas: list[Meta]) -> str:
    for meta in metas:
        if meta.http_equiv.strip() == "content-security-policy":
            return collapse(meta.content())[:1000]
    return ""


def _referrer(metas: list[Meta]) -> str:
    found = (meta.content() for meta in metas if meta.name.strip() == "referrer")
    return next((collapse(value).lower()[:60] for value in found if value.strip()), "")
