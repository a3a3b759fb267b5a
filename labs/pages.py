"""From a page of the catalogue to the bytes that are served for it."""

from __future__ import annotations

from dataclasses import dataclass

from labs import beside, bodies, chrome, copywriting, traditional
from labs.addresses import Page
from labs.chrome import CODES, Trail
from labs.site import Site
from labs.wording import labels

SLOW_MS = 1300  # above the 1000 ms from which slow-response is a warning

HTML = "text/html; charset=utf-8"
_SECURITY = (
    ("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
)


@dataclass(frozen=True, slots=True)
class Route:
    """One answer of the shop; the server waits `delay_ms` before it sends the first byte."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    delay_ms: int = 0


def answer(status: int, content_type: str, body: bytes, *, delay_ms: int = 0, max_age: int = 600) -> Route:
    """A route with the headers that every answer of the shop bears."""
    headers = (("Content-Type", content_type), ("Cache-Control", f"max-age={max_age}"), *_SECURITY)
    return Route(status, headers, body, delay_ms)


def redirect(location: str) -> Route:
    """A permanent redirect; `location` is a path."""
    return Route(301, (("Location", location), ("Content-Type", HTML)), b"")


def document(site: Site, page: Page) -> Route:
    """The page as HTML, in the encoding and with the delay that belong to it."""
    content_type, charset, meta = _encoding(page)
    delay_ms = SLOW_MS if site.flagged(page, "slow") else 0
    # What a legacy encoding lacks, such as the copyright sign in GBK, is written as a character reference.
    body = _html(site, page, meta).encode(charset, "xmlcharrefreplace")
    return answer(200, content_type, body, delay_ms=delay_ms)


def trail(site: Site, page: Page) -> Trail:
    """The way from home to the page, as breadcrumbs show it."""
    catalogue, text = site.catalogue, labels(page.lang)
    found: Trail = [(text["home"], catalogue.single("home", page.lang).path)]
    section = {"guide": "guides", "baike": "guides", "store": "stores", "note": "notes"}.get(page.kind)
    if section is not None:
        parent = catalogue.single(section, page.lang)
        found.append((copywriting.subject(site, parent), parent.path))
    shelf = catalogue.shelf("gift") if page.kind == "landing" else catalogue.shelf_of(page)
    if page.kind in ("product", "filter", "landing") or page.part > 1:
        found.append((shelf.name[page.lang], catalogue.page("category", page.lang, shelf.number).path))
    return [*found, (copywriting.heading(site, page), None)]


def _encoding(page: Page) -> tuple[str, str, str | None]:
    """Content-Type, codec, and the charset the document itself declares, if any."""
    if page.kind == "hant":
        return "text/html; charset=big5", "big5", "big5"
    if page.kind == "baike" and page.number % 2:
        return "text/html", "gbk", "gbk"
    if page.kind == "baike":
        return "text/html; charset=gbk", "gbk", None
    return HTML, "utf-8", "utf-8"


def _html(site: Site, page: Page, charset: str | None) -> str:
    if page.kind == "hant":
        return traditional.document(site.url(page.path))
    way = trail(site, page)
    lang = "" if site.flagged(page, "no_lang") else f' lang="{CODES[page.lang]}"'
    parts = [
        f"<!DOCTYPE html>\n<html{lang}>",
        chrome.head(site, page, way, charset),
        "<body>",
        chrome.header(site, page),
        "" if page.kind == "home" else chrome.crumbs(page, way),
        bodies.main(site, page),
        beside.beside(site, page),
        chrome.footer(site, page),
        "</body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part)
