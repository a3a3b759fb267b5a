"""Visible text and main text of a parsed page. Takes the tree apart: call it last."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from operator import itemgetter

from turbohtml import Document, Element, PlainText

from crawler.records import Position

SILENT = "script, style, title, template, noscript, svg, math, iframe, object, select, textarea, button, [hidden], head"
_LOOSE_LIST = ".//ul[text()[normalize-space()] or *[not(self::li)]]"  # content that is in no item
_LAYOUT = PlainText(layout="strict", bullet="")
_LISTS = ("ul", "ol", "table", "dl")
_BLANKS = ("\t", "\u00a0", "\u3000")
_SPACES = re.compile("  +")
SHORT = 60  # characters of a line whose hash is remembered
MIN_BLOCK = 10  # characters below which a block says nothing about repetition
LINK_LIST = 0.7  # share of link text above which a block is a list of links


def visible_text(body: Element) -> str:
    """Text as a reader sees it, one block a line; scripts, styles and hidden parts left out."""
    text = body.to_text(_LAYOUT)
    for blank in _BLANKS:  # three times as fast as one regular expression
        text = text.replace(blank, " ")
    if "  " in text:
        text = _SPACES.sub(" ", text)  # four times as fast as replacing pairs until none is left
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def block_hashes(text: str) -> array[int]:
    """64-bit hash of each line of ``visible_text`` with ten or more characters."""
    lines = text.split("\n")
    hashes = [_known_hash(line) if size <= SHORT else _hash(line) for line in lines if (size := len(line)) >= MIN_BLOCK]
    return array("Q", b"".join(hashes))


def _hash(line: str) -> bytes:
    return blake2b(line.encode("utf-8", "replace"), digest_size=8).digest()


_known_hash = lru_cache(maxsize=8192)(_hash)  # the menus of a site stand on every page


def body_of(document: Document) -> Element | None:
    """The body, else the root; an empty body is a body, though it is falsy."""
    body = document.find("body")
    return document.root if body is None else body


def silence(document: Document) -> Element | None:
    """Remove what no reader sees; the body that remains, or the root when there is none."""
    body = body_of(document)
    if body is not None:
        body.remove(SILENT)
        _free(body)
    return body


def _free(body: Element) -> None:
    """Let the text layout read what browsers show: content of lists outside ``<li>``, and captions."""
    for block in body.find_all(["ol", "menu"]):
        block.tag = "ul"  # the layout would number the items, and numbers are no words of the page
    for found in list(body.xpath_iter(_LOOSE_LIST)):
        if isinstance(found, Element):
            found.tag = "dl"
    for caption in body.find_all("caption"):
        if isinstance(caption.parent, Element):
            caption.tag = "div"
            caption.parent.insert_before(caption)


def main_text(body: Element, boilerplate: list[tuple[Element, Position]]) -> str:
    """The densest block of the page and its siblings: ``<main>`` if given, else found by its share of the text.

    ``boilerplate`` (navigation, head, foot, side) is removed from the tree first.
    """
    for element, _ in boilerplate:
        element.decompose()
    root = body.find("main") or body.select_one("[role=main]") or _densest(body)
    _drop_link_lists(root)
    return visible_text(root)


def _densest(body: Element) -> Element:
    """Descend while one child holds nearly all of the text: its siblings are decoration."""
    current, total = body, len(body.text)
    while True:
        children = [(len(child.text), child) for child in current.children if isinstance(child, Element)]
        size, largest = max(children, key=itemgetter(0), default=(0, None))
        if largest is None or size < total * 0.9 or largest.tag in ("p", "ul", "ol", "table", "pre"):
            return current
        current, total = largest, size


def _drop_link_lists(root: Element) -> None:
    """Lists that are mostly links (menus without a telling name) are not text of the page."""
    gone: set[Element] = set()  # inside of what was dropped
    texts: _LinkTexts | None = None
    for block in root.find_all(list(_LISTS)):
        links = block.find_all("a") if block not in gone else ()
        if len(links) < 4:
            continue
        texts = texts or _LinkTexts(root)
        total = len(block.text.strip())
        if total and texts.length(links) > total * LINK_LIST:
            gone.update(block.iter_elements(_LISTS))
            block.decompose()


class _LinkTexts:
    """Lengths of the texts of all links, each measured once however deep lists are nested."""

    def __init__(self, root: Element) -> None:
        links = root.find_all("a")
        self.order = {link: number for number, link in enumerate(links)}
        self.sums = list(accumulate((len(link.text.strip()) for link in links), initial=0))

    def length(self, links: Sequence[Element]) -> int:
        """Of links that follow each other in the document."""
        first = self.order[links[0]]
        return self.sums[first + len(links)] - self.sums[first]
