"""The links of one page: what they point at, what they say, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from turbohtml import Document, Element, Namespace

from crawler.records import Link, LinkKind, Position, Rel
from crawler.text import collapse
from crawler.urls import Resolver, base_url

MAX_LINKS = 50_000  # references kept of one page; real indexes of a language reference have 28,000
MAX_ANCHOR = 300  # characters
MAX_BASES = 20  # <base> elements looked at

_RELS = {"nofollow": Rel.NOFOLLOW, "sponsored": Rel.SPONSORED, "ugc": Rel.UGC, "noopener": Rel.NOOPENER}
_LINK_HEADER = re.compile(r"<([^<>]*)>\s*;([^,]*(?:,(?!\s*<)[^,]*)*)")
_REFRESH = re.compile(r"^\s*\d+(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?+[\"']?([^\"']+)", re.I)
_TRIMMED = "".join(map(chr, range(33)))  # C0 controls and space, as browsers do; U+3000 is part of an address
_SKIPPED = ("javascript:", "mailto:", "tel:", "data:", "sms:", "weixin:", "about:", "blob:")


class LinkCollector:
    """Resolves against the page's ``<base href>`` and collects references in document order."""

    def __init__(self, url: str, document: Document, resolver: Resolver, charset: str) -> None:
        self.resolver = resolver
        self.charset = charset
        self.url = url
        href = _base_href(document)
        self.base = url if href is None else base_url(url, href)
        self.moved = self.base != url and resolver.resolve(self.base, "") != url  # then "#top" leads to another page
        self.rooted = resolver.rooted(self.base) if charset == "utf-8" else {}

    def resolve(self, href: str) -> str | None:
        """Absolute, normalised target; None for what is not followed. Links of a site repeat: most are known."""
        if href in self.rooted:
            return self.rooted[href]
        href = href.strip(_TRIMMED)
        if not href or (href[0] == "#" and not self.moved) or href[:12].lower().startswith(_SKIPPED):
            return None
        return self.resolver.resolve(self.base, href, self.charset)

    def collect(self, document: Document, blocks: list[tuple[Element, Position]], link_header: str) -> list[Link]:
        """All references: ``<link>``s of the head, the Link header, ``<a>``, images, frames, meta refresh."""
        positions = _positions(blocks)
        found = [*self._head(document), *self._header(link_header)]
        known, place_of = self.rooted.get, positions.get
        kind, main = LinkKind.A, Position.MAIN
        for anchor in _anchors(document):
            if len(found) >= MAX_LINKS:
                break
            href = anchor.attr("href")
            if href and (target := known(href) or self.resolve(href)):
                rel = anchor.attr("rel")
                text = " ".join(anchor.text.split()) or _other_text(anchor)
                found.append(Link(target, kind, text[:MAX_ANCHOR], _rel(rel) if rel else 0, place_of(anchor, main)))
        found += self._embedded(document, positions)
        return found[:MAX_LINKS]

    def _head(self, document: Document) -> Iterator[Link]:
        for element in document.find_all("link"):
            target = self.resolve(element.attr("href") or "")
            rels = (element.attr("rel") or "").lower().split()
            if target and (kind := _kind(rels, element.attr("hreflang"))) is not None:
                yield Link(target, kind, (element.attr("hreflang") or "").strip().lower()[:50], 0, Position.HEAD)
        for meta in document.find_all("meta"):
            if (meta.attr("http-equiv") or "").strip().lower() == "refresh":
                match = _REFRESH.match(meta.attr("content") or "")
                if match and (target := self.resolve(match.group(1))):
                    yield Link(target, LinkKind.REFRESH, "", 0, Position.HEAD)

    def _header(self, value: str) -> Iterator[Link]:
        """References of an HTTP Link header, ``<url>; rel="canonical"``: relative to the page, not to its base."""
        for href, parameters in _LINK_HEADER.findall(value[:8000]):
            rel = re.search(r"rel\s*=\s*\"?([^\";,]+)", parameters, re.I)
            language = re.search(r"hreflang\s*=\s*\"?([^\";,]+)", parameters, re.I)
            code = language.group(1).strip().lower() if language else ""
            kind = _kind(rel.group(1).lower().split() if rel else [], code or None)
            if kind is not None and (target := self.resolver.resolve(self.url, href)):
                yield Link(target, kind, code, 0, Position.HEAD)

    def _embedded(self, document: Document, positions: dict[Element, Position]) -> Iterator[Link]:
        kind, main = LinkKind.IMAGE, Position.MAIN
        for image in document.find_all("img"):
            if target := self.resolve(image.attr("src") or image.attr("data-src") or ""):
                alt = " ".join((image.attr("alt") or "").split())[:MAX_ANCHOR]
                yield Link(target, kind, alt, 0, positions.get(image, main))
        for frame in document.find_all(["iframe", "frame"]):
            if target := self.resolve(frame.attr("src") or ""):
                yield Link(target, LinkKind.FRAME, "", 0, positions.get(frame, Position.MAIN))


def _base_href(document: Document) -> str | None:
    """What the first ``<base href>`` of the document says; that of a drawing or a template is none of it."""
    if document.find("base", attrs={"href": True}) is None:
        return None
    for base in document.find_all("base")[:MAX_BASES]:
        href = base.attr("href")
        if href is not None and base.namespace is Namespace.HTML and base.closest("template") is None:
            return href
    return None


def _anchors(document: Document) -> list[Element]:
    """In document order; to ask for one tag costs a tenth, and maps have become rare."""
    return document.find_all(["a", "area"]) if document.find("area") is not None else document.find_all("a")


def _kind(rels: Iterable[str], hreflang: str | None) -> LinkKind | None:
    if "canonical" in rels:
        return LinkKind.CANONICAL
    if "alternate" in rels and hreflang:
        return LinkKind.ALTERNATE
    if "next" in rels:
        return LinkKind.NEXT
    return LinkKind.PREV if "prev" in rels else None


def _positions(blocks: list[tuple[Element, Position]]) -> dict[Element, Position]:
    found: dict[Element, Position] = {}
    for block, position in blocks:
        found.update(dict.fromkeys(block.iter_elements(("a", "area", "img", "iframe", "frame")), position))
    return found


def _rel(value: str) -> int:
    return int(sum(_RELS[token] for token in set(value.lower().replace(",", " ").split()) if token in _RELS))


def _other_text(anchor: Element) -> str:
    """What names a link without text: the alt text of an image inside, else its label or title."""
    alts = (collapse(image.attr("alt") or "") for image in anchor.find_all("img"))
    return next((alt for alt in alts if alt), "") or collapse(anchor.attr("aria-label") or anchor.attr("title") or "")
