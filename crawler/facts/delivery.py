"""How the content reaches a reader: in the HTML itself, or through frames, plug-ins, scripts, pictures or a redirect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from turbohtml import Element

from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements, Meta, Script

MAX_KEPT = 5
MAX_IMAGES = 300  # images looked at
MAX_WIDTHS = 30  # widths kept
MIN_WIDTH = 200  # pixels below which no picture of text is readable
MAX_SCRIPT = 50_000  # characters of one inline script that are read
MAX_NESTING = 30
CLIP = 300  # characters of an address

_ROOT_IDS = frozenset({"app", "root", "__next", "__nuxt", "__layout", "gatsby-focus-wrapper", "q-app"})
_ROOTS = "#app, #root, #__next, #__nuxt, #__layout, #gatsby-focus-wrapper, #q-app, app-root"
_PLUGIN_TYPE = re.compile(r"flash|silverlight|java-applet|director|futuresplash|x-oleobject", re.IGNORECASE)
_PLUGIN_FILE = re.compile(r"\.(?:swf|xap|class|dcr)(?:[?#]|\Z)", re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*\Z", re.IGNORECASE)
_STYLE_SIZE = re.compile(r"(?<![\w-])(width|height)\s*:\s*(\d{1,5})(?:\.\d+)?(px|%|vw|vh)", re.IGNORECASE)
_BESIDE = "a, header, nav, footer, aside, button, noscript"
# Other media and services that are rightly embedded.
_EMBEDDED = re.compile(
    r"youtube|youku|bilibili|vimeo|qq\.com|tudou|iqiyi|douyin|map|google|facebook|captcha|pay|calendar|forms?[./]"
    r"|disqus|chat|kefu|doubleclick|ads?[./]|tongji|analytics|tagmanager|spotify|music",
    re.IGNORECASE,
)
# An assignment of a fixed address; what is computed may as well be the address of this page.
_LOCATION = (
    r"(?<![\w.])(?:(?:window|self|top|parent|document)\s{0,3}\.\s{0,3})?location"
    r"(?:\s{0,3}\.\s{0,3}href)?\s{0,5}(?:=\s{0,5}|\.\s{0,3}(?:replace|assign)\s{0,3}\(\s{0,5})"
    r"[\"']([^\"'<>\s]{1,300})[\"']\s{0,5}(?=[;)\n}\"']|\Z)"
)
_MOVES = re.compile(_LOCATION)
_TIMED = re.compile(
    r"(?:setTimeout\s{0,3}\(\s{0,5}|onload\s{0,3}=\s{0,3})"
    r"(?:[\"']\s{0,5}|function\s{0,3}\w{0,30}\(\)\s{0,3}\{\s{0,20}|\(\)\s{0,3}=>\s{0,3}\{?\s{0,20})" + _LOCATION
)
_QUOTED_TIMER = re.compile(r"setTimeout\s{0,3}\(\s{0,5}\"[^\"]{0,50}location[^\"]{0,30}'([^\"'<>\s]{1,300})'")
_BLOCK = re.compile(r"\{[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'\w])//[^\n]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """How the content reaches a reader."""

    frames: int = 0  # <frame> and <frameset> elements
    frame_sources: tuple[str, ...] = ()  # of the first five frames
    large_iframes: tuple[
        tuple[str, int, int], ...
    ] = ()  # address, width and height in px (-100 = 100 %), outside menus
    plugins: tuple[tuple[str, str], ...] = ()  # element and the file or type it loads, the first five
    empty_root: str = ""  # id of the element that scripts are to fill, when it has no text
    script_files: int = 0  # <script src>
    image_widths: tuple[int, ...] = ()  # declared px of unlinked images of the content, from 200 px, the first thirty
    refresh: str = ""  # content of the first meta refresh
    script_redirect: str = ""  # address that an inline script goes to as soon as it runs, or by a timer


def delivery_facts(document: Document, elements: Elements) -> DeliveryFacts:
    """How the content reaches a reader."""
    scripts = elements.scripts
    files = sum(one.src is not None for one in scripts)
    frames = elements["frame"]
    return DeliveryFacts(
        frames=len(frames) + len(elements["frameset"]),
        frame_sources=tuple(_address(one, "src") for one in frames[:MAX_KEPT]),
        large_iframes=tuple(_large(elements["iframe"]))[:MAX_KEPT],
        plugins=tuple(_plugins(elements))[:MAX_KEPT],
        empty_root=_empty_root(document) if files and _may_have_root(elements) else "",
        script_files=files,
        image_widths=_widths(elements["img"]),
        refresh=_refresh(elements.metas),
        script_redirect=_script_redirect(scripts),
    )


def _address(element: Element, name: str) -> str:
    return collapse(element.attr(name) or "")[:CLIP]


def _size(element: Element) -> tuple[int, int]:
    """Declared width and height in px; -100 for all of the place there is, 0 for unknown."""
    found = {name: _pixels(element.attr(name)) for name in ("width", "height")}
    if style := element.attr("style"):
        for name, number, unit in _STYLE_SIZE.findall(style):
            if unit.lower() == "px":
                found[name.lower()] = int(number)
            elif int(number) >= 90:
                found[name.lower()] = -100
    return found["width"], found["height"]


def _pixels(value: str | None) -> int:
    if value is None:
        return 0
    if len(value) <= 5 and value.isdecimal():  # nearly all
        return int(value)
    match = _PIXELS.match(value)
    return int(match.group(1)) if match else -100 if value.strip() == "100%" else 0


def _large(frames: list[Element]) -> list[tuple[str, int, int]]:
    """Frames as large as a page's main block; players, maps, forms and chats left out."""
    found = []
    for frame in frames[:50]:
        source, (width, height) = _address(frame, "src"), _size(frame)
        if not source or source.startswith("about:") or _EMBEDDED.search(source):
            continue
        if (width < 0 or width >= 600) and (height < 0 or height >= 400) and frame.closest(_BESIDE) is None:
            found.append((source, width, height))
    return found


