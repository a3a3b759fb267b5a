"""Sitemaps: every form the protocol knows, broken ones as far as they go, hostile ones inert."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from crawler.sitemaps import MAX_BYTES, MAX_URLS, SILENT, Sitemap

DATA = Path(__file__).parents[1] / "data" / "sitemaps"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def read(body: bytes, size: int = 0):
    """(kind, error, [loc], [lastmod]) of a body that comes in chunks of ``size`` bytes."""
    reader = Sitemap()
    size = size or len(body) or 1
    entries = [entry for start in range(0, len(body), size) for entry in reader.feed(body[start : start + size])]
    entries += reader.close()
    assert reader.urls == len(entries)
    return reader.kind, reader.error, [entry.loc for entry in entries], [entry.lastmod for entry in entries]


def urlset(*locs: str, tail: str = "</urlset>") -> bytes:
    return (HEAD + "".join(f"<url><loc>{loc}</loc></url>" for loc in locs) + tail).encode()


@pytest.mark.parametrize(
    ("name", "kind", "urls", "first"),
    [
        ("regular_sitemap.xml", "urlset", 5, "http://www.example.com/"),
        ("regular_sitemap.xml.gz", "urlset", 5, "http://www.example.com/"),
        ("zipped_sitemap.xml.gz", "urlset", 5, "http://www.gzipped.com/"),
        ("image_sitemap.xml", "urlset", 2, "http://example.com/sample.html"),
        ("sitemap_index.xml", "index", 4, "https://advertools.readthedocs.io/sitemap.xml"),
        ("video_sitemap.xml", "urlset", 6, "https://www.washingtonpost.com/politics/trump-indonesia-trees/2020/05/05/62db5abb-8139-4f0d-a10e-748ecdac17e9_video.html"),
        ("news_sitemap.xml", "urlset", 6, "https://www.nytimes.com/interactive/2020/05/11/magazine/quarantine-insanity.html"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [0, 1, 7, 600])
def test_real_files(name, kind, urls, first, size):
    found = read((DATA / name).read_bytes(), size)
    assert found[:2] == (kind, "")
    assert (len(found[2]), found[2][0]) == (urls, first)


def test_lastmod_is_kept_as_written():
    _, _, _, dates = read((DATA / "regular_sitemap.xml").read_bytes())
    assert dates[0] == "2005-01-01"
    assert "2004-12-23T18:00:15+00:00" in dates


def test_a_broken_real_file_says_so():
    kind, error, locs, _ = read((DATA / "error_sitemap.xml").read_bytes())
    assert (kind, locs) == ("urlset", [])
    assert error.startswith("xml: ")


def test_an_image_is_not_the_page():
    body = urlset("https://shop.cn/a").replace(
        b"<loc>", b"<image:image><image:loc>https://shop.cn/i.jpg</image:loc></image:image><loc>"
    )
    assert read(body)[:3] == ("urlset", "", ["https://shop.cn/a"])


def test_text_with_bom_blank_lines_and_no_last_newline():
    body = "\ufeffhttps://shop.cn/a\r\n\r\n# note\nhttps://shop.cn/红茶".encode()
    for size in (0, 1, 5):
        assert read(body, size)[:3] == ("text", "", ["https://shop.cn/a", "https://shop.cn/红茶"])


def test_truncated_xml_gives_what_was_whole():
    locs = [f"https://shop.cn/{number}" for number in range(100)]
    body = urlset(*locs)
    for cut in (len(body) // 2, len(body) - 20, len(body) - 9):
        kind, error, found, _ = read(body[:cut], 64)
        assert kind == "urlset"
        assert error.startswith("xml: ")
        assert found == locs[: len(found)]
        assert len(found) >= body[:cut].count(b"</url>") - 1


def test_truncated_gzip_gives_what_was_whole():
    locs = [f"https://shop.cn/{number * 7919 % 10007}" for number in range(2000)]
    body = gzip.compress(urlset(*locs))
    kind, error, found, _ = read(body[: len(body) // 2], 512)
    assert (kind, error) == ("urlset", "gzip: truncated")
    assert found
    assert found == locs[: len(found)]


def test_gzip_that_is_none():
    kind, error, locs, _ = read(b"\x1f\x8b" + b"nonsense" * 200)
    assert (kind, locs) == ("unreadable", [])
    assert error.startswith("gzip: ")


@pytest.mark.parametrize("size", [0, 1, 13])
def test_bare_ampersands_are_text(size):
    body = urlset("https://shop.cn/?a=1&b=2&amp;c=3&#38;d=4&copy;=5&", "<![CDATA[https://shop.cn/?a=1&b=2&amp;c]]>")
    assert read(body, size)[:3] == (
        "urlset",
        "",
        ["https://shop.cn/?a=1&b=2&c=3&d=4&copy;=5&", "https://shop.cn/?a=1&b=2&amp;c"],
    )


@pytest.mark.parametrize("charset", ["GBK", "Big5", "ISO-8859-1", "gb18030"])
def test_declared_charsets(charset):
    word = "é" if charset == "ISO-8859-1" else "茶"
    body = f'<?xml version="1.0" encoding="{charset}"?><urlset><url><loc>https://shop.cn/{word}&x</loc></url></urlset>'
    assert read(body.encode(charset))[:3] == ("urlset", "", [f"https://shop.cn/{word}&x"])


def test_a_charset_that_is_not_the_declared_one():
    body = (
        HEAD.encode()
        + b"<url><loc>https://shop.cn/1</loc></url><url><loc>https://shop.cn/\xba\xec</loc></url></urlset>"
    )
    kind, _, locs, _ = read(body)
    assert (kind, locs[0]) == ("urlset", "https://shop.cn/1")


def test_billion_laughs_do_not_grow():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY l0 "lol">{entities}]><urlset><url><loc>https://shop.cn/&l9;</loc>'
    body += "</url><url><loc>https://shop.cn/2</loc></url></urlset>"
    _, _, locs, _ = read(body.encode())
    assert all(len(loc) < 100 for loc in locs)
    assert "lollol" not in "".join(locs)


def test_outside_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("https://shop.cn/secret")
    body = (
        f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY % p SYSTEM "{secret.as_uri()}">'
        " %p;]><urlset><url><loc>&x;</loc></url><url><loc>https://shop.cn/2</loc></url></urlset>"
    )
    _, _, locs, _ = read(body.encode())
    assert "https://shop.cn/2" in locs
    assert not any("secret" in loc for loc in locs)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<!doctype html><html><head><title>404</title></head><body>no</body></html>",
        b"<html><body><url><loc>https://shop.cn/</loc></url></body></html>",
        b"<feed><entry><link href='https://shop.cn/'/></entry></feed>",
        b"User-agent: *\nDisallow: /",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 1000,
        b'{"urls": []}',
    ],
)
def test_what_is_no_sitemap(body):
    assert read(body) == ("unreadable", "not-a-sitemap", [], [])


@pytest.mark.parametrize(
    "body",
    [
        b"<a:b:c><url/></a:b:c>",
        b"<>",
        b"<urlset><url><loc>",
        b"<!--",
        b"<?x",
        b"<urlset><!-- c --><url><?pi?></url></urlset>",
    ],
)
def test_odd_markup_is_survived(body):
    assert read(body)[2] == []


def test_prefixed_names_and_spaces_around_addresses():
    body = b'<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>\n https://shop.cn/a \n</s:loc></s:url></s:urlset>'
    assert read(body)[:3] == ("urlset", "", ["https://shop.cn/a"])


def test_content_is_limited_after_unpacking():
    body = gzip.compress(HEAD.encode() + b" " * (MAX_BYTES + 1000) + urlset("https://shop.cn/late"))
    assert len(body) < 100_000
    kind, error, locs, _ = read(body, 16_384)
    assert (kind, error, locs) == ("urlset", "too-large", [])


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        (urlset("https://shop.cn/a"), {}),
        (
            urlset("https://shop.cn/a").replace(b"http://www.sitemaps.org", b"https://www.sitemaps.org"),
            {"namespace": 1},
        ),
        (urlset("https://shop.cn/a").replace(b"UTF-8", b"gbk"), {"encoding": 1}),
        (b"https://shop.cn/\xb2\xe8", {"encoding": 1}),
        (b"<urlset><url><loc>https://shop.cn/a</loc></url></urlset>", {"namespace": 1}),
    ],
)
def test_faults_of_form(body, faults):
    reader = Sitemap()
    assert [entry.loc[:16] for entry in [*reader.feed(body), *reader.close()]] == ["https://shop.cn/a"[:16]]
    assert (reader.faults, reader.size) == (faults, len(body))


def finished(body: bytes, size: int = 0) -> Sitemap:
    """The reader of a body that was read to its end."""
    reader = Sitemap()
    size = size or len(body) or 1
    for start in range(0, len(body), size):
        list(reader.feed(body[start : start + size]))
    list(reader.close())
    return reader


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("image_sitemap.xml", {"images": 4, "entries_with_images": 2}),
        ("news_sitemap.xml", {"news": 6, "entries_with_news": 6, "images": 5, "entries_with_images": 5}),
        ("video_sitemap.xml", {"videos": 6, "entries_with_videos": 6}),
        ("regular_sitemap.xml", {}),
        ("sitemap_index.xml", {}),
    ],
)
@pytest.mark.parametrize("size", [0, 1])
def test_extensions_of_real_files_are_counted(name, counts, size):
    assert finished((DATA / name).read_bytes(), size).counts == counts


def test_alternates_are_counted_by_language():
    links = "".join(
        f'<xhtml:link rel="{rel}" hreflang="{lang}" href="https://shop.cn/{lang}/"/>'
        for rel, lang in (("alternate", "zh-CN"), ("alternate", "en"), ("alternate", "x-default"), ("canonical", "en"))
    )
    body = urlset("https://shop.cn/a", "https://shop.cn/b", "https://shop.cn/c").decode()
    body = body.replace("</loc>", f"</loc>{links}", 2).replace(
        "<urlset", '<urlset xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    )
    reader = finished(body.encode())
    assert reader.counts == {"alternates": 6, "entries_with_alternates": 2}
    assert reader.languages == {"zh-cn": 2, "en": 2, "x-default": 2}
    assert (reader.urls, reader.error) == (3, "")


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>茶</title><link>https://shop.cn/</link><atom:link href="https://shop.cn/feed.xml" rel="self"/>
<item><title>红茶</title><link>https://shop.cn/hong?a=1&amp;b=2</link><pubDate>Fri, 01 May 2026 08:00:00 +0800</pubDate></item>
<item><atom:link href="https://shop.cn/none" rel="self"/><link> https://shop.cn/lv </link><pubDate>gestern</pubDate></item>
<item><title>nothing</title></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link href="https://shop.cn/"/>
<entry><link rel="edit" href="https://shop.cn/edit"/><link href="https://shop.cn/hong"/><updated>2026-05-01T08:00:00Z</updated></entry>
<entry><link rel="alternate" href="https://shop.cn/lv"/></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item rdf:about="https://shop.cn/hong"><link>https://shop.cn/hong</link><dc:date>2026-05-01</dc:date></item></rdf:RDF>"""


