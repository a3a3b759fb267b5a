"""A sample shop rendered once, as the bytes a server sends, in a file that the system keeps in memory."""

from __future__ import annotations

import gzip
import mmap
import tempfile
from dataclasses import dataclass

from labs.files import error_page
from labs.pages import Route
from labs.shop import Shop, make_shop

# All contenders may fetch everything: some obey robots.txt by default and some do not.
ROBOTS = "User-agent: *\nDisallow:\n\nSitemap: {base}sitemap.xml\n"


@dataclass(frozen=True, slots=True)
class Rendered:
    """Answers of all pages of a shop. ``spans`` maps a path to where its gzipped answer stands in ``data``."""

    shop: Shop
    data: mmap.mmap
    spans: dict[str, tuple[int, int]]
    ok: frozenset[str]  # paths that answer 200

    def packed(self, path: str) -> bytes | None:
        """Head and gzipped body of a page; None when the path is no page."""
        span = self.spans.get(path)
        return self.data[span[0] : span[1]] if span else None

    def other(self, path: str) -> bytes:
        """Head and body of whatever else is asked for: robots.txt, sitemaps, pictures, 404."""
        if path == "/robots.txt":
            body = ROBOTS.format(base=self.shop.site.base_url).encode()
            return answer(Route(200, (("Content-Type", "text/plain; charset=utf-8"),), body), body)
        route = self.shop.route(path) or error_page()
        return answer(route, route.body)


def render(base_url: str, *, seed: int, size: int) -> Rendered:
    """Render the clean shop of about ``size`` pages for ``base_url``; about 2 ms a page."""
    shop = make_shop(base_url, seed=seed, pages=size, clean=True)
    spans, ok, at = {}, set(), 0
    with tempfile.TemporaryFile() as file:
        for path in shop.paths():
            route = shop.route(path) or error_page()
            message = answer(route, gzip.compress(route.body, 6, mtime=0), packed=True)
            file.write(message)
            spans[path] = (at, at + len(message))
            at += len(message)
            if route.status == 200:
                ok.add(path)
        file.flush()
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Rendered(shop, data, spans, frozenset(ok))


def answer(route: Route, body: bytes, *, packed: bool = False) -> bytes:
    """The HTTP/1.1 message of a route with this body."""
    lines = [f"HTTP/1.1 {route.status} -", *(f"{name}: {value}" for name, value in route.headers)]
    lines += ["Content-Encoding: gzip", "Vary: Accept-Encoding"] if packed else []
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""])
    return head.encode("latin-1") + body


def unpacked(message: bytes) -> bytes:
    """A gzipped answer for a client that did not ask for gzip."""
    head, _, body = message.partition(b"\r\n\r\n")
    plain = gzip.decompress(body)
    lines = [line for line in head.split(b"\r\n") if not line.startswith((b"Content-Encoding", b"Content-Length"))]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(plain), b"", plain])
