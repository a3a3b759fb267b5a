"""Bytes to text as a browser decodes them, with a second look when the declaration is plainly wrong."""

from __future__ import annotations

import re
from typing import NamedTuple

from turbohtml.detect import detect

from crawler.text import HAN

SNIFF = 4096  # browsers look at 1,024 bytes; shops put the declaration behind longer comments
DAMAGE = 0.001  # share of replacement characters above which a declaration counts as wrong

# Labels are ASCII: Python would find "utf-16" in "áutf-16", too.
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE | re.ASCII)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_TAG = re.compile(rb"<meta[^>]{0,300}?charset[^>]*>", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
_LEGACY_CHINESE = ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "big5", "big5-hkscs", "cn-big5")
_HAN = re.compile(f"[{HAN}]")


class Decoded(NamedTuple):
    """``text``, the charset it was decoded with, and the one declared ("" if none)."""

    text: str
    charset: str
    declared: str


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode an HTML body: byte order mark, then HTTP header, then ``<meta>``, then detection. Never raises.

    A declaration that leaves more than 0.1 % replacement characters, or one Chinese charset where the bytes
    are plainly another, is overruled by detection; ``declared`` then differs from ``charset``.
    """
    declared = declared_charset(body, content_type)
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(name, "replace"), name, declared or name)
    if not declared:
        return _undeclared(body)
    if declared.startswith("utf-16") and _HEADER.search(content_type) and b"\0" in body[:SNIFF]:
        charset = "utf-16be" if declared == "utf-16be" else "utf-16le"
        return Decoded(body.decode(charset, "replace"), charset, declared)
    text = _decoded(body, declared)
    if text is None or _damaged(text):
        return _second_look(body, declared, text)
    if declared in _LEGACY_CHINESE:
        return _other_chinese(body, declared, text)
    return Decoded(text, _canonical(declared), declared)


def declared_charset(body: bytes, content_type: str) -> str:
    """The charset of the Content-Type header, else of a ``<meta>`` near the beginning; lower case."""
    found = _HEADER.search(content_type)
    if found:
        return found.group(1).lower()
    meta = _META.search(body, 0, SNIFF)
    return meta.group(1).decode("ascii").lower() if meta else ""


def _undeclared(body: bytes) -> Decoded:
    try:
        return Decoded(body.decode("utf-8"), "utf-8", "")
    except UnicodeDecodeError:
        text, charset = _detected(body)
        return Decoded(text, charset, "")


def _detected(body: bytes) -> tuple[str, str]:
    match = detect(_undeclaring(body))
    if match.codec and match.encoding:
        return _without_bom(body.decode(match.codec, "replace")), match.encoding.lower()
    return body.decode("utf-8", "replace"), "utf-8"


def _second_look(body: bytes, declared: str, text: str | None) -> Decoded:
    other, charset = _detected(body)
    if text is not None and other.count("\ufffd") >= text.count("\ufffd"):
        return Decoded(text, _canonical(declared), declared)
    return Decoded(other, charset, declared)


def _other_chinese(body: bytes, declared: str, text: str) -> Decoded:
    """UTF-8 and Big5 bytes are valid GBK, and the reverse: only the characters they give tell them apart."""
    try:
        if not body.isascii():
            return Decoded(body.decode("utf-8"), "utf-8", declared)  # Chinese in a legacy charset is never valid UTF-8
    except UnicodeDecodeError:
        pass
    if len(_HAN.findall(text)) < 20:
        return Decoded(text, _canonical(declared), declared)
    match = detect(_undeclaring(body))
    name = (match.encoding or "").lower()
    family = "big5" if "big5" in declared else "gb"
    if match.codec and match.confidence > 0.5 and name in ("big5", "gbk", "gb18030") and not name.startswith(family):
        return Decoded(body.decode(match.codec, "replace"), name, declared)
    return Decoded(text, _canonical(declared), declared)


def _decoded(body: bytes, label: str) -> str | None:
    """``body`` by a WHATWG label (gb2312 means GBK there); None for an unknown label."""
    if label in ("utf-8", "utf8"):
        return body.decode("utf-8", "replace")
    if label.startswith("utf-16"):  # a page that could be read as far as its <meta> is no UTF-16
        return body.decode("utf-8", "replace")
    try:
        return body.decode(f"whatwg-{label}", "replace")
    except (LookupError, ValueError):
        return None


def _canonical(label: str) -> str:
    if label in ("utf-8", "utf8") or label.startswith("utf-16"):
        return "utf-8"
    return "gbk" if label in ("gb2312", "gb_2312-80", "x-gbk") else label


def _damaged(text: str) -> bool:
    return "\ufffd" in text and text.count("\ufffd") > max(1, len(text) * DAMAGE)


def _undeclaring(body: bytes) -> bytes:
    """``body`` without its declarations; only its beginning is searched, for hostile bytes would take hours."""
    return _META_TAG.sub(b"", body[:SNIFF], count=2) + body[SNIFF:]


def _without_bom(text: str) -> str:
    return text.removeprefix("\ufeff")