@pytest.mark.parametrize(
    ("body", "locs", "dates"),
    [
        (RSS, ["https://shop.cn/hong?a=1&b=2", "https://shop.cn/lv"], ["2026-05-01T08:00:00+08:00", ""]),
        (ATOM, ["https://shop.cn/hong", "https://shop.cn/lv"], ["2026-05-01T08:00:00Z", ""]),
        (RDF, ["https://shop.cn/hong"], ["2026-05-01"]),
    ],
    ids=["rss", "atom", "rdf"],
)
@pytest.mark.parametrize("size", [0, 1, 50])
def test_feeds_are_sitemaps(body, locs, dates, size):
    assert read(body.encode(), size) == ("feed", "", locs, dates)


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("size", [0, 1, 513])
def test_utf16(charset, size):
    locs = [f"https://shop.cn/红茶?a=1&b={number}" for number in range(50)]
    body = urlset(*locs).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode(charset)
    assert read(body, size)[:3] == ("urlset", "", locs)
    text = "\r\n".join(locs).encode(charset)
    assert read(text, size)[:3] == ("text", "", locs)
    assert finished(text).faults == {"encoding": 1}


def test_line_ends_of_old_macs_and_endless_lines():
    body = b"https://shop.cn/a\rhttps://shop.cn/" + b"x" * 200_000 + b"\rhttps://shop.cn/c"
    for size in (0, 4096):
        _, _, locs, _ = read(body, size)
        assert (locs[0], len(locs[1]), locs[2]) == ("https://shop.cn/a", 8192, "https://shop.cn/c")


