"""URLs: parse, resolve, normalise, scope, template. Pure; one URL is one string everywhere else."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

import ada_url

MAX_LENGTH = 2083  # longer URLs are not followed; the limit old browsers and sitemaps share
MAX_SEGMENTS = 20
CACHE_SIZE = 100_000
QUERY_SAFE = "/:=&?~+!$,;@()*[]-._\\^|{}`"  # bytes that a browser leaves as they are in a query
CODECS = {"windows-874": "cp874", "x-mac-cyrillic": "mac_cyrillic", "iso-8859-8-i": "iso8859-8", "iso-8859-1": "cp1252"}

_ESCAPE = re.compile(r"%[0-9a-f]{2}|%[0-9A-F][a-f]|%[a-f][0-9A-F]")
_SESSION = re.compile(r";jsessionid=[^?#/]*", re.IGNORECASE)
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_NUMBER = re.compile(r"\d+")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_HEX = re.compile(r"(?<![0-9a-zA-Z])(?=[0-9a-fA-F]*\d)[0-9a-fA-F]{8,}(?![0-9a-zA-Z])")
_SECOND_LEVEL = ("com", "net", "org", "gov", "edu", "co")


class Resolver:
    """Turns hrefs into normalised absolute URLs; remembers the root-relative and absolute ones, which repeat.

    Args:
        strip_params: query keys to remove, with ``*`` as wildcard: ``utm_*``.
    """

    def __init__(self, strip_params: Sequence[str] = ()) -> None:
        self.strip_params = tuple(strip_params)
        self._known: dict[str, dict[str, str | None]] = {}
        self._size = 0

    def rooted(self, base: str) -> dict[str, str | None]:
        """What is known of root-relative and absolute hrefs on the host of ``base``; read it, do not write it."""
        return self._known.setdefault(origin(base), {})

    def resolve(self, base: str, href: str, charset: str = "utf-8") -> str | None:
        """``href`` found on ``base``; None when it is not a usable http(s) URL.

        ``charset`` is the document's: browsers encode the query of a link in it.
        """
        if not href.startswith(("/", "http://", "https://")):  # "http-basics.html" is relative
            return self._resolve(base, href, charset)
        known = self.rooted(base)
        key = href if charset == "utf-8" else f"{charset}\0{href}"
        if key not in known:
            self._size += 1
            if self._size > CACHE_SIZE:
                for cache in self._known.values():
                    cache.clear()
                self._size = 1
            known[key] = self._resolve(base, href, charset)
        return known[key]

    def _resolve(self, base: str, href: str, charset: str) -> str | None:
        if charset and not charset.startswith("utf-") and "?" in href and not href.isascii():
            path, _, query = href.partition("?")
            href = path + "?" + _NON_ASCII.sub(lambda run: _encoded(run.group(), charset), query)
        try:
            joined = ada_url.join_url(base, href)
        except ValueError:
            return None
        return _normalised(joined, self.strip_params)


def _encoded(text: str, charset: str) -> str:
    """``text`` percent-encoded in ``charset``; what it cannot say becomes a numeric reference, as in browsers."""
    try:
        return quote(text.encode(CODECS.get(charset, charset)), safe=QUERY_SAFE)
    except LookupError:  # a charset that only decodes: browsers encode in UTF-8
        return quote(text, safe=QUERY_SAFE, errors="replace")
    except UnicodeEncodeError:
        if len(text) > 1:
            return "".join(_encoded(char, charset) for char in text)
        return f"%26%23{ord(text)}%3B"


def normalise(url: str, strip_params: Sequence[str] = ()) -> str | None:
    """The form under which an absolute URL is stored; None when it is not http(s) or over 2,083 characters.

    As the WHATWG URL standard serialises it, without fragment, credentials and empty query, with
    percent escapes in upper case and ``strip_params`` removed. Idempotent. Order and case of query
    keys stay: two orders are two URLs until a canonical says otherwise.
    """
    try:
        return _normalised(ada_url.normalize_url(url), tuple(strip_params))
    except ValueError:
        return None


def _normalised(url: str, strip: tuple[str, ...]) -> str | None:
    if not url.startswith(("http://", "https://")):
        return None
    url = url.partition("#")[0]
    if "@" in url.split("/", 3)[2]:
        scheme, _, rest = url.partition("://")
        authority, slash, path = rest.partition("/")
        url = f"{scheme}://{authority.rpartition('@')[2]}{slash}{path}"
    if "%" in url:
        url = _ESCAPE.sub(lambda match: match.group().upper(), url)
    if ";" in url:
        url = _without_session(url)
    if "?" in url:
        url = _without_params(url, strip)
    return url if len(url) <= MAX_LENGTH else None


def _without_session(url: str) -> str:
    place = path_query(url)
    kept = _SESSION.sub("", place)
    return url if kept == place else ada_url.normalize_url(origin(url) + kept)  # "/.;jsessionid=1/a" leaves "/./a"


def _without_params(url: str, strip: tuple[str, ...]) -> str:
    path, _, query = url.partition("?")
    if strip and query:
        kept = [pair for pair in query.split("&") if not _stripped(pair.partition("=")[0], strip)]
        query = "&".join(kept)
    return f"{path}?{query}" if query else path


@lru_cache(maxsize=4096)
def _stripped(key: str, strip: tuple[str, ...]) -> bool:
    return any(fnmatchcase(key, pattern) for pattern in strip)


def origin(url: str) -> str:
    """``scheme://host:port`` of an absolute URL."""
    end = url.find("/", 8)
    return url if end < 0 else url[:end]


