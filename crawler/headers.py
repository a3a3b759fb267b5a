"""Response headers that checks read, in a form that pages share: values that change with every answer are replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.facts.platforms import platform_of_headers

KEPT = (
    "cache-control", "expires", "pragma", "vary", "content-encoding", "content-language", "content-type", "server",
    "x-powered-by", "strict-transport-security", "content-security-policy", "content-security-policy-report-only",
    "x-frame-options", "x-content-type-options", "referrer-policy", "permissions-policy", "cross-origin-opener-policy",
    "cross-origin-embedder-policy", "cross-origin-resource-policy", "access-control-allow-origin", "alt-svc", "refresh",
    "www-authenticate", "retry-after",
)  # fmt: skip
VALIDATORS = ("etag", "last-modified", "expires")  # kept as present: their value tells pages apart
PRESENT = "*"
PLATFORM = "(platform)"  # no header: the system that the headers tell, for most of those that do are not kept
MAX_VALUE = 500  # characters of one value
_NONCE = re.compile(r"'nonce-[^']*'")


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers worth keeping, by lower-case name.

    ``etag``, ``last-modified`` and ``expires`` are ``*`` when present, nonces are emptied, cookies keep their names
    and flags but no values, ``(platform)`` names the shop system where headers tell it: an answer's headers are then
    the same for all pages that are served alike.
    """
    found = {
        name: _NONCE.sub("'nonce-'", headers[name])[:MAX_VALUE].strip()
        for name in KEPT
        if name in headers and name not in VALIDATORS
    }
    found |= {name: PRESENT for name in VALIDATORS if headers.get(name)}
    if platform := platform_of_headers(headers):
        found[PLATFORM] = platform
    if cookies := headers.get("set-cookie"):
        found["set-cookie"] = "\n".join(_without_value(line) for line in cookies.split("\n"))[:MAX_VALUE]
    return found


def _without_value(cookie: str) -> str:
    """``sid; HttpOnly; Secure`` of ``sid=abc123; Path=/; HttpOnly; Secure; Expires=...``."""
    pair, *attributes = (part.strip() for part in cookie.split(";"))
    flags = [
        flag for flag in attributes if flag.lower() in ("httponly", "secure") or flag.lower().startswith("samesite")
    ]
    return "; ".join([pair.partition("=")[0], *flags])
