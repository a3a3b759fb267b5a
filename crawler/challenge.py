"""Whether an answer is a firewall's challenge or block page instead of the site's own: then it is not judged.

Called for each answer: a page with 200 costs some looks at its first kilobyte.
"""

from __future__ import annotations

import re
from codecs import utf_8_decode
from collections.abc import Mapping

from crawler.challenge_signs import (
    ADVICE,
    CHALLENGES,
    HEADERS,
    HEADS,
    LOCATIONS,
    LONG_HEADS,
    PHRASES,
    SIGNS,
    TITLES,
)

__all__ = ["ADVICE", "CHALLENGES", "challenge_of"]

HEAD = 1024  # bytes of an ordinary page that are looked at
LOOKED_AT = 24_576  # bytes of a page that may be one
LONG = 20_000  # bytes of a page with 200 from which few can be one
SMALL = 4_096  # bytes of a page with 200 whose words are looked at
TALK = 400  # characters that a challenge says to its readers; a block page says more
TALK_BLOCKED = 1_500
LINKS = 8

# Statuses of challenge and block pages; others (404, 500, 502 ...) come from the site or a broken server behind.
ASKING = frozenset((
    202, 400, 401, 403, 405, 406, 409, 412, 418, 420, 428, 429, 430, 444, 446, 451, 468, 493, 501, 503, 521, 566, 567, 999,
))  # fmt: skip

_NAMES = frozenset(HEADERS)
_WORDS = (
    "验证".encode(),
    "验证".encode("gbk"),
    b"aptcha",
    b"human",
    b"a robot",
    b"cookies to continue",
    b"your browser",
)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(script|style|svg|template|head)\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)|<[^>]*(?:>|\Z)", re.IGNORECASE | re.DOTALL
)
_SITE = re.compile(r"\s*[|_–—·]\s*|\s+-\s+|(?<=[\u4e00-\u9fff])-")
_FORM = re.compile(r"<textarea|type=[\"']?(?:password|email|tel)|<nav[\s>]|<article[\s>]", re.IGNORECASE)


def challenge_of(status: int, headers: Mapping[str, str], body: bytes, title: str = "") -> str:
    """Who challenges, as a key of CHALLENGES; "" for a page of the site itself.

    Args:
        headers: with lower-case names.
        body: as it came, decompressed.
        title: of the page, where it is known already.
    """
    if not _NAMES.isdisjoint(headers) and (name := _by_headers(headers)):
        return name
    if 200 <= status < 300 and status != 202:
        kind = headers.get("content-type")
        if kind and "html" not in kind:
            return ""
        return _of_ordinary(body, title)
    if 300 <= status < 400:
        location = headers.get("location", "")
        return next((name for part, name in LOCATIONS.items() if part in location), "") if location else ""
    return _of_refused(status, headers, body, title) if status in ASKING else ""


def _by_headers(headers: Mapping[str, str]) -> str:
    for name, (beginning, challenger) in HEADERS.items():
        if name in headers and headers[name].strip().lower().startswith(beginning):
            return challenger
    return ""


def _of_ordinary(body: bytes, title: str) -> str:
    """A page with 200: only what says little and leads nowhere can be a challenge."""
    head = body[:HEAD]
    if b"escription" in head:  # most pages have one, and no challenge has
        return ""
    for sign in LONG_HEADS if len(body) > LONG else HEADS:
        if sign in head:
            text = _decoded(body)
            return _named(text, len(body)) if _is_short(text, TALK) else ""
    heading = title or _title(head)
    if heading and len(body) <= LOOKED_AT and _is_challenge_title(heading):
        text = _decoded(body)
        return (_named(text, len(body)) or "captcha") if _is_short(text, TALK) and not _FORM.search(text) else ""
    if len(body) > SMALL or not any(word in body for word in _WORDS):
        return ""
    return _said(_decoded(body), TALK)


def _of_refused(status: int, headers: Mapping[str, str], body: bytes, title: str) -> str:
    """A page with a status that firewalls use."""
    text = _decoded(body)
    name = _named(text, len(body)) or _by_status(status, headers, text)
    if name:
        return name
    heading = title or _title(body[: HEAD * 4])
    if heading and _is_challenge_title(heading) and _is_short(text, TALK_BLOCKED) and not _FORM.search(text):
        return "captcha"
    return _said(text, TALK_BLOCKED)


def _by_status(status: int, headers: Mapping[str, str], text: str) -> str:
    """Statuses that one firewall alone uses, with what else it sends."""
    cookies, server = headers.get("set-cookie", ""), headers.get("server", "").lower()
    if status == 521 and ("__jsluid" in cookies or "jiasule" in server):
        return "jsl"
    if status == 418 and ("HWWAFSESID" in cookies or server in ("cw", "cloudwaf", "huaweicloudwaf")):
        return "huawei"
    if status == 412 and "$_ts" in text:
        return "ruishu"
    if status == 429 and "x-kpsdk-ct" in headers:
        return "kasada"
    return {468: "safeline", 493: "360"}.get(status, "")


def _named(text: str, size: int) -> str:
    """The challenger whose signs a page bears."""
    low = text.lower()
    for sign in SIGNS:
        if (not sign.limit or size <= sign.limit) and all(piece in low for piece in sign.pieces):
            return sign.challenger
    return ""


def _said(text: str, most: int) -> str:
    """``captcha`` when a page says so in few words, and asks for nothing else."""
    low = text.lower()
    if not any(phrase in low for phrase in PHRASES) or _FORM.search(text) or not _is_short(text, most):
        return ""
    words = " ".join(_HIDDEN.sub(" ", low).split())
    return "captcha" if any(phrase in words for phrase in PHRASES) else ""


def _is_short(text: str, most: int) -> bool:
    """Whether a page has few links and few characters that are read."""
    return text.count("<a ") <= LINKS and len("".join(_HIDDEN.sub(" ", text).split())) <= most


def _title(head: bytes) -> str:
    """The title in the beginning of a page."""
    start = head.find(b"<title")
    if start < 0:
        start = head.find(b"<TITLE")
    if start < 0:
        return ""
    found = _TITLE.match(_decoded(head[start : start + 400]))
    return found[1] if found else ""


def _is_challenge_title(title: str) -> bool:
    """Whether a title is one of a challenge, perhaps beside the site's name."""
    low = " ".join(title.lower().split())
    return low in TITLES or (not low.isalnum() and any(part in TITLES for part in _SITE.split(low)))


def _decoded(body: bytes) -> str:
    """The beginning of a page as text: UTF-8, or else GBK."""
    part = body[:LOOKED_AT]
    try:
        return utf_8_decode(part, "strict", False)[0]  # a character that is cut off at the end is left out
    except UnicodeDecodeError:
        return part.decode("gb18030", "replace")
