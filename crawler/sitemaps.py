"""Reads sitemaps as a stream: urlset, index and text, plain or gzip, broken ones as far as they go."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

MAX_BYTES = 50 * 1024 * 1024  # decompressed; the limit of the protocol
GZIP_MAGIC = b"\x1f\x8b"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LONGEST = 11  # bytes, at least those of the longest token below

# What XML would have as "&amp;" is often a bare "&"; the parser would drop it together with the word behind it.
_TOKEN = re.compile(rb"<!\[CDATA\[|\]\]>|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_TOKEN_STARTS = re.compile(rb"[<\]&]")


class Entry(NamedTuple):
    """One ``<loc>`` with its ``<lastmod>`` as written."""

    loc: str
    lastmod: str


class Sitemap:
    """Feed it chunks of a body; it yields entries as they complete and ends knowing its kind and its faults."""

    def __init__(self) -> None:
        self.kind = ""  # urlset, index, text, or empty when unreadable
        self.error = ""
        self.urls = 0
        self.size = 0  # bytes of content read
        self.faults: dict[str, int] = {}  # namespace, encoding: 1
        self._head = b""
        self._gzip: zlib._Decompress | None = None
        self._parser: etree.XMLPullParser[etree._Element] | None = None
        self._rest = b""
        self._held = b""
        self._cdata = False
        self._started = False

    def feed(self, chunk: bytes) -> Iterator[Entry]:
        """Entries completed by ``chunk``; stops reading after 50 MB of content."""
        if not self._started:
            self._head += chunk
            if len(self._head) < 512:
                return
            chunk, self._head = self._head, b""
            self._start(chunk)
        yield from self._content(chunk)

    def close(self) -> Iterator[Entry]:
        """Entries that only the end of the body completes."""
        if not self._started:
            self._start(self._head)
            yield from self._content(self._head)
        if self._gzip is not None and not self._gzip.eof:
            self.error = self.error or "gzip: truncated"
        if self._parser is not None:
            yield from self._close(self._parser)
        elif self.kind == "text" and self._rest:
            yield from self._lines(b"\n")
        if not self.kind:
            self.kind, self.error = "unreadable", self.error or "not-a-sitemap"

    def _close(self, parser: etree.XMLPullParser[etree._Element]) -> Iterator[Entry]:
        """What the parser would end by force is left out: half an address is none."""
        try:
            parser.feed(self._repaired(b"", final=True))
            yield from self._events()
            parser.close()
        except etree.XMLSyntaxError as error:
            self.error = self.error or str(error)[:200]
        fatal = parser.feed_error_log.filter_from_fatals()  # an undeclared namespace is no fault that matters
        if fatal and self.kind:
            self.error = self.error or f"xml: {fatal[0].message}"[:200]

    def _start(self, chunk: bytes) -> None:
        self._started = True
        if chunk.startswith(GZIP_MAGIC):
            self._gzip = zlib.decompressobj(wbits=31)

    def _content(self, chunk: bytes) -> Iterator[Entry]:
        if self.size >= MAX_BYTES:
            return
        data = self._unpacked(chunk)
        self.size += len(data)
        if self.size >= MAX_BYTES:
            self.error = self.error or "too-large"
        if not data:
            return
        if self._parser is None and not self.kind:
            self._choose(data)
        if self._parser is not None:
            try:
                self._parser.feed(self._repaired(data))
            except etree.XMLSyntaxError as error:
                self.error = self.error or str(error)[:200]
            yield from self._events()
        elif self.kind == "text":
            yield from self._lines(data)

    def _unpacked(self, chunk: bytes) -> bytes:
        if self._gzip is None:
            return chunk
        try:
            return self._gzip.decompress(chunk, MAX_BYTES)
        except zlib.error as error:
            self.error = self.error or f"gzip: {error}"
            return b""

    def _repaired(self, data: bytes, *, final: bool = False) -> bytes:
        """``data`` with bare ampersands escaped; what may be half a token waits for the next chunk."""
        data = self._held + data
        start = _TOKEN_STARTS.search(data, max(0, len(data) - LONGEST))
        cut = len(data) if final or start is None else start.start()
        self._held = data[cut:]
        return _TOKEN.sub(self._token, data[:cut])

    def _token(self, match: re.Match[bytes]) -> bytes:
        token = match.group()
        if token == b"&":
            return token if self._cdata else b"&amp;"
        self._cdata = token == b"<![CDATA["
        return token

    def _choose(self, data: bytes) -> None:
        first = data.lstrip(b"\xef\xbb\xbf \t\r\n")
        declared = _ENCODING.match(first)
        if declared and declared.group(1).lower() not in (b"utf-8", b"utf8", b"us-ascii"):
            self.faults["encoding"] = 1
        if first.startswith(b"<"):
            self._parser = etree.XMLPullParser(
                events=("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            )  # fmt: skip
        elif first.startswith((b"http://", b"https://")):
            self.kind = "text"
        else:
            self.kind, self.error = "unreadable", self.error or "not-a-sitemap"

    def _events(self) -> Iterator[Entry]:
        assert self._parser is not None
        for event, element in self._parser.read_events():
            name = _local(element)
            if event == "start":
                if not self.kind:
                    self.kind = {"urlset": "urlset", "sitemapindex": "index"}.get(name, "unreadable")
                    self.error = self.error or ("not-a-sitemap" if self.kind == "unreadable" else "")
                    if self.kind != "unreadable" and not str(element.tag).startswith(NAMESPACE):
                        self.faults["namespace"] = 1
                continue
            if name in ("url", "sitemap"):
                if self.kind != "unreadable":
                    yield from self._entry(element)
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:  # freed: a sitemap may hold millions
                    del parent[0]

    def _entry(self, element: etree._Element) -> Iterator[Entry]:
        found = {_local(child): (child.text or "").strip() for child in element}
        if found.get("loc"):
            self.urls += 1
            yield Entry(found["loc"], found.get("lastmod", "")[:40])

    def _lines(self, data: bytes) -> Iterator[Entry]:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            text = line.decode("utf-8", "replace").strip().lstrip("\ufeff")
            if "\ufffd" in text:
                self.faults["encoding"] = 1
            if text.startswith(("http://", "https://")):
                self.urls += 1
                yield Entry(text, "")


def _local(element: etree._Element) -> str:
    """Name without namespace or prefix; empty for comments."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""
