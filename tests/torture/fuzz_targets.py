"""What holds for any input, as functions of bytes: fuzzed for minutes by ``make torture``, run over the kept corpus by ``make test``.

An input is readable: lines that say how the bytes come, an empty line, the bytes. Where a target cuts its input into
chunks, the places follow from the input itself, so that every reproducer is one file.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import ada_url
import httpx

from crawler.agents import agent_verdicts
from crawler.charset import decode
from crawler.extract import CLIP, MAX_TEXT, extract
from crawler.facts import facts_from_json, facts_to_json
from crawler.records import Extracted, LinkKind
from crawler.robots import AGENTS, Robots, parse, parse_text, readable
from crawler.robots_faults import faults as robots_faults
from crawler.robots_match import Rule, Rules, comparable, place_of
from crawler.scope import Scope
from crawler.sitemap_faults import EXAMPLES, Faults
from crawler.sitemap_xml import LONGEST_TEXT
from crawler.sitemaps import Entry, Sitemap
from crawler.unpacking import CODINGS, STEP, PackingError, unpacked, unpackers
from crawler.url_patterns import glob_pattern
from crawler.urls import (
    MAX_LENGTH,
    Form,
    Resolver,
    base_url,
    host_key,
    matches_any,
    normalise,
    resolve,
    shown,
    template,
    trap,
)

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
PAGE = "https://shop.cn/tea/1.html"
STRICT_LABELS = ("utf-8", "shift_jis", "euc-jp", "euc-kr", "windows-1251", "windows-1252", "iso-8859-2", "koi8-r")


def fuzz_extract(data: bytes) -> None:
    """Headers, an empty line, a body: facts that can be stored, of bounded size, the same when read again."""
    head, body = _parted(data)
    headers = {name.strip().lower(): value.strip() for line in head for name, _, value in [line.partition(":")]}
    resolver = Resolver()
    found = extract(PAGE, body, content_type=headers.get("content-type", ""), headers=headers, resolver=resolver)
    holds_of_extracted(found, body)
    again = extract(PAGE, body, content_type=headers.get("content-type", ""), headers=headers, resolver=resolver)
    assert again == found


def holds_of_extracted(found: Extracted, body: bytes) -> None:
    """Texts that the store takes, counts that fit together, nothing that grows faster than the page."""
    page = found.page
    assert page.size_bytes == len(body)
    for name, limit in CLIP.items():
        assert len(getattr(page, name)) <= limit
    assert len(page.main_text) <= MAX_TEXT
    for text in (page.title, page.description, page.h1, page.main_text, page.robots, page.lang, page.x_robots):
        text.encode("utf-8")  # raises on half a character, which cannot be stored
    found.html.decode("utf-8")
    facts = facts_to_json(page.facts)
    facts.encode("utf-8")
    assert facts_from_json(facts) == page.facts
    assert len(facts) <= 200_000 + 40 * len(body)
    assert page.han_chars <= page.visible_chars or not page.is_html
    assert page.images_no_alt <= page.images
    assert page.canonicals == sum(link.kind == LinkKind.CANONICAL for link in found.links)
    for link in found.links:
        assert normalise(link.target) == link.target
        assert "\0" not in link.anchor
        link.anchor.encode("utf-8")


def fuzz_urls(data: bytes) -> None:
    """Lines: a page's address, an href, a charset, parameters to strip, slashes. Normal forms are stable; all read alike."""
    lines = [*data.decode("utf-8", "surrogateescape").split("\n"), "", "", "", "", ""]
    base, href, charset, strip, slash = lines[:5]
    form = Form(tuple(strip.split(",")), bool(len(slash) % 2), {"a": "add", "r": "remove"}.get(slash[:1], "keep"))
    for given in (base, href):
        _holds_of_url(given, form)
    found = resolve(base, href)
    assert found is None or normalise(found) == found
    assert Resolver().resolve(base, href) == found
    below = resolve(base_url(PAGE, base), href)
    assert below is None or normalise(below) == below
    resolver = Resolver(form)
    first = resolver.resolve(PAGE, href, charset)
    assert first == resolver.resolve(PAGE, href, charset) == Resolver(form).resolve(PAGE, href, charset)
    assert first is None or normalise(first, form) == first
    glob_pattern(href[:100]).match(base)


def _holds_of_url(given: str, form: Form) -> None:
    url = normalise(given, form)
    if url is None:
        return
    assert normalise(url, form) == url == ada_url.normalize_url(url)
    assert url.isascii() and len(url) <= MAX_LENGTH and "#" not in url and url.startswith(("http://", "https://"))
    host = host_key(url)
    assert host and "@" not in host
    name = host if host.endswith("]") else host.partition(":")[0] if "[" not in host else host.rpartition(":")[0]
    # Whoever is guarded, paced and connected to must be the same for every reader of the address.
    assert httpx.URL(url).raw_host.decode() == name.strip("[]"), (httpx.URL(url).raw_host, name)
    assert (urlsplit(url).hostname or "") == name.strip("[]")
    assert template(url).startswith("/")
    assert trap(url) in ("", "segments", "repeating")
    assert normalise(shown(url)) is not None
    assert matches_any(["/**"], url) == "/**"
    assert Scope(["elsewhere.example"]).refusal(url) == "external"


