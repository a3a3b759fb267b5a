"""URLs: parse, resolve, normalise, template. Pure; one URL is one string everywhere else."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

import ada_url

from crawler.url_charset import in_charset
from crawler.url_forms import DEFAULT, Form, as_form, has_param, one_query, one_slash, session_id
from crawler.url_patterns import glob_pattern

__all__ = [
    "DEFAULT", "MAX_LENGTH", "MAX_SEGMENTS", "Form", "Resolver", "bare_address", "bare_host", "base_url", "glob_pattern", "has_param", "host_key",
    "is_local", "matches_any", "normalise", "origin", "path_query", "resolve", "session_id", "shown", "template", "trap", "twin_host",
]  # fmt: skip

MAX_LENGTH = 2083  # longer URLs are not followed; the limit old browsers and sitemaps share
MAX_RAW = 32_768  # characters looked at: what is longer before normalising is refused, but for a fragment
MAX_SEGMENTS = 20
CACHE_SIZE = 100_000  # hrefs and hosts remembered
CACHED_LENGTH = 300  # characters; 100,000 of the longest URLs would take 400 MB

_ESCAPE = re.compile(r"%[0-9a-f]{2}|%[0-9A-F][a-f]|%[a-f][0-9A-F]")
_SESSION = re.compile(r";jsessionid=[^?#/]*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_HEX = re.compile(r"(?<![0-9a-zA-Z])(?=[0-9a-fA-F]*\d)[0-9a-fA-F]{8,}(?![0-9a-zA-Z])")
_SECOND_LEVEL = ("com", "net", "org", "gov", "edu", "co")


class Resolver:
    """Turns hrefs into normalised absolute URLs; remembers the root-relative and absolute ones, which repeat.

    Args:
        form: how the site's URLs are made one; a sequence stands for parameters to strip.
    """

    def __init__(self, form: Form | Sequence[str] = DEFAULT) -> None:
        self.form = as_form(form)
        self._known: dict[str, dict[str, str | None]] = {}
        self._size = 0

    def rooted(self, base: str) -> dict[str, str | None]:
        """What is known of root-relative and absolute hrefs on the host of ``base``; read it, do not write it."""
        host = origin(base)
        known = self._known.get(host)
        if known is None:
            self._make_room()
            known = self._known[host] = {}
        return known

    def resolve(self, base: str, href: str, charset: str = "utf-8") -> str | None:
        """``href`` found on ``base``; None when it is not a usable http(s) URL. Never raises.

        ``charset`` is the document's: browsers encode the query of a link in it.
        """
        if not href.startswith(("/", "http://", "https://")):  # "http-basics.html" is relative
            return _joined(base, href, self.form, charset)
        key = href if charset == "utf-8" else f"{charset}\0{href}"
        known = self.rooted(base)
        if key in known:
            return known[key]
        found = _joined(base, href, self.form, charset)
        if len(key) <= CACHED_LENGTH:
            self._make_room()
            known[key] = found
        return found

    def _make_room(self) -> None:
        self._size += 1
        if self._size > CACHE_SIZE:
            self._known.clear()
            self._size = 1


def joined(base: str, href: str) -> str:
    """``href`` on ``base`` as the WHATWG URL standard serialises it, without its fragment; "" for what is no URL."""
    try:
        return ada_url.join_url(base, href).partition("#")[0]
    except (ValueError, UnicodeError):
        return ""


def resolve(base: str, href: str) -> str | None:
    """``href`` found on the page or below the ``<base href>`` ``base``, as browsers read it, then normalised.

    None when it leads nowhere that can be fetched over http(s), or when ``base`` is no absolute URL. An empty href
    is ``base`` itself. Never raises, on no str. Source: https://url.spec.whatwg.org/#concept-basic-url-parser
    """
    return _joined(base, href, DEFAULT)


def base_url(url: str, href: str) -> str:
    """What relative hrefs on the page ``url`` resolve against, when its first ``<base href>`` says ``href``.

    ``url`` itself when it says nothing usable, ``data:`` or ``javascript:``. The answer is no http URL when ``href``
    is none: then nothing relative resolves. It is not in normal form, for a slash less is another folder.
    Source: https://html.spec.whatwg.org/multipage/semantics.html#set-the-frozen-base-url
    """
    try:
        joined = ada_url.join_url(url, href).partition("#")[0]
    except ValueError:
        return url
    return url if joined.startswith(("data:", "javascript:")) or len(joined) > MAX_RAW else joined


def normalise(url: str, form: Form | Sequence[str] = DEFAULT) -> str | None:
    """The form under which an absolute URL is stored; None when it is not http(s) or over 2,083 characters.

    As the WHATWG URL standard serialises it, without fragment, credentials, empty query and session ids, with
    percent escapes in upper case and what ``form`` adds. Idempotent; never raises. Order and case of query
    keys stay: two orders are two URLs until a canonical or the form says otherwise.
    """
    try:
        if len(url) > MAX_RAW:
            url = _bounded(url)
        return _normalised(ada_url.normalize_url(url), as_form(form))
    except ValueError:
        return None


def _joined(base: str, href: str, form: Form, charset: str = "utf-8") -> str | None:
    try:
        if len(href) > MAX_RAW:
            href = _bounded(href)
        if charset != "utf-8" and not href.isascii():
            href = in_charset(href, charset)
        return _normalised(ada_url.join_url(base, href), form)
    except ValueError:
        return None


def _bounded(url: str) -> str:
    """A long ``url`` without its fragment; the mark stays, for a space before it is no space at the end.

    Raises:
        ValueError: still too long.
    """
    end = url.find("#", 0, MAX_RAW)
    if end < 0:
        raise ValueError("too long")
    return url[: end + 1]


def _normalised(url: str, form: Form) -> str | None:
    if not url.startswith(("http://", "https://")):
        return None
    if "#" in url:
        url = url.partition("#")[0]
    if "@" in url:
        url = _without_credentials(url)
    if "%" in url:
        url = _ESCAPE.sub(lambda match: match.group().upper(), url)
    if ";" in url:
        url = _without_session(url)
    if "?" in url:
        path, _, query = url.partition("?")
        query = one_query(query, form)
        url = f"{path}?{query}" if query else path
    if form.trailing_slash != "keep":
        url = one_slash(url, form.trailing_slash)
    return url if len(url) <= MAX_LENGTH else None


def _without_credentials(url: str) -> str:
    scheme, _, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}://{authority.rpartition('@')[2]}{slash}{path}"


def _without_session(url: str) -> str:
    path, mark, query = url.partition("?")
    place = path_query(path)
    kept = _SESSION.sub("", place)
    if kept == place:
        return url
    return ada_url.normalize_url(origin(path) + kept + mark + query)  # "/.;jsessionid=1/a" leaves "/./a"


def origin(url: str) -> str:
    """``scheme://host:port`` of an absolute URL."""
    end = url.find("/", 8)
    return url if end < 0 else url[:end]


def host_key(url: str) -> str:
    """``host``, or ``host:port`` where the port is not the scheme's own: what makes two sites two."""
    return origin(url).partition("://")[2]


def bare_host(url: str) -> str:
    """``host_key`` without www."""
    return host_key(url).removeprefix("www.")


def bare_address(url: str) -> str:
    """An address without scheme, www, fragment and slash at the end of its path: two with the same are one page to people.

    Never raises: what is no address is itself.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{bare_host(url)}{parts.path.rstrip('/')}{parts.query and '?'}{parts.query}"


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


def matches_any(globs: Iterable[str], url: str) -> str | None:
    """The first glob that matches path and query of ``url``, percent-encoded or decoded; None if none does."""
    place = path_query(url)
    decoded = unquote(place) if "%" in place else place
    for glob in globs:
        pattern = glob_pattern(glob)
        if pattern.match(place) or (decoded != place and pattern.match(decoded)):
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
