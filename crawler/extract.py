"""One response to facts and links, with ONE parse. Pure; never raises on any bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import turbohtml
from turbohtml import Document, Element, Namespace

from crawler.charset import decode
from crawler.facts import facts_of, gather_themes
from crawler.facts.elements import JSON_LD, Elements, elements_of
from crawler.facts.similarity import signature
from crawler.headers import kept_headers
from crawler.landmarks import boilerplate
from crawler.links import LinkCollector
from crawler.maintext import block_hashes, body_of, main_text, silence, visible_text
from crawler.records import Extracted, Link, LinkKind, PageRecord
from crawler.text import collapse, han_only, latin_words, visible_chars
from crawler.urls import Resolver

HTML_TYPES = ("text/html", "application/xhtml+xml", "")
ROBOT_METAS = ("robots", "googlebot", "bingbot", "baiduspider", "360spider", "sogou", "yisouspider", "bytespider")
READ_METAS = frozenset({"description", *ROBOT_METAS})
CLIP = {"title": 1000, "description": 2000, "h1": 1000, "robots": 500, "lang": 50}
UTF8_BOM = b"\xef\xbb\xbf"
MAX_TEXT = 1_000_000  # characters of main text kept

_SNIFF_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|title|meta|body)\b", re.I | re.S)
_SCHEMA_TYPE = re.compile(r'"@type"\s*:\s*(?:"([\w:/.]+)"|\[([^\]]{1,200})\])')
_WITH_VALUE = re.compile(
    r"(?:max-[a-z]+(?:-[a-z]+)?|unavailable_after)\s*:\s*[^,;]*"
)  # "max-image-preview: none" is no "none"


def is_html(content_type: str, body: bytes) -> bool:
    """Whether a response is HTML: by its type, or by its first bytes when it declares none."""
    mime = content_type.partition(";")[0].strip().lower()
    if mime in HTML_TYPES[:2]:
        return True
    return not mime and _SNIFF_HTML.match(body[:1024]) is not None


def is_noindex(robots: str, x_robots: str) -> bool:
    """Whether meta robots or X-Robots-Tag keeps the page out of an index."""
    return _directive("noindex", robots, x_robots)


def is_nofollow(robots: str, x_robots: str) -> bool:
    """Whether meta robots or X-Robots-Tag asks not to follow the links of the page."""
    return _directive("nofollow", robots, x_robots)


def _directive(name: str, robots: str, x_robots: str) -> bool:
    words = _WITH_VALUE.sub(" ", f"{robots}, {x_robots}".lower())
    return re.search(rf"(?<![\w-])(?:{name}|none)(?![\w-])", words) is not None


def extract(
    url: str,
    body: bytes,
    *,
    content_type: str = "text/html",
    headers: Mapping[str, str] | None = None,
    status: int = 200,
    resolver: Resolver | None = None,
    known: Mapping[str, Any] | None = None,
) -> Extracted:
    """Facts, links and texts of one response.

    Args:
        url: absolute and normalised; where the response came from, after no redirect.
        body: bytes after decompression.
        headers: lower-case names; several of one name are joined by commas, cookies by line ends.
        resolver: shared by the pages of a crawl, so that repeated links resolve once.
        known: facts of the record that the caller has measured: ttfb_ms, download_ms, truncated.
    """
    headers = headers or {}
    facts = {
        **(known or {}),
        "content_type": content_type.partition(";")[0].strip().lower(),
        "size_bytes": len(body),
        "x_robots": headers.get("x-robots-tag", "")[:500],
        "headers": kept_headers(headers),
    }
    if not is_html(content_type, body):
        return Extracted(PageRecord(url, status, **facts))
    decoded = decode(body, content_type)
    document = turbohtml.parse(decoded.text.replace("\0", "\ufffd"), positions=False)
    _drop_readings(document, decoded.text)
    collector = LinkCollector(url, document, resolver or Resolver(), decoded.charset)
    facts |= {"is_html": True, "charset": decoded.charset, "charset_declared": decoded.declared}
    elements = elements_of(document)
    facts |= {**_head(elements), **_headings(elements), **_images(elements)}
    facts["facts"] = gather_themes(document, elements, decoded.text)
    links, seen = _read(facts, document, collector, headers)
    as_sent = decoded.charset == "utf-8" and "\ufffd" not in decoded.text and not body.startswith(UTF8_BOM)
    html = body if as_sent else decoded.text.encode("utf-8", "replace")
    return Extracted(PageRecord(url, status, **facts), tuple(links), block_hashes(seen), html)


def _drop_readings(document: Document, html: str) -> None:
    """Readings beside characters (ruby) are no words: 漢<rt>hàn</rt>字<rt>zì</rt> says 漢字."""
    body = body_of(document) if "<rt" in html or "<RT" in html else None
    if body is not None:
        body.remove("ruby rt, ruby rp, ruby rtc")


def _read(
    facts: dict[str, Any], document: Document, collector: LinkCollector, headers: Mapping[str, str]
) -> tuple[list[Link], str]:
    """Links first: measuring the texts takes the tree apart. The visible text is returned with them."""
    body = body_of(document)
    blocks = boilerplate(body) if body is not None else []
    links = collector.collect(document, blocks, headers.get("link", ""))
    canonicals = [link.target for link in links if link.kind == LinkKind.CANONICAL]
    body = silence(document)
    seen = visible_text(body) if body is not None else ""
    text = main_text(body, blocks)[:MAX_TEXT] if body is not None else ""
    han, words = han_only(text), latin_words(text)
    facts |= {
        "facts": facts_of(facts["facts"], text, han, words, seen),
        "canonical": canonicals[0] if canonicals else "",
        "canonicals": len(canonicals),
        "refresh": next((link.target for link in links if link.kind == LinkKind.REFRESH), ""),
        "main_text": text,
        "simhash": signature(text) or None,
        "han_chars": len(han),
        "latin_words": words,
        "visible_chars": visible_chars(seen),
    }
    return links, seen


def _head(elements: Elements) -> dict[str, Any]:
    titles = [element for element in elements["title"] if element.namespace is Namespace.HTML]
    metas = [(name, one.content()) for one in elements.metas if (name := one.name.strip()) in READ_METAS]
    descriptions = [collapse(content) for name, content in metas if name == "description"]
    robots = "; ".join(f"{name}: {collapse(content)}" for name, content in metas if name in ROBOT_METAS)
    root = next(iter(elements["html"]), None)
    lang = (root.attr("lang") or root.attr("xml:lang") or "") if root is not None else ""
    return {
        "title": collapse(titles[0].text)[: CLIP["title"]] if titles else "",
        "titles": len(titles),
        "description": next((text for text in descriptions if text), "")[: CLIP["description"]],
        "descriptions": len(descriptions),
        "robots": robots[: CLIP["robots"]],
        "lang": lang.strip()[: CLIP["lang"]],
        "schema_types": _schema_types(elements),
    }


def _schema_types(elements: Elements) -> tuple[str, ...]:
    """Types named in JSON-LD, sorted; read from the text, so that a broken block still tells its type."""
    found: set[str] = set()
    for script in elements.scripts:
        for single, several in _SCHEMA_TYPE.findall(script.text[:100_000]) if script.kind == JSON_LD else ():
            names = [single] if single else re.findall(r'"([\w:/.]+)"', several)
            found.update(name.rpartition("/")[2] for name in names)
    return tuple(sorted(found)[:20])


def _headings(elements: Elements) -> dict[str, Any]:
    headings = elements["h1"]
    texts = [collapse(heading.text) or _alt(heading) for heading in headings]
    return {"h1": next((text for text in texts if text), "")[: CLIP["h1"]], "h1s": len(headings)}


def _alt(element: Element) -> str:
    return next((collapse(alt) for image in element.find_all("img") if (alt := image.attr("alt"))), "")


def _images(elements: Elements) -> dict[str, Any]:
    """Content images: tracking pixels and images hidden from readers do not count."""
    content = [image for image in elements["img"] if not _decorative(image)]
    bare = [image for image in content if image.attr("alt") is None]
    sources = tuple((image.attr("src") or image.attr("data-src") or "")[:300] for image in bare[:10])
    empty = [_declared_width(image) for image in content if image.attr("alt") == ""]
    return {
        "images": len(content),
        "images_no_alt": len(bare),
        "images_no_alt_src": sources,
        "images_empty_alt_px": max(empty, default=0),
    }


def _declared_width(image: Element) -> int:
    """The width attribute in pixels; 0 when there is none, or it is a share."""
    match = re.fullmatch(r"\s*(\d{1,5})(?:px)?\s*", image.attr("width") or "", re.IGNORECASE)
    return int(match.group(1)) if match else 0


def _decorative(image: Element) -> bool:
    for name in ("width", "height"):
        side = image.attr(name)
        if side is not None and side.strip().rstrip("px") in ("0", "1", "2"):
            return True
    return image.attr("aria-hidden") == "true" or image.attr("role") in ("presentation", "none")


def page_from_html(url: str, html: str) -> PageRecord:
    """The record of a 200 HTML page that stands alone: for examples and saved pages."""
    page = extract(url, html.encode("utf-8"), content_type="text/html; charset=utf-8").page
    reason = "noindex" if is_noindex(page.robots, page.x_robots) else "ok"
    if page.canonical not in ("", page.url):
        reason = "canonicalised"
    return replace(page, indexable=reason == "ok", indexable_reason=reason)
