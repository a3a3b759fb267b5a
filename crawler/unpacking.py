"""Bodies as they were packed on their way (Content-Encoding), unpacked piece by piece: a bomb never fills the memory."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from crawler.zstd import zstd

try:
    import brotli  # type: ignore[import-untyped]  # comes with Scrapy
except ImportError:  # pragma: no cover
    brotli = None

STEP = 64 * 1024  # bytes of one piece
ZSTD = b"\x28\xb5\x2f\xfd"  # begins a frame
GZIP = zlib.MAX_WBITS + 16  # as zlib wants it said
GZIP_MAGIC = b"\x1f\x8b"
HEAD = 2  # bytes that tell zlib from what it stands around
CODINGS = 2  # one around the other; nobody packs more often in earnest
ASKED_FOR = "gzip, deflate"  # brotli is understood, should it come: caches mix answers up
PLAIN = ("", "identity", "none", "utf-8", "utf8", "binary")  # the last ones are mistakes that are seen


class PackingError(Exception):
    """A body that cannot be unpacked."""


class Unpacker(Protocol):
    """One coding."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` unpacks to, in pieces of about 64 KB."""


def unpackers(header: str) -> list[Unpacker]:
    """What undoes a Content-Encoding, in order; empty for none.

    Raises:
        PackingError: an unknown coding, or too many.
    """
    names = [name for part in header.lower().split(",") if (name := part.strip()) not in PLAIN]
    if len(names) > CODINGS or any(name not in MAKERS for name in names):
        raise PackingError(f"content-encoding: {header[:100]}")
    return [MAKERS[name]() for name in reversed(names)]


def whole(data: bytes, header: str, limit: int) -> tuple[bytes, str]:
    """A body unpacked, and what is wrong with it: "" for nothing, too-large, or bad-packing where its end cannot be read.

    A coding that is not known leaves the body as it came.

    Args:
        header: Content-Encoding.
        limit: bytes that it may unpack to.
    """
    try:
        chain = unpackers(header)
    except PackingError:
        return data, ""
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in unpacked(chain, data):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                return b"", "too-large"
    except PackingError:
        return b"".join(pieces), "bad-packing"
    return b"".join(pieces), ""


def unpacked(chain: list[Unpacker], data: bytes) -> Iterator[bytes]:
    """``data`` through all unpackers, in pieces of bounded size.

    Raises:
        PackingError: the data is not what its header says.
    """
    if not chain:
        yield data
        return
    try:
        for piece in chain[0].pieces(data):
            yield from unpacked(chain[1:], piece)
    except PACKING_ERRORS as error:
        raise PackingError(str(error)) from error


class Zlib:
    """gzip (with further members) and deflate (with and without the header of zlib)."""

    def __init__(self, wbits: int) -> None:
        self.wbits = wbits
        self.one = zlib.decompressobj(wbits)
        self.begun = self.padded = False
        self.head = b""  # what is too short to tell what comes

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """As of ``Unpacker``.

        Raises:
            zlib.error: the data is broken.
        """
        data, self.head = self.head + data, b""
        while data and not self.padded:
            if len(data) < HEAD and (self.one.eof or not self.begun):
                self.head = data
                return
            if self.one.eof:
                if self.wbits < 0 or not data.startswith(GZIP_MAGIC):
                    self.padded = True
                    return
                self.one = zlib.decompressobj(self.wbits)
            piece = self._step(data)
            yield piece
            data = self.one.unused_data if self.one.eof else self.one.unconsumed_tail
            while len(piece) == STEP and not (data or self.one.eof):  # all is taken in, not all has come out
                piece = self.one.decompress(b"", STEP)
                yield piece
                data = self.one.unused_data

    @property
    def ended(self) -> bool:
        """Whether what came so far is whole."""
        return self.one.eof

    def _step(self, data: bytes) -> bytes:
        try:
            piece = self.one.decompress(data, STEP)
        except zlib.error:
            if self.begun or self.wbits != zlib.MAX_WBITS:
                raise
            self.wbits = -zlib.MAX_WBITS  # what many servers call deflate
            self.one = zlib.decompressobj(self.wbits)
            piece = self.one.decompress(data, STEP)
        self.begun = True
        return piece


class _Brotli:
    def __init__(self) -> None:
        self.one: Any = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while not self.one.is_finished():
            piece = self.one.process(data, output_buffer_limit=STEP)
            data = b""
            if not piece:
                return
            yield piece


class _Zstd:
    """Also with further frames."""

    def __init__(self) -> None:
        self.one = zstd.ZstdDecompressor()
        self.padded = False
        self.head = b""  # what is too short to tell what comes

    def pieces(self, data: bytes) -> Iterator[bytes]:
        data, self.head = self.head + data, b""
        while data and not self.padded:
            if self.one.eof:
                if len(data) < len(ZSTD):
                    self.head = data
                    return
                if not data.startswith(ZSTD):
                    self.padded = True
                    return
                self.one = zstd.ZstdDecompressor()
            yield self.one.decompress(data, STEP)
            while not (self.one.eof or self.one.needs_input):
                yield self.one.decompress(b"", STEP)
            data = self.one.unused_data if self.one.eof else b""


MAKERS: dict[str, Callable[[], Unpacker]] = {
    "gzip": lambda: Zlib(GZIP),
    "x-gzip": lambda: Zlib(GZIP),
    "deflate": lambda: Zlib(zlib.MAX_WBITS),
    "zstd": _Zstd,
}
PACKING_ERRORS: tuple[type[Exception], ...] = (zlib.error, zstd.ZstdError)
if brotli is not None and hasattr(brotli.Decompressor, "can_accept_more_data"):  # older ones know no limit
    MAKERS["br"] = _Brotli
    PACKING_ERRORS += (brotli.error,)