def test_members_of_a_gzip_file_follow_each_other():
    body = gzip.compress(HEAD.encode()) + gzip.compress(b"<url><loc>https://shop.cn/a</loc></url></urlset>") + b"\0" * 9
    for size in (0, 100):
        assert read(body, size)[:3] == ("urlset", "", ["https://shop.cn/a"])


def test_more_urls_than_a_file_may_have_are_read_and_counted():
    reader = finished("\n".join(f"https://shop.cn/{number}" for number in range(MAX_URLS + 3)).encode(), 65_536)
    assert (reader.urls, reader.faults) == (MAX_URLS + 3, {"too-many-urls": 3})


@pytest.mark.parametrize(
    ("begin", "more"),
    [
        (HEAD.encode() + b"<url ", b'a%d="&gt;" '),
        (HEAD.encode() + b"<!--", b"comment %d "),
        (b"<!DOCTYPE urlset [", b"<!ENTITY e%d 'x'>"),
    ],
    ids=["attributes", "comment", "entities"],
)
def test_endless_markup_ends_the_reading(begin, more):
    body = begin + b"".join(more % number for number in range(200_000)) + urlset("https://shop.cn/late")
    assert len(body) > 2 * SILENT
    reader = finished(body, 65_536)
    assert (reader.error, reader.urls) == ("xml: endless markup", 0)
    assert reader.size < len(body)
