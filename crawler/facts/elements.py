"""The elements of a page by tag, found in one walk that all facts share."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeAlias

from turbohtml import Document, Element

# Every tag that some fact looks at; a walk over fewer elements is a faster walk.
TAGS = (
    "title", "meta", "link", "base", "script", "style", "h1", "h2", "h3", "h4", "h5", "h6",
    "img", "picture", "source", "video", "audio", "track", "iframe", "frame", "frameset", "object", "embed", "applet",
    "form", "input", "select", "textarea", "button", "label", "main", "time",
)  # fmt: skip

Elements: TypeAlias = defaultdict[str, list[Element]]


def elements_of(document: Document) -> Elements:
    """Elements by tag, each list in document order; a tag that the page lacks has an empty list."""
    found: Elements = defaultdict(list)
    for element in document.iter_elements(TAGS):
        found[element.tag].append(element)
    return found


def values(document: Document | Element, expression: str) -> list[str]:
    """The strings that an XPath of attributes or texts selects, in document order."""
    found = document.xpath(expression)
    return [str(one) for one in found] if isinstance(found, list) else []
