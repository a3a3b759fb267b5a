"""Whatever a server sends for a sitemap: reading never raises, and does not depend on how the bytes arrive."""

import gzip
import zlib

from hypothesis import given
from hypothesis import strategies as st

from crawler.sitemap_faults import Faults
from crawler.sitemaps import Sitemap
from crawler.unpacking import PackingError, unpacked, unpackers

PIECES = [
    b"<?xml version='1.0'?>", b"<?xml version='1.0' encoding='gbk'?>", b"<!DOCTYPE urlset [<!ENTITY a 'b'>]>", b"<!--", b"-->",
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', b"<urlset>", b"</urlset>", b"<sitemapindex>", b"<rss>",
    b'<feed xmlns="http://www.w3.org/2005/Atom">', b"<entry>", b"</entry>", b"<item>", b"</item>", b"<link>", b"</link>",
    b"<url>", b"</url>", b"<sitemap>", b"</sitemap>", b"<loc>", b"</loc>", b"<lastmod>", b"</lastmod>", b"<image:image>",
    b"https://shop.cn/a", b"&", b"&amp;", b"&a;", b"&#0;", b"<![CDATA[", b"]]>", b"\xff\xfe", b"\0", b"\r\n", b"<", b">",
    b"\xe7\xb4\xab", b"\xb2", b"2026-05-01", b'<xhtml:link rel="alternate" hreflang="en" href="x"/>', b" ",
]  # fmt: skip
BODIES = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)), max_size=60).map(b"".join)


def read(body, size):
    reader = Sitemap()
    entries = [entry for at in range(0, len(body), size) for entry in reader.feed(body[at : at + size])]
    entries += reader.close()
    assert reader.urls == len(entries)
    assert reader.kind in ("urlset", "index", "text", "feed", "unreadable")
    return reader.kind, entries, reader.counts, reader.languages, reader.faults


@given(BODIES, st.integers(1, 40), st.booleans())
def test_reading_does_not_depend_on_chunks(body, size, packed):
    sent = gzip.compress(body) if packed else body
    assert read(sent, size) == read(sent, len(sent) or 1)


@given(BODIES)
def test_entries_are_judged_whatever_they_say(body):
    faults = Faults(frozenset({"shop.cn"}), "https")
    for entry in read(body, 4096)[1]:
        url = faults.judge(entry)
        assert url is None or url.startswith(("http://", "https://"))


@given(st.sampled_from(["gzip", "deflate", "br", "gzip, br", "", "x"]), st.binary(max_size=300), st.booleans())
def test_unpacking_raises_nothing_else(header, data, begins_well):
    sent = zlib.compress(data)[: len(data)] if begins_well else data
    try:
        chain = unpackers(header)
        assert all(isinstance(piece, bytes) for piece in unpacked(chain, sent))
    except PackingError as error:
        assert str(error)