def fuzz_robots(data: bytes) -> None:
    """An agent, a path, an empty line, a file: the longest rule that matches decides, found the slow way, too."""
    head, body = _parted(data)
    agent, path = (*head, "", "")[:2]
    url = normalise(f"https://shop.cn/{path.lstrip('/')}") or "https://shop.cn/"
    robots = parse(body)
    lines = body.count(b"\n") + body.count(b"\r") + 1
    for name in (agent, *AGENTS):
        verdict = robots.verdict(name, url)
        assert verdict.allowed is robots.allows(name, url)
        assert verdict.allowed or robots.restricts
        assert verdict.line <= lines
        delay = robots.crawl_delay(name)
        assert delay is None or 0 <= delay <= 30
    text = readable(body)
    assert "\0" not in text and text.encode().decode() == text
    if not text.startswith("\ufeff"):
        assert parse(text.encode()) == robots == parse_text(text)
    assert all(one.line <= lines for one in robots_faults(body))
    assert len(agent_verdicts(robots, url)) > 30
    _holds_of_rules(robots, place_of(url))


def _holds_of_rules(robots: Robots, place: str) -> None:
    rules = robots.rules("xunlu")[:100]
    decides = Rules(rules).decides(place)
    matching = [rule for rule in rules if _matches(rule.pattern, place)]
    assert (decides is None) == (not matching)
    if decides is not None:
        assert decides in matching
        assert _rank(decides) == max(map(_rank, matching))


def _rank(rule: Rule) -> tuple[int, bool, int]:
    return len(comparable(rule.pattern.removesuffix("$"))) + rule.pattern.endswith("$"), rule.allow, -rule.line


def _matches(pattern: str, place: str) -> bool:
    """Octet by octet: which places of ``place`` the pattern may have come to."""
    anchored = pattern.endswith("$")
    pieces = [comparable(piece) for piece in pattern.removesuffix("$").split("*")]
    if not pieces[0].startswith("/") and (pieces[0] or len(pieces) == 1):
        return False
    reached = {len(pieces[0])} if place.startswith(pieces[0]) else set()
    for piece in pieces[1:]:
        start = min(reached, default=len(place) + 1)
        reached = {at + len(piece) for at in range(start, len(place) + 1) if place.startswith(piece, at)}
    return len(place) in reached if anchored else bool(reached)


def fuzz_sitemap(data: bytes) -> None:
    """A body: what is well-formed reads the same however it arrives; no address is longer than it may be."""
    whole, parts = _read(data, [data]), _read(data, _chunks(data))
    kind, error, entries = whole[:3]
    if error == "gzip:":  # what stands before the broken place comes out of small chunks only
        assert parts[1] and parts[2][: len(entries)] == entries
    elif error and parts[1]:  # where markup breaks, what the parser mends depends on how much of it it has seen
        entries = entries + parts[2]
    else:
        assert parts == whole
    assert kind in ("urlset", "index", "text", "feed", "unreadable")
    assert error or kind != "unreadable"
    judged = Faults(frozenset({"shop.cn"}), "https")
    for entry in entries:
        assert len(entry.loc) <= LONGEST_TEXT and len(entry.lastmod) <= 60
        entry.loc.encode("utf-8")
        url = judged.judge(entry)
        assert url is None or normalise(url) == url
    assert all(len(found) <= EXAMPLES for found in judged.examples.values())


def _read(
    data: bytes, chunks: Iterable[bytes]
) -> tuple[str, str, list[Entry], dict[str, int], dict[str, int], dict[str, int]]:
    reader = Sitemap()
    entries = [entry for chunk in chunks for entry in reader.feed(chunk)]
    entries += reader.close()
    assert reader.urls == len(entries)
    return reader.kind, reader.error[:5], entries, reader.faults, reader.counts, reader.languages


def fuzz_charset(data: bytes) -> None:
    """A Content-Type, an empty line, a body: text that can be stored; a declaration that fits is kept."""
    head, body = _parted(data)
    found = decode(body, head[0] if head else "")
    found.text.encode("utf-8")
    found.charset.encode("ascii")
    assert found.charset
    assert len(found.text) <= len(body)
    assert decode(body, head[0] if head else "") == found
    if found.declared in STRICT_LABELS and not body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            text = body.decode(found.declared)
        except UnicodeDecodeError:
            return
        if "\ufffd" not in text and found.declared == "utf-8":
            assert found.text == text and found.charset == "utf-8"


def fuzz_unpacking(data: bytes) -> None:
    """A Content-Encoding, an empty line, a body: the same pieces of bounded size however it arrives, or a PackingError."""
    head, body = _parted(data)
    coding = head[0] if head else ""
    whole, failed = _unpacked(coding, [body])
    parts, broke = _unpacked(coding, _chunks(body))
    assert whole == parts if failed == broke == "" else whole.startswith(parts) or parts.startswith(whole)
    # zstd finds a fault before the frame has come whole, or waits for the rest; Brotli takes what follows its end for a
    # fault when it comes in the same piece.
    assert bool(failed) == bool(broke) or {"zstd", "br"} & {name.strip() for name in coding.lower().split(",")}
    for name in ("gzip", "deflate", "br", "zstd"):
        _comes_back(name, body)


