"""How a crawled URL is shown (decoded), linked (only http and https) and copied (as stored)."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from crawler.text import printable
from reports.parts import Address

KEPT = set('%/?#&=+ "<>\\^`{|}')  # decoded, these would change what the URL says or how it is read


def address(url: str, base: str = "") -> Address:
    """The three faces of ``url``; on the site ``base`` (scheme://host) its path alone is shown."""
    href = url if urlsplit_scheme(url) in ("http", "https") else ""
    rest = url.removeprefix(base) if base and url.startswith(base + "/") else url
    return Address(url=url, shown=printable(decoded(rest)), href=href)


def site_base(start_url: str) -> str:
    """scheme://host[:port] of a site's start URL."""
    parts = urlsplit(start_url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def urlsplit_scheme(url: str) -> str:
    """The scheme in lower case; empty when the URL cannot be split."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def decoded(url: str) -> str:
    """``url`` with percent-encoded and punycode text readable wherever that is unambiguous."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        return _readable(url)
    host, slash, path = rest.partition("/")
    return f"{scheme}://{_host(host)}{slash}{_readable(path)}"


def readable(path: str) -> str:
    """A path or a URL template, decoded and fit for a screen."""
    return printable(_readable(path))


def _host(host: str) -> str:
    if "xn--" not in host:
        return host
    name, colon, port = host.partition(":")
    try:
        return name.encode("ascii").decode("idna") + colon + port
    except UnicodeError:
        return host


def _readable(text: str) -> str:
    """Runs of %XX decoded when all are UTF-8 and every character may stand there as itself.

    Some Chinese words in GBK are UTF-8 by chance (目录 reads Ŀ¼): an address is decoded as a whole or not at all.
    """
    try:
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text
    parts, index = [], 0
    while index < len(text):
        end = index
        while text[end] == "%" and _is_byte(text[end + 1 : end + 3]):
            end += 3
            if end >= len(text):
                break
        parts.append(_run(text[index:end]) if end > index else text[index])
        index = max(end, index + 1)
    return "".join(parts)


def _is_byte(digits: str) -> bool:
    return len(digits) == 2 and all(char in "0123456789abcdefABCDEF" for char in digits)


def _run(escaped: str) -> str:
    try:
        text = bytes.fromhex(escaped.replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return escaped
    safe = all(char.isprintable() and not char.isspace() and char not in KEPT for char in text)
    return text if safe and printable(text) == text else escaped
