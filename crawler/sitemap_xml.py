"""What the markup of a sitemap or feed says, element by element: no tree, so that no file fills the memory."""

from __future__ import annotations

import email.utils
from collections.abc import Mapping
from typing import NamedTuple

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
KINDS = {"urlset": "urlset", "sitemapindex": "index", "rss": "feed", "RDF": "feed"}
NAMES = 500  # element names remembered; a hostile file has others in every line
LANGUAGES = 60  # hreflang values counted
LONGEST_TEXT = 8192  # characters of an address kept; what is longer is no address

# What an element directly inside an entry is, by its local name.
OF_SITEMAP = {"loc": "loc", "lastmod": "lastmod"}
OF_RSS = {"link": "loc", "pubDate": "lastmod", "date": "lastmod"}
OF_ATOM = {"link": "link", "updated": "lastmod", "modified": "lastmod"}
EXTENSIONS = {"image": "images", "video": "videos", "news": "news"}


class Entry(NamedTuple):
    """One ``<loc>`` with its ``<lastmod>`` as written; dates of feeds in the same form (ISO 8601), "" when unreadable."""

    loc: str
    lastmod: str


class Elements:
    """Target of an lxml parser: collects ``entries`` until they are fetched, and counts what stands beside them."""

    def __init__(self) -> None:
        self.kind = ""  # urlset, index, feed, unreadable; empty before the first element
        self.wrong_namespace = False
        self.entries: list[Entry] = []
        self.counts: dict[str, int] = {}  # images, videos, news, alternates, and entries_with_... of each
        self.languages: dict[str, int] = {}  # alternates by hreflang
        self.heard = False  # whether anything came since somebody looked
        self._roles: dict[str, str] = {}
        self._inside: Mapping[str, str] = OF_SITEMAP
        self._entry_names: tuple[str, ...] = ()
        self._depth = 0
        self._entry = 0  # depth of the entry under way; 0 = none
        self._slot = ""  # what the text is: loc or lastmod
        self._text: list[str] = []
        self._room = 0
        self._found: dict[str, str] = {}
        self._beside: dict[str, int] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.heard = True
        self._depth += 1
        if not self.kind:
            self._root(tag)
            return
        role = self._roles.get(tag)
        if role is None:
            role = self._role(tag)
        if not role:
            return
        if role == "entry":
            self._entry, self._slot = self._depth, ""
            self._found.clear()
            self._beside.clear()
        elif self._entry and self._depth == self._entry + 1:
            self._child(role, attributes)

    def _child(self, role: str, attributes: Mapping[str, str]) -> None:
        if role in ("loc", "lastmod"):
            self._slot, self._room = role, LONGEST_TEXT
            self._text.clear()
        elif role == "link":  # of Atom: the address is an attribute
            if attributes.get("rel", "alternate") == "alternate" and attributes.get("href"):
                self._found.setdefault("loc", attributes["href"][:LONGEST_TEXT].strip())
        elif role != "alternates":
            self._beside[role] = self._beside.get(role, 0) + 1
        elif attributes.get("rel", "alternate") == "alternate" and (language := attributes.get("hreflang")):
            self._beside[role] = self._beside.get(role, 0) + 1
            name = language[:20].lower()
            if name in self.languages or len(self.languages) < LANGUAGES:
                self.languages[name] = self.languages.get(name, 0) + 1

    def data(self, text: str) -> None:
        """Text of the element under way, perhaps a part of it."""
        self.heard = True
        if self._slot and self._room > 0:
            self._text.append(text[: self._room])
            self._room -= len(text)

    def end(self, _: str) -> None:
        """An element ends."""
        self.heard = True
        depth = self._depth
        self._depth = depth - 1
        if not self._entry:
            return
        if depth == self._entry:
            self._finish()
        elif self._slot and depth == self._entry + 1:
            if text := "".join(self._text).strip():
                self._found.setdefault(self._slot, text)
            self._slot = ""

    def close(self) -> None:
        """Nothing: what has not ended is no entry."""

    def _finish(self) -> None:
        self._entry, self._slot = 0, ""
        for role, number in self._beside.items():
            self.counts[role] = self.counts.get(role, 0) + number
            self.counts[f"entries_with_{role}"] = self.counts.get(f"entries_with_{role}", 0) + 1
        if loc := self._found.get("loc"):
            lastmod = self._found.get("lastmod", "")
            self.entries.append(Entry(loc, _iso(lastmod) if self._inside is OF_RSS else lastmod[:40]))

    def _root(self, tag: str) -> None:
        name = local(tag)
        if tag in (f"{ATOM}feed", "{http://purl.org/atom/ns#}feed"):
            self.kind, self._inside, self._entry_names = "feed", OF_ATOM, ("entry",)
            return
        self.kind = KINDS.get(name, "unreadable")
        if self.kind == "feed":
            self._inside, self._entry_names = OF_RSS, ("item",)
        elif self.kind != "unreadable":
            self._entry_names = ("url", "sitemap")
            self.wrong_namespace = not tag.startswith(NAMESPACE)

    def _role(self, tag: str) -> str:
        """entry, loc, lastmod, link, alternates, images, videos, news; empty for what says nothing here."""
        name, space = local(tag), tag.rpartition("}")[0]
        if name in self._entry_names:
            role = "entry"
        elif self._inside is OF_SITEMAP and name == "link":
            role = "alternates"
        elif self._inside is OF_SITEMAP and name in EXTENSIONS:
            role = EXTENSIONS[name]
        elif self._inside is OF_RSS and name == "link" and "Atom" in space:
            role = ""  # where the feed itself is
        elif "sitemap-" in space or "sitemap-" in tag:
            role = ""  # <image:loc> is not the page
        else:
            role = self._inside.get(name, "")
        if len(self._roles) < NAMES:
            self._roles[tag] = role
        return role


def local(tag: str) -> str:
    """Name without namespace or prefix."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _iso(date: str) -> str:
    """The date of a feed, as RFC 822 or ISO 8601 has it, in ISO 8601; empty when it is neither."""
    if date[:4].isdigit():
        return date[:40]
    try:
        return email.utils.parsedate_to_datetime(date[:60]).isoformat()
    except (ValueError, OverflowError):
        return ""