def host_key(url: str) -> str:
    """``host``, or ``host:port`` where the port is not the scheme's own: what makes two sites two."""
    return origin(url).partition("://")[2]


def is_local(url: str) -> bool:
    """Whether an absolute URL is of this machine or a private network: a site that nobody else can reach."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
        if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".test")):
            return True
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_private or address.is_loopback or address.is_link_local


def path_query(url: str) -> str:
    """Path and query of an absolute URL, beginning with ``/``."""
    end = url.find("/", 8)
    return "/" if end < 0 else url[end:]


def twin_host(host: str) -> str | None:
    """``www.shop.cn`` for ``shop.cn`` and back; None for addresses, ports and other subdomains."""
    if ":" in host or not any(char.isalpha() for char in host) or "." not in host:
        return None
    if host.startswith("www."):
        return host[4:]
    labels = host.split(".")
    registrable = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return f"www.{host}" if len(labels) == registrable else None


@lru_cache(maxsize=256)
def glob_pattern(glob: str) -> re.Pattern[str]:
    """A glob over path and query: ``*`` any run without ``/``, ``**`` any run, ``?`` is literal."""
    pieces = re.split(r"(\*\*|\*)", glob)
    wild = {"**": ".*", "*": "[^/]*"}
    return re.compile("".join(wild.get(piece) or re.escape(piece) for piece in pieces) + r"\Z", re.DOTALL)


def matches_any(globs: Iterable[str], url: str) -> str | None:
    """The first glob that matches path and query of ``url``, percent-encoded or decoded; None if none does."""
    place = path_query(url)
    for glob in globs:
        pattern = glob_pattern(glob)
        if pattern.match(place) or ("%" in place and pattern.match(unquote(place))):
            return glob
    return None


def template(url: str) -> str:
    """``/products/*.html?page`` for ``/products/12.html?page=3``: digits, long hex and UUIDs become ``*``.

    The file extension is kept; the query becomes its sorted key names.
    """
    path, _, query = path_query(url).partition("?")
    stem, dot, extension = path.rpartition(".")
    keeps = bool(dot) and extension.isalnum() and len(extension) <= 5 and not extension.isdigit()
    shape = stem if keeps else path
    for pattern in (_UUID, _HEX, _NUMBER):
        shape = pattern.sub("*", shape)
    keys = sorted({pair.partition("=")[0] for pair in query.split("&") if pair})
    return shape + (f".{extension}" if keeps else "") + (f"?{'&'.join(keys)}" if keys else "")


def trap(url: str) -> str:
    """Why a URL looks endless: ``segments``, ``repeating``; empty when it does not."""
    segments = [part for part in path_query(url).partition("?")[0].split("/") if part]
    if len(segments) > MAX_SEGMENTS:
        return "segments"
    if len(segments) >= 3 and any(segments.count(part) >= 3 for part in set(segments)):
        return "repeating"
    return ""


def shown(url: str) -> str:
    """``url`` with percent-encoded Chinese decoded, for people; invalid UTF-8 stays encoded."""
    try:
        return unquote(url, errors="strict") if "%" in url else url
    except UnicodeDecodeError:
        return url
