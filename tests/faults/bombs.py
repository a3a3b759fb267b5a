"""Small files that unpack to more than a gigabyte, made in a fraction of a second: their blocks repeat."""

from __future__ import annotations

import gzip
import zlib
from functools import cache

import brotli

from crawler.zstd import zstd
from tests.faults.server import Fault, Talk

BLOCK = bytes(16 << 20)
BLOCKS = 70
UNPACKED = len(BLOCK) * BLOCKS  # bytes


@cache
def deflated(wbits: int) -> bytes:
    """zlib (15), gzip (31) or raw deflate (-15): a block that ends on a byte refers to nothing before it."""
    one = zlib.compressobj(9, zlib.DEFLATED, wbits)
    first = one.compress(BLOCK) + one.flush(zlib.Z_FULL_FLUSH)
    return first + (one.compress(BLOCK) + one.flush(zlib.Z_FULL_FLUSH)) * (BLOCKS - 1)


@cache
def brotlied() -> bytes:
    """Brotli."""
    one = brotli.Compressor(quality=1)
    return b"".join(one.process(BLOCK) for _ in range(BLOCKS)) + bytes(one.finish())


@cache
def zstandard() -> bytes:
    """Zstandard, one frame."""
    one = zstd.ZstdCompressor(level=1)
    return b"".join(one.compress(BLOCK) for _ in range(BLOCKS)) + one.flush()


@cache
def nested() -> bytes:
    """A bomb packed once more: a few kilobytes."""
    return gzip.compress(deflated(31))


@cache
def sitemap_bomb() -> bytes:
    """A sitemap whose first entries are sound, before it goes on for a gigabyte."""
    one = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = one.compress(b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">') + one.flush(zlib.Z_FULL_FLUSH)
    blank = b" " * len(BLOCK)
    return head + (one.compress(blank) + one.flush(zlib.Z_FULL_FLUSH)) * BLOCKS


BOMBS = {
    "/bomb-gzip": (lambda: deflated(31), "gzip"),
    "/bomb-deflate": (lambda: deflated(15), "deflate"),
    "/bomb-raw": (lambda: deflated(-15), "deflate"),
    "/bomb-br": (brotlied, "br"),
    "/bomb-zstd": (zstandard, "zstd"),
    "/bomb-nested": (nested, "gzip, gzip"),
}


def bomb(path: str) -> Fault:
    """The answer of one of ``BOMBS``."""
    made, coding = BOMBS[path]
    return lambda talk: talk.answer(made(), f"Content-Encoding: {coding}")


def endless(talk: Talk) -> None:
    """A body without end, as fast as the other side takes it."""
    talk.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    block = b"10000\r\n" + b"<p>tea, tea</p>\n" * 4096 + b"\r\n"
    while not talk.server.over.is_set():
        talk.send(block)


def huge(talk: Talk) -> None:
    """A page of 100 MB that says so."""
    talk.send(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {100 << 20}\r\n\r\n")
    for _ in range(100):
        talk.send(bytes(1 << 20))


def huge_unsaid(talk: Talk) -> None:
    """A page of 100 MB that ends with the connection."""
    talk.close()
    talk.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    for _ in range(100):
        talk.send(bytes(1 << 20))
