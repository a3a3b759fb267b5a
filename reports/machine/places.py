"""Crawled addresses where other programs want files of a repository, and text that none of their formats misreads."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote, urlsplit

from crawler.text import clip_columns, columns, printable

SAFE = "/-._~!$'()*,=@+"  # of a path; a colon would make the first segment a scheme, % is kept as it is
MOST_PATH = 1_000  # characters
MOST_TEXT = 600  # display columns of one message
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile("%(?![0-9A-Fa-f]{2})")


def repository_path(url: str) -> str:
    """Host and path of ``url`` as the path of a file: GitHub rejects SARIF whose locations are http(s) addresses.

    It is a relative URI that leads nowhere above its folder, whatever the address says. A query becomes part of the name
    (pages of one shop differ in nothing else), a folder the ``index.html`` in it.
    """
    try:
        parts = urlsplit(url)
        host, path, query = parts.netloc, parts.path, parts.query
    except ValueError:  # no address at all
        host, path, query = "", url, ""
    host = host.rpartition("@")[2] or "unknown"
    segments = [one for one in path.replace("\\", "/").split("/") if one]
    name = "/".join(_segment(one) for one in (host, *segments))
    if not segments or path.endswith("/"):
        name += "/index.html"
    return _cut(name + (f"%3F{_segment(query)}" if query else ""))


def _segment(text: str) -> str:
    """One part of a path, percent-encoded once; dots alone would lead upwards."""
    text = _ESCAPED.sub("%25", text)
    made = quote(text, safe=SAFE.replace("/", "") + "%", errors="replace")
    return made.replace(".", "%2E") if re.fullmatch(r"(?:\.|%2e){1,2}", made, re.I) else made


def _cut(path: str) -> str:
    """``path``, or what fits of it with a hash in place of the rest."""
    if len(path) <= MOST_PATH:
        return path
    return path[: MOST_PATH - 20].rpartition("%")[0].rstrip("/.") + "-" + sha256(path.encode()).hexdigest()[:16]


def identity(*parts: str) -> str:
    """Hexadecimal digits, the same for the same parts in every run."""
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def one_line(text: str) -> str:
    """``text`` inert and on one line, clipped."""
    clean = _NOT_XML.sub("", printable(text[: MOST_TEXT * 10].replace("\r", " ")))
    return clip_columns(clean, MOST_TEXT) + "…" if columns(clean) > MOST_TEXT else clean


def xml_text(text: str) -> str:
    """``text`` without what XML forbids and what drives a terminal; its lines stay."""
    return "\n".join(_NOT_XML.sub("", printable(line)) for line in text.splitlines())