def _plugins(elements: Elements) -> list[tuple[str, str]]:
    found = []
    for tag, names in (("object", ("data", "classid")), ("embed", ("src",)), ("applet", ("code", "archive"))):
        for element in elements[tag][:50]:
            kind = element.attr("type") or ""
            files = [_address(element, name) for name in names]
            if tag == "object":
                files += [_address(one, "value") for one in element.find_all("param")[:20]]
            file = next((one for one in files if _PLUGIN_FILE.search(one)), "")
            if file or _PLUGIN_TYPE.search(kind) or tag == "applet":
                found.append((tag, file or collapse(kind)[:CLIP] or next(filter(None, files), "")))
    return found


def _may_have_root(elements: Elements) -> bool:
    """Whether an id may be one of ``_ROOTS``; without a doctype, capitals do not matter."""
    return bool(elements["app-root"]) or not _ROOT_IDS.isdisjoint({one.lower() for one in elements.ids})


def _empty_root(document: Document) -> str:
    root = document.select_one(_ROOTS)
    if root is None or root.text.strip():
        return ""
    return (root.attr("id") or root.tag)[:50]


def _widths(images: list[Element]) -> tuple[int, ...]:
    """Of the pictures a reader has to read; what is linked is a card of a list."""
    found: list[int] = []
    for image in images[:MAX_IMAGES]:
        width = _size(image)[0] if image.attr("style") else _pixels(image.attr("width"))
        if width >= MIN_WIDTH and image.closest(_BESIDE) is None:
            found.append(width)
            if len(found) == MAX_WIDTHS:
                break
    return tuple(found)


def _refresh(metas: list[Meta]) -> str:
    for meta in metas:
        if meta.http_equiv.strip() == "refresh" and meta.element.closest("noscript") is None:
            return collapse(meta.content())[:CLIP]
    return ""


def _script_redirect(scripts: list[Script]) -> str:
    for script in scripts[:100]:
        if script.src is not None:
            continue
        code = script.text[:MAX_SCRIPT]
        if "location" in code and _MOVES.search(code) and (target := _target(_COMMENT.sub(" ", code))):
            return target
    return ""


def _target(code: str) -> str:
    """Where code goes that is in no function and under no condition, or in a timer or the load event."""
    timed = _TIMED.search(code) or _QUOTED_TIMER.search(code)
    if timed:
        return timed.group(1)
    for _ in range(MAX_NESTING):
        shorter = _BLOCK.sub(" ", code)
        if shorter == code:
            break
        code = shorter
    match = None if "{" in code or "=>" in code else _MOVES.search(code)
    if match is None or re.search(r"\b(?:if|else|on\w+\s*=)\s*[^;]{0,200}\Z", code[: match.start()]):
        return ""
    return match.group(1)
