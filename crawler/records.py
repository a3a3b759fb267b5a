"""The shared types: what one response teaches, and how runs, links and kinds are coded in the store."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import NamedTuple

from crawler.facts import Facts


class LinkKind(IntEnum):
    """What kind of reference a link row is; stored as its number."""

    A = 0  # <a href>, <area href>
    CANONICAL = 1
    ALTERNATE = 2  # <link rel=alternate hreflang>; the anchor is the language code
    NEXT = 3
    PREV = 4
    IMAGE = 5  # <img src>; the anchor is the alt text
    FRAME = 6  # <iframe src>, <frame src>
    REFRESH = 7  # meta refresh


class Position(IntEnum):
    """Where on the page a link stands; stored as its number."""

    MAIN = 0
    NAV = 1
    HEADER = 2
    FOOTER = 3
    ASIDE = 4
    HEAD = 5  # inside <head>


class Rel(IntFlag):
    """The rel tokens that matter for links; stored as their sum."""

    NONE = 0
    NOFOLLOW = 1
    SPONSORED = 2
    UGC = 4
    NOOPENER = 8


UNFOLLOWED = Rel.NOFOLLOW | Rel.SPONSORED | Rel.UGC  # a link with one of them passes no strength on


class Link(NamedTuple):
    """One reference of a page. ``target`` is absolute and normalised; ``anchor`` is visible text or alt."""

    target: str
    kind: LinkKind
    anchor: str
    rel: int
    position: Position


@dataclass(frozen=True, slots=True)
class PageRecord:
    """The facts of one fetched URL, as extracted and as read back by page checks.

    Lengths of text are characters (code points), never bytes. ``han_chars`` and ``latin_words``
    count main text, ``visible_chars`` all visible text without white space.
    Fields from ``depth`` on are known only after the crawl and are None while extracting.
    """

    url: str
    status: int | None = None
    error: str | None = None  # why no usable response: timeout, refused, dns, tls, reset, too-large ...
    content_type: str = ""
    charset: str = ""  # what the text was decoded with
    charset_declared: str = ""  # what the header or the page claims; "" = nothing
    size_bytes: int = 0  # body after decompression
    ttfb_ms: int | None = None
    download_ms: int | None = None
    truncated: bool = False
    title: str = ""
    titles: int = 0  # number of <title> in the document, SVG excluded
    description: str = ""
    descriptions: int = 0
    h1: str = ""  # first h1 with text or an image alt
    h1s: int = 0  # number of h1 elements, empty ones included
    canonical: str = ""  # absolute, normalised; from HTML, else from the Link header
    canonicals: int = 0
    robots: str = ""  # meta robots and named-bot metas, "robots: noindex; googlebot: none"
    x_robots: str = ""  # X-Robots-Tag header values joined by ", "
    lang: str = ""
    refresh: str = ""  # target of a meta refresh, absolute
    han_chars: int = 0
    latin_words: int = 0
    visible_chars: int = 0
    images: int = 0  # content images: tracking pixels and aria-hidden ones left out
    images_no_alt: int = 0
    images_no_alt_src: tuple[str, ...] = ()  # the first ten
    images_empty_alt_px: int = 0  # declared width of the widest content image with alt=""; 0 = none
    schema_types: tuple[str, ...] = ()  # types named in JSON-LD, sorted
    facts: Facts = Facts()  # what the markup says, by theme
    headers: Mapping[str, str] = field(default_factory=dict)  # lower-case names, see crawler/headers.py
    main_text: str = ""
    simhash: int | None = None  # signed 64 bits of main text, see crawler/facts/similarity.py; None: no text
    challenge: str = ""  # whose challenge page came instead: cloudflare, aliyun ...
    etag: str = ""  # as sent
    last_modified: str = ""  # as sent
    is_html: bool = False
    indexable: bool = False
    indexable_reason: str = ""
    in_sitemap: bool = False
    depth: int | None = None
    inlinks: int | None = None
    page_type: str = ""
    template: str = ""
    not_found_text: str = ""  # main text of the answer to a random path of the same host, "" if none


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one parse of one response yields."""

    page: PageRecord
    links: tuple[Link, ...] = ()
    block_hashes: array[int] = field(default_factory=lambda: array("Q"))  # 64-bit hash of each text block, in order
    html: bytes = b""  # the document in UTF-8, as decoded


@dataclass(frozen=True, slots=True)
class Lease:
    """A URL handed out by the frontier: to be fetched, then acknowledged with ``done`` or ``fail``."""

    url_id: int
    url: str
    host_id: int
    depth: int  # links followed to find it
    hops: int  # redirects in a row that led here
    attempts: int  # requests made before this one
    crashes: int = 0  # processes that died over it, or while it was at hand


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one lease: the record with its links, and where a redirect points."""

    lease: Lease
    extracted: Extracted
    fetched: float  # UTC, seconds since 1970
    redirect_to: str = ""  # absolute, normalised
    unchanged: bool = False  # answered 304: ``extracted`` is what an earlier run knows of the page
    values: tuple[tuple[str, int, str], ...] = ()  # custom extraction: name, ordinal, value


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl of one site."""

    run_id: int
    site_id: int
    site: str
    role: str
    start_url: str
    status: str  # running, complete, partial, interrupted, failed
    reason: str
    started: str  # UTC, ISO 8601
    finished: str | None
