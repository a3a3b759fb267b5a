"""Files that a site has or has not: llms.txt, favicon.ico, the key of IndexNow, the proof that it is one's own."""

from __future__ import annotations

import re
from urllib.parse import quote

from crawler.probe_rows import Probe
from crawler.prober import Prober
from crawler.urls import host_key, origin

LLMS_BYTES = 100 * 1024
ICON_BYTES = 256 * 1024
KEY_BYTES = 64 * 1024
PROOF = "/.well-known/xunlu-verify.txt"

_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")  # https://www.indexnow.org/documentation
_MAGIC = (
    (b"\0\0\1\0", "ico"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF8", "gif"), (b"\xff\xd8\xff", "jpeg"), (b"BM", "bmp"),
)  # fmt: skip


async def probe_llms(prober: Prober, place: str) -> Probe:
    """The file that some language models are pointed to; an HTML page in its place is none."""
    reply = await prober.fetch(f"{place}/llms.txt", LLMS_BYTES)
    plain = reply.status == 200 and "html" not in reply.content_type and not reply.body.lstrip().startswith(b"<")
    status = 404 if reply.status == 200 and not plain else reply.status
    return Probe("llms", f"{place}/llms.txt", status, reply.error, as_text(reply.body) if plain else "")


async def probe_favicon(prober: Prober, place: str) -> Probe:
    """The icon that browsers and search engines look for where a page names none."""
    reply = await prober.fetch(f"{place}/favicon.ico", ICON_BYTES)
    facts = {
        "content_type": reply.content_type,
        "bytes": reply.size,
        "kind": image_kind(reply.body),
        "final": reply.url,
    }
    return Probe("favicon", f"{place}/favicon.ico", reply.status, reply.error, facts)


def image_kind(data: bytes) -> str:
    """ico, png, gif, jpeg, bmp, webp, svg, html (no image), or "" for what is none of them."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    head = data[:2048].lower()
    if b"<svg" in head:
        return "svg"
    return "html" if b"<html" in head or b"<!doctype" in head else ""


async def probe_indexnow(prober: Prober, place: str, key: str) -> Probe:
    """Whether the file of an IndexNow key holds the key; a key that can be none is not asked for (bad-key)."""
    url = f"{place}/{quote(key[:128], safe='')}.txt"
    if not _KEY.fullmatch(key):
        return Probe("indexnow", url, None, "bad-key", {"matches": False})
    reply = await prober.fetch(url, KEY_BYTES, redirects=0)
    matches = reply.status == 200 and as_text(reply.body).strip() == key
    facts = {"content_type": reply.content_type, "bytes": reply.size, "matches": matches}
    return Probe("indexnow", url, reply.status, reply.error, facts)


async def verified(prober: Prober, start: str) -> bool:
    """Whether the host of a start URL says that it is the crawler's own, with the line ``xunlu-verify: HOST``.

    The host is written as in URLs, with the port where it is not the scheme's own. Redirects count on the host itself only.
    """
    reply = await prober.fetch(f"{origin(start)}{PROOF}", KEY_BYTES)
    host = host_key(start)
    if reply.status != 200 or any(host_key(hop.url) != host for hop in reply.hops):
        return False
    wanted = f"xunlu-verify:{host}"
    return any("".join(line.split()).lower() == wanted for line in as_text(reply.body).splitlines())


def as_text(body: bytes) -> str:
    """A text file in UTF-8, with or without byte order mark, as the store can hold it."""
    return body.decode("utf-8-sig", "replace").replace("\0", "")
