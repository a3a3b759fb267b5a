"""The elements of a page by tag and by attribute, each looked up once for all facts."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from turbohtml import Document, Element

# Attributes that few elements bear: one look at the page for all of them costs little more than for one. The parser
# tests a list in :is() in half the time of the bare list.
MARKS = ("role", "tabindex", "style", "hidden", "onclick", "itemscope", "typeof", "aria-labelledby", "lang")
LONG = 1000  # characters of a script worth leaving out
ENDS = 50  # characters of it that are compared
JSON_LD = "application/ld+json"
PRICE = "priced"  # what may hold a price: by itemprop, data-price, or a word of its class
_PRICED = ("[itemprop=price]", "[data-price]", "[class*=price i]")
_MARKED = f":is({', '.join([*(f'[{name}]' for name in MARKS), *_PRICED])})"


class Meta(NamedTuple):
    """A ``<meta>`` and what it may be named by, in lower case, empty when it lacks the attribute."""

    name: str
    about: str  # property
    http_equiv: str
    element: Element

    def content(self) -> str:
        """Its content as written."""
        return self.element.attr("content") or ""


class Script(NamedTuple):
    """A ``<script>``: its type in lower case, its src as written, its text as it stands."""

    kind: str
    src: str | None
    text: str

    @property
    def is_json_ld(self) -> bool:
        """Whether it holds JSON-LD."""
        return self.kind.startswith(JSON_LD)


class LinkTag(NamedTuple):
    """A ``<link>`` with its rel in lower case."""

    rel: str
    element: Element


class Elements(dict[str, list[Element]]):
    """Elements by tag, each list in document order; a tag that the page lacks has an empty list."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document

    def __missing__(self, tag: str) -> list[Element]:
        found = self[tag] = self._document.find_all(tag)
        return found

    @cached_property
    def marked(self) -> dict[str, list[Element]]:
        """Elements by attribute, of those in ``MARKS``, and under ``PRICE``; each list in document order."""
        found: dict[str, list[Element]] = {name: [] for name in (*MARKS, PRICE)}
        for element in self._document.select(_MARKED):
            marks = [name for name in element.attrs if name in found]  # half the time of asking for each
            for name in marks:
                found[name].append(element)
            if not marks or _priced(element):
                found[PRICE].append(element)
        return found

    @cached_property
    def metas(self) -> list[Meta]:
        """Every ``<meta>``."""
        return [
            Meta(_lower(one, "name"), _lower(one, "property"), _lower(one, "http-equiv"), one) for one in self["meta"]
        ]

    @cached_property
    def scripts(self) -> list[Script]:
        """Every ``<script>``."""
        return [Script((one.attr("type") or "").strip().lower(), one.attr("src"), one.text) for one in self["script"]]

    @cached_property
    def links(self) -> list[LinkTag]:
        """Every ``<link>``."""
        return [LinkTag(_lower(one, "rel"), one) for one in self["link"]]

    @cached_property
    def anchor_texts(self) -> list[str]:
        """The text of every ``<a>``; pairs of both would take as much again of a page with half a million."""
        return [anchor.text for anchor in self["a"]]

    @cached_property
    def by_text(self) -> dict[str, Element]:
        """The last ``<a>`` of each text, which is stripped."""
        return {text.strip(): anchor for anchor, text in zip(self["a"], self.anchor_texts, strict=True)}

    @cached_property
    def ids(self) -> list[str]:
        """Every id as written, in document order."""
        return values(self._document, "//@id")

    @cached_property
    def count(self) -> int:
        """Number of all elements."""
        count = self._document.xpath("count(//*)")
        return int(count) if isinstance(count, float) else 0


def _priced(element: Element) -> bool:
    classes = element.attr("class")
    if classes and "price" in classes.lower():
        return True
    return element.attr("itemprop") == "price" or element.attr("data-price") is not None


def _lower(element: Element, name: str) -> str:
    return (element.attr(name) or "").lower()


def elements_of(document: Document) -> Elements:
    """Elements of a page, looked up when they are asked for first: before the tree is taken apart."""
    return Elements(document)


def without_code(html: str, scripts: list[Script]) -> str:
    """``html`` without the texts of its longer scripts, often half of a page: what is looked for in markup is found sooner.

    A script that the parser read in another way than it is written, for its line ends, stays. Its two ends and its
    length tell that: to compare all of it would take as long as the search that it spares.
    """
    parts, at = [], 0
    for _, _, text in scripts:
        if len(text) >= LONG:
            start = html.find(text[:ENDS], at)
            end = start + len(text)
            if start >= 0 and html.endswith(text[-ENDS:], start, end):
                parts.append(html[at:start])
                at = end
    return "".join([*parts, html[at:]]) if parts else html


def values(document: Document | Element, expression: str) -> list[str]:
    """The strings that an XPath of attributes or texts selects, in document order."""
    found = document.xpath(expression)
    return [str(one) for one in found] if isinstance(found, list) else []
