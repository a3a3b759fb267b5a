"""The URL scheme of a shop: which path a page has, and which page a path names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from labs.wording import Lang

LANGS: tuple[Lang, Lang] = ("zh", "en")

SINGLE = {  # kinds with one page per language
    "home": "/",
    "guides": "/guide/",
    "stores": "/stores/",
    "about": "/about.html",
    "contact": "/contact.html",
    "shipping": "/shipping.html",
    "privacy": "/privacy.html",
}
CHINESE_SINGLE = {"notes": "/notes/", "hant": "/hant.html", "based": "/handbook/ware.html"}
CHINESE_NUMBERED = {"note": 8, "topic": 5, "landing": 4, "baike": 4}

_FOLDERS = {
    "product": "p",
    "guide": "guide",
    "store": "stores",
    "note": "notes",
    "topic": "topic",
    "landing": "special",
    "baike": "baike",
}
_KINDS = {folder: kind for kind, folder in _FOLDERS.items()}
_NUMBERED = re.compile(r"^(/en)?/([a-z]+)/(?:[a-z0-9-]+-)?0*(\d{1,7})\.html$")
_LISTING = re.compile(r"^(/en)?/c/([a-z0-9-]+)/(?:\?page=(\d{1,5}))?$")


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the shop. `number` counts within the kind from 0, `part` the pages of a listing from 1."""

    kind: str
    lang: Lang
    path: str
    number: int = 0
    part: int = 1


def single_path(kind: str, lang: Lang) -> str:
    """Path of the only page of a kind."""
    return _prefix(lang) + (SINGLE.get(kind) or CHINESE_SINGLE[kind])


def numbered_path(kind: str, lang: Lang, slug: str, number: int) -> str:
    """Path of a product, article and the like; `slug` may be empty."""
    start = f"{slug}-" if slug else ""
    width = 5 if kind == "product" else 1
    return f"{_prefix(lang)}/{_FOLDERS[kind]}/{start}{number + 1:0{width}d}.html"


def listing_path(lang: Lang, slug: str, part: int) -> str:
    """Path and query of one page of a category."""
    return f"{_prefix(lang)}/c/{slug}/" + (f"?page={part}" if part > 1 else "")


def read_numbered(path: str) -> tuple[str, Lang, int] | None:
    """Kind, language and number that a path seems to name; the slug is left for the caller to compare."""
    match = _NUMBERED.match(path)
    if match is None or match[2] not in _KINDS:
        return None
    return _KINDS[match[2]], "en" if match[1] else "zh", int(match[3]) - 1


def read_listing(path: str) -> tuple[Lang, str, int] | None:
    """Language, slug and part that a path seems to name."""
    match = _LISTING.match(path)
    return ("en" if match[1] else "zh", match[2], int(match[3] or 1)) if match else None


def _prefix(lang: Lang) -> str:
    return "/en" if lang == "en" else ""
