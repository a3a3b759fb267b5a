"""What a shop serves beside its pages: robots.txt, sitemaps, pictures, the search and the error page."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape

from labs.pages import HTML, Route, answer
from labs.site import Site

SITEMAP_URLS = 45_000  # per file; the protocol allows 50,000
YEAR = 31_536_000  # seconds

_IMAGE = re.compile(r"^/img/[a-z0-9-]+-(\d{2,4})\.png$")
_SITEMAP = re.compile(r"^/sitemap-(\d{1,3})\.xml$")
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def file_at(site: Site, path: str) -> Route | None:
    """The file at `path`, or None when there is none."""
    if path == "/robots.txt":
        return answer(200, "text/plain; charset=utf-8", _robots(site).encode())
    if path == "/sitemap.xml" or _SITEMAP.match(path):
        return _sitemap(site, path)
    if path.partition("?")[0] in ("/search", "/en/search", "/cart/"):
        return answer(200, HTML, _utility(site).encode())
    match = _IMAGE.match(path)
    if match and 16 <= int(match[1]) <= 2400:
        return answer(200, "image/png", png(int(match[1]), zlib.crc32(path.encode())), max_age=YEAR)
    return None


def error_page(status: int = 404) -> Route:
    """The page for an address that does not exist, or does no more, or fails."""
    body = (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        "<title>页面不存在 / Page not found</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n</head>\n<body>\n<main>\n'
        "<h1>页面不存在 / Page not found</h1>\n<p>这个地址没有内容，请回到首页或搜索商品。</p>\n"
        '<p lang="en">There is nothing at this address. Please go home or search the shop.</p>\n'
        '<p><a href="/">首页</a> <a href="/en/" lang="en">Home</a></p>\n<form action="/search" role="search">'
        '<input type="search" name="q" aria-label="搜索 / Search"><button>搜索 / Search</button></form>\n'
        "</main>\n</body>\n</html>\n"
    )
    return answer(status, HTML, body.encode())


def png(size: int, colour: int) -> bytes:
    """A square of one colour; one bit per pixel keeps it under 400 bytes at any size used here."""
    palette = bytes((160 + (colour & 63), 160 + (colour >> 8 & 63), 130 + (colour >> 16 & 63)))
    rows = bytes((1 + (size + 7) // 8) * size)
    header = struct.pack(">IIBBBBB", size, size, 1, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def sitemap_paths(site: Site) -> Iterator[str]:
    """Every path that the sitemap lists: the indexable pages, and what was planted there."""
    for page in site.catalogue.pages():
        if site.plan.indexable(page.path):
            yield page.path
    yield from site.plan.filters
    yield from site.plan.sitemap_extra


def _robots(site: Site) -> str:
    lines = ["User-agent: *", "Disallow: /cart/", "Disallow: /search", "Disallow: /en/search"]
    lines += [f"Disallow: {start}" for start in site.plan.disallow]
    return "\n".join([*lines, "", f"Sitemap: {site.url('/sitemap.xml')}", ""])


def _sitemap(site: Site, path: str) -> Route | None:
    count = sum(1 for _ in sitemap_paths(site))
    files = -(-count // SITEMAP_URLS)
    match = _SITEMAP.match(path)
    if match is None:
        text = _urlset(site, 0) if files == 1 else _sitemap_index(site, files)
    elif files > 1 and 1 <= int(match[1]) <= files:
        text = _urlset(site, int(match[1]) - 1)
    else:
        return None
    return answer(200, "application/xml; charset=utf-8", text.encode())


def _urlset(site: Site, number: int) -> str:
    paths = islice(sitemap_paths(site), number * SITEMAP_URLS, (number + 1) * SITEMAP_URLS)
    rows = "\n".join(
        f"<url><loc>{escape(site.url(path))}</loc><lastmod>{site.changed(path)}</lastmod></url>" for path in paths
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_XMLNS}>\n{rows}\n</urlset>\n'


def _sitemap_index(site: Site, files: int) -> str:
    rows = "\n".join(
        f"<sitemap><loc>{site.url(f'/sitemap-{number}.xml')}</loc></sitemap>" for number in range(1, files + 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_XMLNS}>\n{rows}\n</sitemapindex>\n'


def _utility(site: Site) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n<title>搜索与购物车</title>\n'
        '<meta name="robots" content="noindex">\n</head>\n<body>\n<main>\n<h1>搜索与购物车</h1>\n'
        f'<p><a href="{site.base_url}">首页</a></p>\n</main>\n</body>\n</html>\n'
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
