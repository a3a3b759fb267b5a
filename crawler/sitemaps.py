"""Reads sitemaps as a stream: urlset, index, text, RSS and Atom, plain or gzip, broken ones as far as they go."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator

from lxml import etree

from crawler.sitemap_xml import LONGEST_TEXT, Elements, Entry
from crawler.unpacking import GZIP, GZIP_MAGIC, Zlib

__all__ = ["MAX_BYTES", "Entry", "Sitemap"]

MAX_BYTES = 50 * 1024 * 1024  # decompressed; the limit of the protocol
MAX_URLS = 50_000  # of one file, by the protocol; what is beyond is read, too
STEP = 64 * 1024  # bytes that a parser gets at once
SILENT = 1024 * 1024  # bytes of markup without an element or text: one endless tag, kept whole by the parser
OPENING = 200  # bytes of content that tell what it is: byte order mark, declaration, first tag
LONGEST = 11  # bytes, at least those of the longest token below

# What XML would have as "&amp;" is often a bare "&"; the parser would drop it together with the word behind it.
# Entities that a file declares itself are text, too: none is ever expanded.
_TOKEN = re.compile(rb"<!\[CDATA\[|\]\]>|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
# Where a byte means what those before it say; no browser reads such pages, and cut in pieces they say something else.
_STATEFUL = re.compile(rb"utf-?7|hz|iso-2022", re.IGNORECASE)
_TOKEN_STARTS = re.compile(rb"[<\]&]")
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be",
          b"h\0": "utf-16-le", b"\0h": "utf-16-be"}  # fmt: skip


class Sitemap:
    """Feed it chunks of a body; it yields entries as they complete and ends knowing its kind and its faults."""

    def __init__(self) -> None:
        self.kind = ""  # urlset, index, text, feed, or unreadable
        self.error = ""
        self.urls = 0
        self.size = 0  # bytes of content read
        self.faults: dict[str, int] = {}  # namespace, encoding: 1; too-many-urls: how many
        self._head = b""
        self._gzip: Zlib | None = None
        self._opening = b""  # content too short to tell what it is
        self._decoder: codecs.IncrementalDecoder | None = None
        self._parser: etree.XMLParser | None = None
        self._elements = Elements()
        self._silent = 0
        self._rest = b""
        self._held = b""
        self._cdata = False
        self._started = False
        self._ended = False

    @property
    def counts(self) -> dict[str, int]:
        """images, videos, news, alternates (one for each language of a page), and of each ``entries_with_...``."""
        return self._elements.counts

    @property
    def languages(self) -> dict[str, int]:
        """Alternates by hreflang."""
        return self._elements.languages

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
        if self._opening:
            yield from self._piece(b"", final=True)
        if self._gzip is not None and not self._gzip.ended:
            self.error = self.error or "gzip: truncated"
        if self._parser is not None:
            yield from self._close(self._parser)
        elif self.kind == "text" and self._rest:
            yield from self._lines(b"\n")
        if not self.kind:
            self.kind, self.error = "unreadable", self.error or "not-a-sitemap"
        if self.urls > MAX_URLS:
            self.faults["too-many-urls"] = self.urls - MAX_URLS

    def _close(self, parser: etree.XMLParser) -> Iterator[Entry]:
        """What the parser would end by force is left out: half an address is none."""
        try:
            parser.feed(self._repaired(b"", final=True))
            parser.close()
        except etree.XMLSyntaxError as error:
            self.error = self.error or str(error)[:200]
        yield from self._events()
        fatal = parser.feed_error_log.filter_from_fatals()  # an undeclared namespace is no fault that matters
        if fatal and self.kind:
            self.error = self.error or f"xml: {fatal[0].message}"[:200]

    def _start(self, chunk: bytes) -> None:
        self._started = True
        if chunk.startswith(GZIP_MAGIC):
            self._gzip = Zlib(GZIP)

    def _content(self, chunk: bytes) -> Iterator[Entry]:
        for data in self._unpacked(chunk):
            if self._ended or self.size >= MAX_BYTES or self.kind == "unreadable":
                return
            data = data[: MAX_BYTES - self.size]
            self.size += len(data)
            if self.size >= MAX_BYTES:
                self.error = self.error or "too-large"
            yield from self._piece(data)

    def _piece(self, data: bytes, *, final: bool = False) -> Iterator[Entry]:
        if self._parser is None and not self.kind:
            data, self._opening = self._opening + data, b""
            if len(data) < OPENING and not final:
                self._opening = data
                return
            data = self._choose(data)
        elif self._decoder is not None:
            data = self._decoder.decode(data).encode("utf-8", "replace")
        if self._parser is not None:
            try:
                self._parser.feed(self._repaired(data))
            except etree.XMLSyntaxError as error:
                self.error = self.error or str(error)[:200]
            yield from self._events()
            self._listen(len(data))
        elif self.kind == "text":
            yield from self._lines(data)

    def _unpacked(self, chunk: bytes) -> Iterator[bytes]:
        """The content in pieces of bounded size, however far it unpacks; gzip members one after the other."""
        if self._gzip is None:
            yield from (chunk[start : start + STEP] for start in range(0, len(chunk), STEP))
            return
        try:
            yield from self._gzip.pieces(chunk)
        except zlib.error as error:
            self.error = self.error or f"gzip: {error}"

    def _listen(self, size: int) -> None:
        """Give up on markup that says nothing for a megabyte: the parser would keep it all."""
        self._silent = 0 if self._elements.heard else self._silent + size
        self._elements.heard = False
        if self._silent > SILENT:
            self._parser = None
            self.kind, self.error = self.kind or "unreadable", self.error or "xml: endless markup"
            self._ended = True

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

    def _choose(self, data: bytes) -> bytes:
        """Decide what the content is by its first bytes; returns them in UTF-8."""
        if name := _UTF16.get(data[:2]):
            self._decoder = codecs.getincrementaldecoder(name)("replace")
            self.faults["encoding"] = 1
            data = self._decoder.decode(data).encode("utf-8", "replace")
        first = data.lstrip(b"\xef\xbb\xbf \t\r\n")
        declared = _ENCODING.match(first)
        if declared and declared.group(1).lower() not in (b"utf-8", b"utf8", b"us-ascii"):
            self.faults["encoding"] = 1
        if first.startswith(b"<"):
            self._parser = etree.XMLParser(  # type: ignore[call-overload]  # the stub wants methods that lxml does not
                target=self._elements, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                encoding="utf-8" if self._decoder or (declared and _STATEFUL.match(declared.group(1))) else None,
            )  # fmt: skip
        elif first.startswith((b"http://", b"https://")):
            self.kind = "text"
        elif first:
            self.kind, self.error = "unreadable", self.error or "not-a-sitemap"
        return first if self._decoder else data

    def _events(self) -> Iterator[Entry]:
        found = self._elements
        if not self.kind and found.kind:
            self.kind = found.kind
            if found.kind == "unreadable":
                self.error = self.error or "not-a-sitemap"
            if found.wrong_namespace:
                self.faults["namespace"] = 1
        entries, found.entries = found.entries, []
        self.urls += len(entries)
        yield from entries

    def _lines(self, data: bytes) -> Iterator[Entry]:
        *lines, rest = (self._rest + data.replace(b"\r", b"\n")).split(b"\n")
        self._rest = rest[:LONGEST_TEXT]  # a longer line is no address
        for line in lines:
            text = line[:LONGEST_TEXT].decode("utf-8", "replace").strip().lstrip("\ufeff")
            if "\ufffd" in text:
                self.faults["encoding"] = 1
            if text.startswith(("http://", "https://")):
                self.urls += 1
                yield Entry(text, "")