def _unpacked(coding: str, chunks: Iterable[bytes], limit: int = 4 * 1024 * 1024) -> tuple[bytes, str]:
    found = bytearray()
    try:
        chain = unpackers(coding)
        assert len(chain) <= CODINGS
        for chunk in chunks:
            for piece in unpacked(chain, chunk):
                assert len(piece) <= 4 * STEP or not chain
                found += piece
                if len(found) > limit:
                    return bytes(found[:limit]), ""
    except PackingError as error:
        assert str(error)
        return bytes(found), "broken"
    return bytes(found), ""


def _comes_back(name: str, body: bytes) -> None:
    import brotli

    from crawler.zstd import zstd

    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": lambda data: _gzip(data), "deflate": zlib.compress, "br": lambda data: brotli.compress(data, quality=1),
        "zstd": zstd.compress,
    }  # fmt: skip
    packed = packers[name](body)
    assert _unpacked(name, _chunks(packed)) == (body, "")


def _gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    return packer.compress(data) + packer.flush()


def _parted(data: bytes) -> tuple[list[str], bytes]:
    """The lines above the first empty line, and what stands below; all is body where there is none."""
    head, mark, body = data.partition(b"\n\n")
    return ([_header(line) for line in head.split(b"\n")], body) if mark else ([], data)


def _header(line: bytes) -> str:
    """As the crawler reads headers."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _chunks(data: bytes) -> Iterator[bytes]:
    """``data`` cut at places that follow from it, many of them close together."""
    chance = random.Random(zlib.crc32(data))
    at = 0
    while at < len(data):
        size = chance.choice((1, 1, 2, 3, 7, 40, 600))
        yield data[at : at + size]
        at += size


TARGETS: dict[str, Callable[[bytes], None]] = {
    "extract": fuzz_extract,
    "urls": fuzz_urls,
    "robots": fuzz_robots,
    "sitemap": fuzz_sitemap,
    "charset": fuzz_charset,
    "unpacking": fuzz_unpacking,
}

# What a fuzzer would take long to put together by itself.
TOKENS: dict[str, tuple[str, ...]] = {
    "extract": (
        "<a href=", "<base href=", "<meta charset=", "<meta name=robots content=", "<link rel=canonical href=", "<script>", "</script>",
        "<script type=application/ld+json>", "<!--", "-->", "<![CDATA[", "<svg>", "<math>", "<template>", "<table>", "<select>", "<plaintext>",
        "<title>", "<h1>", "<nav>", "<main>", "<img src=", " alt=", " srcset=", " hidden", " style='display:none'", "&#x110000;", "&#xd800;",
        "<meta http-equiv=refresh content='0;url=", '{"@type":"Product","offers":{"price":', "itemprop=price", "hreflang=", "龙井茶", "￥12",
        "<iframe src=", "<form>", "<input type=password>", "<video>", "<time datetime=", "<frameset>", "content-type: text/html; charset=gbk\n\n",
    ),
    "urls": (
        "http://", "https://", "//", "..", "%2e", "%2F", "xn--", "@", "[::1]", "0x7f.1", "：", "。", "jsessionid=", "PHPSESSID=", "utm_*",
        "gbk", "big5", "iso-2022-jp", "\\", ":443", ":80", "中国", "%00", "％", "javascript:", "data:", "?", "#", "&", "sid=", "127.1",
    ),
    "robots": (
        "User-agent: *", "Disallow: /", "Allow: /", "Crawl-delay: ", "Sitemap: https://", "*", "$", "%2A", "%24", "%e7", "\r", "\ufeff",
        "Googlebot", "Baiduspider", "Sogou web spider", "index.html", "#",
    ),
    "sitemap": (
        "<?xml version='1.0' encoding='", "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "<url>", "<loc>", "</loc>", "</url>",
        "<sitemapindex>", "<sitemap>", "<lastmod>", "</lastmod>", "https://shop.cn/", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "&amp;", "<![CDATA[",
        "]]>", "<rss><channel><item><link>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<link href='", "2026-05-01T00:00:60Z",
        "<image:image>", "<xhtml:link rel='alternate' hreflang='en'/>", "\ufeff", "gbk", "utf-16", "&#x1F;",
    ),
    "charset": (
        "text/html; charset=", "<meta charset=", "gbk", "gb18030", "big5", "utf-16le", "utf-16be", "utf-8", "shift_jis", "iso-2022-jp", "euc-kr",
        "windows-874", "x-user-defined", "replacement", "hz-gb-2312", "\ufeff", "<meta http-equiv=content-type content='text/html; charset=",
    ),
    "unpacking": ("gzip", "deflate", "br", "zstd", "identity", ", ", "x-gzip", "none"),
}  # fmt: skip
