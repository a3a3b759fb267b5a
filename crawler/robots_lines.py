"""The text of a robots.txt: from bytes to lines with a field and a value, and the name that a User-agent line gives.

As Google's published parser does it, which forgives more than RFC 9309 asks: missing colons, misspelt fields, NUL bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.agents import SPACED

MAX_BYTES = 500 * 1024  # RFC 9309, 2.5: at least this much is read; Google ignores what follows
LINE_BYTES = 2083 * 8 - 1  # Google ignores the rest of a longer line
BLANK = " \t\v\f"  # with line ends, what C calls white space in ASCII; a full-width or no-break space is none
BOM = b"\xef\xbb\xbf"

_SPACES = re.compile(r"[ \t]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_AFTER_NUL = re.compile(rb"\0[^\r\n]*")
_OCTETS = {0xDC80 + octet: f"%{octet + 0x80:02X}" for octet in range(0x80)}  # of surrogateescape
_WORD = re.compile(r"[a-z0-9._-]*")
_TOKEN = re.compile(r"[a-z_-]*")
_SPACED = re.compile(rf"(?:{'|'.join(SPACED)})(?![a-z0-9_-])")

_FIELDS = {name: name for name in ("user-agent", "allow", "disallow", "sitemap", "crawl-delay")}
_BEGINNINGS = {
    "user-agent": ("user-agent", "useragent", "user agent"),
    "allow": ("allow",),
    "disallow": ("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"),
    "sitemap": ("sitemap", "site-map"),
}
_ANY = tuple(start for starts in _BEGINNINGS.values() for start in starts)


def readable(body: bytes) -> str:
    """The text that is read of a file: what is stored of it and judged later must be this.

    At most 500 KiB up to the end of a line, without byte order mark, each line up to a NUL byte. An octet that is no
    UTF-8 becomes its percent escape, which is how it is compared; a file in UTF-16 has no line that says anything.
    """
    if len(body) >= MAX_BYTES:  # half a rule would forbid more than the whole
        body = body[: max(body.rfind(b"\n", 0, MAX_BYTES), body.rfind(b"\r", 0, MAX_BYTES)) + 1]
    for octet in BOM:  # a part of it is skipped, too
        if body[:1] != bytes([octet]):
            break
        body = body[1:]
    if b"\0" in body:
        body = _AFTER_NUL.sub(b"", body)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("utf-8", "surrogateescape").translate(_OCTETS)


def split_lines(text: str) -> Iterator[tuple[int, str, str, str]]:
    """(number from 1, field in lower case, value, line as written) of each line that says something.

    The field is "" where there is none: neither a colon nor exactly two words.
    """
    for number, raw in enumerate(_LINE_END.split(text), 1):
        if len(raw) > LINE_BYTES // 4:
            raw = raw.encode("utf-8", "replace")[:LINE_BYTES].decode("utf-8", "ignore")
        said = raw.partition("#")[0].strip(BLANK)
        if not said:
            continue
        field, colon, value = said.partition(":")
        if not colon:
            words = _SPACES.split(said)
            field, value = words if len(words) == 2 else ("", said)
        field = field.strip(BLANK)
        yield number, field.lower(), value.strip(BLANK) if field else said, raw.strip(BLANK)


def is_html(text: str) -> bool:
    """Whether a web page was served in place of the file."""
    return text.lstrip()[:1] == "<"


def field_of(written: str) -> str:
    """The field that a lower-case name means to Google, which looks at its beginning only; "" for one of others."""
    known = _FIELDS.get(written)
    if known is not None:
        return known
    if not written.startswith(_ANY):
        return ""
    return next(field for field, starts in _BEGINNINGS.items() if written.startswith(starts))


def agent_name(value: str) -> str:
    """The name in a User-agent line, in lower case; "" when it names nobody.

    ``Googlebot/2.1``, ``Googlebot*`` and ``Googlebot Foo`` are googlebot, ``* foo`` is ``*``. Names that are documented
    with spaces or digits stay whole, although no product token of RFC 9309 may have any: sogou web spider, 360spider.
    """
    value = _SPACES.sub(" ", value.lower())
    if value.startswith("*"):
        return "*" if value[1:2] in ("", " ") else ""
    found = _SPACED.match(value) or _WORD.match(value)
    return found.group() if found else ""


def token_of(name: str) -> str:
    """The product token in a name of ``agent_name``: letters, ``-`` and ``_`` up to the first other character.

    By RFC 9309, 2.2.1, and Google it alone is compared: ``mj12bot`` is read by an agent that calls itself mj.
    """
    found = _TOKEN.match(name)
    return found.group() if found else ""
